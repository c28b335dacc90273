"""Coordinating bodies: which posts sit on them, which agency keeps them running."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from lienthong.directory.actions.facts import begin, must_exist, open_directory, tell
from lienthong.directory.models import BodySeat, CoordinatingBody, Post, Unit
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action
from lienthong.kernel.refusals import Invalid, must_say


@action
def seat(
    body: Unit, post: Post, *, role: str, on: date, by: Actor, at: datetime, rank: int = 0, basis: str = ""
) -> BodySeat:
    """Seat a post on a body; whoever holds the post is the member."""
    open_directory(by)
    must_exist(body, on, "body")
    must_exist(post.unit, on, "post")
    worded = must_say(role, _("Hãy nhập vai trò trong tổ chức phối hợp."), "role")
    seated = begin(BodySeat, on, at=at, body=body, post=post, role=worded, rank=rank, source=basis)
    tell("directory.seat", body, by=by, at=at, on=str(on), post=post.code, role=worded, basis=basis)
    return seated


@action
def name_standing_agency(
    body: Unit, agency: Unit, *, on: date, by: Actor, at: datetime, basis: str = ""
) -> CoordinatingBody:
    """Name the agency that prepares, keeps and seals for a body from a day."""
    open_directory(by)
    if agency == body:
        raise Invalid(_("Tổ chức phối hợp không thể là cơ quan thường trực của chính nó."), field="agency")
    if must_exist(body, on, "body").kind.has_seal:
        raise Invalid(
            _("Cơ quan có con dấu riêng không phải là tổ chức phối hợp, không có cơ quan thường trực."),
            field="body",
        )
    must_exist(agency, on, "agency")
    present = CoordinatingBody.objects.on(on).filter(unit=body).first()
    until = present.during.upper if present else None
    if present is not None:
        present.cut(on, at=at)
    named = begin(CoordinatingBody, on, until=until, at=at, unit=body, standing_agency=agency, source=basis)
    tell("directory.name_standing_agency", body, by=by, at=at, on=str(on), agency=agency.code, basis=basis)
    return named
