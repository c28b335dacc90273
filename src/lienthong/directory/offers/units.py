"""What can be done about a unit. What may be is decided by the actions."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lienthong.directory import actions, choices, foreseeing
from lienthong.directory.actions.leaving import can_close
from lienthong.directory.actions.mandates import passing_of
from lienthong.directory.actions.reorganisation import can_merge, can_split
from lienthong.directory.foreseeing import Foresight
from lienthong.directory.forms import units as forms
from lienthong.directory.forms.posts import PostForm
from lienthong.directory.models import CodeScheme, Post, Unit, UnitGroup
from lienthong.directory.naming import mandate_code, post_code, unit_code
from lienthong.directory.offers.acts import Act

Common = dict[str, Any]


def _rename(unit: Unit, form: forms.RenameForm, common: Common) -> None:
    actions.rename_unit(unit, **form.answers, **common)


def _move(unit: Unit, form: forms.MoveForm, common: Common) -> None:
    actions.move_unit(unit, **form.answers | {"under": _unit(form.answers["under"])}, **common)


def _assign_code(unit: Unit, form: forms.CodeForm, common: Common) -> None:
    actions.assign_code(unit, **form.answers, **common)


def _join(unit: Unit, form: forms.JoinForm, common: Common) -> None:
    group, on, basis = (form.answers[name] for name in ("group", "on", "basis"))
    actions.add_to_group(UnitGroup.objects.get(code=group), unit, on=on, basis=basis, **common)


def _leave(unit: Unit, form: forms.LeaveForm, common: Common) -> None:
    group, on, basis = (form.answers[name] for name in ("group", "on", "basis"))
    actions.remove_from_group(UnitGroup.objects.get(code=group), unit, on=on, basis=basis, **common)


def _found(above: Unit | None, form: forms.FoundForm, common: Common) -> Unit:
    code = form.answers["code"] or unit_code(above)
    founded: Unit = actions.found_unit(**form.answers | {"code": code}, under=above, **_unseen(common))
    return founded


def _create_post(unit: Unit, form: PostForm, common: Common) -> Post:
    on, basis = form.answers["on"], form.answers["basis"]
    post: Post = actions.create_post(
        post_code(unit), unit=unit, on=on, basis=basis, **form.shape, **_unseen(common)
    )
    return post


def _set_mandate(unit: Unit, form: forms.MandateForm, common: Common) -> None:
    actions.set_mandate(mandate_code(unit), unit=unit, **form.answers, **_unseen(common))


def _pass_mandate(_unit_of: Unit, form: forms.PassMandateForm, common: Common) -> None:
    said = form.answers
    said |= {"code": said.pop("mandate"), "to": _unit(said["to"])}
    actions.move_mandate(**said, **_unseen(common))


def _foresee_passing(_unit_of: Unit, form: forms.PassMandateForm) -> Foresight:
    said = form.answers
    passing = passing_of(said["mandate"], _unit(said["to"]), said["on"], stays=said["work_stays"])
    return foreseeing.passing(passing)


def _name_fields(_unit_of: Unit, form: forms.NameFieldsForm, common: Common) -> None:
    said = form.answers
    actions.name_fields(said.pop("mandate"), **said, **_unseen(common))


def _merge(unit: Unit, form: forms.MergeForm, common: Common) -> Unit:
    into = _unit(form.answers["into"])
    actions.merge_units([unit], **form.answers | {"into": into}, **_unseen(common))
    return into


def _foresee_merge(unit: Unit, form: forms.MergeForm) -> Foresight:
    into, on = _unit(form.answers["into"]), form.answers["on"]
    can_merge([unit], into, on)
    return foreseeing.ending(unit, {into: Fraction(1)}, on)


def _split(unit: Unit, form: forms.SplitForm, common: Common) -> None:
    actions.split_unit(unit, **form.answers | {"parts": _parts(form.answers["parts"])}, **common)


def _foresee_split(unit: Unit, form: forms.SplitForm) -> Foresight:
    parts, on = _parts(form.answers["parts"]), form.answers["on"]
    can_split(unit, parts, on)
    heirs = {part: Fraction(share) for part, share in parts.items()}
    return (foreseeing.keeping if unit in parts else foreseeing.ending)(unit, heirs, on)


def _close(unit: Unit, form: forms.CloseForm, common: Common) -> None:
    actions.close_unit(unit, **form.answers, **common)


def _foresee_close(unit: Unit, form: forms.CloseForm) -> Foresight:
    on = form.answers["on"]
    can_close(unit, on)
    return foreseeing.ending(unit, {}, on)


def _unit(key: str) -> Unit:
    """Return the unit that was chosen; the form knows its choices."""
    return Unit.objects.get(pk=key)


def _parts(shares: Mapping[UUID, Decimal]) -> dict[Unit, Decimal]:
    units = Unit.objects.in_bulk(shares)
    return {units[key]: share for key, share in shares.items()}


def _unseen(common: Common) -> Common:
    """Leave out the revision: the act makes something new, or what moves is looked at again."""
    return {name: value for name, value in common.items() if name != "seen"}


FOUND_FIRST = Act("moi", _("Lập cơ quan"), "plus", forms.FoundForm, _found)
UNIT_ACTS = (
    Act("chuc-vu-moi", _("Lập chức vụ"), "plus", PostForm, _create_post),
    Act("don-vi-moi", _("Lập đơn vị trực thuộc"), "plus", forms.FoundForm, _found),
    Act("doi-ten", _("Đổi tên"), "edit", forms.RenameForm, _rename,
        _("Văn bản, báo cáo của những ngày trước giữ tên và ký hiệu của ngày ấy.")),
    Act("chuyen", _("Chuyển cơ quan quản lý"), "tree", forms.MoveForm, _move),
    Act("ma-dinh-danh", _("Cấp mã định danh"), "bookmark", forms.CodeForm, _assign_code,
        fits=lambda _unit, _day: CodeScheme.objects.exists()),
    Act("vao-nhom", _("Đưa vào nhóm"), "people", forms.JoinForm, _join,
        _("Việc giao cho cả nhóm tính theo danh sách của ngày giao."),
        fits=lambda unit, day: bool(choices.groups_without(unit.pk, day))),
    Act("ra-nhom", _("Đưa ra khỏi nhóm"), "people", forms.LeaveForm, _leave,
        _("Việc giao cho cả nhóm tính theo danh sách của ngày giao."),
        fits=lambda unit, day: bool(choices.groups_with(unit.pk, day))),
    Act("chuc-nang-moi", _("Giao chức năng, nhiệm vụ"), "task", forms.MandateForm, _set_mandate),
    Act("chuyen-chuc-nang", _("Chuyển chức năng, nhiệm vụ"), "send", forms.PassMandateForm, _pass_mandate,
        fits=lambda unit, day: bool(choices.mandates(unit.pk, day)), foresee=_foresee_passing),
    Act("linh-vuc-chuc-nang", _("Ghi lĩnh vực của chức năng"), "edit", forms.NameFieldsForm, _name_fields,
        fits=lambda unit, day: bool(choices.mandates(unit.pk, day))),
    Act("sap-nhap", _("Sáp nhập vào cơ quan khác"), "arrow-right", forms.MergeForm, _merge,
        _("Đơn vị trực thuộc và chức năng, nhiệm vụ chuyển sang cơ quan nhận; chức vụ ở đây kết thúc. "
          "Trang sau cho xem trước khi ghi."), foresee=_foresee_merge),
    Act("chia-tach", _("Chia tách"), "sort", forms.SplitForm, _split,
        _("Nếu cơ quan này không giữ phần nào thì hãy chuyển đơn vị trực thuộc và chức năng, nhiệm vụ trước. "
          "Trang sau cho xem trước khi ghi."), foresee=_foresee_split),
    Act("giai-the", _("Giải thể"), "cross", forms.CloseForm, _close,
        _("Hãy chuyển đơn vị trực thuộc và chức năng, nhiệm vụ trước. Trang sau cho xem trước khi ghi."),
        foresee=_foresee_close),
)  # fmt: skip
