#!/usr/bin/env bash
# Measures a run that refuses its arguments, from start to answer, against a native hello-world of the same SDK and against a Python module with the
# same options that refuses the same arguments. All in one hyperfine run.
# Called by ./build.sh --target=Benchmark with the executable and the hello-world.
set -euo pipefail
executable=$1
hello=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The interpreter that has Ansible.
read -r _ python _ < <(head -1 "$(command -v ansible-playbook)" | sed 's/^#!/#! /')
"$executable" --help all | "$python" "$(dirname "$0")/refused.py" > "$work/module.py"
module="$python $work/module.py"

printf '{"ANSIBLE_MODULE_ARGS": {"login": "carol", "description": "WordPress", "stat": "present"}}' > "$work/arguments.json"
for command in "$executable" "$module"; do
    if $command "$work/arguments.json" > "$work/answer.json"; then
        echo "The arguments are not refused by $command." >&2
        exit 1
    fi
    grep -q 'Unsupported parameters' "$work/answer.json"
done

hyperfine --shell=none --ignore-failure --warmup 5 --runs 100 --style none --export-json "$work/times.json" \
    "$executable $work/arguments.json" "$hello" "$module $work/arguments.json" > /dev/null 2>&1

python3 - "$work/times.json" <<'EOF'
import json, sys
ours, hello, python = (run["median"] * 1000 for run in json.load(open(sys.argv[1]))["results"])
print(f"| Refused arguments, median | {ours:.1f} ms |\n| Native hello-world | {hello:.1f} ms |\n| Ratio (at most 1.8) | {ours / hello:.2f} |")
print(f"| Python module that refuses the same | {python:.1f} ms |\n| Ratio (at most 0.1) | {ours / python:.3f} |")
sys.exit(ours / hello > 1.8 or ours / python > 0.1)
EOF
