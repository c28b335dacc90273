"""The field for files: sent at once where scripts run, with the form where they do not; refused by name and reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.files import about_file
from lienthong.kernel.ui.uploads import Tray
from lienthong.kernel.vault.attaching import File, last_scans, take_in


@dataclass(frozen=True, slots=True)
class Sent:
    """What the form brought: bytes, and tokens of files that were sent before it."""

    uploads: list[Any]
    tokens: list[str]


class FilesInput(forms.FileInput):
    """Several files; with a tray also those that were kept before."""

    allow_multiple_selected = True
    template_name = "ui/files_input.html"
    kind = "file"
    tray: Tray | None = None

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Sent:
        return Sent(_all(files, name), _all(data, f"{name}-kept"))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"tray": self.tray, "kept": self._kept()}

    def _kept(self) -> list[dict[str, Any]]:
        if self.tray is None:
            return []
        waiting, chosen = list(self.tray.waiting()), self.tray.chosen
        scans = last_scans(upload.blob for upload in waiting)
        return [
            {
                "token": upload.pk,
                "name": upload.name,
                "about": about_file(upload.name, upload.blob, scans.get(upload.blob_id)),
                "ticked": chosen is None or upload.pk in chosen,
            }
            for upload in waiting
        ]


class FilesField(forms.Field):
    """Several files, as `File`s for an action. What is refused says why, by name; what is kept waits for the act."""

    widget = FilesInput

    @property
    def tray(self) -> Tray | None:
        """Where its files wait; given by the form, when that keeps a draft."""
        return self.widget.tray if isinstance(self.widget, FilesInput) else None

    def clean(self, value: Sent) -> list[File]:
        files = self._kept_before(value) + [self._kept_now(upload) for upload in value.uploads if upload]
        self.validate(files)
        return files

    def _kept_before(self, value: Sent) -> list[File]:
        if self.tray is None:
            return []
        try:
            return [File(upload.name, upload.blob) for upload in self.tray.choose(value.tokens)]
        except Invalid as refusal:
            raise ValidationError(str(refusal)) from refusal

    def _kept_now(self, upload: Any) -> File:
        try:
            (file,) = take_in([upload])
            if self.tray is not None:
                self.tray.add(file)
        except Invalid as refusal:
            raise ValidationError(f"{upload.name}: {refusal}") from refusal
        return file


def _all(data: Any, name: str) -> list[Any]:
    if hasattr(data, "getlist"):
        return list(data.getlist(name))
    return [data[name]] if name in data else []
