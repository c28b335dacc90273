"""The English is complete: every sentence of the code has its translation, with the same places to fill in.

The Vietnamese sentence itself is the message's id. Run with Django's settings:
`python -m lienthong.runtime.linting.messages` names what is missing; `--write` adds new sentences to the
catalogue, untranslated, and drops those that nobody says any more.
"""

import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po

from lienthong.runtime.home import CHECKOUT

PACKAGE = CHECKOUT / "src" / "lienthong"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
UNSPOKEN = {"tests", "migrations"}
FILLED_IN = re.compile(r"%\(\w+\)|%[sd]|{\w*}")
# The header carries no moment and no name: the catalogue changes only when its sentences do.
HEADER = r"""# The English of Liên Thông. The ids are the Vietnamese sentences of the code.
msgid ""
msgstr ""
"Project-Id-Version: lienthong\n"
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


def spoken(package: Path = PACKAGE) -> Catalog:
    """Return every sentence that Python and templates say, with the files that say it."""
    catalog = Catalog(locale="en")
    for file in sorted([*package.rglob("*.py"), *package.rglob("templates/**/*.html")]):
        if UNSPOKEN.isdisjoint(file.relative_to(package).parts):
            for line, message, comments, context in _extracted(file):
                where = [(str(file.relative_to(package)), line)]
                catalog.add(message, locations=where, auto_comments=comments, context=context)
    return catalog


def _extracted(file: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    from django.utils.translation.template import templatize

    text = file.read_text(encoding="utf-8")
    code = text if file.suffix == ".py" else templatize(text, origin=str(file))
    yield from extract("python", io.BytesIO(code.encode()), KEYWORDS)


def kept(catalogue: Path = CATALOGUE) -> Catalog:
    if not catalogue.is_file():
        return Catalog(locale="en")
    with catalogue.open("rb") as po:
        return read_po(po, locale="en")


def complaints(said: Catalog, known: Catalog) -> Iterator[str]:
    """Yield what is missing, unsure, differently filled in, or no longer said."""
    for message in filter(_sentence, said):
        reason = _wrong(message, known.get(message.id, message.context))
        if reason:
            yield f"{reason}: {_first(message)!r} ({message.locations[0][0]})"
    for message in filter(_sentence, known):
        if said.get(message.id, message.context) is None:
            yield f"nobody says it any more: {_first(message)!r}"


def _wrong(said: Message, known: Message | None) -> str | None:
    if known is None or not known.string or not all(strings(known)):
        return "not translated"
    if known.fuzzy:
        return "the translation is only a guess"
    if said.pluralizable != known.pluralizable:
        return "its plural is not kept"
    places = _places(_first(said))
    return None if all(_places(text) == places for text in strings(known)) else "its places differ"


def _sentence(message: Message) -> bool:
    return bool(message.id)


def _first(message: Message) -> str:
    return str(message.id[0] if message.pluralizable else message.id)


def strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _places(text: str) -> list[str]:
    return sorted(set(FILLED_IN.findall(text)))


def write(said: Catalog, known: Catalog, catalogue: Path = CATALOGUE) -> None:
    """Keep what is translated and still said; add the rest without translation."""
    for message in filter(_sentence, said):
        before = known.get(message.id, message.context)
        if before is not None and before.pluralizable == message.pluralizable:
            message.string = before.string
            message.flags |= before.flags & {"fuzzy"}
    text = io.BytesIO()
    write_po(text, said, width=0, omit_header=True, sort_output=True, include_lineno=False)
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    catalogue.write_text(HEADER + text.getvalue().decode(), encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    said = spoken()
    if "--write" in arguments:
        write(said, kept())
    found = list(complaints(said, kept()))
    for complaint in found:
        print(complaint)
    print(f"{len(said)} sentences, {len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
