"""What the figures were measured on."""

import os
import platform
import subprocess
from pathlib import Path
from time import perf_counter
from typing import Final

from lienthong.runtime.postgres.binaries import in_the_wheel

MILLION: Final = 1_000_000


def machine() -> dict[str, object]:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gib": round(pages * size / 2**30),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "postgres": _postgres(),
        "load": round(os.getloadavg()[0], 1),
        "loop_ms": round(_loop_ms()),
    }


def _loop_ms() -> float:
    """Return what a million additions take here and now: a shared machine is not as fast every hour."""
    began = perf_counter()
    total = 0
    for number in range(MILLION):
        total += number
    return (perf_counter() - began) * 1000


def _cpu() -> str:
    about = Path("/proc/cpuinfo")
    if about.is_file():
        for line in about.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _postgres() -> str:
    said = subprocess.run(
        [in_the_wheel()["postgres"], "--version"], check=True, capture_output=True, text=True
    )
    return said.stdout.split()[-1]
