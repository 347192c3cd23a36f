"""Guarantee: our client works with a server that we did not write: moto's. What was applied is found again without a
difference, and what changes in git is applied.

moto has no PublishStateMachineVersion, ListStateMachineVersions or DeleteStateMachineVersion and no revisionId, so
machines can be created, with versions and aliases, but a change of a machine cannot be planned, since that looks at
its versions; what changes here is an activity. moto's tagging API does not know activities, whose tags are then read
one by one."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

SAMPLE = pathlib.Path(__file__).parent.parent / "CommandLineTests/Samples/checkout"
# The account of every caller.
ACCOUNT = "123456789012"
MORE = """---
apiVersion: statecraft/v1
kind: StateMachine
metadata: {name: refund}
spec:
  publish: false
  roleArn: arn:aws:iam::${account}:role/refund
  definition:
    Comment: first
    StartAt: Pay
    States: {Pay: {Type: Pass, End: true}}
  tracingConfiguration: {enabled: true}
  tags: {team: payments}
---
apiVersion: statecraft/v1
kind: Activity
metadata: {name: pack-parcel}
spec:
  tags: {team: warehouse, obsolete: "yes"}
"""


class Moto(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="statecraft-moto-")))
        shutil.copytree(SAMPLE, self.folder, dirs_exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        self.change("statecraft.yaml", "000000000000", ACCOUNT)
        (self.folder / "more.yaml").write_text(MORE)
        self.commit()
        self.url = self.start_moto()

    def start_moto(self):
        # A file and no pipe, which would be full after some requests.
        log = self.enterContext(tempfile.NamedTemporaryFile("w+"))
        process = subprocess.Popen([sys.executable, "-m", "moto.server", "-p", "0"], stdout=log, stderr=log)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        for _ in range(600):
            if found := re.search(r"Running on (http://[0-9.]+:[0-9]+)", pathlib.Path(log.name).read_text()):
                return found[1]
            time.sleep(0.1)
        self.fail("moto's server is not ready after a minute")

    def git(self, *arguments):
        identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
        subprocess.run(["git", *identity, *arguments], cwd=self.folder, check=True)

    def commit(self):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "change")

    def change(self, file, old, new):
        path = self.folder / file
        text = path.read_text()
        self.assertIn(old, text)
        path.write_text(text.replace(old, new))

    def statecraft(self, *arguments, status=0):
        environment = os.environ | {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "NO_COLOR": "1"}
        process = subprocess.run(
            [os.environ["STATECRAFT"], *arguments], cwd=self.folder, env=environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)
        self.assertEqual(process.returncode, status, process.stdout)
        return process.stdout

    def apply(self):
        """Applies, and expects that nothing is left to do, twice over."""
        target = ("--target", self.url)
        self.statecraft("plan", "--detailed-exitcode", *target, status=2)
        output = self.statecraft("apply", "--yes", *target)
        self.assertIn("Nothing to do", self.statecraft("plan", "--detailed-exitcode", *target))
        self.assertIn("Nothing to do", self.statecraft("apply", "--yes", *target))
        self.statecraft("drift", *target)
        return output

    def test_what_was_applied_is_found_again(self):
        self.statecraft("validate")
        self.assertIn("Applied: 4 created", self.apply())
        self.change("more.yaml", 'team: warehouse, obsolete: "yes"', "team: logistics, added: new")
        self.commit()
        self.assertIn("Applied: 1 tagged, 1 untagged", self.apply())

    def test_an_account_that_is_another_is_refused_before_anything_is_written(self):
        self.change("statecraft.yaml", ACCOUNT, "111122223333")
        self.commit()
        output = self.statecraft("apply", "--yes", "--target", self.url, status=1)
        self.assertIn(ACCOUNT, output)
        self.assertNotIn("checkout", self.statecraft("api", "ListStateMachines", "--target", self.url))
