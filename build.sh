#!/usr/bin/env bash
# Restores the tools and hands its arguments to build.cake: ./build.sh --target=Test
set -euo pipefail
cd "$(dirname "$0")"

command -v dotnet >/dev/null || { echo "build.sh: the .NET SDK is needed (see global.json): https://dot.net" >&2; exit 1; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet tool restore >/dev/null
# Compiled once, until build.cake changes.
exec dotnet cake build.cake --settings_enablescriptcache=true "$@"
