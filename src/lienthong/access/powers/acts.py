"""What can be written down of powers: each act with its words, its form, and how it is carried out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import SIGNED
from lienthong.access.models import Bound, Capacity
from lienthong.access.powers import absences, choices, delegating, ruling
from lienthong.access.powers.absences import Leave
from lienthong.access.powers.delegating import Paper
from lienthong.access.powers.forms import (
    AbsenceForm,
    DelegateForm,
    EndRuleForm,
    PowersForm,
    ReasonForm,
    RegulationForm,
)
from lienthong.access.powers.ruling import Regulation
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Invalid, type_of_reason
from lienthong.kernel.ui.forms import Form

Common = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewAct:
    """Something new to write down; `slug` is its address, `fits` whether one may write it for oneself."""

    slug: str
    words: type_of_reason
    icon: str
    form: type[PowersForm]
    do: Callable[[Any, Common], object]
    lead: type_of_reason = ""
    fits: Callable[[Actor, date], bool] = lambda _by, _day: False


@dataclass(frozen=True, slots=True)
class EndAct:
    """The end of something that was written down."""

    slug: str
    words: type_of_reason
    icon: str
    form: type[Form]
    heads: tuple[type_of_reason, type_of_reason]
    do: Callable[[UUID, Any, Common], object]


def offered(by: Actor, day: date) -> list[NewAct]:
    """Return what the actor may write down for their own post on the day."""
    return [act for act in NEW if act.fits(by, day)]


def new_act(slug: str) -> NewAct | None:
    return next((act for act in NEW if act.slug == slug), None)


def end_act(slug: str) -> EndAct | None:
    return next((act for act in ENDS if act.slug == slug), None)


def _delegate(form: DelegateForm, common: Common) -> object:
    asked = form.answers
    paper = Paper(
        giver=choices.holder(asked["giver"], "giver"),
        receiver=choices.holder(asked["receiver"], "receiver"),
        capabilities=choices.powers(asked["capabilities"]),
        fields=asked["fields_of_work"],
        content=asked["content"],
        first=asked["first"],
        last=asked["last"],
        basis=asked["basis"],
    )
    return delegating.delegate(paper, **common)


def _begin_absence(form: AbsenceForm, common: Common) -> object:
    asked = form.answers
    away, substitute = (
        choices.holder(asked["person"], "person"),
        choices.holder(asked["substitute"], "substitute"),
    )
    leave = Leave(
        away.person_id, away.post_id, substitute.person_id, asked["first"], asked["last"], asked["basis"]
    )
    return absences.begin_absence(leave, **common)


def _rule_signing(form: RegulationForm, common: Common) -> object:
    asked = form.answers
    try:
        post = UUID(asked["post"])
    except ValueError:
        raise Invalid(_("Hãy chọn một chức vụ trong danh sách."), field="post") from None
    powers = choices.powers(asked["capabilities"])
    said = Regulation(post, powers, Bound(asked["bound"]), asked["on"], asked["basis"])
    return ruling.rule_signing(said, **common)


def _gives(by: Actor, day: date) -> bool:
    """Only who heads an agency and signs for it delegates; who signs by order passes it on."""
    signs = any(by.can(power) for power in SIGNED)
    return (signs and delegating.heads_agency(by, day)) or any(
        one.capacity == Capacity.ORDER for one in by.grants
    )


NEW = (
    NewAct("uy-quyen", _("Ghi ủy quyền"), "send", DelegateForm, _delegate,
        _("Bằng văn bản, có thời hạn, có nội dung; người nhận không ủy quyền lại (NĐ 30/2020/NĐ-CP, Điều 13; "
          "trước 05/3/2020: NĐ 110/2004/NĐ-CP, Điều 10)."), _gives),
    NewAct("nghi-phep", _("Ghi nghỉ phép, người thay"), "calendar", AbsenceForm, _begin_absence,
        _("Trong những ngày nghỉ, người thay xem và xử lý việc của người nghỉ."),
        lambda by, _day: by.post_id is not None),
    NewAct("thua-lenh", _("Ghi quy định ký thừa lệnh"), "edit", RegulationForm, _rule_signing,
        _("Trưởng đơn vị ký thừa lệnh những việc mà quy chế của cơ quan giao.")),
)  # fmt: skip

GIVE_BACK = _("Trả lại ủy quyền")  # who gave a power takes it back; who received it gives it back
ENDS = (
    EndAct("uy-quyen", _("Thu hồi ủy quyền"), "undo", ReasonForm, (_("Người ủy quyền"), _("Người được ủy quyền")),
        lambda key, form, common: delegating.revoke(key, reason=form.answers["reason"], **common)),
    EndAct("nghi-phep", _("Ghi đã trở lại làm việc"), "done", Form, (_("Người nghỉ"), _("Người thay")),
        lambda key, _form, common: absences.end_absence(key, **common)),
    EndAct("thua-lenh", _("Thôi ký thừa lệnh"), "undo", EndRuleForm, (_("Chức vụ"), _("Tư cách")),
        lambda key, form, common: ruling.end_signing_rule(key, **form.answers, **common)),
)  # fmt: skip
