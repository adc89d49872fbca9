"""Runs a command and writes to a file what it took: CPU seconds with all that it started, and the most memory it had itself."""

import json
import os
import sys
import threading

target, *command = sys.argv[1:]
child = os.spawnvp(os.P_NOWAIT, command[0], command)
peak = 0
ended = threading.Event()


def watch():
    """VmHWM is of the process alone; what resource tells is of the largest of all."""
    global peak
    while not ended.wait(0.05):
        try:
            with open(f"/proc/{child}/status", encoding="ascii") as status:
                lines = dict(line.split(":", 1) for line in status)
        except OSError:
            return
        peak = max(peak, int(lines.get("VmHWM", "0 kB").split()[0]))


watcher = threading.Thread(target=watch)
watcher.start()
_, status, usage = os.wait4(child, 0)
ended.set()
watcher.join()
with open(target, "w", encoding="ascii") as file:
    json.dump({"cpu": usage.ru_utime + usage.ru_stime, "megabytes": peak / 1024}, file)
sys.exit(os.waitstatus_to_exitcode(status))
