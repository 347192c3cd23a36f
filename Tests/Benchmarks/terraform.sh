#!/usr/bin/env bash
# `statecraft plan` beside `terraform plan`: 200 unchanged state machines with one alias each, over HTTP, out of one
# service. Prints only. Argument: the number of state machines.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/serving.sh"
count=${1:-200}
require python3 terraform
plugins=$(PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=Tests/Conformance python3 -c '
import terraform_setup; print("" if terraform_setup.missing() else terraform_setup.mirror())')
if [[ -z $plugins ]]; then echo "skipped: Terraform's AWS provider is not here"; exit 0; fi

python3 "$benchmarks/generate.py" "$work/ours" "$count" ours-
python3 "$benchmarks/generate.py" "$work/theirs" "$count" theirs- --terraform
start_server --store "$work/store.sqlite" --access-log "$work/access.log"
export TF_CLI_CONFIG_FILE=$work/terraform.rc CHECKPOINT_DISABLE=1 TF_VAR_endpoint=$url
printf 'provider_installation {\n  filesystem_mirror { path = "%s" }\n}\n' "$plugins" >"$TF_CLI_CONFIG_FILE"

calls() {
  sleep 0.5
  tail -n "+$1" "$work/access.log" | sed -n 's/.*"operation":"\([A-Za-z]*\)".*/\1/p' | sort | uniq -c |
    awk '{ printf("%s%d %s", NR == 1 ? "" : ", ", $1, $2); sum += $1 } END { printf(" (%d)\n", sum) }'
}

# Applies, then measures: the median of three plans, the memory of the last.
measure() {
  local name=$1 lines
  shift
  for _ in 1 2 3; do
    cost "$@"
  done | sort -n | awk -v name="$name" 'NR == 2 { print name ": " $1 " s, " $2 " MB" }'
  sleep 0.5
  lines=$(($(wc -l <"$work/access.log") + 1))
  cost "$@" >/dev/null
  echo "  calls: $(calls "$lines")"
}


cd "$work/ours"
"$STATECRAFT" apply --yes --target "$url" >/dev/null
measure "statecraft plan of $count" "$STATECRAFT" plan --detailed-exitcode --target "$url"

cd "$work/theirs"
terraform init >/dev/null
terraform apply -auto-approve >/dev/null
measure "terraform plan of $count" terraform plan -detailed-exitcode
