#!/usr/bin/env bash
# Builds every fuzzer and runs it for SECONDS (default 10): Tests/Fuzz/run.sh [SECONDS] [NAME...]
#
# A fuzzer is Fuzz<NAME>.swift in this folder and the rooms that it needs, lowest first. All of them are compiled
# with libFuzzer's coverage and the address sanitizer. An input that breaks a property is kept under
# .build/fuzz/<NAME>/ and the script ends with status 1. What is found interesting is kept there too, and the next
# run starts from it, beside the seeds in Seeds/<NAME>/.
set -euo pipefail

fuzzers=(
    "JSON:JSON"
    "YAML:JSON Documents"
    "Paths:JSON Expressions"
    "JSONata:JSON Expressions"
    "ARN:Threads JSON StepFunctions"
    "Manifests:JSON Documents Crypto Threads StepFunctions Expressions StatesLanguage Manifests"
    "Definitions:JSON Documents Threads StepFunctions Expressions StatesLanguage"
    "DefinitionFiles:JSON Documents Crypto Threads StepFunctions Expressions StatesLanguage Manifests"
)

cd "$(dirname "$0")/../.."
seconds=10
if [[ $# -gt 0 ]]; then
    seconds=$1
    shift
fi
wanted=("$@")

# The backtracer and the sanitizer wait for each other when a fuzzer crashes.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1}

build=$PWD/.build/fuzz
mkdir -p "$build/modules" "$build/objects"
flags=(
    -swift-version 6 -package-name statecraft -O -g -parse-as-library -whole-module-optimization -use-ld=lld
    -sanitize=fuzzer,address -I "$build/modules"
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
    -enable-upcoming-feature MemberImportVisibility
)
for folder in Sources/C*/module.modulemap; do flags+=(-I "$(dirname "$folder")"); done
if ! command -v ld.lld >/dev/null && ! command -v "$(dirname "$(command -v swiftc)")/lld" >/dev/null; then
    echo "Installing the linker lld"
    $( ((EUID == 0)) || echo sudo) apt-get install -y --no-install-recommends lld
fi

declare -A built=()
build_room() {
    local room=$1 sources
    [[ -n ${built[$room]:-} ]] && return
    mapfile -t sources < <(find "Sources/$room" -name '*.swift' | sort)
    echo "building $room"
    swiftc "${flags[@]}" -module-name "$room" -emit-module -emit-module-path "$build/modules/$room.swiftmodule" \
        -c "${sources[@]}" -o "$build/objects/$room.o"
    built[$room]=1
}

failed=0
for fuzzer in "${fuzzers[@]}"; do
    name=${fuzzer%%:*}
    if [[ ${#wanted[@]} -gt 0 && " ${wanted[*]} " != *" $name "* ]]; then continue; fi
    objects=()
    for room in ${fuzzer#*:}; do
        build_room "$room"
        objects+=("$build/objects/$room.o")
    done
    mkdir -p "$build/$name/corpus"
    corpora=("$build/$name/corpus")
    [[ -d Tests/Fuzz/Seeds/$name ]] && corpora+=("Tests/Fuzz/Seeds/$name")
    swiftc "${flags[@]}" -module-name "Fuzz$name" "Tests/Fuzz/Fuzz$name.swift" "${objects[@]}" -o "$build/$name/fuzz"
    echo "running $name for $seconds s"
    dictionary=()
    [[ -f Tests/Fuzz/Seeds/$name.dict ]] && dictionary=(-dict="Tests/Fuzz/Seeds/$name.dict")
    if ! "$build/$name/fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
        -artifact_prefix="$build/$name/" -print_final_stats=1 "${dictionary[@]}" \
        "${corpora[@]}" >"$build/$name/log" 2>&1; then
        echo "$name: a property is broken; see $build/$name/log" >&2
        tail -40 "$build/$name/log" >&2
        failed=1
    fi
    grep -E 'number_of_executed_units|average_exec_per_sec' "$build/$name/log" || true
done
exit $failed
