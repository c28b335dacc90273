"""Why a figure is missing: said by who measures it, read as of a head, gone once there is a figure."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Invalid, NotAllowed
from lienthong.measures.absent import absent, say_absent
from lienthong.measures.entering import enter
from lienthong.measures.models import Absence
from lienthong.measures.tests.conftest import moment
from lienthong.measures.tests.test_entering import clerk, definition, said

__all__ = ["clerk", "definition", "said"]
REASON = "Chưa chốt vùng để so sánh"


def test_who_measures_says_why_by_an_act_and_the_last_that_was_said_counts(definition, clerk, said, ledger):
    first = say_absent(definition, said.unit_id, "2012", reason=REASON, by=clerk, at=moment(5))
    say_absent(definition, said.unit_id, "2012", reason="Máy đo hỏng", by=clerk, at=moment(6))

    assert Act.objects.get(pk=first.act_id).detail["reason"] == REASON
    (one,) = absent(["T13"], ledger.seal(moment(7)))
    assert (one.period, one.words) == ("2012", "Máy đo hỏng")


def test_it_stands_until_the_head_knows_a_figure(definition, clerk, said, ledger):
    say_absent(definition, said.unit_id, "2012", reason=REASON, by=clerk, at=moment(5))
    before = ledger.seal(moment(6))
    enter(definition, said, by=clerk, at=moment(7))
    after = ledger.seal(moment(8))

    assert [one.words for one in absent(["T13"], before)] == [REASON]
    assert absent(["T13"], after) == []


def test_what_has_a_figure_is_not_missing(definition, clerk, said):
    enter(definition, replace(said, numerator=Decimal(1)), by=clerk, at=moment(5))
    with pytest.raises(Invalid, match="đã có số liệu") as refused:
        say_absent(definition, said.unit_id, "2012", reason=REASON, by=clerk, at=moment(6))

    assert refused.value.field == "period"


@pytest.mark.parametrize(
    ("period", "reason", "field"),
    [
        ("2012", "  ", "reason"),
        ("2012-Q1", REASON, "period"),
        ("2013", REASON, "period"),
        ("x", REASON, "period"),
    ],
)
def test_what_cannot_be_said_is_refused_beside_its_field(definition, clerk, said, period, reason, field):
    with pytest.raises(Invalid) as refused:
        say_absent(definition, said.unit_id, period, reason=reason, by=clerk, at=moment(6))

    assert refused.value.field == field
    assert not Absence.objects.exists()


def test_others_do_not_say_so(definition, clerk, said, ledger):
    stranger = replace(clerk, unit_id=ledger.units[2])
    with pytest.raises(NotAllowed, match="Chỉ cơ quan được giao đo"):
        say_absent(definition, said.unit_id, "2012", reason=REASON, by=stranger, at=moment(6))
