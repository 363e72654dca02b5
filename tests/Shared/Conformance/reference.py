"""Answers for the original: runs AnsibleModule for every line of standard input, a JSON array of a specification and of arguments, both as
JSON texts, and prints in one line what the module printed, parsed, kept secret and logged."""
import contextlib
import io
import json
import math
import sys

from ansible.module_utils import basic
from ansible.module_utils.common import warnings
from ansible.module_utils.parsing import convert_bool

log = []
secrets = set()
# A set, which a message lists in an order that changes from run to run.
convert_bool.BOOLEANS = ['y', 'yes', 'on', '1', 'true', 't', 1, 'n', 'no', 'off', '0', 'false', 'f', 0]
basic.has_journal = False
basic.AnsibleModule._check_locale = lambda self: None
basic.remove_values = lambda value, names, masked=basic.remove_values: secrets.update(names) or masked(value, names)
basic.AnsibleModule._log_to_syslog = lambda self, message: log.append(message)


def as_printed(value):
    """What has no place in JSON as this library prints it: Infinity, and half a surrogate pair."""
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value)
    if isinstance(value, str):
        return value.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')
    if isinstance(value, list):
        return [as_printed(element) for element in value]
    if isinstance(value, dict):
        return {as_printed(name): as_printed(member) for name, member in value.items()}
    return value


def run(spec, arguments):
    basic._ANSIBLE_ARGS = ('{"ANSIBLE_MODULE_ARGS": ' + arguments + '}').encode()
    for forgotten in (warnings._global_warnings, warnings._global_deprecations, log, secrets):
        forgotten.clear()
    module = None
    output = io.StringIO()
    try:
        with contextlib.redirect_stdout(output), contextlib.suppress(SystemExit):
            module = basic.AnsibleModule(supports_check_mode=True, **json.loads(spec))
            module.exit_json(changed=False)
    except Exception as exception:
        return {'crash': repr(exception)}
    answer = as_printed(json.loads(output.getvalue()))
    answer['log'] = as_printed(log)
    if module:
        answer['parsed'] = json.dumps({name: module.params[name] for name in module.argument_spec}, default=repr)
    answer['secrets'] = as_printed(sorted(secrets))
    return answer


for line in sys.stdin:
    print(json.dumps(run(*json.loads(line))), flush=True)
