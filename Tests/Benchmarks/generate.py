#!/usr/bin/env python3
"""generate.py FOLDER COUNT PREFIX [--terraform]: makes a git repository with a project of COUNT state machines, one
alias each, or the same as a Terraform configuration."""

import json
import pathlib
import subprocess
import sys

PROJECT = """apiVersion: statecraft/v1
kind: Project
metadata: {name: benchmark}
spec:
  environments:
    local: {target: local, account: "000000000000", region: us-east-1}
"""
MANIFEST = """apiVersion: statecraft/v1
kind: StateMachine
metadata: {name: %(name)s}
spec:
  roleArn: arn:aws:iam::000000000000:role/%(name)s
  definition: %(definition)s
  tags: {team: benchmark}
---
apiVersion: statecraft/v1
kind: StateMachineAlias
metadata: {name: live}
spec:
  stateMachine: %(name)s
  routingConfiguration: [{version: current, weight: 100}]
"""
PROVIDER = """terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "endpoint" { type = string }
provider "aws" {
  region                  = "us-east-1"
  access_key              = "test"
  secret_key              = "test"
  skip_metadata_api_check = true
  endpoints {
    sfn = var.endpoint
    sts = var.endpoint
  }
}
"""
RESOURCES = """resource "aws_sfn_state_machine" "%(name)s" {
  name       = "%(name)s"
  role_arn   = "arn:aws:iam::000000000000:role/%(name)s"
  publish    = true
  definition = %(quoted)s
  tags       = { team = "benchmark" }
}
resource "aws_sfn_alias" "%(name)s" {
  name = "live"
  routing_configuration {
    state_machine_version_arn = aws_sfn_state_machine.%(name)s.state_machine_version_arn
    weight                    = 100
  }
}
"""


def definition(name):
    states = {
        f"Step{step}": {
            "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 60,
            "Parameters": {"FunctionName": f"{name}-step-{step}", "Payload.$": "$"}, "Next": f"Step{step + 1}",
        }
        for step in range(1, 9)
    }
    return json.dumps({"StartAt": "Step1", "States": states | {"Step9": {"Type": "Succeed"}}})


def main():
    folder, count, prefix = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    folder.mkdir(parents=True)
    names = [f"{prefix}{number}" for number in range(count)]
    values = [{"name": name, "definition": definition(name), "quoted": json.dumps(definition(name))} for name in names]
    if "--terraform" in sys.argv:
        (folder / "main.tf").write_text(PROVIDER + "".join(RESOURCES % value for value in values))
        return
    (folder / "statecraft.yaml").write_text(PROJECT)
    for value in values:
        (folder / f"{value['name']}.yaml").write_text(MANIFEST % value)
    git = ["git", "-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com", "-c", "gc.auto=0"]
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "one"], ["gc", "-q"]):
        subprocess.run([*git, *command], cwd=folder, check=True)


main()
