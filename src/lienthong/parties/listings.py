"""The list of people and enterprises; a citizen's name is only initials here."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.ui.components import Lines
from lienthong.kernel.ui.lists import Choices, Column, Filter, Listing, Reader, by_name, listings
from lienthong.parties.models import Party, PartyGroup, PartyGroupMember, PartyKind
from lienthong.parties.rules.masking import masked_identifier, masked_name
from lienthong.parties.selectors import found_by


def shown_name(party: Party) -> str:
    return masked_name(party.name) if party.is_personal else party.name


def shown_identifier(party: Party) -> str:
    return masked_identifier(party.identifier) if party.is_personal else party.identifier


def _source(_reader: Reader) -> QuerySet[Party]:
    return Party.objects.all()


def _groups(_reader: Reader) -> Choices:
    return by_name(PartyGroup.objects.all())


def _in_group(rows: QuerySet[Party], code: str) -> QuerySet[Party]:
    listed = PartyGroupMember.objects.believed().filter(group__code=code)
    return rows.filter(pk__in=listed.values("party"))


def party_address(party: Party) -> str:
    return reverse("parties:party", args=[party.pk])


PARTIES: Listing[Party] = listings.register(
    Listing(
        name="parties.parties",
        title=_("Người dân, doanh nghiệp"),
        columns=(
            Column(
                "name",
                _("Tên"),
                lambda party: Lines(shown_name(party), "" if party.is_personal else party.short_name),
                plain=shown_name,
                main=True,
            ),
            Column("kind", _("Loại"), lambda party: party.get_kind_display()),
            Column("identifier", _("Mã số"), shown_identifier, look="narrow"),
        ),
        order=("kind", "code"),
        source=_source,
        filters=(
            Filter("kind", _("Loại"), PartyKind.choices, lambda rows, kind: rows.filter(kind=kind)),
            Filter("group", _("Nhóm"), _groups, _in_group),
        ),
        search=found_by,
        search_hint=_("Tên doanh nghiệp, mã số; công dân: đủ số định danh"),
        address=party_address,
        empty=_("Chưa có người dân, doanh nghiệp nào."),
    )
)
