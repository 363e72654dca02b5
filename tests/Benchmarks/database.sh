#!/usr/bin/env bash
# Measures the database backend against the mariadb client doing the same, in one hyperfine run for each group: one unchanged token, with the very
# statements that the executable sends, as the server's general log has them; 10,000 tokens for 1,000 users created (multi-row INSERT from a prepared
# file), and unchanged (a SELECT from a prepared file that names each of the 10,000; and, for comparison, the statements of the log, which name the users);
# then peak memory, and the time for one entry of 1,000 and of 100,000.
# Called by ./build.sh --target=Benchmark with the executable.
set -euo pipefail
executable=$1
work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT

mariadb-install-db --no-defaults --datadir="$work/data" --user="$(id -un)" --auth-root-authentication-method=normal --skip-test-db > "$work/install.log" 2>&1
PATH=$PATH:/usr/sbin mariadbd --no-defaults --user="$(id -un)" --datadir="$work/data" --socket="$work/socket" --skip-networking \
    --performance-schema=off --general-log-file="$work/general.log" > "$work/server.log" 2>&1 &
server=$!
client=(mariadb --no-defaults --user=root --socket="$work/socket")
for _ in $(seq 100); do "${client[@]}" --execute='SELECT 1' > /dev/null 2>&1 && break; sleep 0.1; done

python3 "$(dirname "$0")/database.py" prepare "$work"
for entries in 1000 10000 100000; do "${client[@]}" < "$work/tables-$entries.sql"; done
"${client[@]}" < "$work/tables-1.sql"

# The statements of an unchanged run, from the server's log.
record() {
    "$executable" "$work/arguments-$1.json" > "$work/answer.json"
    : > "$work/general.log"
    "${client[@]}" --execute='SET GLOBAL general_log = ON'
    "$executable" "$work/arguments-$1.json" > "$work/answer.json"
    "${client[@]}" --execute='SET GLOBAL general_log = OFF'
    grep -q '"changed":false' "$work/answer.json"
    python3 "$(dirname "$0")/database.py" statements "$work/general.log" > "$work/same-$1.sql"
}

measure() { hyperfine --warmup 2 --runs "$1" --style none --export-json "$work/$2.json" "${@:3}" > /dev/null; }

with() { printf '%s %s < %s > /dev/null' "$(printf '%q ' "${client[@]}")" "matomo_$1" "$2"; }

record 1
measure 50 one "$executable $work/arguments-1.json > /dev/null" "$(with 1 "$work/same-1.sql")"
measure 11 create --prepare "$(with 10000 "$work/reset.sql")" "$executable $work/arguments-10000.json > /dev/null" "$(with 10000 "$work/insert-10000.sql")"
"${client[@]}" matomo_10000 < "$work/reset.sql"
record 10000
measure 21 unchanged "$executable $work/arguments-10000.json > /dev/null" "$(with 10000 "$work/select-10000.sql")" "$(with 10000 "$work/same-10000.sql")"
for entries in 1000 100000; do
    measure 3 "create-$entries" --prepare "$(with "$entries" "$work/reset.sql")" "$executable $work/arguments-$entries.json > /dev/null"
    measure 3 "unchanged-$entries" "$executable $work/arguments-$entries.json > /dev/null"
done

"${client[@]}" matomo_10000 < "$work/reset.sql"
python3 "$(dirname "$0")/database.py" report "$work" "$executable"
