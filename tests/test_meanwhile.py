"""Statements beside other work happen in their order, and what the database refuses is not lost."""

from threading import Event
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.backends.utils import CursorWrapper
from django.db.utils import IntegrityError

from lienthong.kernel.keys import among, array, new_key
from lienthong.kernel.meanwhile import meanwhile
from lienthong.kernel.numbering.models import Series

ADD = "INSERT INTO numbering_series (id, key, year, pattern, width, last) VALUES (%s, 'k', 2012, '{number}', 1, 0)"
NEXT = "UPDATE numbering_series SET last = last + 1 WHERE key = 'k'"


def sent(*statements: tuple[str, list[object]]) -> None:
    def work(cursor: CursorWrapper) -> None:
        for sql, values in statements:
            cursor.execute(sql, values)

    with transaction.atomic(), meanwhile(work):
        pass


@pytest.mark.django_db
def test_they_happen_in_their_order() -> None:
    sent((ADD, [new_key()]), (NEXT, []), (NEXT, []))
    assert Series.objects.get(key="k").last == 2


@pytest.mark.django_db
def test_what_is_refused_is_raised_at_the_end_and_nothing_of_it_stays() -> None:
    with pytest.raises(IntegrityError):
        sent((ADD, [new_key()]), (ADD, [new_key()]), (NEXT, []))
    assert not Series.objects.filter(key="k").exists()


@pytest.mark.django_db
def test_the_database_works_while_something_else_goes_on() -> None:
    begun, gone_on = Event(), Event()

    def work(cursor: CursorWrapper) -> None:
        cursor.execute(ADD, [new_key()])
        begun.set()
        assert gone_on.wait(20)

    with transaction.atomic(), meanwhile(work):
        assert begun.wait(20)
        gone_on.set()
    assert Series.objects.filter(key="k").exists()


@pytest.mark.django_db
def test_what_fails_beside_it_waits_for_the_database_and_undoes_it() -> None:
    with (
        pytest.raises(LookupError),
        transaction.atomic(),
        meanwhile(lambda cursor: cursor.execute(ADD, [new_key()])),
    ):
        raise LookupError("beside it")
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
