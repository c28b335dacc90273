"""How the tests of acts say that a refusal left nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from lienthong.directory.models import (
    Appointment,
    Unit,
    UnitPlacement,
    UnitSuccession,
    UnitVersion,
)
from lienthong.directory.revision import revision
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Refused

ON = date(2012, 6, 1)
LATER = date(2025, 3, 1)


@contextmanager
def refused(kind: type[Refused], words: str) -> Iterator[pytest.ExceptionInfo[Any]]:
    """The reason is said, and nothing was recorded or changed."""
    acts, number = Act.objects.count(), revision()
    rows = [
        table.objects.count() for table in (Unit, UnitVersion, UnitPlacement, UnitSuccession, Appointment)
    ]
    with pytest.raises(kind, match=words) as told:
        yield told
    assert Act.objects.count() == acts
    assert revision() == number
    assert rows == [
        table.objects.count() for table in (Unit, UnitVersion, UnitPlacement, UnitSuccession, Appointment)
    ]
