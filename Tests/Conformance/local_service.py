"""`statecraft serve` for tests: a server of each test class's own, and boto3 clients for it."""

import collections
import os
import signal
import subprocess
import tempfile
import unittest

import boto3
import botocore.config

ROLE = "arn:aws:iam::000000000000:role/orders"

# The operations that the clients of this process have sent, with the members of their inputs.
sent = collections.defaultdict(set)


def definition(comment="first"):
    return '{"Comment": "%s", "StartAt": "Pack", "States": {"Pack": {"Type": "Pass", "End": true}}}' % comment


class Server:
    """A process of `statecraft serve` on a port that was free."""

    def __init__(self, *options, store="memory"):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [os.environ["STATECRAFT"], "serve", "--listen", "127.0.0.1:0", "--store", store, *options],
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        ready = self.process.stdout.readline()
        if not ready.startswith("Ready on "):
            self.log.seek(0)
            error = RuntimeError(f"the server says '{ready}' and {self.log.read().decode()}")
            self.stop()
            raise error
        self.url = ready.removeprefix("Ready on ").strip().rstrip("/")
        self.host = self.url.removeprefix("http://")

    def stop(self):
        """Asks the server to end; returns its exit status."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self.process.stdout.close()
            self.log.close()

    def client(self, service="stepfunctions", key="test", secret="test", region="us-east-1", token=None, **settings):
        """A client that sends what it is given, right or wrong, once."""
        config = botocore.config.Config(
            parameter_validation=False, inject_host_prefix=False, max_pool_connections=50,
            retries={"total_max_attempts": 1}, **settings)
        client = boto3.session.Session().client(
            service, endpoint_url=self.url, region_name=region, aws_access_key_id=key, aws_secret_access_key=secret,
            aws_session_token=token, config=config)
        client.meta.events.register("before-parameter-build", remember)
        return client


def remember(params, model, **_):
    sent[model.name].update(params)


class ServiceTestCase(unittest.TestCase):
    """Tests that share one server with `options`."""

    options = ()

    @classmethod
    def setUpClass(cls):
        cls.server = Server(*cls.options)
        cls.addClassCleanup(cls.server.stop)
        cls.sfn = cls.server.client()

    def create(self, name, **parameters):
        parameters = {"definition": definition(), "roleArn": ROLE} | parameters
        return self.sfn.create_state_machine(name=name, **parameters)["stateMachineArn"]

    def refusal(self, call, code, message=None, status=400):
        """Calls and expects a refusal; returns botocore's parsed answer."""
        try:
            call()
        except self.sfn.exceptions.ClientError as error:
            answer = error.response
        else:
            self.fail(f"was not refused with {code}")
        self.assertEqual(answer["Error"]["Code"], code, answer["Error"]["Message"])
        self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], status)
        if message is not None:
            self.assertEqual(answer["Error"]["Message"], message)
        return answer
