"""The forms of powers: what is asked, in the office's words. What may be is decided by the actions."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lienthong.access.models import Bound
from lienthong.access.powers.choices import Choice, fields_of_work, holders_in, posts_in, signed_powers
from lienthong.access.powers.explaining import questions
from lienthong.kernel.refusals import Verdict
from lienthong.kernel.ui.choosing import OneField
from lienthong.kernel.ui.forms import DayField, Form, LongText

PAPER = _("Số, ký hiệu, ngày văn bản. Ví dụ: 12/GUQ-STTTT ngày 05/03/2012.")
NO_PAST = _("Từ hôm nay trở đi.")


class PowersForm(Form):
    """A form about people of some units, on one day; `alone`: who writes may write of themselves only."""

    def __init__(
        self,
        *args: Any,
        units: Collection[UUID],
        day: date,
        chosen: str = "",
        alone: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.alone = alone
        self.ask(units, day, chosen)

    def ask(self, units: Collection[UUID], day: date, chosen: str) -> None:
        """Fill the choices; `chosen` is who the page before has chosen."""

    def whose(self, people: Iterable[Choice], chosen: str) -> list[Choice]:
        """Return of whom one may write: everybody, or one's own posts."""
        own = chosen.partition(":")[0]
        return [one for one in people if not self.alone or one[0].partition(":")[0] == own]

    def choose(self, name: str, choices: Any) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class DelegateForm(PowersForm):
    giver = OneField(label=_("Người ủy quyền"))
    receiver = OneField(
        label=_("Người được ủy quyền"),
        help_text=_(
            "Người đứng đầu đơn vị thuộc cơ quan; không được ủy quyền lại. Trưởng đơn vị giao lại việc ký thừa lệnh"
            " thì chọn cấp phó của mình."
        ),
    )
    capabilities = forms.MultipleChoiceField(
        label=_("Việc được ủy quyền"), widget=forms.CheckboxSelectMultiple
    )
    fields_of_work = forms.MultipleChoiceField(
        label=_("Lĩnh vực"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn: mọi lĩnh vực."),
    )
    content = LongText(label=_("Nội dung ủy quyền"), rows=3, max_length=1000)
    first = DayField(label=_("Từ ngày"), help_text=NO_PAST)
    last = DayField(label=_("Đến hết ngày"))
    basis = forms.CharField(label=_("Văn bản ủy quyền"), max_length=200, help_text=PAPER)

    def ask(self, units: Collection[UUID], day: date, chosen: str) -> None:
        people = list(holders_in(units, day))
        self.choose("giver", self.whose(people, chosen))
        self.choose("receiver", [("", "—"), *people])
        self.choose("capabilities", signed_powers())
        self.choose("fields_of_work", fields_of_work())
        self.fields["giver"].initial = chosen
        self.fields["first"].initial = day


class AbsenceForm(PowersForm):
    person = OneField(label=_("Người nghỉ"))
    substitute = OneField(
        label=_("Người thay"),
        help_text=_(
            "Cấp phó thay người đứng đầu thì ký thay (KT.) trong mọi lĩnh vực. Người khác chỉ xem và xử lý công việc,"
            " không ký thay."
        ),
    )
    first = DayField(label=_("Nghỉ từ ngày"), help_text=NO_PAST)
    last = DayField(label=_("Đến hết ngày"))
    basis = forms.CharField(label=_("Căn cứ"), required=False, max_length=200)

    def ask(self, units: Collection[UUID], day: date, chosen: str) -> None:
        people = list(holders_in(units, day))
        self.choose("person", self.whose(people, chosen))
        self.choose("substitute", [("", "—"), *people])
        self.fields["person"].initial = chosen
        self.fields["first"].initial = day


class RegulationForm(PowersForm):
    post = OneField(label=_("Chức vụ ký thừa lệnh"))
    capabilities = forms.MultipleChoiceField(label=_("Việc được ký"), widget=forms.CheckboxSelectMultiple)
    bound = forms.ChoiceField(label=_("Phạm vi"), choices=Bound.choices, widget=forms.RadioSelect)
    on = DayField(label=_("Từ ngày"), help_text=NO_PAST)
    basis = forms.CharField(
        label=_("Quy chế"), max_length=200, help_text=_("Số, ngày quy chế làm việc hoặc quy chế văn thư.")
    )

    def ask(self, units: Collection[UUID], day: date, chosen: str) -> None:  # noqa: ARG002 - nobody is chosen before
        self.choose("post", [("", "—"), *posts_in(units, day)])
        self.choose("capabilities", signed_powers())
        self.fields["bound"].initial = Bound.FIELDS
        self.fields["on"].initial = day


class ReasonForm(Form):
    reason = LongText(label=_("Lý do"), rows=2, max_length=500)


class EndRuleForm(ReasonForm):
    on = DayField(label=_("Từ ngày"), help_text=NO_PAST)


class HandOverForm(PowersForm):
    receiver = OneField(label=_("Người nhận bàn giao"))
    leaves_on = DayField(
        label=_("Thôi giữ chức vụ từ ngày"),
        required=False,
        help_text=_("Để trống khi chỉ nghỉ phép, đi công tác."),
    )
    basis = forms.CharField(label=_("Căn cứ"), required=False, max_length=200)
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, leaving: Verdict, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not leaving.offered:
            del self.fields["leaves_on"]

    def ask(self, units: Collection[UUID], day: date, chosen: str) -> None:
        self.choose(
            "receiver", [("", "—"), *((key, name) for key, name in holders_in(units, day) if key != chosen)]
        )


class WhyForm(PowersForm):
    """Whose power, to do what, with which thing: the question is in the address, so that it can be sent on."""

    person = OneField(label=_("Ai"))
    power = OneField(label=_("Làm việc gì"))
    about = forms.CharField(
        label=_("Với việc nào"),
        required=False,
        max_length=60,
        help_text=_("Số của nhiệm vụ, nếu hỏi về một việc."),
    )

    def ask(self, units: Collection[UUID], day: date, chosen: str) -> None:
        self.choose("person", self.whose(holders_in(units, day), chosen))
        self.choose("power", questions.choices())
        self.fields["person"].initial = chosen
