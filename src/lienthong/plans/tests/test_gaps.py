"""Why a figure is missing: said on the page of the figure, shown where it would stand, gone once it is there."""

from datetime import datetime

import pytest

from lienthong.kernel.clock.moments import HANOI
from lienthong.plans import entering, ours, targets
from lienthong.plans.tests.conftest import seal
from lienthong.plans.tests.test_targets import CODE, NEXT_DAY, sheet_of, text_of

WHY = "Chưa chốt vùng để so sánh"


@pytest.fixture
def said_why(the_targets, visit, director, sent):
    posted = {"period": "2012", "unit": sent["unit"], "reason": WHY}
    answer = visit(entering.absent_page, "", CODE, "T04", by=director, posted=posted)
    seal(NEXT_DAY)
    return answer


def test_the_reason_stands_where_the_figure_would(said_why, visit, leader, director):
    one = text_of(visit(targets.target_page, "", CODE, "T04", by=leader))
    every = text_of(visit(targets.targets_page, "", CODE, by=leader))
    own = text_of(visit(ours.ours, "", by=director))
    file = sheet_of(visit(targets.target_page, "?export=xlsx", CODE, "T04", by=leader))

    assert said_why.url.endswith("/chi-tieu/T04/")
    assert f"Chưa có số liệu: {WHY}" in one
    assert WHY in one.split("Kỳ chưa có số liệu")[1]
    assert f"Chưa có số liệu: {WHY}" in every
    assert "Chưa có, đã nêu lý do" in own
    assert [row[9] for row in file if row[0] == "2012"] == [WHY]


def test_it_is_gone_once_there_is_a_figure(said_why, visit, leader, director, sent):
    posted = sent | {"numerator": "12", "denominator": "10"}
    visit(entering.enter_page, "", CODE, "T04", by=director, posted=posted)
    seal(datetime(2012, 3, 7, tzinfo=HANOI))

    assert WHY not in text_of(visit(targets.target_page, "", CODE, "T04", by=leader))


def test_without_a_reason_nothing_is_said(the_targets, visit, director, sent):
    posted = {"period": "2012", "unit": sent["unit"], "reason": " "}
    answer = visit(entering.absent_page, "", CODE, "T04", by=director, posted=posted)

    assert answer.status_code == 422
