"""Runs matomo_token and matomo_token_info, and for the role matomo_token_file, on a host in one round trip.

Ansible sends a binary module whole for each task. This plugin keeps the executable on the host, in a cache of the user who runs it, and passes it the
arguments on standard input. Where that is impossible (async, keep_remote_files, a connection or a become method without pipelining), Ansible runs it
like any binary module. The executables are matomo_token_x86_64.gz and matomo_token_aarch64.gz in the directory files, beside the directory of
this file, with their checksums in SHA256SUMS. The variable matomo_token_executable names one that is installed on the host; then none is sent.

This file uses these private parts of Ansible, as read in ansible-core 2.14, 2.19 and 2.22 and in Mitogen for Ansible 0.3.3, 0.3.25 and 0.3.54:
- ActionBase._execute_module, _low_level_execute_command and _compute_environment_string, which run commands in every action plugin;
- ActionBase._update_module_args, which adds what a module needs to know of its task: check mode, verbosity and so on;
- what ActionBase's constructor keeps: _task, _connection, _templar and _shared_loader_obj; a connection's _shell and its SHELL_FAMILY.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import shlex

from ansible import constants as C
from ansible.module_utils.common.text.converters import to_text
from ansible.plugins.action import ActionBase

try:
    from ansible.module_utils.common.json import Direction, get_module_encoder
    ENCODING = {'cls': get_module_encoder('legacy', Direction.CONTROLLER_TO_MODULE)}
    mark_unsafe = dict  # there, no text is a template unless something marks it as one
except ImportError:  # before ansible-core 2.19
    from ansible.module_utils.common.json import AnsibleJSONEncoder
    from ansible.utils.unsafe_proxy import wrap_var as mark_unsafe
    ENCODING = {'cls': AnsibleJSONEncoder, 'vault_to_text': True}

try:
    from ansible.module_utils.secrets import register_secrets
except ImportError:  # before ansible-core 2.22
    def register_secrets(values):
        """Ansible masks nothing by itself there."""

FILES = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), 'files')
EXECUTABLES = {f'Linux {machine}': f'matomo_token_{machine}' for machine in ('x86_64', 'aarch64')}
LEAST_GLIBC = (2, 28)
SECRETS = ('password', 'totp_secret', 'auth_code', 'token_auth', 'known_token', 'salt', 'db_password', 'url_password', 'found', 'content')

# What only the role puts into an entry of tokens, and what the executable calls the module that takes it.
OF_ROLE = ('found', 'replaces_other')
ROLE = '_role'

# Become plugins without pipelining. They say so themselves since ansible-core 2.19.
NO_PIPELINING = ('su', 'doas', 'machinectl', 'run0')

# How a script reports that the executable did not start: with this exit code, and a line of this word, the reason and its subject.
NOT_STARTED_CODE = 83
NOT_STARTED = 'matomo_token-not-started:'

# A line before everything that the executable writes. What a login shell prints before it, or after the answer, is ignored.
STARTED = 'matomo_token-started'

# A script that gives up reads standard input to its end, or the connection would break while it is sent. Test -O checks the owner without a process.
# Root keeps nothing in another user's directory: sudo may leave HOME unchanged, and that user could put something else there.
SCRIPT = '''
give_up() { cat > /dev/null; echo "%s $*"; exit %d; };
machine() { uname -s -m; getconf GNU_LIBC_VERSION 2> /dev/null || ldd --version 2>&1 | head -n 1; command -v gzip; };
cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}};
directory=$cache/matomo_token;
started() { echo; echo "%s"; };
check_installed() { [ -f "$1" ] && [ -x "$1" ] || give_up installed "$1"; };
check_own() {
    [ -O "$cache" ] || [ ! -O / ] || give_up foreign "$cache";
    for path do [ -O "$path" ] && [ ! -L "$path" ] || give_up foreign "$path"; done;
};
''' % (NOT_STARTED, NOT_STARTED_CODE, STARTED)

# $1: matomo_token_executable; then the checksums of the executables. A host has only the one that has started there.
RUN = SCRIPT + '''
if [ -n "$1" ]; then check_installed "$1"; started; exec "$1" -; fi;
case $cache in /*) ;; *) give_up home "$cache";; esac;
for name do
    file=$directory/$name;
    if [ -n "$name" ] && [ -e "$file" ]; then
        check_own "$directory" "$file";
        [ -f "$file" ] || give_up foreign "$file";
        [ -x "$file" ] || give_up noexec "$file";
        started;
        exec "$file" -;
    fi;
done;
give_up absent "$(machine)";
'''

# $1: the checksum of the executable; $2 and $3: the command that unpacks it, from standard input after the line that holds the arguments. What a
# killed upload leaves behind is removed by a later one after an hour.
UPLOAD = SCRIPT + '''
IFS= read -r matomo_token_arguments;
umask 077;
parent=$cache;
until [ -e "$parent/." ]; do parent=${parent%/*}; done;
for path in "$parent/." "$parent/.."; do
    set -- "$1" "$2" "$3" $(stat -c "%u %g %a" -- "$path");
    [ -O "$path" ] || [ "$4" = 0 ] || give_up foreign "$cache";
    case $6 in [1357]???) ;; *[2367]) give_up foreign "$cache";; *[2367]?) [ "$5" = 0 ] || [ "$5" = "$(id -g)" ] || give_up foreign "$cache";; esac;
done;
problem=$(mkdir -p -- "$directory" 2>&1) || give_up unwritable "$problem";
check_own "$directory";
case $(stat -c %a -- "$directory") in 700|2700) ;; *) give_up foreign "$directory";; esac;
new=;
trap "rm -f -- \\"\\$new\\"" EXIT;
trap "exit 1" HUP INT PIPE TERM;
new=$(mktemp -- "$directory/.new.XXXXXXXX" 2>&1) || { problem=$new; new=; give_up unwritable "$problem"; };
sum=$({ "$2" "$3" | tee -- "$new" | sha256sum; } 2>&1);
case $sum in "$1 "*) ;; *[!0-9a-f\\ -]*) give_up unwritable "$directory: $sum";; *) give_up interrupted "$directory";; esac;
chmod 0500 -- "$new";
problem=$("$new" --version 2>&1 > /dev/null) || give_up unusable "$problem";
sync -- "$new";
problem=$(mv -f -- "$new" "$directory/$1" 2>&1) || give_up unwritable "$problem";
for old in "$directory"/*; do
    base=${old##*/};
    case $base in "$1"|*[!0-9a-f]*) ;; *) [ ${#base} -ne 64 ] || rm -f -- "$old";; esac;
done;
find "$directory" -name ".new.*" -mmin +60 -exec rm -f -- {} + 2> /dev/null;
new=;
started;
printf "%s\\n" "$matomo_token_arguments" | "$directory/$1" -;
'''

# $1: matomo_token_executable. The answer follows the word, as a terminal may show other things before it: a prompt, a greeting.
LOOK = SCRIPT + '[ -z "$1" ] || check_installed "$1"; echo "%s $(machine)";' % NOT_STARTED

ELSEWHERE = ('Set XDG_CACHE_HOME in the environment of the task to another directory on the host, one of the user who executes the task; '
             'or install the executable on the host and name it in matomo_token_executable.')
REASONS = {
    'shell': 'matomo_token runs on Linux with a POSIX shell, but the shell of that host is {0} (ansible_shell_type).',
    'unsupported': 'matomo_token runs on Linux on x86_64 and aarch64, but that host has {0}. Delegate the task to a host where it runs.',
    'libc': 'matomo_token needs the GNU C library 2.28 or newer, but that host has {0}. Delegate the task to a host where it runs.',
    'controller': 'the controller has no executable for that host: {0} is missing. Install the complete role, or build it with ./build.sh --target=Pack.',
    'installed': 'matomo_token_executable is {0}, but that host has no such executable file. Install it, or remove the variable.',
    'home': 'neither XDG_CACHE_HOME nor HOME is a directory in which matomo_token could be kept ("{0}"). ' + ELSEWHERE,
    'foreign': '{0} is not as matomo_token made it, is another user\'s, or others may write there, so nothing in it is run. '
               'Find out why, and remove it. Or: ' + ELSEWHERE,
    'noexec': '{0} cannot be executed (is its file system mounted noexec?). ' + ELSEWHERE,
    'unwritable': 'matomo_token cannot be written there: {0}. ' + ELSEWHERE,
    'interrupted': 'matomo_token did not arrive whole in {0}, and was removed again. Run the play again.',
    'unusable': 'matomo_token cannot be executed there, and was removed again ({0}). ' + ELSEWHERE,
    'failed': 'matomo_token could not be started: {0}',
}


def read(name):
    with open(os.path.join(FILES, name), 'rb') as file:
        return file.read()


def checksums():
    """The checksums of the controller's executables, by name. The host checks what is sent against them."""
    try:
        return {name: checksum for checksum, name in (line.split() for line in read('SHA256SUMS').decode().splitlines())}
    except OSError:
        return {}


