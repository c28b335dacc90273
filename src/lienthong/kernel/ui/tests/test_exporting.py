import csv
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Invalid, Missing
from lienthong.kernel.ui import exporting, works
from lienthong.kernel.ui.lists import listings
from lienthong.kernel.ui.models import Autosave, Work, WorkState
from lienthong.kernel.ui.showing import show
from lienthong.kernel.ui.tests.conftest import AT, body
from lienthong.kernel.ui.tests.rows import OWNER, a_listing, some_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch, hanh: Actor) -> Any:
    """A registered list, large from four rows on, and a way back from an account to its actor."""
    monkeypatch.setattr(listings, "known", {})
    monkeypatch.setattr(exporting, "AT_ONCE", 3)
    monkeypatch.setattr(works.works, "who_is", lambda _account, _post, _at: hanh)
    return listings.register(a_listing())


def test_csv_holds_exactly_what_is_shown_beyond_the_page(asks: Callable[..., Any]) -> None:
    some_rows(30)

    answer = show(asks("/?start=0001&sort=form&export=csv"), a_listing(page_size=3))
    text = body(answer).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))

    assert rows[0] == ["Tên", "Tình trạng", "Số lượng", "Lúc"]
    assert [row[0] for row in rows[1:]] == [f"{n:05}" for n in range(10, 20)]
    assert rows[1][1:] == ["Quá hạn", "10.000", "05/11/2012 15:00"]


def test_xlsx_keeps_numbers_and_moments(asks: Callable[..., Any]) -> None:
    some_rows(2)

    answer = show(asks("/?sort=form&q=00001&export=xlsx"), a_listing())
    sheet = load_workbook(io.BytesIO(body(answer))).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert values[0][0] == "Bản nháp"
    assert ["Tìm", "00001", None, None] in values
    assert values[-1] == ["00001", "Quá hạn", 1000, datetime(2012, 11, 5, 10, 0)]  # noqa: DTZ001 - sheets know no zones


@pytest.mark.parametrize("words", ["=1+1", "+84", "-2", "@SUM(A1)", "\tx", "\rx"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_word_becomes_a_formula(asks: Callable[..., Any], words: str, kind: str) -> None:
    Autosave.objects.create(account_id=OWNER, form=words, payload={"n": -1}, saved_at=AT)

    data = body(show(asks(f"/?export={kind}"), a_listing()))

    if kind == "csv":
        row = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1]
        assert row[0] == f"'{words}"
        assert row[2] == "-1.000"
    else:
        cell = load_workbook(io.BytesIO(data)).active["A5"]
        assert cell.data_type == "s"
        assert str(cell.value).startswith("'")


def test_another_kind_of_file_is_refused(asks: Callable[..., Any]) -> None:
    with pytest.raises(Invalid, match="XLSX hoặc CSV"):
        show(asks("/?export=exe"), a_listing())


def test_a_small_registered_list_is_answered_at_once(asks: Callable[..., Any], registered: Any) -> None:
    some_rows(3)

    assert show(asks("/?export=csv"), registered).status_code == 200
    assert not Work.objects.exists()


def test_a_large_list_becomes_work_for_its_asker_alone(
    asks: Callable[..., Any], registered: Any, hanh: Actor, stranger: Actor
) -> None:
    some_rows(30)

    answer = show(asks("/?start=0001&sort=form&export=csv"), registered)
    work = Work.objects.get()
    works.carry_out(work.pk, at=AT)
    works.carry_out(work.pk, at=AT)  # the job runs at least once
    work.refresh_from_db()

    assert answer.status_code == 302
    assert str(work.pk) in answer["Location"]
    assert (work.state, work.done, work.total) == (WorkState.DONE, 10, 10)
    assert works.file_of(works.own(hanh.account_id, work.pk)).read_text("utf-8-sig").count("\n") == 11
    with pytest.raises(Missing):
        works.own(stranger.account_id, work.pk)


def test_a_large_sheet_is_made_too(asks: Callable[..., Any], registered: Any) -> None:
    some_rows(7)

    show(asks("/?export=xlsx"), registered)
    work = Work.objects.get()
    works.carry_out(work.pk, at=AT)
    work.refresh_from_db()

    assert load_workbook(works.file_of(work)).active.max_row == 11
