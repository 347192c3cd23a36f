"""Guarantee: below the operations the service behaves as AWS: signatures, accounts and regions, temporary
credentials, malformed requests, and many clients at once. Requests that boto3 would never send are signed with
botocore and sent by hand."""

import concurrent.futures
import contextlib
import datetime
import http.client
import json
import unittest.mock

import botocore.auth
import botocore.awsrequest
import botocore.credentials

from local_service import ROLE, Server, ServiceTestCase, definition

KEY, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
JSON = "application/x-amz-json-1.0"


def post(server, body, target="AWSStepFunctions.ListStateMachines", content_type=JSON, key="test", secret="test",
         sent_body=None, path="/", headers=None):
    """Signs and sends a request; returns status, code and message. `sent_body` is sent instead of what was signed."""
    request = botocore.awsrequest.AWSRequest("POST", server.url + path, data=body, headers={
        "Content-Type": content_type} | ({"X-Amz-Target": target} if target else {}) | (headers or {}))
    if key:
        credentials = botocore.credentials.Credentials(key, secret)
        botocore.auth.SigV4Auth(credentials, "states", "us-east-1").add_auth(request)
    connection = http.client.HTTPConnection(server.host, timeout=20)
    with contextlib.closing(connection):
        connection.request("POST", path, sent_body or body, dict(request.headers.items()))
        response = connection.getresponse()
        answer = json.loads(response.read())
        assert response.getheader("x-amzn-RequestId"), "every answer has a request ID"
        return response.status, answer.get("__type"), answer.get("message")


