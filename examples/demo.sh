#!/usr/bin/env bash
# Shows matomo_token at work on a stand-in for Matomo: a token for a user without the user's password, in a real database, and one with it, over HTTP.
# Each playbook runs twice, changed and then ok; Matomo accepts each token.
# Called by ./build.sh --target=Demo with the executable and the stand-in.
set -euo pipefail
PATH=$PATH:/usr/sbin
executable=$1 stand_in=$2
examples=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'kill "${matomo:-}" 2>/dev/null && wait "$matomo" || true; rm -rf "$work"' EXIT

say() { printf '\n== %s\n' "$*"; }

if command -v mariadbd mysqld >/dev/null; then
    database=(--installation "$work/matomo")
    say "Start a stand-in for Matomo, with a database server of its own"
else
    database=()
    say "Start a stand-in for Matomo. It has no database, as neither mariadb-server-core nor mysql-server-core is installed, so only the API is shown"
fi
dotnet "$stand_in" "${database[@]}" > "$work/stand-in.log" &
matomo=$!
until grep listening "$work/stand-in.log"; do kill -0 "$matomo"; sleep 0.1; done
url=$(grep -o 'http://[^ ]*' "$work/stand-in.log")

# In place of the collection, which has the executables for all architectures: the one that was just made, under the same name.
modules=$work/collections/ansible_collections/matomo_automation/matomo/plugins/modules
mkdir -p "$modules"
ln -s "$executable" "$modules/matomo_token"
# Passwords belong in a file (or a vault), not on the command line.
cat > "$work/vars.json" <<EOF
{"matomo_url": "$url", "matomo_config": "$work/matomo", "matomo_login": "alice", "matomo_password": "alice-password"}
EOF

# run PLAYBOOK ARGUMENTS: runs the playbook; without Ansible, the executable with the arguments, as Ansible would start it.
run() {
    if command -v ansible-playbook >/dev/null; then
        ANSIBLE_COLLECTIONS_PATH="$work/collections" ANSIBLE_LOCALHOST_WARNING=0 ANSIBLE_INVENTORY_UNPARSED_WARNING=0 LC_ALL=C.UTF-8 \
            ansible-playbook -e "@$work/vars.json" -e "token_directory=$tokens" -e ansible_connection=local "$examples/$1.yml"
    else
        sed "s|http://127.0.0.1:8080/|$url|; s|/var/www/matomo|$work/matomo|; s|/tmp/matomo_token-example|$tokens|" "$examples/$2.json" > "$work/arguments.json"
        "$executable" --pretty "$work/arguments.json"
    fi
}

# show PLAYBOOK ARGUMENTS: runs it twice, and shows the result.
show() {
    tokens=$work/tokens-$1
    mkdir "$tokens"
    say "First run: the token is created"
    run "$@"
    say "Second run: it is there, and nothing changes"
    run "$@"
    say "The token file, readable by its owner only"
    ls -l "$tokens"/*.token
    say "Matomo accepts the token"
    printf 'token_auth=%s' "$(cat "$tokens"/*.token)" \
        | curl --silent --fail --data @- "${url}index.php?module=API&method=API.getMatomoVersion&format=json"
    echo
}

if [[ -n ${database[*]} ]]; then
    say "A token for alice without her password, in Matomo's database: examples/without-the-password.yml"
    cat "$examples/without-the-password.yml"
    show without-the-password without-the-password
fi
say "A token for alice with her password, over Matomo's API: examples/create-and-keep-in-a-file.yml"
show create-and-keep-in-a-file create
