"""Putting a Monday page in order: strike, reorder, ask again, add a line, write a note."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.forms import Form, LongText
from lienthong.plans.models import MondayPage, Part
from lienthong.plans.monday_keeping import Kept, Sheet

ADDED = 3
SALT = "plans.monday"
HIGHEST = 99


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands beside one line of the form."""

    kept: Kept
    order: forms.BoundField
    struck: forms.BoundField
    asked: forms.BoundField


class MondayForm(Form):
    """The lines travel with the form under our signature: what is kept is what was read, to the letter."""

    sheet = forms.CharField(widget=forms.HiddenInput)
    note = LongText(label=_("Ghi chú"), rows=4, max_length=2000, required=False)

    def __init__(self, *args: Any, lines: Sequence[Kept], token: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.fields["sheet"].initial = token
        for number, kept in enumerate(lines):
            self.fields[f"order_{number}"] = _order(number, kept)
            self.fields[f"struck_{number}"] = _tick(_("Gạch bỏ"), kept, on=kept.struck)
            self.fields[f"asked_{number}"] = _tick(_("Hỏi lại"), kept, on=kept.asked)
        for number in range(ADDED):
            self.fields[f"added_{number}"] = forms.CharField(
                label=_("Dòng thêm"), max_length=500, required=False
            )
            self.fields[f"added_asked_{number}"] = forms.BooleanField(label=_("Hỏi lại"), required=False)

    def parts(self) -> Iterator[tuple[str, list[Asked]]]:
        """Yield the parts that have lines, with what is asked about each line."""
        for part in Part:
            rows = [
                Asked(kept, self[f"order_{n}"], self[f"struck_{n}"], self[f"asked_{n}"])
                for n, kept in enumerate(self.lines)
                if kept.part == part
            ]
            if rows:
                yield str(part.label), rows

    def added(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"added_{n}"], self[f"added_asked_{n}"]) for n in range(ADDED)]

    def ordered(self) -> list[Kept]:
        """Return the lines as they were decided on: part by part, in the order that was given."""
        said = self.cleaned_data
        places = list(Part.values)
        decided = [
            (places.index(kept.part), said[f"order_{n}"] or HIGHEST, n, kept)
            for n, kept in enumerate(self.lines)
        ]
        lines = [
            replace(kept, struck=said[f"struck_{n}"], asked=said[f"asked_{n}"] and not said[f"struck_{n}"])
            for _part, _order, n, kept in sorted(decided, key=lambda one: one[:3])
        ]
        return lines + [
            Kept(Part.OTHER, said[f"added_{n}"], generated=False, asked=said[f"added_asked_{n}"])
            for n in range(ADDED)
            if said[f"added_{n}"].strip()
        ]


def token_of(sheet: Sheet) -> str:
    """Return the page as a signed text that the form brings back."""
    lines = [asdict(kept) | {"subject": str(kept.subject) if kept.subject else ""} for kept in sheet.lines]
    said = [sheet.monday.isoformat(), sheet.size, sheet.as_of.isoformat(), lines]
    return signing.dumps(said, salt=SALT, compress=True)


def sheet_in(request: HttpRequest) -> Sheet:
    """Read the page that a form brings back. Raises `Invalid` for one that we did not make."""
    try:
        monday, size, as_of, lines = signing.loads(request.POST.get("sheet", ""), salt=SALT)
    except signing.BadSignature:
        raise Invalid(
            _("Biểu mẫu này đã bị thay đổi trên đường gửi; hãy tải lại trang rồi nhập lại.")
        ) from None
    kept = [Kept(**line | {"subject": UUID(line["subject"]) if line["subject"] else None}) for line in lines]
    return Sheet(date.fromisoformat(monday), size, datetime.fromisoformat(as_of), kept)


def sheet_of(page: MondayPage) -> Sheet:
    """Return a kept page as one that can be put in order again."""
    lines = [
        Kept(
            line.part,
            line.text,
            line.detail,
            line.address,
            line.kind,
            line.subject,
            generated=line.generated,
            struck=line.struck,
            asked=line.asked,
        )
        for line in page.lines.all()
    ]
    return Sheet(page.monday, page.size, page.as_of, lines, page.note)


def _order(number: int, kept: Kept) -> forms.IntegerField:
    looks = {"class": "form-control short", "aria-label": _("Thứ tự: %(line)s") % {"line": kept.text}}
    return forms.IntegerField(
        label=_("Thứ tự"),
        initial=number + 1,
        min_value=1,
        max_value=HIGHEST,
        required=False,
        widget=forms.NumberInput(attrs=looks),
    )


def _tick(label: Any, kept: Kept, *, on: bool) -> forms.BooleanField:
    looks = {"aria-label": f"{label}: {kept.text}"}
    return forms.BooleanField(
        label=label, initial=on, required=False, widget=forms.CheckboxInput(attrs=looks)
    )
