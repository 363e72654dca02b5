"""Ends a play with a message and the error_code of what failed, for which ansible.builtin.fail has no room: rescue finds both in
ansible_failed_result."""

from ansible.plugins.action import ActionBase


class ActionModule(ActionBase):
    TRANSFERS_FILES = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        result.update(failed=True, changed=False, **self._task.args)
        return result
