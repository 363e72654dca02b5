#!/usr/bin/env bash
# Shows matomo_token at work on the stand-in Matomo: changed, then ok, the token file, the token being accepted.
# Called by ./build.sh --target=Demo with the executable and the stand-in.
set -euo pipefail
executable=$1 stand_in=$2
examples=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

say() { printf '\n== %s\n' "$*"; }

say "Start a stand-in for Matomo"
dotnet "$stand_in" --port 0 > "$work/stand-in.log" &
server=$!
for _ in $(seq 100); do grep -q listening "$work/stand-in.log" && break; sleep 0.1; done
cat "$work/stand-in.log"
url=$(grep -o 'http://[^ ]*' "$work/stand-in.log")

if command -v ansible-playbook >/dev/null; then
    mkdir "$work/library"
    ln -s "$executable" "$work/library/matomo_token"
    # Passwords belong into a file (or a vault), not on the command line.
    cat > "$work/vars.json" <<EOF
{"matomo_url": "$url", "matomo_login": "alice", "matomo_password": "alice-password", "token_directory": "$work"}
EOF
    run() {
        ANSIBLE_LIBRARY="$work/library" ANSIBLE_LOCALHOST_WARNING=0 ANSIBLE_INVENTORY_UNPARSED_WARNING=0 LC_ALL=C.UTF-8 \
            ansible-playbook -e "@$work/vars.json" -e ansible_connection=local "$examples/create-and-keep-in-a-file.yml"
    }
    token_file=$work/wordpress.token
else
    sed "s|http://127.0.0.1:8080/|$url|; s|/tmp/matomo_token-example|$work|" "$examples/create.json" > "$work/create.json"
    run() { "$executable" --pretty "$work/create.json"; }
    token_file=$work/alice.token
fi

say "First run: the token is created"
run
say "Second run: it is there, and nothing changes"
run
say "The token file, readable for its owner alone"
ls -l "$token_file"
say "Matomo accepts the token"
printf 'token_auth=%s' "$(cat "$token_file")" \
    | curl --silent --fail --data @- "${url}index.php?module=API&method=API.getMatomoVersion&format=json"
echo