# Once for all tasks: Ansible forks a process for each, from one that has loaded this file.
CHECKSUMS = checksums()


def executable_for(machine):
    """The executable that runs on a host, judged by its uname and C library."""
    system, libc = (machine.splitlines() + ['', ''])[:2]
    if system not in EXECUTABLES:
        raise NotStarted('unsupported', system)
    # A library of unknown version is tried: what is sent is executed before it is kept.
    glibc = re.search(r'(?:glibc|gnu libc).*?(\d+)\.(\d+)\s*$', libc, re.IGNORECASE)
    if 'musl' in libc or (glibc and (int(glibc.group(1)), int(glibc.group(2))) < LEAST_GLIBC):
        raise NotStarted('libc', libc)
    if EXECUTABLES[system] not in CHECKSUMS:
        raise NotStarted('controller', os.path.join(FILES, EXECUTABLES[system] + '.gz'))
    return EXECUTABLES[system]


def unpacked(executable):
    """A directory below Ansible's temporary files that holds the executable, for all tasks that need it."""
    directory = os.path.join(C.DEFAULT_LOCAL_TMP, 'matomo_token')
    path = os.path.join(directory, executable)
    if not os.path.exists(path):
        os.makedirs(directory, mode=0o700, exist_ok=True)
        with open(f'{path}.{os.getpid()}', 'wb') as file:
            file.write(gzip.decompress(read(executable + '.gz')))
        os.replace(file.name, path)
    return directory


