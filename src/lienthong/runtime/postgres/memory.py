"""How much of the machine's memory the database may use: PostgreSQL's own values fit the smallest machine."""

import os
from pathlib import Path
from typing import Final

MIB: Final = 2**20
LIMIT: Final = Path("/sys/fs/cgroup/memory.max")  # of a container, in bytes; "max" is the whole machine


def memory(limit: Path = LIMIT) -> int:
    """Return the bytes of memory this machine has, or this container may have of it."""
    whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        return min(whole, int(limit.read_text(encoding="ascii")))
    except (OSError, ValueError):
        return whole


def settings_for(memory: int) -> dict[str, str]:
    """Return the parameters of a server that shares a machine of `memory` bytes with the rest of the installation.

    A quarter for its pages, and the usual half beside it that the system keeps of its files. What one sort, one index
    or one checkpoint may take grows with it, never below PostgreSQL's own value. What is asked for lies in memory or on
    a disk without an arm: a page out of turn costs little more than the next.
    """
    mib = memory // MIB
    return {
        "shared_buffers": f"{_between(128, mib // 4, 8192)}MB",
        "effective_cache_size": f"{max(512, mib // 2)}MB",
        "work_mem": f"{_between(4, mib // 384, 64)}MB",
        "maintenance_work_mem": f"{_between(64, mib // 32, 1024)}MB",
        "max_wal_size": f"{_between(1024, mib // 4, 4096)}MB",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
    }


def _between(least: int, wished: int, most: int) -> int:
    return max(least, min(wished, most))
