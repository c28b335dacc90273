from lienthong.access.models.account import Account
from lienthong.access.models.assistance import Assistance
from lienthong.access.models.attempt import Attempt
from lienthong.access.models.profile_capability import ProfileCapability

__all__ = ["Account", "Assistance", "Attempt", "ProfileCapability"]
