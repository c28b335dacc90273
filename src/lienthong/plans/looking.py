"""Which fields are looked at: those asked for, else the reader's own; a deputy sees the own part first."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from lienthong.directory.selectors import FIELDS
from lienthong.kernel.refusals import Invalid

ALL = "all"


def fields_asked(asked: Mapping[str, str], own: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fields looked at; none means all."""
    said = asked.get("field", "")
    if said == ALL:
        return ()
    fields = tuple(said.split(",")) if said else own
    if said and not set(fields) <= {*FIELDS}:
        raise Invalid(_("Không có lĩnh vực này."), field="field")
    return fields


def field_tabs(own: tuple[str, ...], fields: tuple[str, ...]) -> list[tuple[object, str, bool]]:
    """Return the ways to look: own fields (where there are some), all."""
    tabs: list[tuple[object, str, bool]] = (
        [(_("Lĩnh vực tôi phụ trách"), ",".join(own), fields == own)] if own else []
    )
    if fields and fields != own:
        tabs.append(("; ".join(str(FIELDS[field]) for field in fields), ",".join(fields), True))
    return [*tabs, (_("Mọi lĩnh vực"), ALL, not fields)]
