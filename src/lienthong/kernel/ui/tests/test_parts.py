from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.holidays import SAMPLE_HOURS
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import allow, deny
from lienthong.kernel.ui import formats
from lienthong.kernel.ui.components import Chip, Deadline, Figure, Folded, Lines, Link, Tone
from lienthong.kernel.ui.icons import STROKES, icon
from lienthong.kernel.ui.menu import Entry, Menu
from lienthong.kernel.ui.timeline import Note, moments

AT = datetime(2012, 11, 5, 3, 0, tzinfo=UTC)


def drawn(text: str, **context: object) -> str:
    return Template("{% load ui %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1234, "1.234"),
        (1234.5, "1.234,5"),
        (Decimal("10750000.250"), "10.750.000,25"),
        (0, "0"),
        (-1200, "-1.200"),
        (0.1 + 0.2, "0,3"),
        (None, ""),
    ],
)
def test_numbers_read_as_in_vietnam(value: float | None, words: str) -> None:
    with translation.override("vi"):
        assert formats.number_words(value) == words


def test_numbers_read_as_in_english() -> None:
    with translation.override("en"):
        assert formats.number_words(1234.5) == "1,234.5"


def test_days_and_moments_are_those_of_vietnam() -> None:
    late = datetime(2012, 11, 5, 18, 30, tzinfo=UTC)

    assert formats.day_words(date(2020, 3, 5)) == "05/03/2020"
    assert formats.day_words(late) == "06/11/2012"
    assert formats.moment_words(late) == "06/11/2012 01:30"


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 KB"), (50_000, "50 KB"), (2_500_000, "2,5 MB"), (81_860_100_000, "81,9 GB")]
)
def test_sizes_of_files(size: int, words: str) -> None:
    assert formats.size_words(size) == words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, '<span class="nothing">–</span>'),
        ("", '<span class="nothing">–</span>'),
        (0, "0"),
        (1500, "1.500"),
        (date(2020, 3, 5), "05/03/2020"),
        ("<b>", "&lt;b&gt;"),
        (Link("<b>", "/x"), '<a href="/x">&lt;b&gt;</a>'),
    ],
)
def test_a_cell_shows_what_it_is_given(value: object, shown: str) -> None:
    assert drawn("{{ value|cell }}", value=value) == shown


@pytest.mark.parametrize(
    "part", [Chip("Quá <hạn>", Tone.BAD), Lines("Quá <hạn>", "b"), Figure("Quá <hạn>", "/")]
)
def test_parts_escape_words_and_speak_them_plainly(part: object) -> None:
    assert "<hạn>" not in drawn("{{ part|cell }}", part=part)
    assert str(part).startswith("Quá <hạn>")


def test_a_state_has_an_icon_and_a_word() -> None:
    shown = drawn('{% chip "Quá hạn" "bad" %}')

    assert "<svg" in shown
    assert "Quá hạn" in shown


@pytest.fixture
def calendar() -> Calendar:
    return Calendar(weeks=(SAMPLE_HOURS,))


@pytest.mark.parametrize(
    ("hours", "tone", "words"),
    [(-4, Tone.BAD, "Quá"), (2, Tone.WARN, "Còn"), (24 * 14, Tone.PLAIN, "Còn")],
)
def test_a_deadline_says_how_long_and_how_urgent(
    calendar: Calendar, hours: int, tone: Tone, words: str
) -> None:
    deadline = Deadline.of(AT + timedelta(hours=hours), at=AT, calendar=calendar)

    assert deadline.tone == tone
    assert str(deadline.words).startswith(words)


def test_no_deadline_is_said(calendar: Calendar) -> None:
    assert str(Deadline.of(None, at=AT, calendar=calendar)) == "Không có hạn"


def test_a_forbidden_action_is_shown_with_its_reason() -> None:
    shown = drawn('{% primary_action "Ký" verdict %}', verdict=deny("Chưa được giao quyền."))

    assert "disabled" in shown
    assert "Chưa được giao quyền." in shown


def test_an_allowed_action_is_a_button_or_a_link() -> None:
    assert '<button class="btn btn-primary">' in drawn('{% primary_action "Ký" verdict %}', verdict=allow())
    assert 'href="/ky/"' in drawn('{% primary_action "Ký" url="/ky/" %}')


def test_names_are_sorted_as_vietnamese_lists_do() -> None:
    assert drawn("{{ names|by_name|join:', ' }}", names=["Lê Bình", "Trần Ân", "Đỗ An"]) == (
        "Đỗ An, Trần Ân, Lê Bình"
    )
    assert drawn("{{ units|by_title|join:', ' }}", units=["Phường 10", "Đa Kao", "Phường 2", "Da Lộc"]) == (
        "Da Lộc, Đa Kao, Phường 2, Phường 10"
    )


def an_act(**values: object) -> Act:
    told = {"verb": "ui.test", "detail": {}, "at": AT, "recorded_at": AT} | values
    return Act(id=new_key(), actor_name="Trần Thị Hạnh", actor_post="Chuyên viên", actor_unit="Phòng", **told)


def test_the_timeline_marks_what_was_revoked_and_what_was_entered_later() -> None:
    first = an_act(detail={"reason": "Nhầm số"}, recorded_at=AT + timedelta(days=1))
    second = an_act(revokes=first.id)

    shown, other = moments([first, second], {second.id: Note("Ghi thêm")})

    assert (shown.revoked, shown.entered_later, shown.note) == (True, True, "Nhầm số")
    assert (other.revoked, other.note) == (False, "Ghi thêm")
    assert "Nhập vào hệ thống" in drawn("{% timeline acts %}", acts=[first, second])


def test_the_menu_shows_what_one_may_open_in_order() -> None:
    menu = Menu()
    menu.register(Entry("Hai", "b", "home", order=2, group="Nhóm"))
    menu.register(Entry("Kín", "c", "lock", capability="power", order=3, group="Nhóm"))
    menu.register(Entry("Một", "a", "home", order=1))
    menu.register(Entry("Một", "a", "home", order=1))
    plain = Actor(kind=ActorKind.OFFICIAL, name="A")
    able = Actor(kind=ActorKind.OFFICIAL, name="A", capabilities=frozenset({"power"}))

    def words(actor: Actor | None) -> list[str]:
        return [str(entry.label) for _group, entries in menu.of(actor) for entry in entries]

    assert words(None) == words(Actor(kind=ActorKind.PARTY, name="B")) == []
    assert words(plain) == ["Một", "Hai"]
    assert words(able) == ["Một", "Hai", "Kín"]


@pytest.mark.parametrize("name", sorted(STROKES))
def test_every_icon_is_drawn_and_silent(name: str) -> None:
    assert 'aria-hidden="true"' in icon(name)


def test_a_long_enumeration_folds_on_the_page_and_is_whole_in_an_export() -> None:
    agencies = Folded("Sở A; Sở B", "và 3 cơ quan khác", "Sở C; Sở D; Sở <E>")

    assert str(agencies) == "Sở A; Sở B; Sở C; Sở D; Sở <E>"
    assert "<summary>Sở A; Sở B <span>và 3 cơ quan khác</span></summary>" in agencies.__html__()
    assert "Sở &lt;E&gt;" in agencies.__html__()
