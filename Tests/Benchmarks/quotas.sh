#!/usr/bin/env bash
# `statecraft plan` at AWS's quotas: how near to the bound that the token buckets set, and the time of a look at stamps
# alone; then the time of a cold plan of three machines. Prints only.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/serving.sh"
require python3

# The bound of N state machines with an alias each, at 20 times the quotas: what is beyond a bucket comes at its rate.
bound() {
  python3 -c '
import sys
count, depth, scale = int(sys.argv[1]), sys.argv[2], 20
describe = max(0, count - 200) / (20 * scale)
alias = max(0, count - 200) / (1 * scale)
print({"stamps": 0, "revisions": describe, "full": max(describe, alias)}[depth])' "$1" "$2"
}

python3 "$benchmarks/generate.py" "$work/p500" 500 m
start_server --store "$work/500.sqlite" --access-log off
(cd "$work/p500" && "$STATECRAFT" apply --yes --target "$url" >/dev/null)
echo "500 machines with one alias each, --quotas aws --time-scale 20 at both ends"
for depth in stamps revisions full; do
  # A new server has full buckets.
  start_server --store "$work/500.sqlite" --access-log off --quotas aws --time-scale 20
  cd "$work/p500"
  read -r seconds _ < <(cost "$STATECRAFT" plan --detailed-exitcode --target "$url" --quotas aws --time-scale 20 \
    --depth "$depth")
  least=$(bound 500 "$depth")
  awk -v depth="$depth" -v seconds="$seconds" -v least="$least" 'BEGIN {
    ratio = (least > 0) ? sprintf(", ratio %.3f", seconds / least) : ""
    printf("  %-10s %.2f s, bound %.2f s%s\n", depth, seconds, least, ratio)
  }'
done

cd "$work"
python3 "$benchmarks/generate.py" "$work/p10000" 10000 m
start_server --store "$work/10000.sqlite" --access-log off
cd "$work/p10000"
"$STATECRAFT" apply --yes --target "$url" >/dev/null
sed -i 's/TimeoutSeconds": 60/TimeoutSeconds": 61/' m5.yaml
git config user.name Benchmark
git config user.email benchmark@example.com
git config gc.auto 0
git commit -qam two
start_server --store "$work/10000.sqlite" --access-log off --quotas aws
echo "10,000 machines, one changed, --depth stamps at real quotas"
read -r seconds megabytes < <(cost "$STATECRAFT" plan --target "$url" --quotas aws --depth stamps)
echo "  $seconds s, $megabytes MB"

require hyperfine
cd "$work"
python3 "$benchmarks/generate.py" "$work/p3" 3 m
start_server --store memory --access-log off
cd "$work/p3"
"$STATECRAFT" apply --yes --target "$url" >/dev/null
echo "Cold plan of 3 machines over HTTP"
hyperfine --shell=none --warmup 3 --runs 40 "$STATECRAFT plan --target $url" 2>/dev/null |
  sed -n 's/^ *\(Time\|Range\)/  \1/p'
