"""Rows to list: drafts, because they are a table of this room with a text and a moment."""

from datetime import timedelta

from lienthong.kernel.keys import new_key
from lienthong.kernel.ui.components import Chip, Tone
from lienthong.kernel.ui.lists import Column, DayFilter, Filter, Listing
from lienthong.kernel.ui.models import Autosave
from lienthong.kernel.ui.tests.conftest import AT

OWNER = new_key()


def some_rows(count: int) -> list[Autosave]:
    """Two rows share each moment, so that the key must decide between them."""
    return Autosave.objects.bulk_create(
        Autosave(account_id=OWNER, form=f"{n:05}", payload={"n": n}, saved_at=AT + timedelta(hours=n // 2))
        for n in range(count)
    )


def a_listing(name: str = "ui.rows", page_size: int = 10) -> Listing[Autosave]:
    return Listing(
        name=name,
        title="Bản nháp",
        columns=(
            Column("form", "Tên", lambda row: row.form, order=("form",), main=True),
            Column("state", "Tình trạng", lambda _row: Chip("Quá hạn", Tone.BAD)),
            Column("n", "Số lượng", lambda row: row.payload["n"] * 1000, look="end"),
            Column("at", "Lúc", lambda row: row.saved_at, order=("-saved_at", "form")),
        ),
        order=("-saved_at",),
        source=lambda _reader: Autosave.objects.all(),
        filters=(
            Filter("start", "Bắt đầu", [("0000", "Không"), ("0001", "Một")], _starting),
            DayFilter("since", "Từ ngày", lambda rows, day: rows.filter(saved_at__date__gte=day)),
        ),
        search=lambda rows, typed: rows.filter(form__contains=typed),
        address=lambda row: f"/x/{row.form}/",
        page_size=page_size,
    )


def _starting(rows, value):
    return rows.filter(form__startswith=value)
