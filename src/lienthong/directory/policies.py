"""Who may change the directory, and who may read it."""

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.refusals import Verdict, allow, deny

EDIT = "directory_edit"
SEE = "directory_see"


def may_edit(by: Actor | None) -> Verdict:
    """Return whether the actor keeps the directory; the system itself loads files."""
    if by is not None and (by.kind == ActorKind.SYSTEM or by.can(EDIT)):
        return allow()
    return deny(_("Anh/chị chưa được giao quyền cập nhật danh bạ cơ quan."))


def may_see(by: Actor | None) -> Verdict:
    if by is not None and (by.kind == ActorKind.SYSTEM or by.can(SEE)):
        return allow()
    return deny(_("Anh/chị chưa được giao quyền xem danh bạ cơ quan."))