class Signatures(ServiceTestCase):
    options = ("--require-signature", f"{KEY}:{SECRET}")

    def list_with(self, key, secret, **settings):
        return self.server.client(key=key, secret=secret, **settings).list_state_machines()

    def test_the_right_key_is_accepted(self):
        self.assertEqual(self.list_with(KEY, SECRET)["stateMachines"], [])
        sfn = self.server.client(key=KEY, secret=SECRET)
        sfn.create_activity(name="with-ünïcode")
        identity = self.server.client("sts", key=KEY, secret=SECRET).get_caller_identity()
        self.assertEqual(identity["Account"], "000000000000")

    def test_wrong_secret_and_unknown_key(self):
        self.refusal(
            lambda: self.list_with(KEY, "wrong"), "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
            "Access Key and signing method. Consult the service documentation for details.")
        self.refusal(
            lambda: self.list_with("AKIDOTHER", SECRET), "UnrecognizedClientException",
            "The security token included in the request is invalid.")
        sts = self.server.client("sts", key=KEY, secret="wrong")
        self.refusal(sts.get_caller_identity, "SignatureDoesNotMatch", status=403)

    def test_clocks_that_differ(self):
        right = datetime.datetime.now(datetime.timezone.utc)
        for minutes, accepted in ((-10, False), (-4, True), (4, True), (10, False)):
            moved = right + datetime.timedelta(minutes=minutes)
            with unittest.mock.patch("botocore.auth.get_current_datetime", lambda: moved):
                status, code, message = post(self.server, b"{}", key=KEY, secret=SECRET)
            with self.subTest(minutes=minutes):
                self.assertEqual(status, 200 if accepted else 400, message)
                if not accepted:
                    self.assertEqual(code, "InvalidSignatureException")
                    self.assertRegex(message, "^Signature (expired|not yet current): [0-9]{8}T[0-9]{6}Z is ")

    def test_a_body_that_was_changed_on_its_way(self):
        sent = post(self.server, b'{"maxResults":1}', key=KEY, secret=SECRET, sent_body=b'{"maxResults":2}')
        self.assertEqual(sent[:2], (400, "InvalidSignatureException"))

    def test_no_signature(self):
        self.assertEqual(post(self.server, b"{}", key=None)[:2], (400, "MissingAuthenticationTokenException"))
        status, code, _ = post(self.server, b"{}", key=None, headers={"Authorization": "AWS4-HMAC-SHA256 Credential=x"})
        self.assertEqual((status, code), (400, "IncompleteSignatureException"))

    def test_temporary_credentials_sign_too(self):
        sts = self.server.client("sts", key=KEY, secret=SECRET)
        role = "arn:aws:iam::111122223333:role/deploy"
        issued = sts.assume_role(RoleArn=role, RoleSessionName="run-1", DurationSeconds=900)
        credentials = issued["Credentials"]
        session = {
            "key": credentials["AccessKeyId"], "secret": credentials["SecretAccessKey"],
            "token": credentials["SessionToken"],
        }
        life = credentials["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
        self.assertLess(abs(life - datetime.timedelta(seconds=900)), datetime.timedelta(minutes=1))
        identity = self.server.client("sts", **session).get_caller_identity()
        self.assertEqual(identity["Arn"], "arn:aws:sts::111122223333:assumed-role/deploy/run-1")
        self.assertEqual(issued["AssumedRoleUser"]["Arn"], identity["Arn"])
        created = self.server.client(**session).create_activity(name="theirs")
        self.assertEqual(created["activityArn"], "arn:aws:states:us-east-1:111122223333:activity:theirs")
        wrong = session | {"token": "another"}
        self.refusal(lambda: self.server.client(**wrong).list_activities(), "UnrecognizedClientException")


class Callers(ServiceTestCase):
    options = ("--account", "444455556666", "--region", "eu-north-1")

    def test_the_access_key_says_the_account_and_the_signature_the_region(self):
        arns = set()
        for key, account in (("111122223333", "111122223333"), ("test", "000000000000"), ("AKID", "444455556666")):
            for region in ("eu-west-1", "us-east-1"):
                sfn = self.server.client(key=key, region=region)
                arn = sfn.create_state_machine(name="same", definition=definition(), roleArn=ROLE)["stateMachineArn"]
                self.assertEqual(arn, f"arn:aws:states:{region}:{account}:stateMachine:same")
                self.assertEqual(len(sfn.list_state_machines()["stateMachines"]), 1)
                arns.add(arn)
            self.assertEqual(self.server.client("sts", key=key).get_caller_identity()["Account"], account)
        self.assertEqual(len(arns), 6)
        cn = self.server.client(region="cn-north-1").create_activity(name="a")["activityArn"]
        self.assertEqual(cn, "arn:aws-cn:states:cn-north-1:000000000000:activity:a")
        other = self.server.client(key="111122223333", region="eu-west-1")
        theirs = "arn:aws:states:eu-west-1:000000000000:stateMachine:same"
        self.refusal(lambda: other.describe_state_machine(stateMachineArn=theirs), "StateMachineDoesNotExist")


class Requests(ServiceTestCase):
    def test_what_is_no_request_gets_an_answer(self):
        table = [
            ("unknown operation", {"target": "AWSStepFunctions.Nothing"}, 400, "UnknownOperationException"),
            ("another service", {"target": "DynamoDB_20120810.ListTables"}, 400, "UnknownOperationException"),
            ("no operation", {"target": None}, 400, "UnknownOperationException"),
            ("content type", {"content_type": "text/plain"}, 400, "UnknownOperationException"),
            ("no JSON", {"body": b"{"}, 400, "SerializationException"),
            ("no object", {"body": b"[]"}, 400, "SerializationException"),
            ("a wrong type", {"body": b'{"maxResults":"1"}'}, 400, "SerializationException"),
            ("no UTF-8", {"body": b'{"nextToken":"\xff"}'}, 400, "SerializationException"),
            ("deep", {"body": b"[" * 100_000}, 400, "SerializationException"),
            ("too large", {"body": b'{"nextToken":"' + b"x" * (1 << 20) + b'"}'}, 413,
             "RequestEntityTooLargeException"),
            ("path", {"path": "/v1"}, 404, "UnknownOperationException"),
        ]
        for name, request, status, code in table:
            with self.subTest(name):
                answer = post(self.server, **({"body": b"{}"} | request))
                self.assertEqual(answer[:2], (status, code), answer[2])
        self.assertEqual(post(self.server, b"{}", content_type=JSON + "; charset=utf-8")[0], 200)
        self.assertEqual(post(self.server, b'{"unknown":1}')[0], 200)
        self.assertEqual(post(self.server, b"{}", headers={"Host": "sync-" + self.server.host})[0], 200)

    def test_health_and_methods(self):
        with contextlib.closing(http.client.HTTPConnection(self.server.host, timeout=20)) as connection:
            for method, path, status in (("GET", "/health", 200), ("GET", "/", 405), ("POST", "/health", 405)):
                connection.request(method, path)
                response = connection.getresponse()
                response.read()
                self.assertEqual((path, response.status), (path, status))


class Many(ServiceTestCase):
    """50 threads, each with a client of its own kind of luck: one client is shared, as boto3 allows."""

    def in_threads(self, work):
        with concurrent.futures.ThreadPoolExecutor(50) as pool:
            return list(pool.map(work, range(50)))

    def test_fifty_threads_each_with_a_life_of_its_own(self):
        def live(number):
            arn = self.create(f"m{number}", publish=True)
            self.sfn.update_state_machine(stateMachineArn=arn, definition=definition("2"), publish=True)
            routing = [{"stateMachineVersionArn": f"{arn}:{version}", "weight": 50} for version in (1, 2)]
            self.sfn.create_state_machine_alias(name="live", routingConfiguration=routing)
            self.sfn.tag_resource(resourceArn=arn, tags=[{"key": "number", "value": str(number)}])
            alias = self.sfn.describe_state_machine_alias(stateMachineAliasArn=f"{arn}:live")
            self.assertEqual(alias["routingConfiguration"], routing)
            machine = self.sfn.describe_state_machine(stateMachineArn=arn)
            self.assertEqual(machine["definition"], definition("2"))
            tags = self.sfn.list_tags_for_resource(resourceArn=arn)["tags"]
            self.assertEqual(tags, [{"key": "number", "value": str(number)}])
            return arn

        arns = self.in_threads(live)
        pages = self.sfn.get_paginator("list_state_machines").paginate(PaginationConfig={"PageSize": 9})
        listed = [machine["stateMachineArn"] for page in pages for machine in page["stateMachines"]]
        self.assertEqual(sorted(arn for arn in listed if arn in set(arns)), sorted(arns))

    def test_fifty_threads_on_one_machine(self):
        arn = self.create("contested")

        def publish(number):
            answer = self.sfn.update_state_machine(
                stateMachineArn=arn, definition=definition(number), publish=True, versionDescription=str(number))
            return answer["stateMachineVersionArn"], number

        published = dict(self.in_threads(publish))
        self.assertEqual(len(published), 50, "each has published a version of its own")
        for version, number in published.items():
            described = self.sfn.describe_state_machine(stateMachineArn=version)
            self.assertEqual((described["definition"], described["description"]), (definition(number), str(number)))

    def test_one_of_fifty_creations_wins(self):
        def create(number):
            try:
                return self.create("one", definition=definition(number))
            except self.sfn.exceptions.StateMachineAlreadyExists:
                return None

        self.assertEqual(sum(arn is not None for arn in self.in_threads(create)), 1)


class Stopping(unittest.TestCase):
    def test_a_server_that_is_asked_to_stop_exits_with_0(self):
        server = Server()
        server.client().list_state_machines()
        self.assertEqual(server.stop(), 0)
