#!/usr/bin/env bash
# Measures an unchanged run against curl sending the same requests, in one hyperfine run; then peak memory and size.
# Called by ./build.sh --target=Benchmark with the executable and the stand-in.
set -euo pipefail
executable=$1 stand_in=$2
work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

dotnet "$stand_in" --port 0 > "$work/stand-in.log" &
server=$!
for _ in $(seq 100); do grep -q listening "$work/stand-in.log" && break; sleep 0.1; done
url=$(grep -o 'http://[^ ]*' "$work/stand-in.log")

cat > "$work/arguments.json" <<EOF
{"url": "$url", "login": "alice", "password": "alice-password", "description": "Benchmark", "token_file": "$work/token"}
EOF
"$executable" "$work/arguments.json" > "$work/first.json"
grep -q '"changed":true' "$work/first.json"

# The same requests: those that the second run sends, as the stand-in recorded them.
before=$(curl --silent "${url}stand-in/requests" | grep -c '"number"')
"$executable" "$work/arguments.json" > "$work/second.json"
grep -q '"changed":false' "$work/second.json"
sent=$(( $(curl --silent "${url}stand-in/requests" | grep -c '"number"') - before ))
[ "$sent" -eq 1 ] || { echo "An unchanged run sends $sent requests, this script knows of 1." >&2; exit 1; }
printf 'preferenceName=defaultReport&userLogin=alice&token_auth=%s' "$(cat "$work/token")" > "$work/form"
same=(curl --silent --output /dev/null --data "@$work/form" "${url}index.php?module=API&method=UsersManager.getUserPreference&format=json")

hyperfine --shell=none --warmup 10 --runs 100 --style none --export-json "$work/times.json" \
    "$executable $work/arguments.json" "$(printf '%q ' "${same[@]}")" > /dev/null

python3 - "$work/times.json" "$executable" "$work/arguments.json" <<'EOF'
import gzip, json, os, resource, subprocess, sys
ours, curl = (run["median"] * 1000 for run in json.load(open(sys.argv[1]))["results"])
subprocess.run(sys.argv[2:4], check=True, stdout=subprocess.DEVNULL)
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
size = os.path.getsize(sys.argv[2]) / 1e6
compressed = len(gzip.compress(open(sys.argv[2], "rb").read())) / 1e6
rows = [
    ("Unchanged run, median", f"{ours:.1f} ms"),
    ("curl, the same request, median", f"{curl:.1f} ms"),
    ("Ratio (at most 1.5)", f"{ours / curl:.2f}"),
    ("Peak memory (at most 40 MB)", f"{memory:.1f} MB"),
    ("Executable (at most 13 MB)", f"{size:.1f} MB"),
    ("Compressed (at most 6.5 MB)", f"{compressed:.1f} MB"),
]
for name, value in rows:
    print(f"| {name:32} | {value:>8} |")
sys.exit(ours / curl > 1.5 or memory > 40 or size > 13 or compressed > 6.5)
EOF
