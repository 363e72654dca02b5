"""Runs matomo_token and matomo_token_info on a host in one round trip.

A binary module as Ansible runs it takes five round trips and sends the whole executable for each task. Here the executable stays on the host, in a
cache of the user who executes it, and is given its arguments on standard input. Where that cannot be (a connection without pipelining, become by su,
async, keep_remote_files), it is run as Ansible runs every binary module. Either way Ansible's own _execute_module works out the arguments and reads
the result; _configure_module below tells it what there is to execute.

On the controller the executables are files/linux-x64/matomo_token and files/linux-arm64/matomo_token, beside the directory that this file is in.
The variable matomo_token_executable names one that an administrator has installed on the host: then none is sent.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shlex
import types

from ansible import constants as C
from ansible.module_utils.common.text.converters import to_bytes
from ansible.plugins.action import normal

try:
    from ansible.module_utils.common.json import Direction, get_module_encoder
except ImportError:  # before ansible-core 2.19
    from ansible.module_utils.common.json import AnsibleJSONEncoder
    get_module_encoder = None

FILES = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), 'files')
RUNTIMES = {'Linux x86_64': 'linux-x64', 'Linux aarch64': 'linux-arm64'}
LEAST_GLIBC = (2, 31)

# How a script says that the executable did not start: with this exit code, and a line of this word, the reason and what it is about.
NOT_STARTED_CODE = 83
NOT_STARTED = 'matomo_token-not-started:'

# Standard input is read to its end even where nobody wants it, lest the connection breaks while it is sent.
SCRIPT = '''
give_up() { cat > /dev/null; echo "%s $*"; exit %d; };
machine() { uname -s -m; getconf GNU_LIBC_VERSION 2> /dev/null || ldd --version 2>&1 | head -n 1; };
''' % (NOT_STARTED, NOT_STARTED_CODE)

# The directory is the user's alone, and nobody else but root can put another in its place. Where sudo keeps HOME, root would be given a user's.
# -O asks whether the user owns it, and starts no process, each of which takes some milliseconds.
CACHE = '''
cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}};
directory=$cache/matomo_token;
case $cache in /*) ;; *) give_up home "$cache";; esac;
check_parent() { [ -O "$1" ] || [ "$(stat -c %u -- "$1")" = 0 ] || give_up foreign "$cache"; };
check_directory() { check_parent "$cache/.."; check_parent "$cache/."; [ -O "$directory" ] || give_up foreign "$directory"; };
'''

# $1: matomo_token_executable; $2 and $3: the checksums of the executables for x86_64 and aarch64.
RUN = SCRIPT + '''
if [ -n "$1" ]; then
    [ -f "$1" ] && [ -x "$1" ] || give_up installed "$1";
    exec "$1" -;
fi;
''' + CACHE + '''
case $(uname -s -m) in "Linux x86_64") name=$2;; "Linux aarch64") name=$3;; *) name=;; esac;
file=$directory/$name;
[ -n "$name" ] && { [ -e "$file" ] || [ -L "$file" ]; } || give_up absent "$(machine)";
check_directory;
[ -O "$file" ] || give_up foreign "$file";
set -- $(stat -c %f -- "$directory" "$file");
[ "$1" = 41c0 ] || give_up foreign "$directory";
[ "$2" = 8140 ] || give_up foreign "$file";
[ -x "$file" ] || give_up noexec "$file";
sum=$(sha256sum < "$file") || give_up unverifiable "$file";
[ "${sum%% *}" = "$name" ] || give_up altered "$file";
exec "$file" -;
'''

# $1: the checksum of the executable on standard input. What a killed upload leaves behind, a later one removes, an hour old.
UPLOAD = SCRIPT + CACHE + '''
umask 077;
parent=$cache;
until [ -e "$parent/." ]; do parent=${parent%/*}; done;
check_parent "$parent/.";
[ -d "$directory" ] || { problem=$(mkdir -p -- "$directory" 2>&1) && chmod g-s -- "$directory"; } || give_up unwritable "$problem";
check_directory;
[ "$(stat -c %f -- "$directory")" = 41c0 ] || give_up foreign "$directory";
new=;
trap "rm -f -- \\"\\$new\\"" EXIT;
trap "exit 1" HUP INT PIPE TERM;
new=$(mktemp -- "$directory/.new.XXXXXXXX" 2>&1) || { problem=$new; new=; give_up unwritable "$problem"; };
problem=$(cat 2>&1 > "$new") || give_up unwritable "$directory: $problem";
sum=$(sha256sum < "$new") || give_up unverifiable "$directory";
[ "${sum%% *}" = "$1" ] || give_up interrupted "$directory";
chmod 0500 -- "$new";
problem=$("$new" --version 2>&1 > /dev/null) || give_up unusable "$problem";
sync -- "$new";
problem=$(mv -f -- "$new" "$directory/$1" 2>&1) || give_up unwritable "$problem";
for old in "$directory"/*; do
    base=${old##*/};
    case $base in "$1"|*[!0-9a-f]*) ;; *) [ ${#base} -ne 64 ] || rm -f -- "$old";; esac;
done;
find "$directory" -name ".new.*" -mmin +60 -exec rm -f -- {} + 2> /dev/null;
exit 0;
'''

# The module in the ordinary way, where the executable is on the host already.
INSTALLED = '''#!/bin/sh
# WANT_JSON
[ -f {0} ] && [ -x {0} ] || {{ echo {1} installed {0}; exit {2}; }}
exec {0} "$@"
'''

ELSEWHERE = ('Give the task another directory, on the host and of the user who executes it, as XDG_CACHE_HOME in its environment; '
             'or install the executable on the host and name it in matomo_token_executable.')
REASONS = {
    'shell': 'matomo_token runs on Linux, by a POSIX shell, and the shell there is {0} (ansible_shell_type).',
    'unsupported': 'matomo_token runs on Linux on x86_64 and aarch64, and that host has {0}. Delegate the task to one where it runs.',
    'libc': 'matomo_token needs the GNU C library 2.31 or newer, and that host has {0}. Delegate the task to one where it runs.',
    'controller': 'the controller has no executable for it: {0} is missing. Install the role whole, or build it with ./build.sh --target=Pack.',
    'installed': 'matomo_token_executable is {0}, and that is no file there that may be executed. Install it, or leave the variable out.',
    'home': 'neither XDG_CACHE_HOME nor HOME is a directory in which matomo_token could be kept ("{0}"). ' + ELSEWHERE,
    'foreign': '{0} is not as matomo_token made it, or is another user\'s, and what is in there is not run. Find out why, and remove it. Or: ' + ELSEWHERE,
    'noexec': '{0} may not be executed (a file system that is mounted noexec?). ' + ELSEWHERE,
    'altered': '{0} has been changed since it was put there, and is not run. Find out why, and remove it; it is then sent again.',
    'unverifiable': 'what is in {0} cannot be verified, as sha256sum fails there. Install coreutils.',
    'unwritable': 'matomo_token cannot be put there: {0}. ' + ELSEWHERE,
    'interrupted': 'matomo_token did not arrive whole in {0}, and was removed again. Run the play again.',
    'unusable': 'matomo_token cannot be executed there, and was removed again ({0}). ' + ELSEWHERE,
    'absent': 'matomo_token was sent there, and is gone again. Is another version of it sent there by another play? Run the play again.',
    'failed': 'matomo_token could not be started: {0}',
}


def executable(runtime):
    return os.path.join(FILES, runtime, 'matomo_token')


def checksum(runtime):
    """The name of an executable in the cache; empty where the controller has none."""
    try:
        with open(executable(runtime), 'rb') as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return ''


# Once for all tasks: Ansible forks a process for each, from one that has loaded this file.
CHECKSUMS = {runtime: checksum(runtime) for runtime in RUNTIMES.values()}


def runtime_for(machine):
    """Which executable runs on a host, by what uname and the C library say there."""
    system, libc = [line.strip() for line in (machine + '\n\n').splitlines()[:2]]
    if system not in RUNTIMES:
        raise NotStarted('unsupported', system)
    # A library that tells no version is given a try: what is sent is executed before it is kept.
    glibc = re.search(r'(?:glibc|gnu libc).*?(\d+)\.(\d+)\s*$', libc, re.IGNORECASE)
    if 'musl' in libc or (glibc and (int(glibc.group(1)), int(glibc.group(2))) < LEAST_GLIBC):
        raise NotStarted('libc', libc)
    path = executable(RUNTIMES[system])
    if not os.path.isfile(path):
        raise NotStarted('controller', path)
    return RUNTIMES[system]


class NotStarted(Exception):
    """The executable provably did not start: what would have started it says so."""

    def __init__(self, reason, about=''):
        super().__init__(reason)
        self.reason = reason
        self.about = about.strip()


class NoTerminal(NotStarted):
    """sudo wants a terminal, which there is not when standard input is in use."""


class ActionModule(normal.ActionModule):
    """Ansible's action for a module without one of its own, that is told where the module is."""

    _standard_input = None

    def _execute_module(self, task_vars=None, wrap_async=False):
        try:
            return self._execute(task_vars, wrap_async)
        except NotStarted as failure:
            host = self._task.delegate_to or task_vars.get('inventory_hostname')
            message = '%s: %s' % (host, REASONS[failure.reason].format(failure.about))
            return {'failed': True, 'changed': False, 'error_code': 'not_started', 'msg': message}

    def _execute(self, task_vars, wrap_async):
        family = getattr(self._connection._shell, 'SHELL_FAMILY', 'unknown')
        if family != 'sh':
            raise NotStarted('shell', family)
        host_vars = task_vars.get('ansible_delegated_vars', {}).get(self._task.delegate_to, task_vars)
        self._installed = self._templar.template(host_vars.get('matomo_token_executable') or '')
        with self._options(pipelining=True):
            # Ansible's own conditions, as for a module in Python.
            if self._is_pipelining_enabled('new', wrap_async):
                with contextlib.suppress(NoTerminal):
                    return self._execute_by_standard_input(task_vars)
        return self._execute_ordinarily(task_vars, wrap_async)

    def _execute_by_standard_input(self, task_vars):
        for attempt in range(3):
            try:
                return self._execute_as('new', '#!/bin/sh', None, 'matomo_token', task_vars)
            except NotStarted as failure:
                if failure.reason != 'absent' or attempt == 2:
                    raise
                runtime = runtime_for(failure.about)
            self._upload(runtime)

    def _execute_ordinarily(self, task_vars, wrap_async):
        if self._installed:
            script = INSTALLED.format(shlex.quote(self._installed), NOT_STARTED, NOT_STARTED_CODE)
            return self._execute_as('non_native_want_json', '#!/bin/sh', script, self._installed, task_vars, wrap_async)
        # After the word, as a terminal may show other things before: a prompt, a greeting.
        output = self._run(SCRIPT + 'echo "%s $(machine)";' % NOT_STARTED)
        runtime = runtime_for(output.partition(NOT_STARTED)[2].strip())
        return self._execute_as('binary', None, None, executable(runtime), task_vars, wrap_async)

    def _execute_as(self, style, shebang, data, path, task_vars, wrap_async=False):
        self._module = (style, shebang, data, path)
        return super()._execute_module(module_args=self._arguments(), task_vars=task_vars, wrap_async=wrap_async)

    def _arguments(self):
        """A copy, as Ansible adds to it; before 2.19 in JSON's own types, as for a module in Python, since Ansible writes others for no binary module."""
        if get_module_encoder:
            return dict(self._task.args)
        return json.loads(json.dumps(self._task.args, cls=AnsibleJSONEncoder, vault_to_text=True))

    def _configure_module(self, module_name, module_args, task_vars):
        if module_name != self._task.action:  # async_wrapper
            return super()._configure_module(module_name, module_args, task_vars)
        style, shebang, data, path = self._module
        if style == 'new':
            # With pipelining, a new-style module is what goes to standard input.
            encoder = get_module_encoder and get_module_encoder('legacy', Direction.CONTROLLER_TO_MODULE)
            data = self._standard_input = to_bytes(json.dumps(module_args, cls=encoder))
        if not get_module_encoder:
            return style, shebang, data, path
        return types.SimpleNamespace(module_style=style, shebang=shebang, b_module_data=data, serialization_profile='legacy'), path

    def _low_level_execute_command(self, cmd, *args, **kwargs):
        if self._standard_input is None or kwargs.get('in_data') is not self._standard_input:
            return super()._low_level_execute_command(cmd, *args, **kwargs)
        self._standard_input = None
        with self._no_retries():
            checksums = (CHECKSUMS[runtime] for runtime in RUNTIMES.values())
            return super()._low_level_execute_command(self._command(RUN, self._installed, *checksums), *args, **kwargs)

    def _parse_returned_data(self, res, *profile):
        self._check_started(res)
        self._used_interpreter = None  # which Ansible would look for in the output
        return super()._parse_returned_data(res, *profile)

    def _upload(self, runtime):
        with open(executable(runtime), 'rb') as file:
            data = file.read()
        self._run(UPLOAD, hashlib.sha256(data).hexdigest(), in_data=data)

    def _run(self, script, *arguments, in_data=None):
        result = self._low_level_execute_command(self._command(script, *arguments), in_data=in_data)
        self._check_started(result)
        if result['rc'] != 0:
            raise NotStarted('failed', result['stderr'].strip() or result['stdout'])
        return result['stdout']

    def _command(self, script, *arguments):
        """What runs a script in the task's environment; in one line, as not every login shell takes more."""
        words = ('/bin/sh', '-c', ' '.join(script.split()), 'matomo_token') + arguments
        return ' '.join([self._compute_environment_string()] + [shlex.quote(word) for word in words]).strip()

    @staticmethod
    def _check_started(result):
        output = result['stdout']
        if result['rc'] == NOT_STARTED_CODE and NOT_STARTED in output:
            reason, _, about = output.split(NOT_STARTED, 1)[1].strip().partition(' ')
            raise NotStarted(reason, about)
        if not output.strip():
            if result['rc'] in (126, 127):  # the shell's, for what it cannot execute
                raise NotStarted('failed', result['stderr'])
            if 'you must have a tty' in result['stderr']:  # sudo's, with requiretty
                raise NoTerminal('failed', result['stderr'])

    @contextlib.contextmanager
    def _no_retries(self):
        """Keeps ssh from starting again what may have started. It retries when a connection is lost, whatever was under way."""
        constant = getattr(C, 'ANSIBLE_SSH_RETRIES', None)  # in Ansible 2.10, which has the option and does not read it
        options = ('retries', 'reconnection_retries') if constant is None else ()
        retries = [option for option in options if self.get_connection_option(option)]
        if constant or retries:
            super()._low_level_execute_command(':', sudoable=False)  # connects, with retries
        try:
            if constant:
                C.ANSIBLE_SSH_RETRIES = 0
            with self._options(**dict.fromkeys(retries, 0)):
                yield
        finally:
            if constant:
                C.ANSIBLE_SSH_RETRIES = constant

    @contextlib.contextmanager
    def _options(self, **values):
        """Sets options of the connection, those that it has, for a while."""
        before = {name: self.get_connection_option(name) for name in values}
        values = {name: value for name, value in values.items() if before[name] is not None}
        try:
            for name, value in values.items():
                self._connection.set_option(name, value)
            yield
        finally:
            for name in values:
                self._connection.set_option(name, before[name])
