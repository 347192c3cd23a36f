"""What our checks and cfn-lint find in a collection of labelled definitions, and how long they take.

Usage: linters.py STATECRAFT CFN_LINT COLLECTION, where COLLECTION holds manifest.csv and the files that it names."""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time


def read_rows(collection):
    with open(os.path.join(collection, "manifest.csv"), newline="") as file:
        return list(csv.DictReader(file))


def run(command, cwd):
    start = time.monotonic()
    process = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return json.loads(process.stdout), time.monotonic() - start


def ours(statecraft, collection, rows):
    flagged, seconds = set(), 0.0
    for kind in sorted({row["type"] for row in rows}):
        files = [row["file"] for row in rows if row["type"] == kind]
        command = [statecraft, "validate", "--type", kind, "--format", "json", "--definition", *files]
        answer, took = run(command, collection)
        seconds += took
        flagged |= {entry["file"] for entry in answer if entry["result"] == "FAIL"}
    return flagged, seconds


def cfn_lint(program, collection, rows):
    """Each definition in a template of its own; only what the linter calls an error of the definition counts."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, row in enumerate(rows):
            with open(os.path.join(collection, row["file"])) as file:
                definition = json.load(file)
            properties = {
                "Definition": definition, "RoleArn": "arn:aws:iam::111122223333:role/machine", "StateMachineType":
                row["type"]}
            template = {"Resources": {"Machine": {
                "Type": "AWS::StepFunctions::StateMachine", "Properties": properties}}}
            name = f"{number}.json"
            names[name] = row["file"]
            with open(os.path.join(folder, name), "w") as file:
                json.dump(template, file)
        answer, seconds = run([program, "--format", "json", "--regions", "us-east-1", "--template", *names], folder)
        errors = {os.path.basename(match["Filename"]) for match in answer if match["Level"] == "Error"}
        return {names[name] for name in errors}, seconds


def main():
    statecraft, program, collection = (os.path.abspath(path) for path in sys.argv[1:4])
    rows = read_rows(collection)
    labels = {label: {row["file"] for row in rows if row["expected"] == label} for label in ("valid", "invalid")}
    print(f"\n## {len(rows)} labelled definitions: {len(labels['valid'])} valid, {len(labels['invalid'])} invalid")
    print(f"{'':12}{'flags of the valid':>22}{'catches of the invalid':>26}{'time':>10}")
    for name, (flagged, seconds) in (
            ("statecraft", ours(statecraft, collection, rows)), ("cfn-lint", cfn_lint(program, collection, rows))):
        cells = []
        for label in ("valid", "invalid"):
            found, whole = len(flagged & labels[label]), len(labels[label])
            cells.append(f"{found} ({100 * found / whole:.1f} %)")
        print(f"{name:12}{cells[0]:>22}{cells[1]:>26}{seconds:>8.2f} s")


if __name__ == "__main__":
    main()
