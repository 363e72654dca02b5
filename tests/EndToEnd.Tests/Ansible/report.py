"""Prints, at the end, what a play came to, as one line of JSON. (Ansible's own json callback is not in ansible-core.)"""

import json

from ansible.plugins.callback import CallbackBase


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "report"

    def __init__(self):
        super().__init__()
        self.results = []
        self.plays = []

    def v2_playbook_on_play_start(self, play):
        self.plays.append({"name": play.get_name(), "changed": 0})

    def v2_runner_on_ok(self, result):
        self.results.append(result._result)
        self.plays[-1]["changed"] += bool(result._result.get("changed"))

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.results.append(result._result)

    def v2_runner_on_unreachable(self, result):
        self.results.append(result._result)

    def v2_playbook_on_stats(self, stats):
        sums = [stats.summarize(host) for host in stats.processed]
        counts = {name: sum(one[name] for one in sums) for name in ("ok", "changed", "failures", "unreachable", "skipped")}
        self._display.display(json.dumps({"results": self.results, "counts": counts, "plays": self.plays}))
