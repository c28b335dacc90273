"""Files that come with a report: looked at and kept when the form is read, attached in the act."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lienthong.kernel.refusals import Invalid
from lienthong.kernel.vault.attaching import File, take_in


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files. What is refused says why, by name; what is kept waits for the act."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", SeveralFiles)
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        sent = data if isinstance(data, list | tuple) else [data]
        return [self._kept(super(FilesField, self).clean(one, initial)) for one in sent if one]

    def _kept(self, upload: Any) -> File:
        try:
            return take_in([upload])[0]
        except Invalid as refusal:
            raise ValidationError(f"{upload.name}: {refusal}") from refusal
