"""What the regulation of an agency says of one post: that the head of a division signs TL. some things."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lienthong.access.capabilities import SIGNED, Capability
from lienthong.access.models import Bound, Capacity, SigningRule
from lienthong.access.powers.keeping import may_keep
from lienthong.access.powers.terms import not_past
from lienthong.access.words import END_SIGNING_RULE, RULE_SIGNING
from lienthong.directory.models import Appointment, Post
from lienthong.directory.revision import hold_directory
from lienthong.directory.selectors import head_of, tree
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, Missing, WrongState, must_say


@dataclass(frozen=True, slots=True)
class Regulation:
    """Which post signs TL. what for the head of its agency, in its fields or any, by which regulation."""

    post_id: UUID
    capabilities: Sequence[Capability]
    bound: Bound
    on: date
    basis: str


@action
def rule_signing(said: Regulation, *, by: Actor, at: datetime) -> SigningRule:
    """Write down what the regulation of the agency says of a post. From a day on, today or later.

    Raises `NotAllowed` (also for one's own post), `Invalid`, `WrongState` when the post has such a rule already.
    """
    hold_directory()
    today = local_day(at)
    post = Post.objects.select_related("unit").filter(pk=said.post_id).first()
    if post is None:
        raise Invalid(_("Không có chức vụ này."), field="post")
    held = Appointment.objects.believed().filter(during__overlap=DateRange(today, None))
    holders = held.filter(post=post).values_list("person_id", flat=True)
    own = by.person_id if by.person_id in set(holders) else None
    may_keep(by, unit_id=post.unit_id, of=None, to=own, at=at).or_raise()
    not_past(said.on, "on", today=today)
    if not said.capabilities or not set(said.capabilities) <= set(SIGNED):
        raise Invalid(_("Hãy chọn việc được ký thừa lệnh."), field="capabilities")
    _must_head_a_division(post, said.on)
    basis = must_say(
        said.basis, _("Ký thừa lệnh phải được quy định trong quy chế: hãy ghi số, ngày."), "basis"
    )
    rules = SigningRule.objects.believed().filter(post=post, capacity=Capacity.ORDER)
    if rules.filter(during__overlap=DateRange(said.on, None)).exists():
        raise WrongState(_("Chức vụ này đã có quy định ký thừa lệnh; hãy thôi quy định cũ trước."))
    made = SigningRule(
        post=post,
        capacity=Capacity.ORDER,
        capabilities=[str(power) for power in said.capabilities],
        bound=said.bound,
        source=basis,
        during=DateRange(said.on, None),
        known_from=at,
    )
    made.save(force_insert=True)
    record(RULE_SIGNING, subject=made, by=by, at=at, detail=_facts(made, said))
    return made


@action
def end_signing_rule(rule_id: UUID, *, on: date, reason: str, by: Actor, at: datetime) -> None:
    """Say that a regulation holds no longer from a day, today or later. Rules of the law are not ended here."""
    rule = (
        SigningRule.objects.believed().select_related("post").filter(pk=rule_id, post__isnull=False).first()
    )
    if rule is None:
        raise Missing
    may_keep(by, unit_id=rule.post.unit_id, of=None, to=None, at=at).or_raise()
    not_past(on, "on", today=local_day(at))
    why = must_say(reason, _("Hãy nêu lý do."), "reason")
    rule.cut(on, at=at)
    record(END_SIGNING_RULE, subject=rule, by=by, at=at, detail={"on": str(on), "reason": why})


def _facts(made: SigningRule, said: Regulation) -> dict[str, object]:
    words = {"post": str(said.post_id), "bound": str(said.bound), "on": str(said.on), "basis": made.source}
    return {**words, "capabilities": made.capabilities}


def _must_head_a_division(post: Post, on: date) -> None:
    """TL. is for heads of units inside an agency (NĐ 30/2020, art. 13, clause 4)."""
    head = head_of(post.unit_id, on)
    if head is None or head.pk != post.pk or tree(on).parent_of(post.unit_id) is None:
        raise Invalid(_("Chỉ người đứng đầu đơn vị thuộc cơ quan ký thừa lệnh."), field="post")
