#!/usr/bin/env bash
# Builds in release and prints what checking and comparing definitions costs; then, where the collection of labelled
# definitions stands beside the project, what our checks and cfn-lint find in it.
set -euo pipefail
cd "$(dirname "$0")/../.."
swift build -c release --static-swift-stdlib --product statecraft
swift build -c release --static-swift-stdlib --product Benchmarks
bin=$(swift build -c release --static-swift-stdlib --show-bin-path)
"$bin/Benchmarks" definitions

collection=${1:-../shared/conformance/asl}
if [[ ! -f $collection/manifest.csv ]]; then
  echo "There is no $collection/manifest.csv: the comparison with cfn-lint is left out."
  exit 0
fi
environment=.build/benchmarks/linters
if [[ ! -x $environment/bin/cfn-lint ]]; then
  echo "Installing cfn-lint into $environment"
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet cfn-lint
fi
exec "$environment/bin/python" Tests/Benchmarks/linters.py "$bin/statecraft" "$environment/bin/cfn-lint" "$collection"
