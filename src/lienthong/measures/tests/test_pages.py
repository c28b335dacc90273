"""Pages of figures, as somebody who may see them and as a stranger."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from lienthong.kernel.refusals import Invalid, Missing, NotAllowed
from lienthong.measures import views
from lienthong.measures.tests.conftest import JOBS, STRANGER, moment

PERIOD = "?regime=calendar&period=2012"


def text_of(response):
    return b"".join(response).decode() if response.streaming else response.content.decode()


@pytest.fixture
def counted(ledger):
    ledger.count("done", unit=0, at=moment(1))
    ledger.count("late", unit=1, at=moment(2))
    ledger.count("late", unit=1, at=moment(3), hide=True)
    ledger.count("open", unit=2, at=moment(4))
    ledger.seal(moment(4))
    return ledger


@pytest.mark.parametrize("view", [views.index, views.figure, views.rows_page])
def test_a_stranger_is_told_why(ledger, visit, view):
    with pytest.raises(NotAllowed, match="xem số liệu"):
        visit(view, "", *([] if view is views.index else [JOBS.code]), by=STRANGER)


@pytest.mark.parametrize("view", [views.figure, views.rows_page])
def test_before_the_first_head_the_page_says_so(ledger, visit, view):
    page = text_of(visit(view, "", JOBS.code))

    assert "Chưa có số liệu" in page


def test_a_figure_says_what_it_is_and_leads_on(counted, visit, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = text_of(visit(views.figure, PERIOD, JOBS.code))

    assert "33,33%" in page
    assert "Tính từ hệ thống" in page
    assert JOBS.definition_hash in page
    assert "00" * 32 in page
    assert page.index("Sở B") < page.index("Sở A") < page.index("Sở C")  # the worst first, undefined last
    assert f"/so-lieu/{JOBS.code}/dong/?regime=calendar&amp;period=2012&amp;size=4" in page


def test_rows_are_added_again_and_hidden_ones_are_counted(counted, visit, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = text_of(visit(views.rows_page, f"{PERIOD}&class=late", JOBS.code))

    assert "Khớp" in page
    assert "1 dòng anh/chị không được xem" in page
    assert page.count("#act-") == 1


def test_a_period_without_facts_says_what_to_do(counted, visit):
    page = text_of(visit(views.figure, "?regime=calendar&period=2011", JOBS.code))

    assert "Không xác định" in page
    assert "Chọn kỳ khác" in page


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        pytest.param("?period=2012-Q9", Invalid, id="an unknown period"),
        pytest.param("?regime=lunar", Invalid, id="an unknown regime"),
        pytest.param("?moment=01/01/2011", Invalid, id="before the first head"),
        pytest.param("?page=forged", Invalid, id="a forged page"),
        pytest.param("?class=broken", Invalid, id="an unknown class"),
        pytest.param("?export=exe", Invalid, id="an unknown kind of file"),
        pytest.param("?size=77", Missing, id="a head that was never signed"),
        pytest.param("?unit=x", Missing, id="a unit that cannot be read"),
    ],
)
def test_a_wrong_address_is_refused(counted, visit, query, refusal):
    with pytest.raises(refusal):
        visit(views.rows_page, query, JOBS.code)


def test_an_unknown_indicator_is_not_there(counted, visit):
    with pytest.raises(Missing):
        visit(views.figure, "", "jobs.unknown")


def test_exports_hold_what_is_shown(counted, visit):
    table = text_of(visit(views.figure, f"{PERIOD}&export=csv", JOBS.code)).splitlines()
    assert table[0].removeprefix("\ufeff") == "Đơn vị,Đã xong,Quá hạn,Trong hạn,Cộng,Tỷ lệ việc đã xong"
    assert table[1] == 'Sở B,0,2,0,2,"0,00%"'
    assert table[-1] == 'Cộng,1,2,1,4,"33,33%"'

    response = visit(views.rows_page, f"{PERIOD}&export=xlsx", JOBS.code)
    sheet = load_workbook(BytesIO(b"".join(response))).worksheets[0]
    response.close()
    lines = [row for row in sheet.iter_rows(values_only=True) if any(row)]
    said = {row[0]: row[1] for row in lines}
    assert (said["Số dòng được tính"], said["Số dòng không được xem"]) == (4, 1)
    assert sum(str(row[1]).startswith("Việc ") for row in lines) == 3
