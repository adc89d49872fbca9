"""Writes the whole result of every task to a file, one JSON object a line, for the tests to look at."""

import json
import os

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: record_results
    type: notification
    short_description: Write the results of all tasks to the file that RECORDED_RESULTS names
    description: Write the results of all tasks to the file that RECORDED_RESULTS names.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "record_results"

    def _record(self, result, failed=False):
        shown = {key: value for key, value in result._result.items() if not key.startswith("_ansible_")}
        with open(os.environ["RECORDED_RESULTS"], "a", encoding="utf-8") as results:
            results.write(json.dumps({**shown, "failed": failed}) + "\n")

    def v2_runner_on_ok(self, result):
        self._record(result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._record(result, failed=True)

    def v2_runner_on_unreachable(self, result):
        self._record(result, failed=True)
