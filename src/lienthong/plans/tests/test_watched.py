"""What is watched without a target: entered, put right and read like a target's figure, without a light."""

from dataclasses import replace
from datetime import datetime

import pytest

from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.refusals import Missing, NotAllowed
from lienthong.measures.models import Entry
from lienthong.plans import entering, ours, watched
from lienthong.plans.tests.conftest import SENT, seal
from lienthong.plans.tests.test_targets import CODE, sheet_of, text_of

RIGHT = {
    "numerator": "210",
    "denominator": "674",
    "source": "Biên bản kiểm tra",
    "reason": "Đếm trùng 10 cột",
}
SHARED = SENT | {"period": "2011", "numerator": "220", "denominator": "674"}


@pytest.fixture
def masts(the_targets, director, sent, visit):
    """W04, the share of masts that are shared, entered by the department and put right."""
    entered = SHARED | {"unit": sent["unit"]}
    answer = visit(entering.enter_page, "", CODE, "W04", by=director, posted=entered)
    first = Entry.objects.get()
    visit(entering.correct_page, "", CODE, "W04", first.pk, by=director, posted=RIGHT)
    seal(datetime(2012, 3, 6, tzinfo=HANOI))
    return answer


def test_a_watched_figure_is_entered_and_put_right_like_a_target(masts, visit, leader):
    page = text_of(visit(watched.watched_one_page, "", CODE, "W04", by=leader))

    assert masts.url == f"/ke-hoach/{CODE}/theo-doi/W04/"
    assert "<s>32,64%</s>" in page
    assert "<strong>31,16%</strong>" in page
    assert "Đếm trùng 10 cột" in page
    assert "Khả năng đạt" not in page
    assert "Quy tắc đánh giá" not in page


def test_the_list_holds_what_has_no_target_with_who_measures_it(masts, visit, leader, province):
    page = text_of(visit(watched.watched_page, "", CODE, by=leader))
    file = sheet_of(visit(watched.watched_page, "?export=xlsx", CODE, by=leader))

    assert page.count("/theo-doi/W") == 28
    assert "/theo-doi/T" not in page
    assert "31,16%" in page
    assert page.count("<strong>–</strong>") == 27
    assert [row[2] for row in file if row[0] == "W04"] == ["31,16%"]
    assert [row[5] for row in file if row[0] == "W04"] == ["STTTT"]
    assert f"/{province.id_of('STTTT')}/" in page


def test_our_figures_lead_to_entering_and_to_the_page(masts, visit, director):
    page = text_of(visit(ours.ours, "", by=director))

    assert f"/ke-hoach/{CODE}/so-lieu/W04/nhap/" in page
    assert f"/ke-hoach/{CODE}/theo-doi/W04/" in page


def test_a_file_of_one_holds_both_figures(masts, visit, leader):
    answer = visit(watched.watched_one_page, "?export=csv", CODE, "W04", by=leader)
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert len(lines) == 3
    assert "đã được đính chính" in lines[2]


def test_what_has_a_target_is_not_watched_and_made_up_codes_are_not_found(the_targets, visit, leader):
    for code in ("T13", "W99"):
        with pytest.raises(Missing):
            visit(watched.watched_one_page, "", CODE, code, by=leader)


def test_an_agency_that_does_not_measure_it_enters_nothing(the_targets, visit, province, sent):
    neighbour = replace(province["neighbour"], capabilities=frozenset({"figures_enter", "figures_see"}))
    with pytest.raises(NotAllowed, match="Chỉ cơ quan được giao đo"):
        visit(entering.enter_page, "", CODE, "W04", by=neighbour, posted=SHARED | {"unit": sent["unit"]})

    assert not Entry.objects.exists()
