"""Shows how far StatusCake modules have come while a task of theirs runs."""

DOCUMENTATION = """
name: status_cake_progress
type: aggregate
short_description: Shows how far StatusCake modules have come
version_added: 1.3.0
author: The authors of statuscake-ansible-modules (@stack-ops)
description:
  - Shows, while a StatusCake module runs that takes longer than a second or two, what is done, the requests and the time left.
  - On a terminal that is one line which moves; elsewhere, such as in the log of a job, one line every half minute.
  - Under C(--check) it also shows, without C(-v), what the task will cost for real.
  - The modules leave what it shows in their state folder. Where there is a C(/proc), it shows nothing of what others run, nor of
    tasks with C(async), which leave the C(ansible-playbook) that has started them.
requirements:
  - C(callbacks_enabled = stack_ops.statuscake.status_cake_progress) in the settings of Ansible; or, copied by itself,
    C(callbacks_enabled = status_cake_progress) and its folder among C(callback_plugins)
options:
  state_directory:
    description: The folder of the option I(state_directory) of the modules, where it is not the default.
    type: path
    env:
      - name: STATUSCAKE_STATE_DIRECTORY
    ini:
      - section: callback_status_cake_progress
        key: state_directory
  interval:
    description: Seconds from one line to the next where there is no terminal.
    type: float
    default: 30
    env:
      - name: STATUSCAKE_PROGRESS_INTERVAL
    ini:
      - section: callback_status_cake_progress
        key: interval
"""

# Below the documentation, where ansible-test wants them.
import glob
import json
import os
import shutil
import sys
import tempfile
import threading
import time

from ansible.plugins.callback import CallbackBase

# Seconds between two looks, and after which a report is one of a run that was killed.
PERIOD = 0.5
STALE = 15
KEYS = ("done", "total", "requests", "seconds_left")
ERASE = "\r\x1b[K"


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "status_cake_progress"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._process = os.getpid()
        self._is_terminal = sys.stdout.isatty()
        self._is_shown = False
        self._ended = None

    def v2_playbook_on_start(self, playbook):
        if not self._is_terminal:
            return
        display = self._display.display

        # What Ansible prints would else stand on the line of the progress.
        def display_on_an_empty_line(*args, **kwargs):
            self._erase()
            return display(*args, **kwargs)

        self._display.display = display_on_an_empty_line

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._end()
        if is_ours(task.action):
            self._ended = threading.Event()
            threading.Thread(target=self._watch, args=(self._ended,), daemon=True).start()

    def v2_playbook_on_handler_task_start(self, task):
        self.v2_playbook_on_task_start(task, False)

    def v2_runner_on_ok(self, result):
        message = result._result.get("msg")
        if is_ours(result._task.action) and result._task.check_mode and isinstance(message, str):
            self._display.display("  " + message)

    def v2_playbook_on_stats(self, stats):
        self._end()

    def _end(self):
        if self._ended is not None:
            self._ended.set()
            self._ended = None
        self._erase()

    def _watch(self, ended):
        """Shows what there is to be shown until the task has ended."""
        interval = self.get_option("interval")
        told = None
        while not ended.wait(PERIOD):
            line = describe(list(self._reports()))
            if line is None:
                continue
            if self._is_terminal:
                self._is_shown = True
                write(ERASE + line[: shutil.get_terminal_size().columns - 1])
            elif told is None or time.monotonic() - told >= interval:
                told = time.monotonic()
                write(line + "\n")

    def _reports(self):
        folder = self.get_option("state_directory") or os.path.join(
            tempfile.gettempdir(), "statuscake-%d" % os.getuid()
        )
        for path in glob.glob(os.path.join(glob.escape(folder), "*.progress.json")):
            try:
                is_recent = time.time() - os.stat(path).st_mtime < STALE
                if is_recent and descends(int(path.split(".")[-3]), self._process):
                    with open(path, encoding="utf-8") as file:
                        report = json.load(file)
                    yield {key: float(report[key]) for key in KEYS}
            except (OSError, ValueError, KeyError, TypeError, IndexError):
                # The run has just ended, or it is no report.
                continue

    def _erase(self):
        # The processes of tasks are copies of this one, and leave its line alone.
        if self._is_shown and os.getpid() == self._process:
            self._is_shown = False
            write(ERASE)


def is_ours(action):
    return action.rsplit(".", 1)[-1].startswith("status_cake_")


def descends(process, ancestor):
    """Whether a process was started by another one, or by what that has started. Where there is no /proc, all are taken for that."""
    if not os.path.isdir("/proc/self"):
        return True
    while process > 1 and process != ancestor:
        with open("/proc/%d/stat" % process, encoding="utf-8", errors="replace") as file:
            # The name before it is in brackets, and may hold any others.
            process = int(file.read().rpartition(")")[2].split()[1])
    return process == ancestor


def write(text):
    """Past the buffer of sys.stdout: a process that is forked while this thread holds its lock would wait for it forever."""
    try:
        os.write(sys.stdout.fileno(), text.encode("utf-8", "replace"))
    except (OSError, ValueError):
        # Nobody looks any more.
        return


def describe(reports):
    """Returns one line about the reports of all runs; None where there are none."""
    if not reports:
        return None
    done, total, requests = (sum(report[key] for report in reports) for key in ("done", "total", "requests"))
    sent = "%d request%s" % (requests, "" if requests == 1 else "s")
    if total == 0:
        return "StatusCake: reading, %s so far" % sent
    seconds = max(report["seconds_left"] for report in reports)
    left = "%d s" % seconds if seconds < 120 else "%d min" % round(seconds / 60)
    return "StatusCake: %d of %d checks, %s, about %s left" % (done, total, sent, left)
