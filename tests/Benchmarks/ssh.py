"""What ssh.sh needs of playbooks, and its measurements."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

TASKS = 20
ROUNDS = 7


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
    mitogen = {"ANSIBLE_STRATEGY": "mitogen_linear"}
    play(work, "first", **plugin)
    names = ["first", "copy", "plugin", "uri", "raw", "debug", "plugin under Mitogen", "uri under Mitogen"]
    times = {name: [] for name in names}
    for _ in range(ROUNDS):
        shutil.rmtree(f"{work}/cache")
        times["first"].append(play(work, "first", **plugin))
        times["plugin"].append(play(work, "token", **plugin))
        if os.path.exists(f"{work}/copied"):
            os.remove(f"{work}/copied")
        times["copy"].append(play(work, "copy"))
        times["uri"].append(play(work, "uri", ANSIBLE_PIPELINING="1"))
        times["raw"].append(play(work, "raw"))
        times["debug"].append(play(work, "debug"))
        times["plugin under Mitogen"].append(play(work, "token", **plugin, **mitogen))
        times["uri under Mitogen"].append(play(work, "uri", **mitogen))
    plain = play(work, "token", ANSIBLE_LIBRARY=f"{work}/plain/library")
    first, copy, tokens, uri, raw, debug, tokens_mitogen, uri_mitogen = (statistics.median(times[name]) for name in names)

    for name, seconds in (
            (f"{TASKS} tasks by the plugin, median", tokens),
            (f"{TASKS} tasks of ansible.builtin.uri, pipelined, median", uri),
            (f"{TASKS} tasks by the plugin, under Mitogen, median", tokens_mitogen),
            (f"{TASKS} tasks of ansible.builtin.uri, under Mitogen, median", uri_mitogen),
            (f"{TASKS} tasks of ansible.builtin.raw that run `true`, median", raw),
            (f"{TASKS} tasks of ansible.builtin.debug, which Ansible takes for itself, median", debug),
            (f"{TASKS} tasks by the plain binary module, once", plain),
            ("First contact, upload included, median", first),
            ("ansible.builtin.copy of the executable, median", copy)):
        print(f"| {name} | {seconds:.1f} s |")
    failed = False
    for name, ratio, most in (
            ("Plugin to uri", tokens / uri, 0.28),
            ("Plugin to uri under Mitogen", tokens / uri_mitogen, 0.6),
            ("Plugin to raw, below which no task gets", tokens / raw, 2.5),
            ("First contact to copy", first / copy, 0.5)):
        failed |= ratio > most
        print(f"| {name} | {ratio:.2f} (at most {most}) |")
    sys.exit(failed)


if __name__ == "__main__":
    {"prepare": prepare, "measure": measure}[sys.argv[1]](*sys.argv[2:])
