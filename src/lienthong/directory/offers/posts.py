"""What can be done about a post."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lienthong.directory import actions, choices, reach
from lienthong.directory.foreseeing import leaving_post
from lienthong.directory.forms.posts import AppointForm, ChangePostForm, LeavePostForm
from lienthong.directory.models import Appointment, Post, PostVersion
from lienthong.directory.offers.acts import Act
from lienthong.kernel.refusals import Invalid

Common = dict[str, Any]


def _change(post: Post, form: ChangePostForm, common: Common) -> None:
    on, basis = form.answers["on"], form.answers["basis"]
    former = PostVersion.objects.on(on).filter(post=post).first()
    changes = {
        name: value for name, value in form.shape.items() if former is None or getattr(former, name) != value
    }
    if not changes:
        raise Invalid(_("Không có thông tin nào thay đổi."), field="changes")
    actions.change_post(post, on=on, basis=basis, **changes, **common)


def _appoint(post: Post, form: AppointForm, common: Common) -> None:
    asked = {name: form.answers[name] for name in ("on", "basis", "kind")}
    status, until = form.answers["official"], form.term_ends
    actions.appoint(form.answers["person"], post, status=status, until=until, **asked, **common)


def _end(post: Post, form: LeavePostForm, common: Common) -> None:
    appointment = Appointment.objects.get(pk=form.answers["appointment"], post=post)
    actions.end_appointment(appointment, on=form.answers["on"], basis=form.answers["basis"], **common)


def _somebody(post: Post, day: date) -> bool:
    return bool(choices.holders_of(post.pk, day))


def _left_behind(post: Post, day: date) -> Sequence[str]:
    """Return what areas above would do with the work of those who hold the post on the day."""
    held = Appointment.objects.on(day).filter(post=post).select_related("post")
    return [line for row in held for line in leaving_post(row, day)]


APPOINT = Act("bo-nhiem", _("Bổ nhiệm, phân công"), "user", AppointForm, _appoint)
POST_ACTS = (
    Act("thoi-giu", _("Thôi giữ chức vụ"), "undo", LeavePostForm, _end,
        _("Hết chức vụ là hết quyền đi theo chức vụ, từ ngày ấy."), fits=_somebody, ahead=_left_behind,
        may=reach.offers),
    Act("thay-doi", _("Thay đổi chức vụ"), "edit", ChangePostForm, _change,
        _("Tên, loại, lĩnh vực phụ trách của những ngày trước được giữ nguyên.")),
)  # fmt: skip
