"""Tags and filters of the design system: `{% load ui %}`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import template
from django.forms import BoundField
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Verdict, type_of_reason
from lienthong.kernel.search.sorting import name_key, sort_key
from lienthong.kernel.ui import choosing, formats, icons
from lienthong.kernel.ui.cells import drawn
from lienthong.kernel.ui.components import Chip, Deadline, Figure, Tone
from lienthong.kernel.ui.models import Work
from lienthong.kernel.ui.timeline import Note, moments
from lienthong.kernel.ui.works import ROWS, works

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    return icons.icon(name)


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> str:
    """Render a block a second time: the title of the page is also its heading."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return str(block.render(context)) if block else ""


# Words


@register.filter
def day(value: date | datetime | None) -> str:
    return formats.day_words(value)


@register.filter
def moment(value: datetime | None) -> str:
    return formats.moment_words(value)


@register.filter
def clock(value: datetime | None) -> str:
    return formats.clock_words(value)


@register.filter
def number(value: float | Decimal | None, places: int | None = None) -> str:
    return formats.number_words(value, places)


@register.filter
def file_size(value: int) -> str:
    return formats.size_words(value)


@register.filter
def counted(work: Work) -> type_of_reason:
    """Return what the progress of a long work counts."""
    return works.counted.get(work.kind, ROWS)


@register.filter
def by_title(things: Iterable[Any]) -> list[Any]:
    """Sort by what is printed, in Vietnamese order."""
    return sorted(things, key=lambda thing: sort_key(str(thing)))


@register.filter
def by_name(people: Iterable[Any]) -> list[Any]:
    """Sort people by given name, as Vietnamese lists do."""
    return sorted(people, key=lambda person: name_key(str(person)))


# Parts


@register.simple_tag
def chip(words: type_of_reason, tone: str = "plain", icon: str = "") -> SafeString:
    return Chip(words, Tone(tone), icon).__html__()


@register.simple_tag
def deadline(words: Deadline | type_of_reason, tone: str = "plain", day: str = "") -> SafeString:
    """Show a `Deadline`, or words that were made elsewhere."""
    known = words if isinstance(words, Deadline) else Deadline(words, Tone(tone), day)
    return known.__html__()


@register.simple_tag
def figure(
    value: object, url: str, kind: type_of_reason = "", as_of: datetime | str = "", definition: str = ""
) -> SafeString:
    words = formats.number_words(value) if isinstance(value, int | float | Decimal) else str(value)
    return Figure(words, url, kind, as_of, definition).__html__()


@register.simple_tag
def crumb(words: type_of_reason, url: str = "") -> SafeString:
    inside = format_html('<a href="{}">{}</a>', url, words) if url else format_html("<span>{}</span>", words)
    return format_html("<li>{}</li>", inside)


@register.inclusion_tag("ui/timeline.html")
def timeline(acts: Iterable[Act], notes: Mapping[UUID, Note] | None = None) -> dict[str, object]:
    return {"moments": moments(acts, notes)}


@register.inclusion_tag("ui/facts.html")
def facts(pairs: Iterable[tuple[type_of_reason, object]]) -> dict[str, object]:
    """Show a list of facts: pairs of label and value; a value that is empty reads as a dash."""
    return {"pairs": pairs}


@register.inclusion_tag("ui/empty.html")
def empty(
    words: type_of_reason,
    hint: type_of_reason = "",
    url: str = "",
    action: type_of_reason = "",
    icon: str = "inbox",
) -> dict[str, object]:
    return {"words": words, "hint": hint, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Iterable[tuple[type_of_reason, str, bool]], label: type_of_reason = "") -> dict[str, object]:
    """Show tabs as links: (words, address, is this one open), optionally a count as fourth."""
    return {"items": [(*item, "")[:4] for item in items], "label": label}


@register.inclusion_tag("ui/action.html")
def primary_action(
    words: type_of_reason,
    verdict: Verdict | None = None,
    *,
    url: str = "",
    icon: str = "",
    name: str = "",
    value: str = "",
    look: str = "primary",
) -> dict[str, object]:
    """The one primary action of the screen; what the verdict forbids is shown disabled, with its reason.

    With `url` it is a link to the page where it is done, without it the button that sends the form around it.
    """
    allowed = verdict is None or verdict.offered
    reason = "" if verdict is None else verdict.reason
    return {
        "words": words,
        "allowed": allowed,
        "reason": reason,
        "url": url,
        "icon": icon,
        "name": name,
        "value": value,
        "look": look,
    }


@register.inclusion_tag("ui/action.html")
def other_action(words: type_of_reason, verdict: Verdict | None = None, **parts: str) -> dict[str, object]:
    """An action beside the primary one."""
    return {**primary_action(words, verdict, **parts), "look": "outline-secondary"}


# Forms


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """Show one field of any form: label, hint, errors beside it, the control."""
    return {"field": bound, "when": _when(bound)}


@register.inclusion_tag("ui/form_errors.html")
def form_errors(form: object) -> dict[str, object]:
    """Show the summary of what must be put right, each a link to its field."""
    return {"form": form}


@register.simple_tag
def option(key: object, words: object, chosen: object) -> SafeString:
    """Draw one option of a `<select>` that a template draws itself."""
    return choosing.option(key, words, chosen)


@register.filter
def is_long(choices: Sequence[object]) -> bool:
    """Return whether a list is better searched: its `<select>` then has the class `choose`."""
    return choosing.is_long(choices)


def _when(bound: BoundField) -> dict[str, str] | None:
    """Return what decides whether the question is asked: the control's name, its answers, their words."""
    when = getattr(bound.form, "only_for", {}).get(bound.name)
    if when is None:
        return None
    deciding = bound.form[when.field]
    answers = " ".join(sorted(when.answers))
    return {"name": deciding.html_name, "answers": answers, "words": when.words(deciding.field)}


@register.filter
def kind_of(bound: BoundField) -> str:
    """Name the kind of a field's control: text, choice, many, tick, file, long or hidden."""
    widget = bound.field.widget
    return getattr(widget, "kind", "") or _KINDS.get(type(widget).__name__, "text")


@register.filter
def cell(value: object) -> SafeString:
    """Show what a column gave."""
    return SafeString(drawn(value))


_KINDS = {
    "CheckboxInput": "tick",
    "CheckboxSelectMultiple": "many",
    "RadioSelect": "many",
    "Select": "choice",
    "SelectMultiple": "choice",
    "Textarea": "long",
    "FileInput": "file",
    "ClearableFileInput": "file",
    "HiddenInput": "hidden",
}
