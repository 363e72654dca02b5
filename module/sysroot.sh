#!/usr/bin/env bash
# Makes a directory to link against, of Debian 11's C library: sysroot.sh amd64|arm64 DIRECTORY
#
# An executable needs the C library that it was linked against, or a newer one; or an older one, for functions that module/glibc-2.28.S binds.
# Debian 11's is the oldest that Debian's mirrors still have.
# A directory that this recipe has made before is left as it is, without a look at the network. DEBIAN_MIRROR names another mirror.
set -euo pipefail
architecture=$1 directory=$(realpath --canonicalize-missing "$2")

release=bullseye
packages="libc6 libc6-dev libgcc-s1 libgcc-10-dev zlib1g zlib1g-dev"
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

stamp=$directory/.made-by
recipe=$(sha256sum <"$0")
[[ -f $stamp && $(<"$stamp") == "$recipe" ]] && exit

[[ -f $keyring ]] || { echo "sysroot.sh: $keyring is missing, which the packages are verified with: apt-get install debian-archive-keyring" >&2; exit 1; }
rm -rf "$directory"
mkdir -p "$directory"
apt=$(mktemp -d "$directory.apt-XXXXXX")
trap 'rm -rf "$apt"' EXIT

# An apt of its own: it knows this one source, which it verifies as always, and nothing of what is installed here.
mkdir -p "$apt"/{state/lists/partial,cache/archives/partial,debs}
touch "$apt/status"
echo "deb [signed-by=$keyring arch=$architecture] $mirror $release main" >"$apt/sources.list"
own=(
    --quiet --quiet
    -o "APT::Architecture=$architecture" -o "APT::Architectures::=$architecture"
    -o "Dir::Etc::SourceList=$apt/sources.list" -o "Dir::Etc::SourceParts=/dev/null"
    -o "Dir::State=$apt/state" -o "Dir::State::Status=$apt/status" -o "Dir::Cache=$apt/cache"
    -o "APT::Sandbox::User=$(id --user --name)" -o "Acquire::Retries=3" -o "Acquire::Languages=none"
)
if ! { apt-get "${own[@]}" update --error-on=any && cd "$apt/debs" && apt-get "${own[@]}" download $packages; } >&2; then
    echo "sysroot.sh: could not fetch $packages ($architecture) of Debian $release from $mirror; DEBIAN_MIRROR may name another." >&2
    exit 1
fi

for package in "$apt/debs"/*.deb; do
    dpkg-deb --extract "$package" "$directory"
done

# A link to /lib/… would lead to this host's library.
find "$directory" -type l -lname '/*' -print0 | while IFS= read -r -d '' link; do
    ln --symbolic --force --no-dereference --relative "$directory$(readlink "$link")" "$link"
done

echo "$recipe" >"$stamp"
