"""The series of numbers of an agency stand in the minutes of a hand-over: which is the last number given."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lienthong.directory.participants import HandOver, Lines, OnlySays
from lienthong.directory.selectors import agency_of
from lienthong.kernel.numbering.models import Series
from lienthong.tasks.numbers import series_of


class SeriesOfAgency(OnlySays):
    """What a colleague takes over of the agency's series: nothing moves, for a series belongs to the agency."""

    def preview(self, changes: Sequence[HandOver]) -> Lines[HandOver]:
        said = _("Sổ số nhiệm vụ của cơ quan năm %(year)d: đã cấp đến số %(last)d.")
        return [
            (change, said % {"year": row.year, "last": row.last})
            for change in changes
            if agency_of(change.unit_id, change.on) == change.unit_id
            for row in Series.objects.filter(key=series_of(change.unit_id), year=change.on.year)
        ]
