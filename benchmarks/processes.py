"""What Linux says of processes: who belongs together, processor time, memory by fair share."""

import os
from pathlib import Path

_PROC = Path("/proc")
_TICK = os.sysconf("SC_CLK_TCK")
_PPID, _UTIME, _CTIMES = 1, 11, 15  # places after the name in /proc/<pid>/stat


def _stat(pid: int) -> list[str]:
    return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()


def tree(root: int) -> list[int]:
    """Return a process and all that it started, at any depth."""
    parents: dict[int, list[int]] = {}
    for path in _PROC.iterdir():
        if path.name.isdecimal():
            try:
                parents.setdefault(int(_stat(int(path.name))[_PPID]), []).append(int(path.name))
            except OSError:  # it ended meanwhile
                continue
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += parents.get(found[-1], [])
    return found


def processor_seconds(root: int) -> float:
    """Return the processor time of a process and all it started, those that have ended among them."""
    ticks = 0
    for pid in tree(root):
        try:
            ticks += sum(int(part) for part in _stat(pid)[_UTIME:_CTIMES])
        except OSError:
            continue
    return ticks / _TICK


def proportional_memory(pid: int) -> int:
    """Return the bytes of a process, shared pages divided among those who share them."""
    for line in (_PROC / str(pid) / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
