"""How a post is printed: of one who is acting, and in a capacity (NĐ 30/2020, annex I, part II, 7b)."""

from lienthong.directory.models import AppointmentKind

# Somebody in charge signs as a deputy does for the head; the decree has no abbreviation of its own for them.
ACTING = {AppointmentKind.ACTING: "Q. %s", AppointmentKind.IN_CHARGE: "KT. %s (phụ trách)"}


def title_as_held(title: str, held_as: str) -> str:
    """Return the title with what it is held as: "Q. Giám đốc"."""
    return ACTING.get(AppointmentKind(held_as), "%s") % title
