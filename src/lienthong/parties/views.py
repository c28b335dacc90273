"""Pages of people and enterprises for officials. Personal data opens by an act."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing, type_of_reason
from lienthong.kernel.ui.components import Link
from lienthong.kernel.ui.showing import show
from lienthong.parties import selectors
from lienthong.parties.actions import read_personal
from lienthong.parties.asking import Request
from lienthong.parties.forms import OpenForm
from lienthong.parties.listings import PARTIES, party_address, shown_identifier, shown_name
from lienthong.parties.models import Party
from lienthong.parties.policies import may_read_personal

Fact = tuple[type_of_reason, object]


def parties_page(request: Request) -> HttpResponseBase:
    return show(request, PARTIES)


def party_page(request: Request, party_id: UUID) -> HttpResponse:
    """One party; of a citizen the initials, until somebody says what they open the rest for."""
    party = Party.objects.filter(pk=party_id).first()
    if party is None:
        raise Missing
    form = OpenForm.read(request)
    opened = request.method == "POST" and form.carries_out(
        lambda: read_personal(
            party, purpose=form.answers["purpose"], by=request.actor, at=request.at, key=form.act_key
        )
    )
    context = {
        "party": party,
        "name": party.name if opened else shown_name(party),
        "facts": _facts(party, request, opened=opened),
        "form": form,
        "opened": opened,
        "verdict": may_read_personal(request.actor, party),
        "readings": selectors.readings_of(party_id)[:50] if party.is_personal else [],
        **_around(party, request),
    }
    return render(request, "parties/party.html", context, status=form.status)


def _facts(party: Party, request: Request, *, opened: bool) -> list[Fact]:
    open_to_all = opened or not party.is_personal
    day = local_day(request.at)
    facts: list[Fact] = [
        (_("Loại"), party.get_kind_display()),
        (party.get_identifier_kind_display(), party.identifier if open_to_all else shown_identifier(party)),
        (_("Địa chỉ"), party.address if open_to_all else "•••"),
    ]
    enterprise = selectors.enterprise_of(party.pk, day)
    if enterprise is not None:
        facts.append((_("Chi nhánh của"), Link(enterprise.name, party_address(enterprise))))
    facts += [
        (
            _("Đầu mối tại %(place)s") % {"place": row.place_name},
            Link(row.branch.name, party_address(row.branch)),
        )
        for row in selectors.focal_branches(party.pk, day)
    ]
    return facts


def _around(party: Party, request: Request) -> dict[str, object]:
    day = local_day(request.at)
    return {
        "branches": [(row.name, party_address(row)) for row in selectors.branches_of(party.pk, day)],
        "representatives": [
            (shown_name(row.citizen), row.title, party_address(row.citizen))
            for row in selectors.representatives(party.pk, day)
        ],
        "represents": [(row.name, party_address(row)) for row in selectors.represented_by(party.pk, day)],
    }
