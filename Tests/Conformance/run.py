"""Runs the parts of the conformance tests, each in a process of its own, and counts. See run.sh."""

import os
import re
import subprocess
import sys
import time

PARTS = [
    ("boto3: operations", "boto3_operations_tests"),
    ("boto3: errors", "boto3_errors_tests"),
    ("boto3: protocol", "boto3_protocol_tests"),
    ("AWS CLI", "aws_cli_tests"),
    ("Terraform", "terraform_tests"),
    ("moto as a target", "moto_tests"),
    ("killed under load", "kill_tests"),
]
TIME_LIMIT_SECONDS = 600


def surroundings():
    """This environment without what could lead a client anywhere but to the server under test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))}
    return kept | {
        "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_PAGER": "", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", "PYTHONDONTWRITEBYTECODE": "1",
    }


def run(title, module):
    """Runs one part; returns how many of its tests passed, failed and were skipped."""
    start = time.monotonic()
    command = [sys.executable, "-m", "unittest", "-v", module]
    try:
        process = subprocess.run(
            command, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=TIME_LIMIT_SECONDS)
        output = process.stdout
    except subprocess.TimeoutExpired as error:
        output = (error.stdout or b"").decode() + f"\nended after {TIME_LIMIT_SECONDS} s"
    ran = re.search(r"^Ran (\d+) tests? in", output, re.MULTILINE)
    counts = {name: int(number) for name, number in re.findall(r"(failures|errors|skipped)=(\d+)", output)}
    skipped = counts.get("skipped", 0)
    broken = counts.get("failures", 0) + counts.get("errors", 0)
    succeeded = ran is not None and process.returncode == 0
    failed = 0 if succeeded else max(broken, 1)
    passed = max(int(ran[1]) - failed - skipped, 0) if ran else 0
    print(f"{title}: {passed} passed, {failed} failed, {skipped} skipped ({time.monotonic() - start:.0f} s)")
    for reason in sorted(set(re.findall(r"skipped ['\"](.*)['\"]$", output, re.MULTILINE))):
        print(f"  skipped: {reason}")
    if failed:
        print(output)
    return passed, failed


def main():
    wanted = [part for part in PARTS if len(sys.argv) < 2 or part[1] in sys.argv[1:]]
    passed = failed = 0
    for title, module in wanted:
        counts = run(title, module)
        sys.stdout.flush()
        passed, failed = passed + counts[0], failed + counts[1]
    print(f"{passed} passed, {failed} failed")
    sys.exit(0 if failed == 0 else 1)


if __name__ == "__main__":
    main()
