from django import forms
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.ui.forms import Form


class OpenForm(Form):
    """Why somebody opens personal data: it stands on the record, and the person can read it."""

    purpose = forms.CharField(
        label=_("Mục đích xem"),
        help_text=_("Việc xem được ghi lại cùng mục đích; người dân xem được ai đã mở dữ liệu của mình."),
        max_length=300,
    )
