"""Guarantee: Terraform's AWS provider can use the service unchanged: what it applied it finds again without a
difference, it changes, imports and destroys. The steps build on each other, so they are one test."""

import json
import pathlib
import shutil
import tempfile
import unittest

from local_service import ServiceTestCase
from terraform_setup import Workspace, missing

CONFIGURATION = pathlib.Path(__file__).parent / "terraform"
ORDERS = "arn:aws:states:us-east-1:111122223333:stateMachine:orders"


@unittest.skipIf(missing(), missing())
class Terraform(ServiceTestCase):
    def workspace(self, *files):
        folder = tempfile.mkdtemp(prefix="statecraft-terraform-")
        self.addCleanup(shutil.rmtree, folder)
        for file in files:
            shutil.copy(CONFIGURATION / file, folder)
        workspace = Workspace(folder, self.server.url)
        workspace.run("init")
        return workspace

    def test_apply_change_import_and_destroy(self):
        sfn = self.server.client(key="111122223333")
        terraform = self.workspace("main.tf")
        first = {"comment": "one", "team": "payments", "weight": 100, "previous_version": 0}
        terraform.run("apply", "-auto-approve", **first)
        self.assertEqual(comment(sfn), "one")
        terraform.run("plan", "-detailed-exitcode", **first)

        second = {"comment": "two", "team": "shop", "weight": 75, "previous_version": 1}
        terraform.run("plan", "-detailed-exitcode", "-out=changes", expected=2, **second)
        terraform.run("apply", "changes")
        self.assertEqual(comment(sfn), "two")
        routes = sfn.describe_state_machine_alias(stateMachineAliasArn=f"{ORDERS}:live")["routingConfiguration"]
        weights = {route["stateMachineVersionArn"]: route["weight"] for route in routes}
        self.assertEqual(weights, {f"{ORDERS}:2": 75, f"{ORDERS}:1": 25})
        tags = sfn.list_tags_for_resource(resourceArn=ORDERS)["tags"]
        self.assertIn({"key": "team", "value": "shop"}, tags)
        terraform.run("plan", "-detailed-exitcode", **second)

        # What the API does not tell, `publish`, is taken from the configuration by the apply that imports.
        imported = self.workspace("main.tf", "import.tf")
        output = imported.run("apply", "-auto-approve", **second)
        self.assertIn("4 imported, 0 added", output)
        imported.run("plan", "-detailed-exitcode", **second)

        imported.run("destroy", "-auto-approve", **second)
        self.assertEqual(sfn.list_state_machines()["stateMachines"], [])
        self.assertEqual(sfn.list_activities()["activities"], [])


def comment(sfn):
    return json.loads(sfn.describe_state_machine(stateMachineArn=ORDERS)["definition"])["Comment"]
