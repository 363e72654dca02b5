#!/usr/bin/env bash
# Runs the end-to-end tests and the database's in other releases of Debian, with the Ansible, the C library, OpenSSL and the database server of each:
# compat.sh CONFIGURATION
#
# Each release is a directory that debootstrap makes once, below artifacts/chroot. The tests are those of this host, and so is the .NET that runs them;
# all else that they start is the release's own. What is mounted for a run is seen by that run alone and goes with it.
# COMPAT_FILTER, a filter as dotnet test takes it, runs fewer of the tests everywhere; COMPAT_RELEASES, names of releases, runs them in these alone.
set -euo pipefail
configuration=$1
repository=$(realpath "$(dirname "$0")/../..")
chroots=$repository/artifacts/chroot
results=$repository/artifacts/tests/compat
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}

# What every release needs: the programs that the tests start.
programs="python3 openssh-client openssh-server openssl strace util-linux mount binutils procps iproute2 acl sudo curl"
ansible="ansible-core ansible-mitogen php-cli wordpress ansible-lint yamllint pylint python3-pycodestyle python3-voluptuous shellcheck"

# On a host without Ansible: what the executable does alone.
alone="FullyQualifiedName~EndToEnd.Tests.Database|FullyQualifiedName~EndToEnd.Tests.Files|FullyQualifiedName~EndToEnd.Tests.Native"
alone+="|FullyQualifiedName~EndToEnd.Tests.Tracing|FullyQualifiedName~CoreDumpTest|FullyQualifiedName~Matomo.Tokens.Database.Tests"

# The parts of the suite that an emulated executable can be put to. The others look into the file, or trace the process, which would be the emulator's.
emulated="FullyQualifiedName~EndToEnd.Tests.Ansible|FullyQualifiedName~EndToEnd.Tests.Examples|FullyQualifiedName~EndToEnd.Tests.Ssh|FullyQualifiedName~StandaloneTest"
emulated+="|FullyQualifiedName~ExecutableTest.Text|FullyQualifiedName~ExecutableTest.EmptyEnvironment"

# What is not put together on the host that it runs on: the packages are for developers.
all="FullyQualifiedName~Tests&FullyQualifiedName!~EndToEnd.Tests.Packages"

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
        exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/share/dotnet HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
            DOTNET_CLI_HOME=/tmp DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 \
            chroot "$ROOT" "$@"' inside "$@"
}

# make NAME SUITE PACKAGES [ARCHITECTURE [COMMAND]]: the release below artifacts/chroot, unless this recipe has made it before. Packages may be of one more
# architecture; the command is what is done there last.
make() {
    local root=$chroots/$1 suite=$2 packages="$programs $3" other=${4:-} finish=${5:-true}
    local recipe="$suite $packages $other $finish"
    if [[ ! -f $root/.made-by || $(<"$root/.made-by") != "$recipe" ]]; then
        echo "compat.sh: making $root from $mirror"
        rm -rf --one-file-system "$root"
        mkdir -p "$root/etc/dpkg/dpkg.cfg.d" "$root/etc/apt/apt.conf.d"
        # What breaks in the middle is made again from the start, so that nothing needs to be synced on the way.
        echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/compat"
        # A mirror that is not of today has an unstable whose signature is older than it allows.
        echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/compat"
        local install="${other:+dpkg --add-architecture $other && }apt-get update && apt-get install --yes --no-install-recommends $packages && apt-get clean && $finish"
        if ! { debootstrap --variant=minbase "$suite" "$root" "$mirror" && inside "$root" sh -c "$install"; } >"$root.log" 2>&1; then
            tail -n 20 "$root.log" >&2
            echo "compat.sh: $root could not be made of Debian's $suite from $mirror (see $root.log); DEBIAN_MIRROR may name another." >&2
            exit 1
        fi
        echo "$recipe" >"$root/.made-by"
    fi

    echo "compat.sh: $1 is $(sed -n 's/^PRETTY_NAME="\(.*\)"$/\1/p' "$root/etc/os-release") with"
    inside "$root" dpkg-query --show --showformat='    ${Package} ${Version}\n' libc6 $packages
}

# run NAME TITLE FILTER [OPTION…]: the tests of that filter in a release, with more options for dotnet test. One that fails does not keep the others from running.
failed=()
run() {
    local root=$chroots/$1 title=$2 filter=$3 suite
    shift 3
    echo "compat.sh: $title"
    for suite in EndToEnd.Tests Matomo.Tokens.Database.Tests; do
        inside "$root" /usr/share/dotnet/dotnet test "$repository/tests/$suite/bin/$configuration/net10.0/$suite.dll" --results-directory "$results" \
            --logger "trx;LogFileName=$title.$suite.trx" --filter "($filter)${COMPAT_FILTER:+&($COMPAT_FILTER)}" "$@" || failed+=("$title.$suite")
    done
}

wanted() { [[ " ${COMPAT_RELEASES:-$1} " == *" $1 "* ]]; }

mkdir -p "$chroots" "$repository/artifacts/compat" "$results"

if wanted debian11; then
    make debian11 bullseye "mariadb-server-core-10.5 mariadb-client-core-10.5"
    run debian11 debian11-x64 "$alone"
fi

if wanted debian12; then
    make debian12 bookworm "$ansible mariadb-server-core mariadb-client-core"
    run debian12 debian12-x64 "$all"
fi

if wanted debian13; then
    make debian13 trixie "$ansible mariadb-server-core mariadb-client-core qemu-user libc6:arm64 libssl3t64:arm64" arm64
    run debian13 debian13-x64 "$all"

    # Ansible hands its arguments as JSON to an executable, and to a script that has this word in it.
    emulator=$repository/artifacts/compat/matomo_token
    cat >"$emulator" <<END
#!/bin/sh
# WANT_JSON
exec /usr/bin/qemu-aarch64 -0 "\$0" "$repository/artifacts/publish/linux-arm64/matomo_token" "\$@"
END
    chmod +x "$emulator"
    run debian13 debian13-arm64 "$emulated" --environment "MATOMO_TOKEN_EXECUTABLE=$emulator"
fi

if wanted sid; then
    # The coreutils, sudo and su that are written in Rust come before GNU's and the others in every search path.
    make sid sid "$ansible mysql-server-core mysql-client-core doas rust-coreutils sudo-rs" "" \
        "ln -s /usr/lib/cargo/bin/coreutils/* /usr/lib/cargo/bin/su /usr/lib/cargo/bin/sudo /usr/local/bin/"
    run sid sid-x64 "$all"
fi

if ((${#failed[@]})); then
    echo "compat.sh: tests failed in ${failed[*]}; what they said is in $results" >&2
    exit 1
fi
