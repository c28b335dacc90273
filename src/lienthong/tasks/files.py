"""Files that come with a report: kept before the act, attached in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from lienthong.kernel.refusals import Invalid
from lienthong.kernel.vault.attaching import attach
from lienthong.kernel.vault.keeping import keep
from lienthong.kernel.vault.models import Blob


@dataclass(frozen=True, slots=True)
class File:
    """Bytes that are kept already, under the name they came with."""

    blob: Blob
    name: str


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is looked at and kept when the form is read. What is refused says why, by name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", SeveralFiles)
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        sent = data if isinstance(data, list | tuple) else [data]
        return [self._kept(super(FilesField, self).clean(one, initial)) for one in sent if one]

    def _kept(self, upload: Any) -> File:
        try:
            return File(keep(upload, name=upload.name), upload.name)
        except Invalid as refusal:
            raise ValidationError(f"{upload.name}: {refusal}") from refusal


def attach_all(files: Sequence[File], *, to: Model, act_id: UUID) -> None:
    for file in files:
        attach(file.blob, name=file.name, subject=(to._meta.label_lower, to.pk), act_id=act_id)


def hashes(files: Iterable[File]) -> list[str]:
    return [file.blob.sha256 for file in files]
