"""What all forms of the directory ask: from which day it is so, and by which decision."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.refusals import Invalid, Stale, WrongState, type_of_reason
from lienthong.kernel.ui.forms import DayField, Form

NONE = ("", "—")
Chosen = list[tuple[str, type_of_reason]]


class AboutForm(Form):
    """A form about one thing of the directory, or about none yet.

    `beside` says beside which question a refusal is shown that names a thing the form does not ask for;
    `conflicts_at` beside which one it is said that something else is so already. Both leave the form as it was
    sent, to be put right; what somebody else did meanwhile (`Stale`) has its own page.
    """

    beside: ClassVar[Mapping[str, str]] = {}
    conflicts_at: ClassVar[str] = ""
    conflict = False
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, about: Any, day: date, asked: QueryDict, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        self.ask(day, asked)

    def ask(self, day: date, asked: QueryDict) -> None:
        """Fill in what is known: choices of the day, what is so now, what the page before has chosen."""

    @property
    def answers(self) -> dict[str, Any]:
        return {name: value for name, value in super().answers.items() if name != "confirmed"}

    def carries_out(self, act: Callable[[], object]) -> bool:
        return super().carries_out(lambda: self._beside(act))

    @property
    def status(self) -> int:
        return WrongState.status if self.conflict else super().status

    def _beside(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Stale:
            raise
        except WrongState as refusal:
            self.conflict = True
            raise Invalid(refusal.reason, field=self.conflicts_at) from refusal
        except Invalid as refusal:
            field = self.beside.get(refusal.field, refusal.field)
            raise Invalid(refusal.reason, field=field) from refusal

    def choose(self, name: str, choices: Any, *, or_none: bool = False) -> None:
        listed: Chosen = [NONE, *choices] if or_none else list(choices)
        self.fields[name].choices = listed  # type: ignore[attr-defined]


class DatedForm(AboutForm):
    """Its own questions first; then the day and the decision."""

    beside = {"unit": "on", "units": "on", "post": "on"}
    conflicts_at = "on"
    last: ClassVar[Sequence[str]] = ("on", "basis")
    on = DayField(label=_("Từ ngày"), help_text=_("Ngày đầu tiên có hiệu lực."))
    basis = forms.CharField(
        label=_("Căn cứ"),
        required=False,
        max_length=200,
        help_text=_("Số, ngày quyết định. Ví dụ: 12/QĐ-UBND ngày 05/03/2012."),
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, day=day, **kwargs)
        self.fields["on"].initial = day
        self.order_fields([*(name for name in self.fields if name not in self.last), *self.last])
