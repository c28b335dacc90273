from datetime import UTC, datetime, timedelta
from itertools import pairwise

from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel.search.spans import Span, spans_from

START = datetime(2000, 1, 1, tzinfo=UTC)
moments = st.integers(0, 60 * 366 * 24).map(lambda hours: START + timedelta(hours=hours))


def holds(span: Span, moment: datetime) -> bool:
    return (span.since is None or span.since <= moment) and (span.before is None or moment < span.before)


@given(begin=moments, other=moments, down=st.booleans())
def test_each_moment_from_one_on_lies_in_one_span(begin: datetime, other: datetime, *, down: bool) -> None:
    spans = list(spans_from(begin, down=down))

    assert holds(spans[0], begin)
    if (other <= begin) == down:
        assert sum(holds(span, other) for span in spans) == 1


@given(begin=moments, down=st.booleans())
def test_spans_follow_each_other(begin: datetime, *, down: bool) -> None:
    for one, following in pairwise(spans_from(begin, down=down)):
        assert (one.since == following.before) if down else (one.before == following.since)


def test_the_database_names_months_and_years_as_spans_do(db: None) -> None:
    """At both ends of a month, whatever the time zone of the session."""
    month, years, _rest = spans_from(datetime(2015, 12, 5, tzinfo=UTC), down=True)
    assert month.before
    for moment in (month.since, month.before - timedelta(microseconds=1)):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL TimeZone = 'Asia/Ho_Chi_Minh'")
            cursor.execute("SELECT spans_v1(%s::timestamptz)", [moment])
            assert cursor.fetchone()[0] == [*month.keys, years.keys[1]]
