"""Runs AnsibleModule on every case given on standard input; prints what each run printed."""
import contextlib
import io
import json
import sys

from ansible.module_utils import basic
from ansible.module_utils.common import warnings

basic.AnsibleModule._log_invocation = lambda self: None


def run(case):
    basic._ANSIBLE_ARGS = json.dumps({'ANSIBLE_MODULE_ARGS': case['arguments']}).encode()
    warnings._global_warnings.clear()
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.suppress(SystemExit):
        basic.AnsibleModule(supports_check_mode=True, **case['spec']).exit_json(changed=False)
    return json.loads(output.getvalue())


json.dump([run(case) for case in json.load(sys.stdin)], sys.stdout)
