"""The workbook of a catalogue as it is on a day: to read, to fill in, to send back."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import IO

from django.utils.translation import gettext as _

from lienthong.directory.catalogue.registry import Catalogue
from lienthong.directory.sheets.writing import Row, write

BATCH = 1000


def workbook_of(catalogue: Catalogue, day: date, *, at: datetime) -> IO[bytes]:
    """Return the file as it is made at a moment, from its beginning; the caller closes it."""
    return write([(catalogue.sheet, rows_of(catalogue, day))], made_at=at)


def rows_of(catalogue: Catalogue, day: date) -> Iterator[Row]:
    """Yield what is so on the day, in the order of its keys, as the file reads it back."""
    keeper = catalogue.keeper
    order = [catalogue.column(name).at for name in catalogue.keys]
    for row in keeper.rows(catalogue, day).order_by(*order).iterator(chunk_size=BATCH):
        cells: Row = [column.kind.cell(column.value_of(row)) for column in catalogue.columns]
        if keeper.has_days:
            during = keeper.during(row)
            cells += [during.lower, during.upper - timedelta(days=1) if during.upper else None]
        yield [*cells, keeper.basis(row)] if keeper.has_basis else cells


def file_name(catalogue: Catalogue, day: date) -> str:
    return _("danh-muc-%(name)s-%(day)s.xlsx") % {"name": catalogue.name, "day": f"{day:%Y%m%d}"}
