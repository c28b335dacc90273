"""The series of numbers of an agency stand in the minutes of a hand-over: which is the last number given."""

from datetime import datetime

from django.utils.translation import gettext as _

from lienthong.directory.participants import HandOver
from lienthong.directory.selectors import agency_of
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.numbering.models import Series
from lienthong.tasks.numbers import series_of


class SeriesOfAgency:
    """What a colleague takes over of the agency's series: nothing moves, for a series belongs to the agency."""

    def preview(self, change: HandOver) -> list[str]:
        agency = agency_of(change.unit_id, change.on)
        if agency != change.unit_id:
            return []
        rows = Series.objects.filter(key=series_of(agency), year=change.on.year)
        said = _("Sổ số nhiệm vụ của cơ quan năm %(year)d: đã cấp đến số %(last)d.")
        return [said % {"year": row.year, "last": row.last} for row in rows]

    def carry_out(self, change: HandOver, *, by: Actor, at: datetime) -> None:
        """Move nothing."""
