"""Who may register people and enterprises, who may see them, and whose personal data."""

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.refusals import Verdict, allow, deny
from lienthong.parties.models import Party

EDIT = "directory_edit"
SEE = "directory_see"


def may_register(by: Actor | None) -> Verdict:
    if by is not None and (by.kind == ActorKind.SYSTEM or by.can(EDIT)):
        return allow()
    return deny(_("Anh/chị chưa được giao quyền cập nhật danh sách người dân, doanh nghiệp."))


def may_see(by: Actor | None) -> Verdict:
    """Return whether the actor may read names of enterprises; personal data of citizens is another matter."""
    if by is not None and (by.kind == ActorKind.SYSTEM or by.can(SEE)):
        return allow()
    return deny(_("Anh/chị chưa được giao quyền xem danh sách người dân, doanh nghiệp."))


def may_read_personal(by: Actor | None, party: Party) -> Verdict:
    """Return whether the actor may open personal data of a citizen: officials only, each reading recorded."""
    if not party.is_personal:
        return may_see(by)
    if by is None or by.kind != ActorKind.OFFICIAL:
        return deny(_("Dữ liệu cá nhân chỉ mở cho cán bộ, công chức có thẩm quyền."))
    return may_see(by)
