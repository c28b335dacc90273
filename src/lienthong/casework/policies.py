"""Who has a box, who may say what is to be done with a case, and whose words those are."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.access.policies import NO_POWER, needs
from lienthong.casework.models import Case, Instruction
from lienthong.casework.registry import kinds
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.refusals import Verdict, allow, deny

INSTRUCT = "instruct"  # the verb by which a kind allows instructions, in its own table
NOT_AN_OFFICIAL = _("Chỉ cán bộ, công chức đang giữ chức vụ mới thực hiện được.")
NOT_THE_LEADER = _("Chỉ chính lãnh đạo được ghi là người cho ý kiến mới trả lời được, không ai làm thay.")


def may_have_a_box(by: Actor | None) -> Verdict:
    if by is not None and by.kind == ActorKind.OFFICIAL:
        return allow()
    return deny(_("Trang này dành cho cán bộ, công chức đang giữ chức vụ."))


may_hand_on = needs(Capability.TASKS_HAND_OVER)


def may_instruct(by: Actor, case: Case) -> Verdict:
    """Say what is to be done: leaders, on a case they see, of a kind that takes instructions."""
    if by.kind != ActorKind.OFFICIAL:
        return deny(NOT_AN_OFFICIAL)
    if INSTRUCT not in kinds.of(case).transitions:
        return deny(_("Loại việc này không nhận ý kiến chỉ đạo ở đây."))
    if by.can(Capability.TASKS_INSTRUCT):
        return allow()
    return deny(NO_POWER % {"power": Capability.TASKS_INSTRUCT.label})


def may_instruct_for(leader: Actor, case: Case, *, sees: bool) -> Verdict:
    """Enter a leader's words: the leader could have typed them. That one assists the leader is asked before."""
    verdict = may_instruct(leader, case)
    if verdict and not sees:
        return deny(_("Lãnh đạo này không tham gia công việc này nên không cho ý kiến ở đây."))
    return verdict


def may_answer_for_words(by: Actor, instruction: Instruction) -> Verdict:
    """Confirm or disown: the person whose words they are said to be, in whatever post today; nobody else."""
    if by.kind != ActorKind.OFFICIAL:
        return deny(NOT_AN_OFFICIAL)
    return allow() if by.person_id == instruction.leader_id else deny(NOT_THE_LEADER)


def assists_somebody(leaders: Collection[Actor]) -> Verdict:
    return allow() if leaders else deny(_("Hôm nay anh/chị không giúp việc cho lãnh đạo nào."))
