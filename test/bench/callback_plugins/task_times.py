"""Writes how long each task took to the file that TASK_TIMES names: its module, a space, its seconds, one task a line."""

import os
import time

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: task_times
    type: notification
    short_description: Write how long each task took to the file that TASK_TIMES names
    description: Write how long each task took to the file that TASK_TIMES names.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "task_times"

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._start = time.perf_counter()

    def v2_runner_on_ok(self, result):
        seconds = time.perf_counter() - self._start
        with open(os.environ["TASK_TIMES"], "a", encoding="utf-8") as times:
            times.write(f"{result._task.action} {seconds}\n")
