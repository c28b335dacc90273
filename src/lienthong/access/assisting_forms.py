"""Forms of assistance: who, from which day, by which document."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lienthong.access.assisting_reading import who_could_assist
from lienthong.access.powers.delegating import Holder
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.ui.choosing import OneField
from lienthong.kernel.ui.forms import DayField, Form


class AssistForm(Form):
    """`seats` are the leader's posts in which instructions are given; one is not asked for."""

    leader = OneField(label=_("Giúp việc cho chức vụ"))
    assistant = OneField(label=_("Thư ký, trợ lý"))
    on = DayField(label=_("Từ ngày"))
    until = DayField(
        label=_("Thôi từ ngày"),
        required=False,
        help_text=_("Để trống nếu chưa biết; thôi lúc nào cũng được."),
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=200,
        help_text=_("Số, ngày của văn bản phân công. Ví dụ: 12/QĐ-VPUB ngày 05/03/2012."),
    )

    def __init__(self, *args: Any, seats: list[Actor], day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.post_id): seat for seat in seats}
        posts = [(key, f"{seat.post}, {seat.unit}") for key, seat in self.seats.items()]
        self.fields["leader"].choices = posts  # type: ignore[attr-defined]
        if len(posts) == 1:
            self.fields["leader"].widget = forms.HiddenInput()
            self.fields["leader"].initial = posts[0][0]
        could = dict(choice for seat in seats for choice in who_could_assist(seat, day))
        self.fields["assistant"].choices = [("", "—"), *could.items()]  # type: ignore[attr-defined]
        self.fields["on"].initial = day

    def asked(self) -> dict[str, Any]:
        """Return what was entered, as the action takes it."""
        answers = dict(self.answers)
        leader = self.seats[answers.pop("leader")]
        person, _colon, post = answers.pop("assistant").partition(":")
        if leader.person_id is None or leader.post_id is None:
            raise LookupError("a seat has a person and a post")
        return {
            "leader": Holder(leader.person_id, leader.post_id),
            "assistant": Holder(UUID(person), UUID(post)),
            **answers,
        }


class EndForm(Form):
    on = DayField(label=_("Thôi từ ngày"), help_text=_("Hôm nay: thôi ngay từ trang kế tiếp."))

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = day