class NotStarted(Exception):
    """The executable provably did not start: the script that should have started it says so."""

    def __init__(self, reason, about=''):
        super().__init__(reason)
        self.reason = reason
        self.about = about.strip()


class NoTerminal(NotStarted):
    """sudo wants a terminal, and there is none while standard input is in use."""


class ActionModule(ActionBase):
    def run(self, tmp=None, task_vars=None):
        self._supports_async = True
        result = super().run(tmp, task_vars)
        # In JSON's own types, whatever types Ansible used for the options: Jinja's, a vault's or a date.
        arguments = json.loads(json.dumps(self._task.args, **ENCODING))
        entries = self._entries(arguments.get('tokens'))
        self._register([arguments, *entries], SECRETS)
        self._is_of_role = self._task.action.endswith('matomo_token') and any(option in entry for entry in entries for option in OF_ROLE)
        try:
            result.update(self._answer(arguments, task_vars))
        except NotStarted as failure:
            host = self._task.delegate_to or task_vars.get('inventory_hostname')
            message = f'{host}: {REASONS[failure.reason].format(failure.about)}'
            result.update(failed=True, changed=False, error_code='not_started', msg=message)
        self._register([result, *self._entries(result.get('results'))], ['token_auth', 'found', 'content'])
        return result

    def _answer(self, arguments, task_vars):
        family = getattr(self._connection._shell, 'SHELL_FAMILY', 'unknown')
        if family != 'sh':
            raise NotStarted('shell', family)
        host_vars = task_vars.get('ansible_delegated_vars', {}).get(self._task.delegate_to, task_vars)
        installed = self._templar.template(host_vars.get('matomo_token_executable') or '')
        if self._takes_standard_input():
            with contextlib.suppress(NoTerminal):
                return self._answer_on_standard_input(arguments, task_vars, installed)
        return self._answer_ordinarily(arguments, task_vars, installed)

    def _takes_standard_input(self):
        connection, become = self._connection, self._connection.become
        if self._task.async_val or C.DEFAULT_KEEP_REMOTE_FILES:
            return False
        if any(base.__module__ == 'ansible_mitogen.connection' for base in type(connection).__mro__):
            return True  # its interpreter, which already runs as the task's user, starts the command
        if become and 'pipelining' in vars(type(become)):
            return connection.has_pipelining and become.pipelining
        return connection.has_pipelining and not (become and become.name.split('.')[-1] in NO_PIPELINING)

    def _answer_on_standard_input(self, arguments, task_vars, installed):
        self._update_module_args(self._task.action, arguments, task_vars)
        data = json.dumps(arguments, **ENCODING).encode()
        with self._no_retries():
            try:
                return self._parse(self._run(RUN, installed, *CHECKSUMS.values(), in_data=data))
            except NotStarted as failure:
                if failure.reason != 'absent':
                    raise
                executable = executable_for(failure.about)
                packed, unpack = read(executable + '.gz'), ('gzip', '-dc')
                if not failure.about.endswith('gzip'):  # the host has no gzip
                    packed, unpack = gzip.decompress(packed), ('cat', '-')
            return self._parse(self._run(UPLOAD, CHECKSUMS[executable], *unpack, in_data=data + b'\n' + packed))

    def _answer_ordinarily(self, arguments, task_vars, installed):
        look = self._run(LOOK, installed)
        machine = look['stdout'].partition(NOT_STARTED)[2].strip()
        if not machine:
            raise NotStarted('failed', look['stdout'] + look['stderr'])  # such as that of doas, which asks at the terminal
        if installed:
            module, directory = 'matomo_token_installed', FILES
            self._task.environment = [*self._task.environment, {'MATOMO_TOKEN_EXECUTABLE': installed}]
        else:
            module = executable_for(machine)
            directory = unpacked(module)
        self._shared_loader_obj.module_loader.add_directory(directory)
        return self._execute_module(module_name=module, module_args=arguments, task_vars=task_vars, wrap_async=bool(self._task.async_val))

    def _update_module_args(self, module_name, *args, **kwargs):
        # The executable decides by this name what to do.
        super()._update_module_args(self._task.action + (ROLE if self._is_of_role else ''), *args, **kwargs)

    def _run(self, script, *arguments, in_data=None):
        """Runs a script in the task's environment, in one line, as some login shells accept no more."""
        words = ('/bin/sh', '-c', ' '.join(script.split()), 'matomo_token') + arguments
        command = ' '.join([self._compute_environment_string(), *map(shlex.quote, words)]).strip()
        with self._options(**({'pipelining': True} if in_data else {})):
            result = self._low_level_execute_command(command, in_data=in_data)
        result['stderr'] = to_text(result['stderr'])  # Mitogen 0.3.3 leaves it in bytes
        output = result['stdout']
        if result['rc'] == NOT_STARTED_CODE and NOT_STARTED in output:
            reason, about = output.split(NOT_STARTED, 1)[1].strip().partition(' ')[::2]
            raise NotStarted(reason, about)
        if result['rc'] in (126, 127) and not output.partition(STARTED)[2].strip():  # from the shell, which could not execute it
            raise NotStarted('failed', result['stderr'] if in_data else output + result['stderr'])
        if not output.strip() and 'you must have a tty' in result['stderr']:  # from sudo, with requiretty
            raise NoTerminal('failed', result['stderr'])
        return result

    @staticmethod
    def _parse(result):
        """The one object that the executable writes, in one line."""
        for line in result['stdout'].partition(STARTED)[2].split('\n'):
            with contextlib.suppress(ValueError):
                answer = json.loads(line) if line.startswith('{') else None
                if answer:
                    # As with any module, a host must not change Ansible's view of itself or others in this way.
                    return mark_unsafe({key: value for key, value in answer.items()
                                        if not key.startswith(('_ansible_', 'ansible_')) and key not in ('add_host', 'add_group')})
        # Its output is left out: it may be half an answer, with a value in it.
        return {'failed': True, 'changed': False, 'rc': result['rc'], 'module_stderr': result['stderr'],
                'msg': 'matomo_token was started, and ended without an answer. See module_stderr.'}

    @staticmethod
    def _entries(value):
        return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []

    @staticmethod
    def _register(places, names):
        """Makes Ansible mask the values with these names wherever it would show them later."""
        values = (place.get(name) for place in places for name in names)
        register_secrets([str(value) for value in values if isinstance(value, (str, int))])

    @contextlib.contextmanager
    def _no_retries(self):
        """Keeps ssh from starting twice what may have started: it retries when a connection is lost, whatever was running."""
        retries = self.get_connection_option('reconnection_retries')
        if retries:
            self._low_level_execute_command(':', sudoable=False)  # connects, with retries
        with self._options(reconnection_retries=0):
            yield

    @contextlib.contextmanager
    def _options(self, **values):
        """Sets those of these options that the connection has, for a while."""
        before = {name: self.get_connection_option(name) for name in values}
        before = {name: value for name, value in before.items() if value is not None}
        try:
            for name in before:
                self._connection.set_option(name, values[name])
            yield
        finally:
            for name, value in before.items():
                self._connection.set_option(name, value)
