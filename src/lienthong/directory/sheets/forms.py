"""Sending a file, and saying that what it would change is to be done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.ui.files_field import FilesField
from lienthong.kernel.ui.forms import Form
from lienthong.kernel.vault.attaching import File


class FileForm(Form):
    """One workbook."""

    file = FilesField(label=_("Tệp XLSX"))

    def clean_file(self) -> File:
        files: list[File] = self.cleaned_data["file"]
        if len(files) != 1:
            raise forms.ValidationError(_("Hãy chọn một tệp .xlsx."))
        return files[0]


class ConfirmForm(Form):
    """That what was shown is to be done."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=64)
