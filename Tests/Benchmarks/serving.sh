# For the benchmarks of the service over HTTP; sourced by them. Builds in release unless STATECRAFT names a program,
# makes a folder $work that is removed at the end, and ends what was started.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [[ -z ${STATECRAFT:-} ]]; then
  swift build -c release --static-swift-stdlib --product statecraft
  STATECRAFT=$(swift build -c release --static-swift-stdlib --show-bin-path)/statecraft
fi
STATECRAFT=$(realpath "$STATECRAFT")
benchmarks=$PWD/Tests/Benchmarks
work=$(mktemp -d)
server=""
for name in $(compgen -e | grep -E '^(AWS|TF)_' || true); do unset "$name"; done
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null

stop_server() {
  [[ -z $server ]] || { kill "$server" && wait "$server" || true; } 2>/dev/null
  server=""
}
trap 'stop_server; rm -rf "$work"' EXIT

# Starts the service with the options given; its URL is then $url.
start_server() {
  stop_server
  "$STATECRAFT" serve --listen 127.0.0.1:0 "$@" >"$work/ready" 2>"$work/serve.log" &
  server=$!
  for _ in $(seq 100); do
    url=$(sed -n 's/^Ready on \(.*[^/]\)\/*$/\1/p' "$work/ready")
    [[ -z $url ]] || return 0
    sleep 0.1
  done
  cat "$work/serve.log" >&2
  return 1
}

require() {
  for program in "$@"; do
    command -v "$program" >/dev/null || { echo "skipped: there is no $program"; exit 0; }
  done
}

# Runs a command with its output thrown away; prints seconds and megabytes at the peak, also of its children.
cost() {
  python3 - "$@" <<'END'
import resource, subprocess, sys, time
start = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
seconds = time.monotonic() - start
if done.returncode != 0:
    sys.exit(f"{sys.argv[1:]} exits with {done.returncode}: {done.stderr}")
print(f"{seconds:.3f} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f}")
END
}
