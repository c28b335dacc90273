"""Shares of a whole: rows of a unit and its part, without script."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lienthong.directory.rules.shares import share_of
from lienthong.kernel.refusals import Invalid

ROWS, MORE_ROWS, MOST_ROWS = 4, 4, 40
Row = tuple[str, str]


class PartsWidget(forms.Widget):
    """Rows, each with its two labels; what was typed comes back. `more` is the query that asks for more rows."""

    template_name = "directory/parts_field.html"
    use_fieldset = True
    kind = "parts"
    choices: Sequence[Row] = ()
    rows = ROWS
    more = ""

    def id_for_label(self, id_: str, index: str | None = None) -> str:  # noqa: ARG002 - the first row
        return id_

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> list[Row]:
        return [
            (str(data.get(f"{name}_unit_{n}", "")), str(data.get(f"{name}_share_{n}", "")))
            for n in range(1, self.rows + 1)
        ]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        rows: list[Row] = value or [("", "")] * self.rows
        context["widget"]["more"] = self.more
        context["widget"]["rows"] = [(n, unit, share) for n, (unit, share) in enumerate(rows, 1)]
        context["widget"]["choices"] = self.choices
        return context


class PartsField(forms.Field):
    """Read as a mapping of units to exact shares; whether they make a whole is for the action to say.

    `read_key` makes of a chosen value what the unit is named by: its key, or in drafts its code.
    """

    widget = PartsWidget

    def __init__(self, *, read_key: Callable[[str], Any] = UUID, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.read_key = read_key

    def choose(self, choices: Sequence[Row], asked: QueryDict) -> None:
        """Give the units to choose from; `rows` of the address says how many rows are shown."""
        wanted = asked.get("rows", "")
        rows = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) <= 2 else ROWS
        self.widget.choices, self.widget.rows = choices, min(max(rows, ROWS), MOST_ROWS)
        if self.widget.rows < MOST_ROWS:
            self.widget.more = urlencode(asked.dict() | {"rows": self.widget.rows + MORE_ROWS})

    def clean(self, value: list[Row]) -> dict[Any, Decimal]:
        known = {key for key, _words in self.widget.choices}
        parts: dict[Any, Decimal] = {}
        for unit, share in value:
            if not unit and not share.strip():
                continue
            if unit not in known:
                raise ValidationError(_("Mỗi dòng cần một cơ quan và một tỷ lệ."))
            if self.read_key(unit) in parts:
                raise ValidationError(_("Mỗi cơ quan chỉ được ghi một lần."))
            parts[self.read_key(unit)] = _share(share)
        if not parts:
            raise ValidationError(self.error_messages["required"])
        return parts


def rows_for(parts: int) -> int:
    """Return how many rows show these parts: as many as there are, or as the form begins with."""
    return min(max(parts, ROWS), MOST_ROWS)


def _share(typed: str) -> Decimal:
    try:
        return share_of(typed)
    except Invalid as refusal:
        raise ValidationError(str(refusal.reason)) from None
