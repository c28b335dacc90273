"""A target that is a formula of others: worked out year by year, its parts linked, undefined never 0."""

from dataclasses import replace
from datetime import datetime

import pytest

from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.clock.moments import HANOI
from lienthong.measures.defining import Meaning, define
from lienthong.plans import entering, ours, targets
from lienthong.plans.models import Target
from lienthong.plans.rules import Light
from lienthong.plans.standing import standings
from lienthong.plans.tests.conftest import seal
from lienthong.plans.tests.test_targets import CODE, NEXT_DAY, text_of

INDEX = Meaning(
    code="X1", words="Chỉ số nối mạng", unit="điểm", rule="formula", adds="formula", measured_by="STTTT",
    frequency="year", expression="T13 / (T11 - T11) + T13",
)  # fmt: skip


@pytest.fixture
def index(the_targets, visit, director, sent):
    """A target X1 of the plan whose indicator is a formula, with T13 and T11 of 2012 and T13 of 2011."""

    def aim(expression):
        define(replace(INDEX, expression=expression), by=SYSTEM, at=datetime(2012, 3, 5, 10, tzinfo=HANOI))
        like = Target.objects.get(plan=the_targets, code="T13")
        made = Target.objects.create(
            plan=the_targets, code="X1", indicator="X1", ordinal=99, section="I", paragraph=1,
            wording="Chỉ số nối mạng đạt 60 điểm", operator=">=", threshold=60, threshold_stated=True,
            direction="up", by_year=2015, steps={"2012": "30"}, scope=like.scope, light="Đạt: từ 60 điểm.",
        )  # fmt: skip
        for code, period in (("T13", "2011"), ("T13", "2012"), ("T11", "2012")):
            posted = sent | {"period": period, "numerator": "54", "denominator": "108"}
            visit(entering.enter_page, "", CODE, code, by=director, posted=posted)
        return standings(the_targets, seal(NEXT_DAY), [made])[0]

    return aim


def test_it_stands_with_its_value_and_its_light(index, visit, leader):
    one = index("0.5 * T13 + 0.5 * T11")
    page = text_of(visit(targets.target_page, "", CODE, "X1", by=leader))

    assert {year: reached.value for year, reached in one.by_year.items()} == {2012: 50}
    assert (one.light, one.latest.maturity) == (Light.ON_TRACK, "estimate")
    assert "2012 · Ước thực hiện · Tính từ chỉ tiêu khác" in page
    assert "0.5 * T13 + 0.5 * T11" in page
    for part in ("T13", "T11"):
        assert f'/chi-tieu/{part}/"' in page


def test_undefined_is_shown_as_undefined_and_never_0(index, visit, leader):
    one = index("T13 / (T11 - 50)")
    page = text_of(visit(targets.target_page, "", CODE, "X1", by=leader))

    assert (one.year, one.latest.value, one.light) == (2012, None, Light.NO_DATA)
    assert "Không xác định" in page
    assert "<strong>0" not in page.split('id="rule"')[0]


def test_nobody_enters_it(index, visit, director):
    index("T13")
    page = text_of(visit(targets.target_page, "", CODE, "X1", by=director))
    own = text_of(visit(ours.ours, "", by=director))

    assert "được tính từ chỉ tiêu khác, không nhập" in page
    assert "/so-lieu/X1/nhap/" not in own
    assert "Hệ thống tính" in own
