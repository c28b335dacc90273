"""The parts of an entered figure, in the boundaries of then and of later."""

from datetime import date, datetime

import pytest

from lienthong.directory.actions import merge_units
from lienthong.directory.models import Unit
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.refusals import Invalid
from lienthong.plans import entering, targets
from lienthong.plans.tests.conftest import seal
from lienthong.plans.tests.test_targets import CODE, sheet_of, text_of

MAY = datetime(2012, 5, 7, 9, tzinfo=HANOI)
MERGED = "?boundaries=2012-07-01"


@pytest.fixture
def by_district(the_targets, province, visit, director, sent):
    """T06 and T13 of two districts that become one on 1 July 2012."""
    for code in ("T06", "T13"):
        for unit, numerator, denominator in (("HTL", "10", "12"), ("HTP", "3", "18")):
            posted = sent | {"numerator": numerator, "denominator": denominator}
            posted |= {"unit": str(province.id_of(unit))}
            visit(entering.enter_page, "", CODE, code, by=director, posted=posted)
    old, heir = (Unit.objects.get(code=code) for code in ("HTL", "HTP"))
    merge_units([old], into=heir, on=date(2012, 7, 1), by=SYSTEM, at=MAY)
    seal(MAY)


def parts_of(page):
    return page.split('id="parts"')[1].split('id="definition"')[0]


def test_the_units_of_then_are_read_first_and_later_ones_are_offered(by_district, visit, leader):
    parts = parts_of(text_of(visit(targets.target_page, "", CODE, "T06", by=leader)))

    assert "83,33%" in parts
    assert "16,67%" in parts
    assert "theo tổ chức từ 01/07/2012" in parts


def test_later_units_hold_the_sums_of_those_before_them(by_district, visit, leader):
    page = parts_of(text_of(visit(targets.target_page, MERGED, CODE, "T06", by=leader)))
    file = sheet_of(visit(targets.target_page, f"{MERGED}&export=xlsx", CODE, "T06", by=leader))

    assert "43,33%" in page
    assert "13 ÷ 30" in page
    assert "83,33%" not in page
    assert "HTL; HTP" in page
    assert [row[2] for row in file if row[0] == "2012"] == ["43,33%"]


def test_what_cannot_be_carried_says_so_and_stays_as_it_was(by_district, visit, leader):
    page = parts_of(text_of(visit(targets.target_page, MERGED, CODE, "T13", by=leader)))

    assert "không chia được cho nhiều đơn vị" in page
    assert "83,33%" in page
    with pytest.raises(Invalid, match="Ngày phải viết"):
        visit(targets.target_page, "?boundaries=sometime", CODE, "T06", by=leader)
