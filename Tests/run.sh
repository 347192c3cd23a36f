#!/usr/bin/env bash
# All tests, the formatter's opinion, and a short run of the fuzzers.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'END'
Usage: Tests/run.sh [--filter PATTERN] [--sanitize=address|thread]

Installs the system packages that are missing, builds, and runs every test, `swift format lint`, each fuzzer for a few
seconds, and Tests/Conformance: boto3, the AWS CLI, Terraform and moto. The last line says how many checks passed and
failed; the exit status is 0 when none failed.

  --filter PATTERN    only the tests whose name matches the regular expression, and nothing else
  --sanitize=address  everything built with the address sanitizer (or: thread), and nothing but the tests
  --help              this text

STATECRAFT_UPDATE_SCRIPTS=1 Tests/run.sh --filter GoldenScriptTests
    writes what the golden scripts print now into their files, for `git diff`.
END
}

fail() {
  echo "error: $1" >&2
  exit 1
}

filter=()
sanitizer=""
while (($# > 0)); do
  case "$1" in
  --filter) [[ $# -gt 1 ]] || fail "--filter needs a pattern; see Tests/run.sh --help"; filter=(--filter "$2"); shift ;;
  --filter=*) filter=(--filter "${1#*=}") ;;
  --sanitize=address | --sanitize=thread) sanitizer="${1#*=}" ;;
  --help | -h) usage; exit 0 ;;
  *) fail "there is no option '$1'; see Tests/run.sh --help" ;;
  esac
  shift
done

.ci/install-packages
.ci/install-test-tools

build=(--disable-xctest)
if [[ -n $sanitizer ]]; then
  build+=(--sanitize="$sanitizer" --scratch-path ".build/$sanitizer")
  # The backtracer of a sanitized process that crashes does not end.
  export SWIFT_BACKTRACE=enable=no
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0
failed=0

count() {
  if "${@:2}"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "$1 failed"
  fi
}

# Adds the counts of the conformance tests, which their last line tells.
other_programs() {
  Tests/Conformance/run.sh "$1" >"$results/conformance" || true
  cat "$results/conformance"
  local counts
  counts=$(tail -n 1 "$results/conformance" | sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p')
  # Without counts it did not end as it should.
  read -r more_passed more_failed <<<"${counts:-0 1}"
  passed=$((passed + more_passed))
  failed=$((failed + more_failed))
}

echo "Building the tests${sanitizer:+ with the $sanitizer sanitizer}"
swift build --build-tests "${build[@]:1}"

# Runs tests, and shows what went wrong. Arguments: a name for the results, then what `swift test` takes.
#
# Most of what Swift Testing prints is that something started. What went wrong begins with a mark and goes on until
# the next one; the last line says how many tests there were.
tests_succeeded=true
run_tests() {
  swift test --skip-build "${build[@]}" "${@:2}" --xunit-output "$results/tests-$1.xml" >"$results/log" 2>&1 ||
    tests_succeeded=false
  awk '/^✘/ { shown = 1 } /^(◇|✔)/ { shown = 0 } shown || /^✔ Test run with/' "$results/log"
}

if ((${#filter[@]} > 0)); then
  echo "Running the tests"
  run_tests filtered "${filter[@]}"
else
  # These wait for sockets, processes and time limits: beside tests that keep every processor busy they would fail.
  waiting='^(HTTPClient|HTTPServer|StepFunctionsServer|Processes|AWS)Tests\.|NetworkFaultTests'
  echo "Running the tests that compute"
  run_tests computing --skip "$waiting"
  echo "Running the tests that wait, one after the other"
  run_tests waiting --no-parallel --filter "$waiting"
fi

read_count() {
  sed -nE "s/.*<testsuite [^>]*$1=\"([0-9]+)\".*/\1/p" "$results"/tests*.xml | awk '{ sum += $1 } END { print sum + 0 }'
}
if compgen -G "$results/tests*.xml" >/dev/null; then
  failed=$(($(read_count failures) + $(read_count errors)))
  passed=$(($(read_count tests) - failed))
fi
if ! $tests_succeeded && ((failed == 0)); then
  tail -n 30 "$results/log"
  echo "The test process ended without a result for every test"
  failed=1
fi

if [[ -z $sanitizer && ${#filter[@]} == 0 ]]; then
  echo "Asking the formatter"
  count "swift format lint" swift format lint --strict --recursive --parallel Package.swift Sources Tests
  if [[ -x Tests/Fuzz/run.sh ]]; then
    echo "Running the fuzzers on the same inputs as ever"
    count "Tests/Fuzz/run.sh" Tests/Fuzz/run.sh
  fi
  echo "Running other programs against ours"
  other_programs "$(swift build --show-bin-path "${build[@]:1}")/statecraft"
fi

echo "$passed passed, $failed failed"
((failed == 0))
