#!/usr/bin/env bash
# Measures the role's action plugin over a loopback sshd, by turns with what it is compared with: 20 matomo_token tasks that change nothing against 20 of
# ansible.builtin.uri with pipelining and under Mitogen, of raw, and against the executable as a plain binary module; and the first contact, upload
# included, against ansible.builtin.copy of the same file. The matomo_token tasks and those of uri send the same request, which a stand-in answers.
# Called by ./build.sh --target=Benchmark with the executable and the stand-in.
set -euo pipefail
executable=$1 stand_in=$2
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
export HOME=$work/home LC_ALL=C.UTF-8
trap 'kill "${sshd:-}" "${server:-}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT

# The interpreter that has Ansible: another, such as a shim, would slow down what this is compared with.
read -r _ python _ < <(head -1 "$(command -v ansible-playbook)" | sed 's/^#!/#! /')

mkdir -p "$HOME" "$work"/{plain/library,role/files}
[ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
ln -s "$executable" "$work/plain/library/matomo_token"
cp -r "$here/../../ansible-role/action_plugins" "$work/role/"
gzip -9 < "$executable" > "$work/role/files/matomo_token_x86_64.gz"
echo "$(sha256sum < "$executable" | cut -d ' ' -f 1)  matomo_token_x86_64" > "$work/role/files/SHA256SUMS"

dotnet "$stand_in" --port 0 > "$work/stand-in.log" &
server=$!
for key in host user; do ssh-keygen -q -t ed25519 -N '' -f "$work/$key"; done
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
# SHLVL keeps bash from reading the ~/.bashrc of this machine for each command.
cat > "$work/sshd_config" <<END
Port $port
ListenAddress 127.0.0.1
HostKey $work/host
AuthorizedKeysFile $work/user.pub
PidFile none
StrictModes no
UsePAM no
PermitRootLogin prohibit-password
SetEnv LC_ALL=C.UTF-8 SHLVL=1 XDG_CACHE_HOME=$work/cache
Subsystem sftp internal-sftp
END
PATH=$PATH:/usr/sbin
"$(command -v sshd)" -D -f "$work/sshd_config" -E "$work/sshd.log" &
sshd=$!
echo "[127.0.0.1]:$port $(cat "$work/host.pub")" > "$work/known_hosts"
for _ in $(seq 100); do grep -q listening "$work/stand-in.log" && break; sleep 0.1; done
url=$(grep -o 'http://[^ ]*' "$work/stand-in.log")

cat > "$work/inventory" <<END
remote ansible_host=127.0.0.1 ansible_port=$port ansible_user=$(id -un) ansible_ssh_private_key_file=$work/user ansible_remote_tmp=$work/remote ansible_python_interpreter=$python ansible_ssh_common_args="-F /dev/null -o UserKnownHostsFile=$work/known_hosts -o IdentitiesOnly=yes"
END
"$python" "$here/ssh.py" prepare "$work" "$url" "$executable"
"$python" "$here/ssh.py" measure "$work"
