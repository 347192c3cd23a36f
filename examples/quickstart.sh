#!/usr/bin/env bash
# Statecraft in a few minutes: builds it, makes a git repository from manifests/ in a temporary folder, and goes from
# a first commit to deployed, changed, drifted, repaired and rolled back. The target is the embedded Step Functions
# service, so no account is needed, and nothing outside the temporary folder is touched.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '\n# %s\n' "$@"; }

# Shows a command, runs it, and shows its exit status when that is not 0.
run() {
  printf '\n$ %s\n' "$1"
  local status=0
  eval "$1" || status=$?
  if ((status != 0)); then printf '[exit %d]\n' "$status"; fi
  last_status=$status
}

# As run, and ends the tour when the exit status is not the expected one.
expect() {
  run "$2"
  if ((last_status != $1)); then
    echo "error: the command above was expected to exit with $1" >&2
    exit 1
  fi
}

say "Building statecraft in release"
"$root/.ci/install-packages"
swift build --package-path "$root" -c release --static-swift-stdlib --product statecraft
binaries=$(swift build --package-path "$root" -c release --static-swift-stdlib --show-bin-path)
export PATH="$binaries:$PATH"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME="$folder" GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=You GIT_AUTHOR_EMAIL=you@example.com
export GIT_COMMITTER_NAME=You GIT_COMMITTER_EMAIL=you@example.com
cp -r "$root/manifests" "$folder/orders"
cd "$folder/orders"

say "A git repository with an order system: three state machines, an activity, and aliases that callers use"
expect 0 "git init --quiet --initial-branch main && git add . && git commit --quiet -m 'Order system'"
expect 0 "statecraft validate"

say "A slip in a definition is found before AWS sees it"
expect 0 "sed -i 's/Next: TellShipped/Next: TellShiped/' checkout/checkout.asl.yaml"
expect 1 "statecraft validate --worktree --env local"
expect 0 "git checkout --quiet ."

say "What would happen, and why"
expect 2 "statecraft plan --detailed-exitcode"

say "Do it. Without a terminal, --yes answers the question"
expect 0 "statecraft apply --yes"

say "Done means done: planning again finds nothing"
expect 0 "statecraft plan --detailed-exitcode"

say "A commit changes one number in a definition. The alias follows to the version that is published for it"
expect 0 "sed -i 's/MaxAttempts: 5/MaxAttempts: 8/' checkout/checkout.asl.yaml && git commit --quiet -am 'Retry more often'"
expect 0 "statecraft graph checkout --env local --against HEAD~1"
expect 2 "statecraft plan --detailed-exitcode"
expect 0 "statecraft apply --yes"

say "Somebody changes the machine behind git's back, here through the raw API"
machine=arn:aws:states:us-east-1:000000000000:stateMachine:checkout-dev
expect 0 "statecraft api update-state-machine --state-machine-arn $machine --tracing-configuration '{\"enabled\": false}'"

say "Drift is found, with exit status 2 for cron, and apply repairs it"
expect 2 "statecraft drift"
expect 0 "statecraft apply --yes"
expect 0 "statecraft drift"

say "The new version turns out bad: back to the one before, and it stays there until git changes it"
expect 0 "statecraft rollback checkout --yes"
expect 0 "statecraft plan --detailed-exitcode"

say "Who is where, and from which commit"
expect 0 "statecraft history --only StateMachine/checkout"

say "That was all of it. statecraft help lists the commands; README.md explains them"
