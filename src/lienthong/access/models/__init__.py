from lienthong.access.models.absence import Absence
from lienthong.access.models.account import Account
from lienthong.access.models.assistance import Assistance
from lienthong.access.models.attempt import Attempt
from lienthong.access.models.delegation import Delegation
from lienthong.access.models.profile_capability import ProfileCapability
from lienthong.access.models.session import Session
from lienthong.access.models.signing_rule import Bound, Capacity, Principal, SigningRule

__all__ = [
    "Absence",
    "Account",
    "Assistance",
    "Attempt",
    "Bound",
    "Capacity",
    "Delegation",
    "Principal",
    "ProfileCapability",
    "Session",
    "SigningRule",
]
