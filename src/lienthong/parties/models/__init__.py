from lienthong.parties.models.branch import Branch, FocalBranch
from lienthong.parties.models.group import PartyGroup, PartyGroupMember
from lienthong.parties.models.party import IdentifierKind, Party, PartyKind
from lienthong.parties.models.representative import Representative

__all__ = [
    "Branch",
    "FocalBranch",
    "IdentifierKind",
    "Party",
    "PartyGroup",
    "PartyGroupMember",
    "PartyKind",
    "Representative",
]
