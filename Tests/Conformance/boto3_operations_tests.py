"""Guarantee: boto3 can use every operation that the service has, with every member of its input, and sees in the
answers the types that AWS's model promises. The last test asks the service which operations it has, and fails when
one of them, or one of its members, was never sent."""

import datetime

from local_service import ROLE, ServiceTestCase, definition, sent

LOG_GROUP = "arn:aws:logs:us-east-1:000000000000:log-group:/aws/vendedlogs/states/orders:*"
KEY = "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab"
LOGGING = {
    "level": "ERROR", "includeExecutionData": True,
    "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": LOG_GROUP}}],
}
ENCRYPTION = {"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": KEY, "kmsDataKeyReusePeriodSeconds": 300}


class Operations(ServiceTestCase):
    def assert_recent(self, date):
        self.assertIsInstance(date, datetime.datetime)
        age = datetime.datetime.now(datetime.timezone.utc) - date
        self.assertLess(abs(age), datetime.timedelta(minutes=1))

    def test_state_machine_with_every_setting(self):
        created = self.sfn.create_state_machine(
            name="full", definition=definition(), roleArn=ROLE, type="EXPRESS", loggingConfiguration=LOGGING,
            tags=[{"key": "team", "value": "payments"}, {"key": "empty", "value": ""}],
            tracingConfiguration={"enabled": True}, publish=True, versionDescription="the first",
            encryptionConfiguration=ENCRYPTION)
        arn = created["stateMachineArn"]
        self.assertEqual(arn, "arn:aws:states:us-east-1:000000000000:stateMachine:full")
        self.assertEqual(created["stateMachineVersionArn"], f"{arn}:1")
        self.assert_recent(created["creationDate"])
        machine = self.sfn.describe_state_machine(stateMachineArn=arn, includedData="ALL_DATA")
        self.assert_recent(machine["creationDate"])
        expected = {
            "stateMachineArn": arn, "name": "full", "status": "ACTIVE", "definition": definition(), "roleArn": ROLE,
            "type": "EXPRESS", "creationDate": created["creationDate"], "loggingConfiguration": LOGGING,
            "tracingConfiguration": {"enabled": True}, "encryptionConfiguration": ENCRYPTION,
        }
        self.assertEqual(without_metadata(machine), expected, "a new machine has no revisionId")
        tags = self.sfn.list_tags_for_resource(resourceArn=arn)["tags"]
        self.assertEqual(tags, [{"key": "team", "value": "payments"}, {"key": "empty", "value": ""}])

        updated = self.sfn.update_state_machine(
            stateMachineArn=arn, definition=definition("second"), roleArn=ROLE + "-2",
            loggingConfiguration={"level": "OFF"}, tracingConfiguration={"enabled": False}, publish=True,
            versionDescription="the second", encryptionConfiguration={"type": "AWS_OWNED_KEY"})
        self.assertEqual(updated["stateMachineVersionArn"], f"{arn}:2")
        self.assertRegex(updated["revisionId"], "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
        self.assert_recent(updated["updateDate"])
        machine = without_metadata(self.sfn.describe_state_machine(stateMachineArn=arn))
        expected |= {
            "definition": definition("second"), "roleArn": ROLE + "-2", "revisionId": updated["revisionId"],
            "loggingConfiguration": {"level": "OFF", "includeExecutionData": False},
            "tracingConfiguration": {"enabled": False}, "encryptionConfiguration": {"type": "AWS_OWNED_KEY"},
        }
        self.assertEqual(machine, expected)
        first = self.sfn.describe_state_machine(stateMachineArn=f"{arn}:1")
        self.assertEqual((first["definition"], first["description"]), (definition(), "the first"))
        metadata = self.sfn.describe_state_machine(stateMachineArn=arn, includedData="METADATA_ONLY")
        self.assertEqual((metadata["definition"], metadata["revisionId"]), ("{}", updated["revisionId"]))

    def test_creating_and_updating_again_changes_nothing(self):
        arn = self.create("again")
        self.assertEqual(self.create("again", roleArn=ROLE + "-other", tags=[{"key": "a", "value": "b"}]), arn)
        self.assertEqual(self.sfn.list_tags_for_resource(resourceArn=arn)["tags"], [])
        self.assertNotIn("revisionId", self.sfn.update_state_machine(stateMachineArn=arn, roleArn=ROLE))
        first = self.sfn.update_state_machine(stateMachineArn=arn, roleArn=ROLE + "-2")["revisionId"]
        self.assertEqual(self.sfn.update_state_machine(stateMachineArn=arn, roleArn=ROLE + "-2")["revisionId"], first)
        self.assertNotEqual(self.sfn.update_state_machine(stateMachineArn=arn, roleArn=ROLE)["revisionId"], first)
        for _ in range(2):
            self.sfn.delete_state_machine(stateMachineArn=arn)

    def test_versions(self):
        arn = self.create("versions")
        first = self.sfn.publish_state_machine_version(stateMachineArn=arn, description="one")
        self.assertEqual(first["stateMachineVersionArn"], f"{arn}:1")
        self.assert_recent(first["creationDate"])
        again = self.sfn.publish_state_machine_version(stateMachineArn=arn)
        self.assertEqual(again["stateMachineVersionArn"], f"{arn}:1")
        for number in range(2, 6):
            revision = self.sfn.update_state_machine(stateMachineArn=arn, definition=definition(number))["revisionId"]
            published = self.sfn.publish_state_machine_version(stateMachineArn=arn, revisionId=revision)
            self.assertEqual(published["stateMachineVersionArn"], f"{arn}:{number}")
        pages = self.pages(self.sfn.list_state_machine_versions, "stateMachineVersions", 2, stateMachineArn=arn)
        self.assertEqual([len(page) for page in pages], [2, 2, 1])
        listed = [item["stateMachineVersionArn"] for page in pages for item in page]
        self.assertEqual(listed, [f"{arn}:{number}" for number in (5, 4, 3, 2, 1)])
        for _ in range(2):
            self.sfn.delete_state_machine_version(stateMachineVersionArn=f"{arn}:5")
        self.sfn.update_state_machine(stateMachineArn=arn, definition=definition("6"))
        published = self.sfn.publish_state_machine_version(stateMachineArn=arn)
        self.assertEqual(published["stateMachineVersionArn"], f"{arn}:6", "a number is never used again")

    def test_aliases(self):
        arn = self.create("aliases", publish=True)
        self.sfn.update_state_machine(stateMachineArn=arn, definition=definition("2"), publish=True)
        whole = [{"stateMachineVersionArn": f"{arn}:1", "weight": 100}]
        parts = [
            {"stateMachineVersionArn": f"{arn}:1", "weight": 90}, {"stateMachineVersionArn": f"{arn}:2", "weight": 10},
        ]
        created = self.sfn.create_state_machine_alias(name="live", description="the shop", routingConfiguration=whole)
        live = created["stateMachineAliasArn"]
        self.assertEqual(live, f"{arn}:live")
        again = self.sfn.create_state_machine_alias(name="live", description="the shop", routingConfiguration=whole)
        self.assertEqual(without_metadata(again), without_metadata(created))
        updated = self.sfn.update_state_machine_alias(stateMachineAliasArn=live, routingConfiguration=parts)
        alias = self.sfn.describe_state_machine_alias(stateMachineAliasArn=live)
        self.assertEqual(
            without_metadata(alias),
            {
                "stateMachineAliasArn": live, "name": "live", "description": "the shop", "routingConfiguration": parts,
                "creationDate": created["creationDate"], "updateDate": updated["updateDate"],
            })
        self.assert_recent(alias["updateDate"])
        self.sfn.update_state_machine_alias(stateMachineAliasArn=live, description="")
        alias = self.sfn.describe_state_machine_alias(stateMachineAliasArn=live)
        self.assertEqual((alias.get("description", ""), alias["routingConfiguration"]), ("", parts))
        for name in ("blue", "green"):
            self.sfn.create_state_machine_alias(name=name, routingConfiguration=whole)
        pages = self.pages(self.sfn.list_state_machine_aliases, "stateMachineAliases", 2, stateMachineArn=arn)
        listed = [[item["stateMachineAliasArn"].rpartition(":")[2] for item in page] for page in pages]
        self.assertEqual(listed, [["live", "blue"], ["green"]])
        second = self.sfn.list_state_machine_aliases(stateMachineArn=f"{arn}:2")["stateMachineAliases"]
        self.assertEqual([item["stateMachineAliasArn"] for item in second], [live])
        for _ in range(2):
            self.sfn.delete_state_machine_alias(stateMachineAliasArn=live)
        self.sfn.delete_state_machine(stateMachineArn=arn)
        self.refusal(
            lambda: self.sfn.describe_state_machine_alias(stateMachineAliasArn=f"{arn}:blue"), "ResourceNotFound")

    def test_activities(self):
        tags = [{"key": "team", "value": "warehouse"}]
        created = self.sfn.create_activity(name="pack", tags=tags, encryptionConfiguration=ENCRYPTION)
        arn = created["activityArn"]
        self.assertEqual(arn, "arn:aws:states:us-east-1:000000000000:activity:pack")
        again = self.sfn.create_activity(name="pack", encryptionConfiguration=ENCRYPTION)
        self.assertEqual(without_metadata(again), without_metadata(created))
        activity = self.sfn.describe_activity(activityArn=arn)
        self.assert_recent(activity["creationDate"])
        self.assertEqual((activity["name"], activity["encryptionConfiguration"]), ("pack", ENCRYPTION))
        self.assertEqual(self.sfn.list_tags_for_resource(resourceArn=arn)["tags"], tags)
        for _ in range(2):
            self.sfn.delete_activity(activityArn=arn)
        self.refusal(lambda: self.sfn.describe_activity(activityArn=arn), "ActivityDoesNotExist")

    def test_tags(self):
        arn = self.create("tags")
        self.sfn.tag_resource(resourceArn=arn, tags=[{"key": "a", "value": "1"}, {"key": "b", "value": "2"}])
        self.sfn.tag_resource(resourceArn=arn, tags=[{"key": "a", "value": "3"}, {"key": "é: _./=+-@", "value": ""}])
        self.sfn.untag_resource(resourceArn=arn, tagKeys=["b", "unknown"])
        tags = self.sfn.list_tags_for_resource(resourceArn=arn)["tags"]
        self.assertEqual(tags, [{"key": "a", "value": "3"}, {"key": "é: _./=+-@", "value": ""}])

    def test_validation(self):
        good = self.sfn.validate_state_machine_definition(
            definition=definition(), type="EXPRESS", severity="WARNING", maxResults=1)
        self.assertEqual(without_metadata(good), {"result": "OK", "diagnostics": [], "truncated": False})
        bad = self.sfn.validate_state_machine_definition(definition="{}")
        finding = {
            "severity": "ERROR", "code": "SCHEMA_VALIDATION_FAILED", "location": "/",
            "message": "These fields are required: [States, StartAt]",
        }
        self.assertEqual((bad["result"], bad["diagnostics"]), ("FAIL", [finding]))

    def test_names_of_any_language(self):
        arn = self.create("Bestellung-für-東京-🍣")
        self.assertEqual(self.sfn.describe_state_machine(stateMachineArn=arn)["name"], "Bestellung-für-東京-🍣")

    def test_the_largest_definition(self):
        machine = definition("x" * 900_000)
        arn = self.create("large", definition=machine)
        self.assertEqual(self.sfn.describe_state_machine(stateMachineArn=arn)["definition"], machine)

    def pages(self, call, member, size, **parameters):
        pages, token = [], {}
        while True:
            answer = call(maxResults=size, **parameters, **token)
            pages.append(answer[member])
            if "nextToken" not in answer:
                return pages
            token = {"nextToken": answer["nextToken"]}


class Lists(ServiceTestCase):
    def test_paginators_go_to_the_end_in_order(self):
        machines = [self.create(f"machine-{number}") for number in range(205)]
        activities = [self.sfn.create_activity(name=f"a-{number}")["activityArn"] for number in range(25)]
        default = list(self.sfn.get_paginator("list_state_machines").paginate())
        self.assertEqual([len(page["stateMachines"]) for page in default], [100, 100, 5])
        for size in (7, 100, 1000):
            pages = self.sfn.get_paginator("list_state_machines").paginate(PaginationConfig={"PageSize": size})
            found = [machine["stateMachineArn"] for page in pages for machine in page["stateMachines"]]
            self.assertEqual(found, sorted(machines))
        pages = self.sfn.get_paginator("list_activities").paginate(PaginationConfig={"PageSize": 4})
        self.assertEqual([activity["activityArn"] for page in pages for activity in page["activities"]], activities)
        first = self.sfn.list_state_machines(maxResults=1)["stateMachines"][0]
        self.assertEqual((first["name"], first["type"]), ("machine-0", "STANDARD"))
        self.assertIsInstance(first["creationDate"], datetime.datetime)

    def test_tags_in_bulk(self):
        teams = self.server.client(region="eu-central-1")
        for number in range(130):
            tags = [{"key": "team", "value": "red" if number % 2 else "blue"}, {"key": "number", "value": str(number)}]
            arn = f"arn:aws:states:eu-central-1:000000000000:stateMachine:t-{number}"
            teams.create_state_machine(name=f"t-{number}", definition=definition(), roleArn=ROLE)
            teams.tag_resource(resourceArn=arn, tags=tags)
        teams.create_state_machine(name="never-tagged", definition=definition(), roleArn=ROLE)
        teams.create_activity(name="a", tags=[{"key": "team", "value": "red"}])
        tagging = self.server.client("resourcegroupstaggingapi", region="eu-central-1")
        paginator = tagging.get_paginator("get_resources")

        def found(**parameters):
            pages = paginator.paginate(**parameters)
            return [resource for page in pages for resource in page["ResourceTagMappingList"]]

        self.assertEqual(len(found()), 131, "what never had a tag is not listed")
        self.assertEqual(len(found(ResourceTypeFilters=["states:stateMachine"], ResourcesPerPage=50)), 130)
        self.assertEqual(len(found(TagFilters=[{"Key": "team", "Values": ["red"]}], ResourcesPerPage=9)), 66)
        self.assertEqual(len(found(TagFilters=[{"Key": "team", "Values": ["red"]}, {"Key": "number"}])), 65)
        self.assertEqual(found(ResourceTypeFilters=["s3"]), [])
        arns = [f"arn:aws:states:eu-central-1:000000000000:stateMachine:t-{number}" for number in range(100)]
        answer = tagging.get_resources(ResourceARNList=arns)["ResourceTagMappingList"]
        self.assertEqual({resource["ResourceARN"] for resource in answer}, set(arns))
        self.assertIn({"Key": "number", "Value": "7"}, answer[7]["Tags"])
        refused = {"ResourceARNList": arns[:1], "TagFilters": [{"Key": "team"}]}
        self.refusal(lambda: tagging.get_resources(**refused), "InvalidParameterException")
        self.refusal(lambda: tagging.get_resources(PaginationToken="x"), "InvalidParameterException")


class Sent(ServiceTestCase):
    """Runs last."""

    # What the service's operations may leave out: the tagging API offers more than tags.
    UNSENT = {"GetResources": {"TagsPerPage", "IncludeComplianceDetails", "ExcludeCompliantResources"}}

    def test_every_operation_was_sent_with_every_member(self):
        asked = {name: set(members) for name, members in sent.items()}
        missing, built = [], 0
        for service in ("stepfunctions", "resourcegroupstaggingapi"):
            client = self.server.client(service)
            for name in client.meta.service_model.operation_names:
                shape = client.meta.service_model.operation_model(name).input_shape
                if not self.is_built(client, name, shape):
                    continue
                built += 1
                left = set(shape.members) - asked.get(name, set()) - self.UNSENT.get(name, set())
                missing += [f"{name}: {sorted(left)}"] if left or name not in asked else []
        self.assertEqual(missing, [])
        self.assertGreaterEqual(built, 22)

    @staticmethod
    def is_built(client, name, shape):
        try:
            client._make_api_call(name, smallest(shape))
        except client.exceptions.ClientError as error:
            return error.response["Error"]["Code"] != "UnknownOperationException"
        return True


def smallest(shape):
    """A value of the shape with no more in it than must be, so that it passes the constraints of the model."""
    if shape.type_name == "structure":
        return {name: smallest(shape.members[name]) for name in shape.required_members}
    if shape.type_name == "list":
        return [smallest(shape.member)]
    if shape.type_name == "string":
        return shape.enum[0] if shape.enum else "a" * max(1, shape.metadata.get("min", 0))
    return {} if shape.type_name == "map" else shape.metadata.get("min", 0)


def without_metadata(answer):
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}
