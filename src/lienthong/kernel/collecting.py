"""Much that is made at once and kept until the end, without looking again and again for what could be thrown away."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def much_at_once() -> Iterator[None]:
    """Leave the collector of Python's cycles off: of a hundred thousand things kept it took a fifth of the time.

    What nobody holds any more is freed as always.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
