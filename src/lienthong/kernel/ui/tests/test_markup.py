"""Small parts are written as Django would write them: nothing of a reader's words becomes HTML."""

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from lienthong.kernel.ui.cells import table_rows
from lienthong.kernel.ui.components import Chip
from lienthong.kernel.ui.lists import Column
from lienthong.kernel.ui.markup import markup

VALUES = [
    "<script>alert('x')</script>",
    '"&" {0} {name}',
    SafeString("<b>đậm</b>"),
    gettext_lazy("Quá <hạn>"),
    Chip("<i>"),
    7,
    "",
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__ + str(value)[:4])
def test_it_is_what_format_html_writes(value: object) -> None:
    written = markup('<td class="{}">{}</td>', value, value)

    assert written == format_html('<td class="{}">{}</td>', value, value)
    assert isinstance(written, SafeString)


def test_a_row_of_a_table_holds_no_html_but_its_own() -> None:
    columns: list[Column[object]] = [Column("title", '<b a="', lambda row: row)]

    assert table_rows(columns, [["<script>"], ["{}"]]) == (
        '<tr role="row"><td role="cell" class="" data-label="&lt;b a=&quot;">&lt;script&gt;</td></tr>'
        '<tr role="row"><td role="cell" class="" data-label="&lt;b a=&quot;">{}</td></tr>'
    )
