#!/usr/bin/env bash
# The local service and our client against programs that we did not write: boto3, the AWS CLI, Terraform and moto.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() {
  cat <<'END'
Usage: Tests/Conformance/run.sh [STATECRAFT]

Tests the program STATECRAFT (default: .build/debug/statecraft). boto3, the AWS CLI and moto are taken from the Python
that is on PATH, or installed into .build/conformance; Terraform is used where it and its AWS provider are present, see
terraform_setup.py. Every server is started on a free port and stopped. One line a part; the last line says how many
tests passed and failed; the exit status is 0 when none failed.
END
}

case "${1:-}" in --help | -h) usage; exit 0 ;; esac
STATECRAFT=$(realpath "${1:-.build/debug/statecraft}")
export STATECRAFT
if [[ ! -x $STATECRAFT ]]; then
  echo "error: there is no program $STATECRAFT; 'swift build' makes it" >&2
  exit 1
fi

python=python3
has_packages() { "$1" -c 'import awscli, boto3, flask, moto.server' 2>/dev/null; }
if ! has_packages "$python"; then
  python=.build/conformance/bin/python
  if ! has_packages "$python"; then
    echo "Installing boto3, awscli and moto into .build/conformance"
    python3 -m venv .build/conformance
    "$python" -m pip install --quiet boto3 awscli 'moto[server]'
  fi
  python=$PWD/$python
fi
cd Tests/Conformance
exec "$python" run.py
