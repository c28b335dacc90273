"""What can be done about a person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lienthong.directory import actions, reach
from lienthong.directory.forms.people import CorrectForm, RegisterForm
from lienthong.directory.models import Person
from lienthong.directory.naming import person_code
from lienthong.directory.offers.acts import Act
from lienthong.kernel.refusals import Invalid

Common = dict[str, Any]


def _register(_nobody: None, form: RegisterForm, common: Common) -> Person:
    asked = form.answers
    code = asked.pop("code") or person_code()
    common.pop("seen")
    person: Person = actions.register_person(code, **asked, **common)
    return person


def _correct(person: Person, form: CorrectForm, common: Common) -> None:
    if not form.changes:
        raise Invalid(_("Không có thông tin nào được đính chính."), field="changes")
    actions.correct_person(person, reason=form.answers["reason"], **form.changes, **common)


REGISTER = Act("moi", _("Ghi tên cán bộ"), "plus", RegisterForm, _register,
    _("Ghi tên xong thì bổ nhiệm vào chức vụ."))  # fmt: skip
PERSON_ACTS = (
    Act("dinh-chinh", _("Đính chính thông tin"), "edit", CorrectForm, _correct,
        _("Tên in trên những gì đã ghi trước đây không đổi."), may=reach.offers),
)  # fmt: skip
