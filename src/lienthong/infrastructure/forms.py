"""Forms of the area: a file to load, a point to put right, a point to close."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import PlaceVersion
from lienthong.infrastructure.correcting import Said
from lienthong.infrastructure.models import PointKind, PointService, ServicePointVersion
from lienthong.kernel.ui.choosing import Named, OneField
from lienthong.kernel.ui.files_field import FilesField
from lienthong.kernel.ui.forms import DayField, Form, LongText
from lienthong.kernel.ui.lists import by_name
from lienthong.kernel.vault.attaching import File

LARGEST = 8 * 2**20


class FileForm(Form):
    """One file in which every line is a point during some days."""

    file = FilesField(label=_("Tệp CSV"))

    def clean_file(self) -> File:
        files: list[File] = self.cleaned_data["file"]
        if len(files) != 1 or not files[0].name.lower().endswith(".csv"):
            raise ValidationError(_("Hãy chọn một tệp .csv."))
        if files[0].blob.size > LARGEST:
            raise ValidationError(_("Tệp lớn hơn 8 MB; hãy chia nhỏ."))
        return files[0]


class PointForm(Form):
    """A point as it should read; its code and its enterprise do not change."""

    name = forms.CharField(label=_("Tên điểm"), max_length=300)
    kind = forms.ChoiceField(label=_("Loại"))
    place = OneField(label=_("Địa bàn"))
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)
    hours = forms.CharField(label=_("Giờ mở cửa"), max_length=300, required=False)
    services = forms.MultipleChoiceField(
        label=_("Dịch vụ"), required=False, widget=forms.CheckboxSelectMultiple
    )
    since = DayField(label=_("Mở từ ngày"))
    until = DayField(label=_("Đóng từ ngày"), required=False)
    lat = forms.DecimalField(
        label=_("Vĩ độ"), required=False, min_value=-90, max_value=90, decimal_places=6, localize=True
    )
    lon = forms.DecimalField(
        label=_("Kinh độ"), required=False, min_value=-180, max_value=180, decimal_places=6, localize=True
    )
    source = forms.CharField(label=_("Nguồn"), max_length=300)
    reason = LongText(label=_("Lý do đính chính"), rows=3, max_length=500)

    def __init__(self, *args: Any, version: ServicePointVersion, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("kind", by_name(PointKind.objects.all()))
        self._choose("services", by_name(PointService.objects.all()))
        self._choose("place", _places(version, day))
        plain = ("name", "address", "hours", "services", "lat", "lon", "source")
        initial = {name: getattr(version, name) for name in plain}
        initial |= {"kind": version.kind_id, "place": version.place_id}
        initial |= {"since": version.during.lower, "until": version.during.upper}
        for name, value in initial.items():
            self.fields[name].initial = value

    @property
    def said(self) -> Said:
        answers = self.answers
        plain = ("name", "address", "hours", "since", "until", "lat", "lon", "source")
        return Said(
            kind_id=answers["kind"],
            place_id=UUID(answers["place"]),
            services=tuple(answers["services"]),
            **{name: answers[name] for name in plain},
        )

    def _choose(self, name: str, choices: Any) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class CloseForm(Form):
    on = DayField(label=_("Đóng từ ngày"), help_text=_("Ngày đầu tiên không còn phục vụ."))
    reason = LongText(label=_("Lý do đóng"), rows=3, max_length=500)


def _places(version: ServicePointVersion, day: date) -> list[tuple[str, str]]:
    """Return the places of the day that hold no other, with what they lie in; and the one the point has."""
    rows = list(PlaceVersion.objects.on(day).select_related("kind").order_by("order_key"))
    names = {row.place_id: row.name for row in rows}
    communes = {version.place_id} | {row.place_id for row in rows if row.kind.tier == _tier_of(version, rows)}
    return [
        (str(row.place_id), Named(row.name, names.get(row.parent_id, "")))
        for row in rows
        if row.place_id in communes
    ]


def _tier_of(version: ServicePointVersion, rows: list[PlaceVersion]) -> str:
    """Return the tier on which the point stands: another place for it is of the same."""
    return next((row.kind.tier for row in rows if row.place_id == version.place_id), "")
