"""What ssh.sh needs of playbooks, and its measurements."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

TASKS = 20
ROUNDS = 3


def write(path, tasks):
    with open(path, "w", encoding="utf-8") as file:
        json.dump([{"hosts": "remote", "gather_facts": False, "tasks": tasks}], file)


def prepare(work, url, executable):
    token = {"matomo_token": {"url": url, "login": "alice", "password": "alice-password", "description": "Benchmark", "token_file": f"{work}/token"}}
    asked = {"module": "API", "method": "UsersManager.getUserPreference", "format": "json", "preferenceName": "defaultReport", "userLogin": "alice",
             "token_auth": f"{{{{ lookup('file', '{work}/token') }}}}"}
    write(f"{work}/token.yml", [token] * TASKS)
    write(f"{work}/debug.yml", [{"ansible.builtin.debug": {"msg": "Nothing on the host"}}] * TASKS)
    write(f"{work}/raw.yml", [{"ansible.builtin.raw": "true"}] * TASKS)
    write(f"{work}/first.yml", [token])
    write(f"{work}/uri.yml", [{"ansible.builtin.uri": {"url": f"{url}index.php", "method": "POST", "body_format": "form-urlencoded", "body": asked}}] * TASKS)
    write(f"{work}/copy.yml", [{"ansible.builtin.copy": {"src": executable, "dest": f"{work}/copied", "mode": "0500"}}])


def play(work, name, **settings):
    """Seconds that a play takes."""
    start = time.monotonic()
    done = subprocess.run(["ansible-playbook", "-i", f"{work}/inventory", f"{work}/{name}.yml"], cwd=work, env=os.environ | settings,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout)
    return time.monotonic() - start


def measure(work):
    plugin = {"ANSIBLE_ACTION_PLUGINS": f"{work}/role/action_plugins"}
    play(work, "first", **plugin)
    first, copy, tokens, uri, raw, debug = [], [], [], [], [], []
    for _ in range(ROUNDS):
        shutil.rmtree(f"{work}/cache")
        first.append(play(work, "first", **plugin))
        tokens.append(play(work, "token", **plugin))
        if os.path.exists(f"{work}/copied"):
            os.remove(f"{work}/copied")
        copy.append(play(work, "copy"))
        uri.append(play(work, "uri", ANSIBLE_PIPELINING="1"))
        raw.append(play(work, "raw"))
        debug.append(play(work, "debug"))
    plain = play(work, "token", ANSIBLE_LIBRARY=f"{work}/plain/library")
    first, copy, tokens, uri, raw, debug = (statistics.median(times) for times in (first, copy, tokens, uri, raw, debug))

    for name, seconds in (
            (f"{TASKS} tasks by the plugin, median", tokens),
            (f"{TASKS} tasks of ansible.builtin.uri, pipelined, median", uri),
            (f"{TASKS} tasks of ansible.builtin.raw that run `true`, median", raw),
            (f"{TASKS} tasks of ansible.builtin.debug, which Ansible takes for itself, median", debug),
            (f"{TASKS} tasks by the plain binary module, once", plain),
            ("First contact, upload included, median", first),
            ("ansible.builtin.copy of the executable, median", copy)):
        print(f"| {name} | {seconds:.1f} s |")
    # Whatever a task does on the host, Ansible takes as long for it as for raw: no plugin gets below that.
    failed = False
    for name, ratio, most in (
            ("Plugin to uri", tokens / uri, 0.5),
            ("raw to uri", raw / uri, None),
            ("Plugin to uri, each without what Ansible takes for itself", (tokens - debug) / (uri - debug), None),
            ("First contact to copy", first / copy, 2)):
        failed |= most is not None and ratio > most
        print(f"| {name} | {ratio:.2f}{f' (at most {most})' if most else ''} |")
    sys.exit(failed)


if __name__ == "__main__":
    {"prepare": prepare, "measure": measure}[sys.argv[1]](*sys.argv[2:])
