#!/usr/bin/env bash
# Runs the end-to-end tests in other releases of Debian, with the Ansible, the C library, OpenSSL and the MariaDB of each: compat.sh CONFIGURATION
#
# Each release is a directory that debootstrap makes once, below artifacts/chroot. The tests are those of this host, and so is the .NET that runs them;
# all else that they start is the release's own. What is mounted for a run is seen by that run alone and goes with it.
set -euo pipefail
configuration=$1
repository=$(realpath "$(dirname "$0")/../..")
chroots=$repository/artifacts/chroot
results=$repository/artifacts/tests/compat
tests=$repository/tests/EndToEnd.Tests/bin/$configuration/net10.0/EndToEnd.Tests.dll
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}

# What every release needs: the programs that the tests start.
programs="python3 openssh-client openssh-server openssl strace util-linux mount binutils procps"

# The parts of the suite that an emulated executable can be put to. The others look into the file, or trace the process, which would be the emulator's.
emulated="FullyQualifiedName~EndToEnd.Tests.Ansible|FullyQualifiedName~EndToEnd.Tests.Examples|FullyQualifiedName~EndToEnd.Tests.Ssh|FullyQualifiedName~StandaloneTest"
emulated+="|FullyQualifiedName~ExecutableTest.Text|FullyQualifiedName~ExecutableTest.EmptyEnvironment"

# Runs a command with a release as its root, in namespaces of its own. The network is the host's.
inside() {
    local root=$1
    shift
    ROOT=$root REPOSITORY=$repository DOTNET=$(dirname "$(realpath "$(command -v dotnet)")") unshare --mount --pid --fork --kill-child bash -euo pipefail -c '
        # A root that is a mount of its own, as unshare asks for in the tests.
        mount --bind "$ROOT" "$ROOT"
        mkdir -p "$ROOT$REPOSITORY" "$ROOT/usr/share/dotnet"
        mount --bind "$REPOSITORY" "$ROOT$REPOSITORY"
        mount --bind "$DOTNET" "$ROOT/usr/share/dotnet"
        mount --rbind /dev "$ROOT/dev"
        mount --rbind /sys "$ROOT/sys"
        mount -t proc proc "$ROOT/proc"
        mount -t tmpfs -o mode=1777 tmpfs "$ROOT/tmp"
        mount -t tmpfs -o mode=755 tmpfs "$ROOT/run"
        exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
            DOTNET_CLI_HOME=/tmp DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 \
            chroot "$ROOT" "$@"' inside "$@"
}

# make NAME SUITE PACKAGES [ARCHITECTURE]: the release below artifacts/chroot, unless this recipe has made it before. Packages may be of one more architecture.
make() {
    local root=$chroots/$1 suite=$2 packages="$programs $3" other=${4:-}
    [[ -f $root/.made-by && $(<"$root/.made-by") == "$suite $packages $other" ]] && return
    echo "compat.sh: making $root from $mirror"
    rm -rf --one-file-system "$root"
    mkdir -p "$root/etc/dpkg/dpkg.cfg.d"
    # What breaks in the middle is made again from the start, so that nothing needs to be synced on the way.
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/compat"
    local install="${other:+dpkg --add-architecture $other && }apt-get update && apt-get install --yes --no-install-recommends $packages && apt-get clean"
    if ! { debootstrap --variant=minbase "$suite" "$root" "$mirror" && inside "$root" sh -c "$install"; } >"$root.log" 2>&1; then
        tail -n 20 "$root.log" >&2
        echo "compat.sh: $root could not be made of Debian's $suite from $mirror (see $root.log); DEBIAN_MIRROR may name another." >&2
        exit 1
    fi
    echo "$suite $packages $other" >"$root/.made-by"
}

# run NAME TITLE [OPTION…]: the tests in a release, with more options for dotnet test.
failed=()
run() {
    local root=$chroots/$1 title=$2 program
    shift 2
    echo "compat.sh: $title, with"
    for program in "ansible --version" "ldd --version" "openssl version" "mariadbd --version"; do
        inside "$root" $program | sed -n '1s/^/    /p'
    done
    inside "$root" /usr/share/dotnet/dotnet test "$tests" --results-directory "$results" --logger "trx;LogFileName=$title.trx" "$@" || failed+=("$title")
}

make debian11 bullseye "ansible mariadb-server-core-10.5 mariadb-client-core-10.5"
make debian13 trixie "ansible-core mariadb-server-core mariadb-client-core qemu-user libc6:arm64 libssl3t64:arm64" arm64

# Ansible hands its arguments as JSON to an executable, and to a script that has this word in it.
mkdir -p "$repository/artifacts/compat" "$results"
emulator=$repository/artifacts/compat/matomo_token
cat >"$emulator" <<END
#!/bin/sh
# WANT_JSON
exec /usr/bin/qemu-aarch64 -0 "\$0" "$repository/artifacts/publish/linux-arm64/matomo_token" "\$@"
END
chmod +x "$emulator"

# ansible-doc before 2.14 reads no documentation beside an executable.
run debian11 debian11-x64 --filter "FullyQualifiedName!~DocumentationTest"
run debian13 debian13-x64
run debian13 debian13-arm64 --environment "MATOMO_TOKEN_EXECUTABLE=$emulator" --filter "$emulated"

if ((${#failed[@]})); then
    echo "compat.sh: tests failed in ${failed[*]}; what they said is in $results" >&2
    exit 1
fi
