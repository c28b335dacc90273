"""Who may change the directory, and who may read it."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.refusals import Verdict, allow, deny

OWN_POST = _("Không ai tự ghi việc bổ nhiệm, thôi giữ hay thay đổi chức vụ của chính mình.")
EDIT = "directory_edit"
SEE = "directory_see"
MANAGE = "agency_manage"


def may_edit(by: Actor | None) -> Verdict:
    """Return whether the actor keeps the directory; the system itself loads files."""
    if by is not None and (by.kind == ActorKind.SYSTEM or by.can(EDIT)):
        return allow()
    return deny(_("Anh/chị chưa được giao quyền cập nhật danh bạ cơ quan."))


def may_keep_people(by: Actor | None) -> Verdict:
    """Return whether the actor keeps people: of the whole directory, or of their own agency (`reach.py`)."""
    if by is not None and (may_edit(by) or by.can(MANAGE)):
        return allow()
    return deny(_("Anh/chị chưa được giao quyền quản lý cán bộ của cơ quan."))


def may_place(by: Actor, person_ids: Collection[UUID]) -> Verdict:
    """Return whether the actor may say who holds a post, or what that post may do: never their own.

    Powers come with posts, so whoever wrote their own appointment would give powers to themselves.
    """
    edits = may_edit(by)
    return deny(OWN_POST) if edits and by.person_id in person_ids else edits


def may_see(by: Actor | None) -> Verdict:
    if by is not None and (by.kind == ActorKind.SYSTEM or by.can(SEE)):
        return allow()
    return deny(_("Anh/chị chưa được giao quyền xem danh bạ cơ quan."))
