import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.kernel.search.folding import fold, words
from lienthong.kernel.search.sorting import name_key, sort_key

VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    "ÀĂÂĐÊÔƠƯỨỮỰÐð\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b fjwz0123456789 -–/.,'\"%_\\ßÆöЯ漢"
)
TEXTS = st.one_of(st.text(VIETNAMESE, max_size=60), st.text("nNgG aAâẬ dĐ 0179", max_size=30))
RANDOM = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def in_sql(function: str, text: str | None) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [text])
        return cursor.fetchone()[0]


@pytest.mark.django_db
@RANDOM
@given(TEXTS)
def test_python_and_sql_say_the_same(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT fold_v1(x), words_v1(x), sort_key_v1(x), name_key_v1(x) FROM (SELECT %s AS x) t", [text]
        )
        assert cursor.fetchone() == (fold(text), " ".join(words(text)), sort_key(text), name_key(text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("QUYẾT ĐỊNH", "quyet dinh"),
        ("Đường Tôn Đức Thắng", "duong ton duc thang"),
        ("Ðà Lạt", "da lat"),  # Eth, from texts of old fonts
        ("ủy ban, uỷ ban", "uy ban, uy ban"),
        ("e\u0323\u0302", "e"),
        ("", ""),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.django_db
def test_folding_does_not_depend_on_the_locale() -> None:
    """Under the locale C, `lower` knows ASCII only: it must come last, or Ế and Đ stay."""
    with connection.cursor() as cursor:
        cursor.execute("""SELECT fold_v1('QUYẾT ĐỊNH' COLLATE "C"), fold_v1('QUYẾT ĐỊNH')""")
        assert cursor.fetchone() == ("quyet dinh", "quyet dinh")


@pytest.mark.django_db
@pytest.mark.parametrize("function", ["fold_v1", "words_v1", "sort_key_v1", "name_key_v1", "vector_v1"])
def test_nothing_is_read_from_the_search_path(function: str) -> None:
    """A dump restores with an empty search path."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = ''")
        cursor.execute(f"SELECT public.{function}('Ủy ban')::text")
        assert cursor.fetchone()[0]


@pytest.mark.django_db
def test_nothing_stays_nothing() -> None:
    assert in_sql("fold_v1", None) is None
