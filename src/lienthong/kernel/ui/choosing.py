"""Choosing from a list: the browser's own control, which a script makes a box to type in where the list is long."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LONG = 12  # choices; a longer list is easier to search than to look through


class Named(str):
    """The words of a choice, with a second line that tells it from others, and more by which people look for it.

    Without script the second line stands behind the words.
    """

    __slots__ = ("also", "second")
    second: str
    also: str

    def __new__(cls, words: str, second: str = "", also: str = "") -> Self:
        named = super().__new__(cls, words)
        named.second, named.also = second, also
        return named


class OneOf(forms.Select):
    """One of a list."""

    kind = "choice"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return _searched(super().get_context(name, value, attrs), len(list(self.choices)))

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return _told(super().create_option(*args, **kwargs))


class SeveralOf(forms.CheckboxSelectMultiple):
    """Any number of a list: ticks, or what is chosen as chips beside a box to type in."""

    kind = "many"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return _searched(super().get_context(name, value, attrs), len(list(self.choices)))

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return _told(super().create_option(*args, **kwargs))


class OneField(forms.ChoiceField):
    widget = OneOf


class SeveralField(forms.MultipleChoiceField):
    widget = SeveralOf


def option(key: object, words: object, chosen: object) -> SafeString:
    """Return one option, for a `<select>` that a template draws itself."""
    told = format_html_join("", ' {}="{}"', _marks(words).items())
    selected = SafeString(" selected" if str(key) == str(chosen) else "")
    return format_html('<option value="{}"{}{}>{}</option>', key, told, selected, _in_one_line(words))


def is_long(choices: Sequence[object]) -> bool:
    return len(choices) > LONG


def _searched(context: dict[str, Any], size: int) -> dict[str, Any]:
    if size > LONG:
        own = context["widget"]["attrs"].get("class", "")
        context["widget"]["attrs"]["class"] = f"{own} choose".strip()
    return context


def _told(option: dict[str, Any]) -> dict[str, Any]:
    option["attrs"] |= _marks(option["label"])
    option["label"] = _in_one_line(option["label"])
    return option


def _marks(words: object) -> Mapping[str, str]:
    """Return what the script reads: the words alone, the second line, other words to find it by."""
    if not isinstance(words, Named):
        return {}
    return {"data-words": str(words), "data-second": words.second, "data-also": words.also}


def _in_one_line(words: object) -> object:
    return f"{words} ({words.second})" if isinstance(words, Named) and words.second else words
