#!/bin/sh
# Runs PHP in one WordPress after another: $1 is the PHP, and the other arguments are WP-CLI.
# Standard input has three lines for each site: its directory, its URL, which may be empty, and the input of the PHP.
code=$1
shift
while IFS= read -r path && IFS= read -r url && IFS= read -r input; do
    printf '%s\n' "$input" | "$@" --path="$path" ${url:+"--url=$url"} --skip-plugins --skip-themes --no-color eval "$code" 2>&1
    printf '\nmatomo_token-exit %s\n' "$?"
done
