#!/usr/bin/env bash
# Builds in release and prints the benchmarks. Arguments: numbers of state machines (default 100 1000 10000).
set -euo pipefail
cd "$(dirname "$0")/../.."
swift build -c release --static-swift-stdlib --product statecraft
swift build -c release --static-swift-stdlib --product Benchmarks
exec "$(swift build -c release --static-swift-stdlib --show-bin-path)/Benchmarks" "$@"
