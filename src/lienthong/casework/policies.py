"""Who may see a case, and which ones: the same rule answers both."""

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.refusals import Verdict, allow, deny


def may_have_a_box(by: Actor | None) -> Verdict:
    if by is not None and by.kind == ActorKind.OFFICIAL:
        return allow()
    return deny(_("Trang này dành cho cán bộ, công chức đang giữ chức vụ."))
