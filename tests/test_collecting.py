"""What a web process has set up is not looked through again for cycles, what comes after is."""

import subprocess
import sys

READY = """
import gc, weakref
from lienthong.kernel.collecting import MADE_BEFORE_A_LOOK, keep_what_is_here

class Ring:
    def __init__(self):
        self.me = self

def dropped():
    return weakref.ref(Ring())

kept = [[] for _ in range(5_000)]
keep_what_is_here()
assert gc.get_freeze_count() > 5_000, gc.get_freeze_count()
ring = dropped()
made = [[] for _ in range(5_000)]
assert ring() is not None
made += [[] for _ in range(MADE_BEFORE_A_LOOK)]
assert ring() is None
"""


def test_what_is_set_up_is_kept_and_what_comes_later_is_collected() -> None:
    done = subprocess.run([sys.executable, "-c", READY], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
