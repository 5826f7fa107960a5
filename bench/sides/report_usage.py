"""Runs the script named first; on exit it writes to descriptor 3 what the process used."""

import atexit
import json
import os
import re
import resource
import runpy
import sys

USAGE_DESCRIPTOR = 3


def find_own_peak_kibibytes():
    """Linux counts into the usual figure what the parent held when it forked; this one is of the process alone."""
    try:
        with open("/proc/self/status", encoding="utf-8") as status:
            return int(re.search(r"^VmHWM:\s+(\d+) kB$", status.read(), re.MULTILINE)[1])
    except OSError:
        return None


def report():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    unit = 1024 if sys.platform == "darwin" else 1
    peak = find_own_peak_kibibytes() or usage.ru_maxrss / unit
    measured = {"cpuSeconds": usage.ru_utime + usage.ru_stime, "peakMegabytes": peak / 1024}
    os.write(USAGE_DESCRIPTOR, json.dumps(measured).encode())


atexit.register(report)
sys.argv = sys.argv[1:]
sys.path.insert(0, os.path.dirname(os.path.abspath(sys.argv[0])))
runpy.run_path(sys.argv[0], run_name="__main__")
