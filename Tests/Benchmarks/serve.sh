#!/usr/bin/env bash
# The service over HTTP under load from wrk. Prints only. Argument: seconds of each load.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/serving.sh"
seconds=${1:-10}
require wrk python3

python3 - "$work" <<'END'
import json, sys
definition = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": "x" * 400, "End": True}}})
headers = """wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-amz-json-1.0"
wrk.headers["X-Amz-Target"] = "AWSStepFunctions.%s"
wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/states/aws4_request, " ..
  "SignedHeaders=host;x-amz-date, Signature=" .. string.rep("0", 64)
wrk.headers["X-Amz-Date"] = "20260101T000000Z"
"""
machine = "arn:aws:states:us-east-1:000000000000:stateMachine:first-7"
describe = headers % "DescribeStateMachine" + f"wrk.body = '{json.dumps({'stateMachineArn': machine})}'\n"
create = headers % "CreateStateMachine" + """
local prefix, threads, sent, limit = "first", 0, 0, 0
function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end
function init(args)
  prefix, limit = args[1], tonumber(args[2] or 0)
end
function request()
  sent = sent + 1
  if limit > 0 and sent > limit then sent = limit end
  local name = prefix .. (id > 0 and "-t" .. id or "") .. "-" .. sent
  local role = "arn:aws:iam::000000000000:role/r"
  return wrk.format(nil, nil, nil, '{"name":"' .. name .. '","roleArn":"' .. role .. '","definition":%s}')
end
""" % json.dumps(definition).replace("\\", "\\\\")
open(f"{sys.argv[1]}/describe.lua", "w").write(describe)
open(f"{sys.argv[1]}/create.lua", "w").write(create)
END

load() {
  local title=$1
  shift
  echo "$title"
  wrk --threads 1 --connections 64 --latency "$@" |
    grep -E '99%|Requests/sec|Non-2xx|Socket errors' | sed 's/^ */  /'
}

# The load ends by time: the first one has sent far more than 10,000 by then, and repeats its last names.
start_server --store "$work/ten-thousand.sqlite" --access-log off
load "10,000 machines for what follows" --duration 12s -s "$work/create.lua" "$url" -- first 10000
load "DescribeStateMachine with 10,000 machines" --duration "${seconds}s" -s "$work/describe.lua" "$url"
echo "  $(awk '/^VmRSS/ { printf "%.0f MB", $2 / 1024 }' "/proc/$server/status") of memory with 10,000 machines"
start_server --store "$work/store.sqlite" --access-log off
load "CreateStateMachine, durable, unique names" --duration "${seconds}s" -s "$work/create.lua" "$url" -- unique
