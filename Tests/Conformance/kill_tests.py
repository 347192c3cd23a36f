"""A server that is killed under load has, after its restart, every write that it answered, and no half one."""

import os
import tempfile
import threading
import time
import unittest

import botocore.exceptions

from local_service import ROLE, Server, definition

WRITERS = 16
ROUNDS = 2
SECONDS_OF_LOAD = 0.7


class KillTests(unittest.TestCase):
    def test_every_answered_write_is_there_after_a_kill(self):
        with tempfile.TemporaryDirectory() as folder:
            store = os.path.join(folder, "killed.sqlite")
            answered = {}
            for turn in range(ROUNDS):
                self.load_and_kill(store, turn, answered)
                self.check(store, answered)
            self.assertGreater(len(answered), WRITERS * ROUNDS, "the load wrote something")

    def load_and_kill(self, store, turn, answered):
        """Creates machines with a version and an alias until the server dies; notes what it answered."""
        server = Server("--access-log", "off", store=store)
        threads = [
            threading.Thread(target=self.write, args=(server.client(), f"{turn}-{number}", answered))
            for number in range(WRITERS)]
        for thread in threads:
            thread.start()
        time.sleep(SECONDS_OF_LOAD)
        server.process.kill()
        for thread in threads:
            thread.join()
        server.stop()

    @staticmethod
    def write(client, name, answered):
        number = 0
        try:
            while True:
                number += 1
                machine = client.create_state_machine(
                    name=f"m-{name}-{number}", definition=definition(name), roleArn=ROLE, publish=True,
                    tags=[{"key": "round", "value": name}])
                answered[machine["stateMachineArn"]] = [machine["stateMachineVersionArn"]]
                alias = client.create_state_machine_alias(
                    name="live", routingConfiguration=[
                        {"stateMachineVersionArn": machine["stateMachineVersionArn"], "weight": 100}])
                answered[machine["stateMachineArn"]].append(alias["stateMachineAliasArn"])
        except botocore.exceptions.HTTPClientError:
            pass

    def check(self, store, answered):
        server = Server("--access-log", "off", store=store)
        try:
            client = server.client()
            pages = client.get_paginator("list_state_machines").paginate(PaginationConfig={"PageSize": 1000})
            live = [machine["stateMachineArn"] for page in pages for machine in page["stateMachines"]]
            self.assertEqual(len(live), len(set(live)))
            self.assertEqual(set(answered) - set(live), set(), "answered and lost")
            for arn in live:
                self.check_whole(client, arn, answered.get(arn, []))
        finally:
            server.stop()

    def check_whole(self, client, arn, answered):
        """A machine came with its version and its tags, answered or not."""
        versions = [
            version["stateMachineVersionArn"]
            for version in client.list_state_machine_versions(stateMachineArn=arn)["stateMachineVersions"]]
        self.assertEqual(versions, [arn + ":1"], "half a write")
        self.assertEqual(len(client.list_tags_for_resource(resourceArn=arn)["tags"]), 1, "half a write")
        for alias in answered[1:]:
            self.assertEqual(
                client.describe_state_machine_alias(stateMachineAliasArn=alias)["routingConfiguration"][0]["weight"],
                100)


if __name__ == "__main__":
    unittest.main()
