"""The tabs above the lists of the directory."""

from django.utils.translation import gettext as _

from lienthong.directory.asking import Days


def tabs(here: str, days: Days) -> list[tuple[str, str, bool]]:
    words = {
        "units": _("Cơ quan, đơn vị"),
        "tree": _("Tổ chức bộ máy theo thời gian"),
        "plans": _("Phương án sắp xếp"),
        "people": _("Cán bộ, công chức"),
        "places": _("Địa bàn hành chính"),
    }
    return [(label, days.link(name), name == here) for name, label in words.items()]
