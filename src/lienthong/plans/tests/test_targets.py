"""Pages of targets: all on one page with their lights, one with its figures, entering and putting right."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import load_workbook

from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed
from lienthong.measures.computed import Computation, Pair, computations
from lienthong.measures.models import Entry
from lienthong.plans import entering, targets
from lienthong.plans.amounts import AmountField
from lienthong.plans.leader import overview as overview_page
from lienthong.plans.loading_targets import load_targets
from lienthong.plans.models import Target
from lienthong.plans.standing import standings
from lienthong.plans.tests.conftest import seal
from lienthong.tasks.tests.conftest import LONG_AGO

CODE = "KH-BCVT-CNTT-2015"
NEXT_DAY = datetime(2012, 3, 6, 9, tzinfo=HANOI)


def text_of(response):
    return response.content.decode()


def sheet_of(response):
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    response.file_to_stream.close()
    return [tuple(str(cell) for cell in row) for row in sheet.iter_rows(values_only=True)]


def test_38_targets_are_loaded_once_with_what_serves_them(the_targets):
    assert the_targets.targets.count() == 38
    assert the_targets.goals.count() == 9
    assert Target.objects.get(code="T13").served_by.get().item.code == "N09"
    with pytest.raises(Invalid, match="đã được nhập"):
        load_targets(the_targets, by=SYSTEM, at=LONG_AGO)


def test_without_figures_every_target_says_so(the_targets, visit, leader, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page = text_of(visit(targets.targets_page, "", CODE, by=leader))

    assert page.count("Chưa có số liệu") == 38 + 1
    assert page.count("<strong>–</strong>") == 38


def test_a_figure_is_entered_and_gives_its_light(the_targets, visit, leader, director, sent):
    answer = visit(entering.enter_page, "", CODE, "T13", by=director, posted=sent)
    assert answer.status_code == 302
    seal(datetime(2012, 3, 6, tzinfo=HANOI))

    page = text_of(visit(targets.targets_page, "?light=on_track", CODE, by=leader))
    one = text_of(visit(targets.target_page, "", CODE, "T13", by=leader))
    assert "T13" in page
    assert "35,19%" in page
    assert "T12" not in page
    assert "38 ÷ 108" in one
    assert "Ước thực hiện" in one
    assert "<svg" in one
    assert "Đính chính" not in one.split("Số liệu đã nhập")[1].split("Cách tính")[0]


def test_a_wrong_figure_is_put_right_and_the_page_shows_both(the_targets, visit, director, sent):
    visit(entering.enter_page, "", CODE, "T13", by=director, posted=sent)
    entry = Entry.objects.get()
    right = {
        "numerator": "36",
        "denominator": "108",
        "source": "Báo cáo 50/BC-STTTT",
        "reason": "Đếm trùng hai xã",
    }
    answer = visit(entering.correct_page, "", CODE, "T13", entry.pk, by=director, posted=right)
    seal(datetime(2012, 3, 6, tzinfo=HANOI))

    page = text_of(visit(targets.target_page, "", CODE, "T13", by=director))
    assert answer.status_code == 302
    assert "<s>35,19%</s>" in page
    assert "<strong>33,33%</strong>" in page
    assert "Đếm trùng hai xã" in page


@pytest.mark.parametrize(
    ("differs", "reason"),
    [
        ({"numerator": "nhiều"}, "Số phải viết như 1.234,5."),
        ({"numerator": "1e400"}, "lớn quá mức"),
        ({"denominator": ""}, "Phải nhập cả mẫu số."),
        ({"denominator": "0"}, "Mẫu số bằng 0"),
        ({"source": ""}, "bắt buộc"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_entered(
    the_targets, visit, director, sent, differs, reason
):
    answer = visit(entering.enter_page, "", CODE, "T13", by=director, posted=sent | differs)

    assert answer.status_code == 422
    assert reason in text_of(answer)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1.234,5", "1234.5"), ("1.234", "1234"), ("12.5", "12.5"), ("1.254.000", "1254000"), ("0,25", "0.25")],
)
def test_numbers_are_read_as_people_write_them(typed, amount):
    assert str(AmountField().clean(typed)) == amount


def test_who_measures_nothing_here_enters_nothing(the_targets, visit, province, sent):
    neighbour = replace(province["neighbour"], capabilities=frozenset({"figures_enter", "figures_see"}))
    with pytest.raises(NotAllowed, match="Chỉ cơ quan được giao đo"):
        visit(entering.enter_page, "", CODE, "T13", by=neighbour, posted=sent)

    assert not Entry.objects.exists()


def test_made_up_addresses_are_not_found(the_targets, visit, leader, director):
    with pytest.raises(Missing):
        visit(targets.target_page, "", CODE, "T99", by=leader)
    with pytest.raises(Missing):
        visit(entering.enter_page, "", "KH-99", "T13", by=director)
    with pytest.raises(Invalid, match="mức đánh giá"):
        visit(targets.targets_page, "?light=blue", CODE, by=leader)


def test_before_the_first_act_nothing_can_be_read_and_the_page_says_from_when(the_targets, visit, leader):
    with pytest.raises(Invalid, match="Số liệu sớm nhất tính được là lúc"):
        visit(targets.target_page, "?moment=01/01/2009", CODE, "T13", by=leader)


def test_targets_read_in_english(the_targets, visit, leader):
    with translation.override("en"):
        page = text_of(visit(targets.target_page, "", CODE, "T13", by=leader))

    assert "at least 80%, by 2015" in page
    assert "Open question" in page


def test_the_leaders_page_opens_with_the_lights_and_what_worries_most(
    the_targets, visit, leader, director, sent, django_assert_max_num_queries
):
    visit(entering.enter_page, "", CODE, "T13", by=director, posted=sent | {"numerator": "12"})
    seal(datetime(2012, 3, 6, tzinfo=HANOI))

    visit(overview_page, "?regime=calendar", by=leader)  # what figures read has reached the head
    with django_assert_max_num_queries(33):
        page = text_of(visit(overview_page, "?regime=calendar", by=leader))
    lights, worst = page.split('id="targets"')[1].split("Xem tất cả chỉ tiêu")[0].split("Đáng lo nhất")
    assert lights.count("figure-value") == 6
    assert "light=at_risk" in lights
    assert worst.count("<strong>") == 5
    assert worst.index("11,11%") < worst.index("Chưa có số liệu")


def test_the_menu_leads_to_the_targets_of_the_latest_plan(the_targets, visit, leader):
    answer = visit(targets.newest, "", by=leader)

    assert answer.url.endswith(f"/ke-hoach/{CODE}/chi-tieu/")


def test_the_file_holds_exactly_the_targets_shown(the_targets, visit, leader, director, sent):
    visit(entering.enter_page, "", CODE, "T13", by=director, posted=sent)
    seal(datetime(2012, 3, 6, tzinfo=HANOI))

    every = sheet_of(visit(targets.targets_page, "?export=xlsx", CODE, by=leader))
    narrowed = sheet_of(visit(targets.targets_page, "?export=xlsx&light=on_track", CODE, by=leader))
    assert len([row for row in every if row[0].startswith("T") and row[0][1:].isdecimal()]) == 38
    assert ("Khả năng đạt", "Có khả năng đạt") in [row[:2] for row in narrowed]
    assert [row[3] for row in narrowed if row[0] == "T13"] == ["35,19%"]
    assert not [row for row in narrowed if row[0] == "T12"]


def test_the_file_of_a_target_holds_its_figures_and_what_was_put_right(the_targets, visit, director, sent):
    visit(entering.enter_page, "", CODE, "T13", by=director, posted=sent)
    right = {"numerator": "36", "denominator": "108", "source": "Báo cáo 50", "reason": "Đếm trùng hai xã"}
    visit(entering.correct_page, "", CODE, "T13", Entry.objects.get().pk, by=director, posted=right)
    seal(datetime(2012, 3, 6, tzinfo=HANOI))

    answer = visit(targets.target_page, "?export=csv", CODE, "T13", by=director)
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("\ufeffKỳ số liệu,Đơn vị,Giá trị")
    assert "đã được đính chính" in lines[2]
    assert "Đếm trùng hai xã" in lines[1]


def test_no_other_kind_of_file_is_made(the_targets, visit, leader):
    with pytest.raises(Invalid, match="XLSX hoặc CSV"):
        visit(targets.targets_page, "?export=pdf", CODE, by=leader)


def test_the_next_time_one_looks_the_page_tells_what_changed(the_targets, visit, leader, director, sent):
    reader = replace(leader, account_id=new_key())
    first = text_of(visit(targets.targets_page, "", CODE, by=reader))
    visit(entering.enter_page, "", CODE, "T13", by=director, posted=sent)
    right = {"numerator": "36", "denominator": "108", "source": "Báo cáo 50", "reason": "Đếm trùng hai xã"}
    visit(entering.correct_page, "", CODE, "T13", Entry.objects.get().pk, by=director, posted=right)
    seal(NEXT_DAY)

    page = text_of(visit(targets.targets_page, "", CODE, by=reader, at=NEXT_DAY))
    asked = page.split("since=")[1].split('"')[0].split("&amp;")[0]
    changes = text_of(visit(targets.targets_page, f"?since={asked}", CODE, by=reader, at=NEXT_DAY))
    assert "lần xem trước" not in first
    assert "Có thay đổi từ lần xem trước (05/03/2012 09:00)" in page
    assert "2 số liệu, 1 chỉ tiêu" in page
    assert "35,19%" in changes
    assert "Đếm trùng hai xã" in changes
    assert "T12" not in changes


def test_nothing_new_is_said_so_and_a_made_up_head_is_not_found(the_targets, visit, leader):
    reader = replace(leader, account_id=new_key())
    visit(targets.targets_page, "", CODE, by=reader)

    page = text_of(visit(targets.targets_page, "", CODE, by=reader, at=NEXT_DAY))
    assert "Không có số liệu nào thay đổi từ lần xem trước" in page
    for since in ("1", "x", "9" * 40):
        with pytest.raises(Missing):
            visit(targets.targets_page, f"?since={since}", CODE, by=reader)


@pytest.fixture
def computed(province):
    """Somebody above computes T13 for the whole, since 2012."""
    whole = province.id_of("UBND")

    def pairs(question):
        return {whole: Pair(Fraction(54), Fraction(108))} if question.period.start.year == 2012 else {}

    computations.register(
        Computation("T13", 1, "Từ các điểm", pairs, lambda unit, query: f"/dong/{unit}/{query}")
    )
    yield whole
    del computations.known["T13"]


def test_a_computed_figure_counts_and_the_entered_one_stays_beside(
    the_targets, computed, visit, leader, director, sent
):
    visit(
        entering.enter_page, "", CODE, "T13", by=director, posted=sent | {"period": "2011", "numerator": "20"}
    )
    visit(entering.enter_page, "", CODE, "T13", by=director, posted=sent)
    head = seal(datetime(2012, 3, 6, tzinfo=HANOI))

    page = text_of(visit(targets.target_page, "", CODE, "T13", by=leader))
    every = text_of(visit(targets.targets_page, "", CODE, by=leader))
    assert f'/dong/{computed}/?regime=calendar&amp;period=2012&amp;size={head.size}"><strong>50%' in page
    assert "35,19% (Ước thực hiện)" in page
    assert "<strong>35,19%</strong>" in page.split("Số liệu đã nhập")[1]
    assert 'class="chart-entered"' in page
    assert "2012 · Ước thực hiện · Tính từ hệ thống" in every


def test_years_that_nobody_computes_keep_what_was_entered(the_targets, computed, visit, director, sent):
    visit(
        entering.enter_page, "", CODE, "T13", by=director, posted=sent | {"period": "2011", "numerator": "20"}
    )
    (one,) = standings(
        the_targets, seal(datetime(2012, 3, 6, tzinfo=HANOI)), [Target.objects.get(code="T13")]
    )

    assert {year: entry.kind for year, entry in one.by_year.items()} == {2011: "reported", 2012: "computed"}


def test_two_may_not_compute_one_indicator(the_targets, computed):
    with pytest.raises(ValueError, match="already registered"):
        computations.register(computations.known["T13"])


def test_a_final_figure_says_how_far_the_estimate_was(the_targets, visit, leader, director, sent):
    for numerator, maturity in (("12", "estimate"), ("15", "final")):
        figure = sent | {"numerator": numerator, "maturity": maturity, "key": str(new_key())}
        visit(entering.enter_page, "", CODE, "T13", by=director, posted=figure)
    seal(datetime(2012, 3, 6, tzinfo=HANOI))

    page = text_of(visit(targets.target_page, "", CODE, "T13", by=leader))

    assert page.count("so với ước thực hiện") == 1
    assert "so với ước thực hiện: +2,78 điểm %" in page
