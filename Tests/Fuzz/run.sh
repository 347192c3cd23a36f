#!/usr/bin/env bash
# Builds every fuzzer and runs it: Tests/Fuzz/run.sh [SECONDS] [NAME...]
#
# With SECONDS, each runs for that long on inputs that differ every time. What is found interesting is kept under
# .build/fuzz/<NAME>/, and the next run starts from it, beside the seeds in Seeds/<NAME>/. Without SECONDS, each tries
# a number of inputs that are the same every time for the same code, so that a gate that passed passes again.
#
# A fuzzer is Fuzz<NAME>.swift in this folder and the rooms that it needs, lowest first; the number is how many inputs
# it tries without SECONDS. All of them are compiled with libFuzzer's coverage and the address sanitizer. An input that
# breaks a property is kept under .build/fuzz/<NAME>/ and the script ends with status 1.
set -euo pipefail

fuzzers=(
    "JSON:200000:JSON"
    "YAML:15000:JSON Documents"
    "Paths:100000:JSON Expressions"
    "JSONata:60000:JSON Expressions"
    "ARN:30000:Threads JSON StepFunctions"
    "Manifests:1000:JSON Documents Crypto Threads StepFunctions Expressions StatesLanguage Manifests"
    "Definitions:1200:JSON Documents Threads StepFunctions Expressions StatesLanguage"
    "DefinitionFiles:12000:JSON Documents Crypto Threads StepFunctions Expressions StatesLanguage Manifests"
)

cd "$(dirname "$0")/../.."
seconds=
fixed=()
if [[ ${1:-} =~ ^[0-9]+$ ]]; then
    seconds=$1
    shift
fi
wanted=("$@")
for name in "${wanted[@]}"; do
    if [[ ! $name =~ ^[A-Za-z]+$ || " ${fuzzers[*]} " != *" $name:"* ]]; then
        echo "There is no fuzzer $name; there are: $(printf '%s ' "${fuzzers[@]%%:*}")" >&2
        exit 1
    fi
done

# The backtracer and the sanitizer wait for each other when a fuzzer crashes.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1}

build=.build/fuzz
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
    for room in ${fuzzer##*:}; do
        build_room "$room"
        objects+=("$build/objects/$room.o")
    done
    mkdir -p "$build/$name"
    swiftc "${flags[@]}" -module-name "Fuzz$name" "Tests/Fuzz/Fuzz$name.swift" "${objects[@]}" -o "$build/$name/fuzz"
    corpus=$build/$name/corpus
    if [[ -n $seconds ]]; then
        extent=(-max_total_time="$seconds")
        echo "running $name for $seconds s"
    else
        runs=${fuzzer#*:}
        runs=${runs%%:*}
        extent=(-runs="$runs" -seed=1 -reload=0)
        # What counts as interesting depends on hashes and addresses, and these on the environment.
        fixed=(env -i PATH=/usr/bin:/bin "ASAN_OPTIONS=$ASAN_OPTIONS" SWIFT_DETERMINISTIC_HASHING=1)
        fixed+=("SWIFT_BACKTRACE=$SWIFT_BACKTRACE")
        if setarch -R true 2>/dev/null; then fixed+=(setarch -R); fi
        corpus+=.empty
        rm -rf "$corpus"
        echo "running $name on $runs inputs"
    fi
    mkdir -p "$corpus"
    corpora=("$corpus")
    [[ -d Tests/Fuzz/Seeds/$name ]] && corpora+=("Tests/Fuzz/Seeds/$name")
    dictionary=()
    [[ -f Tests/Fuzz/Seeds/$name.dict ]] && dictionary=(-dict="Tests/Fuzz/Seeds/$name.dict")
    if ! "${fixed[@]}" "$build/$name/fuzz" "${extent[@]}" -timeout=20 -rss_limit_mb=2048 -max_len=4096 \
        -artifact_prefix="$build/$name/" -print_final_stats=1 "${dictionary[@]}" \
        "${corpora[@]}" >"$build/$name/log" 2>&1; then
        echo "$name: a property is broken; see $build/$name/log" >&2
        tail -40 "$build/$name/log" >&2
        failed=1
    fi
    grep -aE 'number_of_executed_units|average_exec_per_sec' "$build/$name/log" || true
done
exit $failed
