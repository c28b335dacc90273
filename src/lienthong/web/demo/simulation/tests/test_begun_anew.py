"""A world whose playing was cut off is cleared and begun anew; cut off while it is cleared, it still can be."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from lienthong.kernel.acts.models import Installation
from lienthong.web.demo.simulation import making, playing, scaffold
from lienthong.web.demo.simulation.terms import Terms

TERMS = Terms(date(2011, 1, 1), date(2015, 12, 1), 0.00012, 1)
pytestmark = pytest.mark.django_db


class CutOff(Exception):  # noqa: N818 - what happens
    """The process ends here."""


class Played(Exception):  # noqa: N818 - far enough
    """The playing has begun."""


@pytest.fixture
def cut_off_in_play(monkeypatch: pytest.MonkeyPatch) -> None:
    scaffold.make(TERMS)
    assert Installation.objects.exists()
    monkeypatch.setattr(making, "call_command", _flush)
    monkeypatch.setattr(playing, "play", ends(Played))


def ends(how: type[Exception]) -> Any:
    def end(*_asked: object, **_named: object) -> None:
        raise how

    return end


def _flush(*_asked: object, **_named: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE acts_installation")


@pytest.mark.usefixtures("cut_off_in_play")
@pytest.mark.parametrize(
    ("where", "step"), [(making, "call_command"), (scaffold, "take_down"), (scaffold, "make")]
)
def test_cut_off_while_it_is_cleared_it_is_begun_anew(
    monkeypatch: pytest.MonkeyPatch, where: Any, step: str
) -> None:
    with monkeypatch.context() as during:
        during.setattr(where, step, ends(CutOff))
        with pytest.raises(CutOff):
            making.make(TERMS, ends(CutOff), print)

    with pytest.raises(Played):
        making.make(TERMS, ends(CutOff), print)
    assert scaffold.terms_here() == (TERMS, False)
