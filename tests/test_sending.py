"""Statements that are sent ahead happen in their order, and what the database refuses is not lost."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from lienthong.kernel.keys import among, array, new_key
from lienthong.kernel.numbering.models import Series
from lienthong.kernel.sending import sent_ahead

ADD = "INSERT INTO numbering_series (id, key, year, pattern, width, last) VALUES (%s, 'k', 2012, '{number}', 1, 0)"
NEXT = "UPDATE numbering_series SET last = last + 1 WHERE key = 'k'"


def sent(*statements: tuple[str, list[object]]) -> None:
    with transaction.atomic(), sent_ahead(), connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)


@pytest.mark.django_db
def test_they_happen_in_their_order() -> None:
    sent((ADD, [new_key()]), (NEXT, []), (NEXT, []))
    assert Series.objects.get(key="k").last == 2


@pytest.mark.django_db
def test_what_is_refused_is_raised_at_the_end_and_nothing_of_it_stays() -> None:
    with pytest.raises(IntegrityError):
        sent((ADD, [new_key()]), (ADD, [new_key()]), (NEXT, []))
    assert not Series.objects.filter(key="k").exists()


def test_an_array_is_written_as_the_database_reads_it() -> None:
    one, other = uuid4(), uuid4()
    assert array([one, None, other]) == f"{{{one},NULL,{other}}}"
    assert array([3, 1]) == "{3,1}"


@pytest.mark.django_db
def test_among_keys_are_these_and_among_none_is_nothing() -> None:
    sent((ADD, [new_key()]))
    (row,) = Series.objects.all()
    assert list(Series.objects.filter(pk__in=among([new_key(), row.pk]))) == [row]
    assert not Series.objects.filter(pk__in=among([])).exists()
