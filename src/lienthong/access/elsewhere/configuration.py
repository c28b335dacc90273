"""Which identity provider this installation trusts; all of it from the settings, nothing of it in the database."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

SHIPPED = Path(__file__).parents[1] / "data" / "claims.csv"
# Signed with a private key that the provider alone has; never a shared secret (HS…), never none.
ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})
LONGEST_ISSUER = 200  # characters; the column in which links keep it


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID Connect provider. `levels` are its acr values, the weakest first; `level` is the least taken."""

    issuer: str
    client_id: str
    secret: str
    name: str
    levels: tuple[str, ...]
    level: str
    algorithm: str
    claims: Path
    second_factor: bool
    simulated: bool

    def __post_init__(self) -> None:
        parts = urlsplit(self.issuer)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in THIS_MACHINE):
            raise ImproperlyConfigured(
                "LIENTHONG_IDENTITY begins with https:// (http:// only on this machine)"
            )
        if parts.query or parts.fragment or len(self.issuer) > LONGEST_ISSUER:
            raise ImproperlyConfigured(
                "LIENTHONG_IDENTITY is the issuer's address alone, 200 characters at most"
            )
        if not self.client_id or not self.secret:
            raise ImproperlyConfigured("LIENTHONG_IDENTITY_CLIENT and LIENTHONG_IDENTITY_SECRET are needed")
        if self.algorithm not in ALGORITHMS:
            raise ImproperlyConfigured(f"LIENTHONG_IDENTITY_ALGORITHM is one of {sorted(ALGORITHMS)}")
        if self.level not in self.levels:
            raise ImproperlyConfigured("LIENTHONG_IDENTITY_LEVEL is one of LIENTHONG_IDENTITY_LEVELS")

    @property
    def label(self) -> str:
        """Return the name that people read; a twin is called one."""
        return _("%(name)s (mô phỏng)") % {"name": self.name} if self.simulated else self.name

    @property
    def origin(self) -> str:
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    def reaches(self, level: str) -> bool:
        """Say whether the level is at least the one that is asked for; an unknown one is not."""
        return level in self.levels and self.levels.index(level) >= self.levels.index(self.level)


def the_provider() -> Provider | None:
    """Return the provider, None where signing in elsewhere is off. Raises `ImproperlyConfigured`."""
    said = settings.IDENTITY
    if not said["issuer"]:
        return None
    return Provider(
        issuer=said["issuer"],
        client_id=said["client_id"],
        secret=said["secret"],
        name=said["name"],
        levels=tuple(said["levels"]),
        level=said["level"],
        algorithm=said["algorithm"],
        claims=Path(said["claims"]) if said["claims"] else SHIPPED,
        second_factor=bool(said["second_factor"]),
        simulated=bool(said["simulated"]),
    )
