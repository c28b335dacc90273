from lienthong.access.models.account import Account
from lienthong.access.models.attempt import Attempt
from lienthong.access.models.profile_capability import ProfileCapability
from lienthong.access.models.session import Session

__all__ = ["Account", "Attempt", "ProfileCapability", "Session"]
