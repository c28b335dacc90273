"""Rows with two times: `during` (when it was so), `known_from` and `known_to` (when we knew)."""

from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import connection, models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import WrongState

_AGAIN = {
    "id": "uuidv7()",
    "during": "daterange(lower(during), said.day)",
    "known_from": "said.moment",
    "known_to": "NULL::timestamptz",
}
_CUT = """
WITH said AS (SELECT %s::date AS day, %s::timestamptz AS moment),
gone AS (
    UPDATE "{table}" SET known_to = said.moment FROM said
    WHERE known_to IS NULL AND "{table}".id IN ({chosen})
    RETURNING "{table}".*
),
begun AS (
    INSERT INTO "{table}" ({columns})
    SELECT {again} FROM gone, said WHERE lower(during) IS NULL OR lower(during) < said.day
)
SELECT count(*) FROM gone
"""
_CORRECTED = _("Thông tin này vừa được người khác sửa; hãy tải lại trang.")


class Versions(models.QuerySet["Any"]):
    """Questions about rows with two times."""

    def believed(self) -> Self:
        return self.filter(known_to__isnull=True)

    def known_at(self, moment: datetime) -> Self:
        return self.filter(known_from__lte=moment).filter(Q(known_to__isnull=True) | Q(known_to__gt=moment))

    def on(self, day: date) -> Self:
        """Return what was so on the day, as we believe now."""
        return self.believed().filter(during__contains=day)

    def cut(self, on: date, *, at: datetime) -> int:
        """Let those of these that we believe end before `on`, whatever their number in one statement; return it.

        What had not begun by then was never so.
        """
        chosen, values = self.values("pk").query.sql_with_params()
        columns = _written(self.model)
        sql = _CUT.format(
            table=self.model._meta.db_table,
            chosen=chosen,
            columns=", ".join(columns),
            again=", ".join(_AGAIN.get(column, column) for column in columns),
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [on, at, *values])
            return int(cursor.fetchone()[0])

    def on_as_known(self, day: date, moment: datetime) -> Self:
        return self.known_at(moment).filter(during__contains=day)


class Versioned(models.Model):
    """A fact that was so `during` [from, to) and that we knew from `known_from` until `known_to`."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    during = DateRangeField(db_comment="when it was so: [from, to)")
    known_from = models.DateTimeField(db_comment="since when we knew")
    known_to = models.DateTimeField(null=True, db_comment="until when we believed it; empty: still")

    objects: ClassVar[Any] = Versions.as_manager()

    class Meta:
        abstract = True

    def correct(self, *, at: datetime, **changes: Any) -> Self:
        """Close this belief and write another in its place; the old row stays readable as it was known."""
        self.withdraw(at=at)
        written = self.again(at=at, **changes)
        written.save(force_insert=True)
        return written

    def again(self, *, at: datetime, **changes: Any) -> Self:
        """Return what would be believed in its place from `at`; not written down yet."""
        values = {field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields}
        return type(self)(**values | {"id": new_key(), "known_from": at, "known_to": None} | changes)

    def withdraw(self, *, at: datetime) -> None:
        """Stop believing this row. Raises `WrongState` when somebody else did before."""
        closed = type(self)._default_manager.filter(pk=self.pk, known_to__isnull=True).update(known_to=at)
        if not closed:
            raise WrongState(_CORRECTED)

    def cut(self, on: date, *, at: datetime) -> None:
        """Let it end before `on`; what had not begun by then was never so."""
        if self.during.lower is not None and self.during.lower >= on:
            self.withdraw(at=at)
        elif self.during.upper is None or self.during.upper > on:
            self.end(on=on, at=at)

    def end(self, *, on: date, at: datetime) -> Self:
        """Say that it was so only until `on` (exclusive)."""
        return self.correct(at=at, during=type(self.during)(self.during.lower, on))


def _written(model: type[models.Model]) -> list[str]:
    """Return the columns of which a row says something itself."""
    rows = model._meta.concrete_fields
    return [str(field.column) for field in rows if not isinstance(field, models.GeneratedField)]


def never_twice(name: str, *columns: str) -> ExclusionConstraint:
    """Return the constraint that one key has one believed row a day, without an extension (span, migration 0001)."""
    key = F(columns[0]) if len(columns) == 1 else Func(*columns, function="key_of")
    return ExclusionConstraint(
        name=name,
        expressions=[(Func(key, "during", function="span"), RangeOperators.OVERLAPS)],
        condition=Q(known_to__isnull=True),
    )


def never_empty(name: str) -> models.CheckConstraint:
    """Return the constraint that `during` holds at least one day (an empty range slips through `never_twice`)."""
    return models.CheckConstraint(condition=Q(during__isempty=False), name=name)
