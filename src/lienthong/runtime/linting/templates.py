"""What no other tool looks for in our templates: they compile, and keep to the content security policy.

Run with Django's settings: `python -m lienthong.runtime.linting.templates`.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from lienthong.runtime.home import CHECKOUT

RULES = (
    (re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE), "a script stands in a file of its own"),
    (re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE), "styles stand in a file of its own"),
    (re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE), "no handler stands in an attribute"),
    (re.compile(r"hx-on[:\-]|hx-vals\s*=\s*[\"']js:", re.IGNORECASE), "htmx evaluates no code here"),
    (re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off"), "what people wrote is always escaped"),
    (
        re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
        "nothing comes from outside",
    ),
    (re.compile(r"<img(?![^>]*\balt=)[^>]*>", re.IGNORECASE), "an image says in `alt` what it shows"),
    (re.compile(r"<html(?![^>]*\blang=)[^>]*>", re.IGNORECASE), "a page says its language"),
)
POSTING = re.compile(r"<form\b[^>]*method\s*=\s*[\"']post[\"'].*?</form>", re.IGNORECASE | re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)


def complaints(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and reason for each place in a template's text that breaks a rule."""
    text = COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment.group()), text)
    for pattern, reason in RULES:
        yield from ((_line(text, match), reason) for match in pattern.finditer(text))
    for match in POSTING.finditer(text):
        if "csrf_token" not in match.group():
            yield _line(text, match), "a form that posts carries {% csrf_token %}"


def _line(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.start()) + 1


def templates() -> list[Path]:
    return sorted((CHECKOUT / "src").glob("**/templates/**/*.html"))


def main() -> int:
    import django

    django.setup()
    wrong = 0
    for file in templates():
        found = sorted(complaints(file.read_text(encoding="utf-8")))
        for line, reason in [*_uncompiled(file), *found]:
            print(f"{file.relative_to(CHECKOUT)}:{line}: {reason}")
            wrong += 1
    print(f"{len(templates())} templates, {wrong} complaints")
    return 1 if wrong else 0


def _uncompiled(file: Path) -> Iterator[tuple[int, str]]:
    from django.template import TemplateSyntaxError, engines

    try:
        engines["django"].from_string(file.read_text(encoding="utf-8"))
    except TemplateSyntaxError as error:
        yield 1, str(error)


if __name__ == "__main__":
    sys.exit(main())
