from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.checks import Error
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.kernel.search import encoding
from lienthong.kernel.search.fields import (
    FoldedField,
    NameKeyField,
    SortKeyField,
    WordsField,
    prefix_index,
    words_index,
)
from lienthong.kernel.search.queries import matching, raw_parts, starting
from lienthong.kernel.search.sorting import sort_key


@pytest.fixture
def letter(db: None) -> Any:
    """A table of letters with the columns an area would have."""
    with isolate_apps("lienthong.kernel.search"):

        class Letter(models.Model):
            number = models.TextField(default="")
            title = models.TextField()
            folded = FoldedField("title")
            words = WordsField("number", "title")
            order = SortKeyField("title")
            name_order = NameKeyField("title")

            class Meta:
                app_label = "search"
                indexes = [words_index("letter_words"), prefix_index("letter_prefix", "folded")]

    with connection.schema_editor() as editor:
        editor.create_model(Letter)
    return Letter


@pytest.fixture
def letters(letter: Any) -> Any:
    letter.objects.create(number="15/QĐ-UBND", title="Về cáp quang đường Tôn Đức Thắng")
    letter.objects.create(number="2/TTr-SXD", title="Đức Linh xin thắng cảnh")
    return letter.objects.order_by("id")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ton duc", 1),
        ("TÔN ĐỨC", 1),
        ("duc", 2),
        ("đứ", 2),
        ("thắng đứ", 2),
        ("thang li", 1),
        ("đ", 0),
        ("đức t", 2),
        ("15/qd-ubnd", 1),
        ('"đức thắng"', 1),
        ('"duc linh" thang', 1),
        ("đức 99", 0),
        ("", 2),
        ("   ", 2),
        ("!!!", 0),
        ("' | a:* & !", 0),
        ("duc & linh | (", 1),
    ],
)
def test_finds_by_words_typed_in_any_way(letters: Any, typed: str, found: int) -> None:
    assert matching(letters, typed).count() == found


def test_finds_by_the_beginning(letters: Any) -> None:
    assert [row.number for row in letters.filter(starting("folded", "  đuc  LINH"))] == ["2/TTr-SXD"]
    assert not letters.filter(starting("folded", "%")).exists()


def test_the_database_sorts_as_python_does(letter: Any) -> None:
    titles = ["Ý", "ăn", "ân", "Đan", "Dân", "an", "Phường 10", "Phường 9"]
    letter.objects.bulk_create([letter(title=title) for title in titles])

    assert list(letter.objects.order_by("order").values_list("title", flat=True)) == sorted(
        titles, key=sort_key
    )


def test_a_column_follows_its_sources(letters: Any) -> None:
    letters.filter(number="2/TTr-SXD").update(title="Việc khác")

    assert matching(letters, "thang").count() == 1


def test_a_very_long_text_is_searchable_by_its_beginning(letter: Any) -> None:
    letter.objects.create(title="đầu " + " ".join(f"{n}á{n * 7919}" for n in range(150_000)))

    assert matching(letter.objects.all(), "dau").count() == 1


@pytest.mark.django_db
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("abđ15 \"'&|!():*<->\\%_;-漢\u0301"), max_size=40))
def test_whatever_is_typed_is_a_query(typed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsquery('simple', %s)", [" & ".join(raw_parts(typed))])


def test_a_field_is_rebuilt_from_its_sources() -> None:
    _name, path, sources, kwargs = WordsField("number", "title").deconstruct()

    assert (sources, kwargs) == (("number", "title"), {})
    assert path.endswith("fields.WordsField")


def test_a_server_of_another_encoding_is_refused(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    @contextmanager
    def cursor() -> Iterator[Any]:
        yield Mock(fetchone=lambda: ("LATIN1",))

    monkeypatch.setattr(encoding, "connections", {"default": Mock(cursor=cursor)})

    (problem,) = encoding.server_holds_utf8(databases=["default"])

    assert isinstance(problem, Error)
    assert "LATIN1" in problem.msg


def test_this_server_is_accepted(db: None) -> None:
    assert encoding.server_holds_utf8(databases=["default"]) == []
