"""The workbook to fill in: people and appointments within reach as they are today, with the posts that nobody holds."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lienthong.directory.importing.reading import GENDERS, KINDS, STATUSES
from lienthong.directory.importing.template import APPOINTMENTS, PEOPLE
from lienthong.directory.models import Appointment, Person, PostVersion
from lienthong.directory.reach import Reach
from lienthong.directory.selectors.units import names
from lienthong.directory.sheets.writing import Row, write


def workbook_of(reach: Reach) -> IO[bytes]:
    """Return the file, from its beginning; the caller closes it."""
    return write([(PEOPLE, people_rows(reach)), (APPOINTMENTS, appointment_rows(reach))])


def people_rows(reach: Reach) -> Iterator[Row]:
    for one in people_of(reach):
        yield [one.code, one.full_name, str(GENDERS.get(one.gender, one.gender)), one.email, one.phone]


def appointment_rows(reach: Reach) -> Iterator[Row]:
    """Return what is held today and later; then the posts of today that nobody holds, to be filled in."""
    held = list(appointments_of(reach))
    vacant: list[PostVersion] = list(_vacant(reach, {row.post_id for row in held}))
    units = {row.post.unit_id for row in held} | {row.post.unit_id for row in vacant}
    called = names(units, reach.day)
    for row in held:
        yield [
            row.person.code,
            row.post.code,
            called.get(row.post.unit_id, ""),
            row.post.title,
            str(KINDS[row.kind]),
            str(STATUSES[row.status]) if row.status else "",
            row.during.lower,
            last_day(row.during.upper),
            row.source,
        ]
    for version in vacant:
        post = version.post
        yield ["", post.code, called.get(post.unit_id, ""), post.title, "", "", None, None, ""]


def people_of(reach: Reach) -> QuerySet[Person]:
    return reach.people().order_by("name_key", "code")


def appointments_of(reach: Reach) -> QuerySet[Appointment]:
    """Return the appointments of posts within reach that hold today or are to come."""
    rows: QuerySet[Appointment] = Appointment.objects.believed().filter(during__overlap=(reach.day, None))
    if reach.units is not None:
        rows = rows.filter(post__unit__in=reach.units)
    return rows.select_related("person", "post").order_by("post__code", "during", "person__code")


def last_day(until: date | None) -> date | None:
    return until - timedelta(days=1) if until else None


def _vacant(reach: Reach, held: set[Any]) -> QuerySet[PostVersion]:
    return reach.working_posts().exclude(post__in=held).order_by("post__code")


def file_name(day: date) -> str:
    return _("can-bo-%(day)s.xlsx") % {"day": f"{day:%Y%m%d}"}
