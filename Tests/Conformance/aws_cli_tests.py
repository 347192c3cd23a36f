"""Guarantee: the AWS CLI can use the service with nothing but `--endpoint-url`: the subcommands of the operations that
it has, their output, `--query`, and the exit statuses of errors. It is version 1, which PyPI has."""

import concurrent.futures
import json
import os
import subprocess
import sys

from local_service import ROLE, ServiceTestCase, definition

ARN = "arn:aws:states:us-east-1:111122223333"
ORDERS = f"{ARN}:stateMachine:orders"
# Version 2 has 254 for what the service refuses, 255 for what went wrong on the way and 252 for wrong usage.
REFUSED, WRONG_USAGE = 255, 2


class CommandLine(ServiceTestCase):
    def aws(self, *arguments, status=0, service="stepfunctions"):
        """Runs a subcommand; returns its output read as JSON, or what it says on standard error."""
        environment = os.environ | {
            "AWS_ACCESS_KEY_ID": "111122223333", "AWS_SECRET_ACCESS_KEY": "any", "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_MAX_ATTEMPTS": "1",
        }
        command = [sys.executable, "-m", "awscli", "--endpoint-url", self.server.url, "--output", "json"]
        process = subprocess.run(
            [*command, service, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        self.assertEqual(process.returncode, status, process.stderr)
        if status:
            return process.stderr
        return json.loads(process.stdout) if process.stdout else None

    def together(self, *calls):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda call: call(), calls))

    def test_a_state_machine_from_its_creation_to_its_deletion(self):
        created = self.aws(
            "create-state-machine", "--name", "orders", "--definition", definition(), "--role-arn", ROLE,
            "--type", "EXPRESS", "--tags", "key=team,value=payments", "--publish", "--version-description", "one",
            "--tracing-configuration", "enabled=true", "--logging-configuration", "level=OFF")
        self.assertEqual(created["stateMachineVersionArn"], f"{ORDERS}:1")
        described, names, tags = self.together(
            lambda: self.aws("describe-state-machine", "--state-machine-arn", ORDERS),
            lambda: self.aws("list-state-machines", "--query", "stateMachines[].name"),
            lambda: self.aws("list-tags-for-resource", "--resource-arn", ORDERS, "--query", "tags[0].value"))
        self.assertEqual((described["type"], described["definition"]), ("EXPRESS", definition()))
        self.assertEqual((names, tags), (["orders"], "payments"))
        updated = self.aws(
            "update-state-machine", "--state-machine-arn", ORDERS, "--definition", definition("two"), "--publish",
            "--query", "stateMachineVersionArn")
        self.assertEqual(updated, f"{ORDERS}:2")
        again = self.aws("publish-state-machine-version", "--state-machine-arn", ORDERS)
        self.assertEqual(again["stateMachineVersionArn"], f"{ORDERS}:2")

        route = "stateMachineVersionArn={}:{},weight={}".format
        alias = self.aws(
            "create-state-machine-alias", "--name", "live", "--routing-configuration", route(ORDERS, 1, 100))
        live = ["--state-machine-alias-arn", alias["stateMachineAliasArn"]]
        self.aws(
            "update-state-machine-alias", *live, "--description", "the shop", "--routing-configuration",
            route(ORDERS, 1, 90), route(ORDERS, 2, 10))
        weights, aliases, versions = self.together(
            lambda: self.aws("describe-state-machine-alias", *live, "--query", "routingConfiguration[].weight"),
            lambda: self.aws("list-state-machine-aliases", "--state-machine-arn", ORDERS),
            lambda: self.aws("list-state-machine-versions", "--state-machine-arn", ORDERS, "--max-results", "1"))
        self.assertEqual((weights, len(aliases["stateMachineAliases"])), ([90, 10], 1))
        self.assertEqual(versions["stateMachineVersions"][0]["stateMachineVersionArn"], f"{ORDERS}:2")
        refused = self.aws(
            "delete-state-machine-version", "--state-machine-version-arn", f"{ORDERS}:2", status=REFUSED)
        self.assertIn("An error occurred (ConflictException) when calling the DeleteStateMachineVersion", refused)
        self.aws("delete-state-machine-alias", *live)
        self.aws("delete-state-machine-version", "--state-machine-version-arn", f"{ORDERS}:2")
        self.aws("delete-state-machine", "--state-machine-arn", ORDERS)
        missing = self.aws("describe-state-machine", "--state-machine-arn", ORDERS, status=REFUSED)
        self.assertIn("(StateMachineDoesNotExist) when calling the DescribeStateMachine operation", missing)
        self.assertIn(f"State Machine Does Not Exist: '{ORDERS}'", missing)

    def test_activities_and_tags(self):
        pack = self.aws("create-activity", "--name", "pack", "--query", "activityArn")
        self.assertEqual(pack, f"{ARN}:activity:pack")
        self.aws("tag-resource", "--resource-arn", pack, "--tags", "key=team,value=warehouse", "key=b,value=")
        self.aws("untag-resource", "--resource-arn", pack, "--tag-keys", "b")
        described, listed, tags, resources = self.together(
            lambda: self.aws("describe-activity", "--activity-arn", pack, "--query", "name"),
            lambda: self.aws("list-activities", "--query", "activities[].activityArn"),
            lambda: self.aws("list-tags-for-resource", "--resource-arn", pack),
            lambda: self.aws(
                "get-resources", "--resource-type-filters", "states:activity", "--tag-filters",
                "Key=team,Values=warehouse", "--query", "ResourceTagMappingList[].ResourceARN",
                service="resourcegroupstaggingapi"))
        self.assertEqual((described, listed, resources), ("pack", [pack], [pack]))
        self.assertEqual(tags, {"tags": [{"key": "team", "value": "warehouse"}]})
        self.aws("delete-activity", "--activity-arn", pack)

    def test_pages_are_joined(self):
        names = [f"page-{number}" for number in range(7)]
        sfn = self.server.client(key="111122223333", region="us-east-1")
        for name in names:
            sfn.create_state_machine(name=name, definition=definition(), roleArn=ROLE)
        listed = self.aws("list-state-machines", "--page-size", "2", "--query", "stateMachines[].name")
        self.assertEqual([name for name in listed if name in names], names)

    def test_who_calls_and_what_is_refused(self):
        identity, validation, wrong, invalid = self.together(
            lambda: self.aws("get-caller-identity", service="sts"),
            lambda: self.aws("validate-state-machine-definition", "--definition", "{}", "--query", "result"),
            lambda: self.aws("describe-state-machine", status=WRONG_USAGE),
            lambda: self.aws("create-activity", "--name", "a b", status=REFUSED))
        self.assertEqual(
            identity, {"Account": "111122223333", "UserId": "111122223333", "Arn": "arn:aws:iam::111122223333:root"})
        self.assertEqual(validation, "FAIL")
        self.assertIn("--state-machine-arn", wrong)
        self.assertIn("(InvalidName)", invalid)

    def test_a_server_that_is_not_there(self):
        server = type(self.server)()
        server.stop()
        unreachable, self.server = self.server, server
        try:
            self.assertIn("Could not connect to the endpoint URL", self.aws("list-activities", status=REFUSED))
        finally:
            self.server = unreachable
