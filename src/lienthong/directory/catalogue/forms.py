"""The form of one entry, made of the columns of its catalogue."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.directory.catalogue.registry import Catalogue, Key
from lienthong.directory.sheets.shape import Line, Lines, WrongRows
from lienthong.kernel.refusals import Invalid, Stale, WrongState
from lienthong.kernel.ui.forms import DayField, Form


class EntryForm(Form):
    """What one entry is from a day on; `row` is what is kept of it, None for a new one."""

    def __init__(self, *args: Any, catalogue: Catalogue, row: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.catalogue, self.row = catalogue, row
        stays = {*catalogue.keys, *(one.name for one in catalogue.others if one.of_holder)}
        for column in catalogue.columns:
            if row is None or column.name not in stays:
                field = column.kind.question(column, day)
                field.help_text = str(column.hint)
                if row is not None:
                    field.initial = column.kind.initial(column.value_of(row))
                self.fields[column.name] = field
        if catalogue.keeper.has_days:
            self._ask_days(day)
        if catalogue.keeper.has_basis:
            self.fields["basis"] = forms.CharField(
                label=_("Căn cứ"),
                required=False,
                max_length=300,
                help_text=_("Số, ngày văn bản, hoặc nguồn."),
            )
            self.fields["basis"].initial = catalogue.keeper.basis(row) if row is not None else ""

    def _ask_days(self, day: date) -> None:
        keeper = self.catalogue.keeper
        during = keeper.during(self.row) if self.row is not None else None
        hint = _("Giữ nguyên ngày này là đính chính; ghi ngày sau là thay đổi từ ngày ấy.") if during else ""
        self.fields["since"] = DayField(label=_("Từ ngày"), required=keeper.needs_days, help_text=hint)
        self.fields["until"] = DayField(label=_("Đến hết ngày"), required=False)
        if during:
            self.fields["since"].initial = during.lower
            self.fields["until"].initial = during.upper - timedelta(days=1) if during.upper else None
        elif keeper.needs_days:
            self.fields["since"].initial = day

    def lines(self, key: Key) -> Lines:
        """Return the one row that was said."""
        said: dict[str, Any] = dict(zip(self.catalogue.keys, key, strict=True)) if key else {}
        said |= self.answers
        line = Line(self.catalogue.sheet, 1, said)
        return Lines(gettext("Biểu mẫu"), sha256(repr(said).encode()).hexdigest(), (line,))

    def writes(self, act: Callable[[], object]) -> bool:
        """Do the act if the form is right; what is wrong with the row is said beside its questions."""

        def acting() -> None:
            try:
                act()
            except WrongRows as wrong:
                self._say({one.column: one.words for one in wrong.problems})
                raise
            except Stale:
                raise
            except WrongState as refusal:
                raise Invalid(gettext("Không có thông tin nào thay đổi.")) from refusal

        try:
            return self.carries_out(acting)
        except WrongRows:
            return False

    def _say(self, wrong: Mapping[str, str]) -> None:
        for column, words in wrong.items():
            self.add_error(column if column in self.fields else None, words)
