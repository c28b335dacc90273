"""Where things stand in the house, and what they name: read from pyproject.toml and from the files themselves.

import-linter sees imports. Knowledge can climb in other ways: a name in a string. Here is what names what.
"""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
SOURCE = CHECKOUT / "src" / "lienthong"
KERNEL = "kernel"


@dataclass(frozen=True)
class House:
    """Storeys by area: a room of the kernel is `kernel.acts`, any other area its folder's name."""

    storeys: dict[str, int]

    @classmethod
    def read(cls, path: Path = CHECKOUT / "pyproject.toml") -> "House":
        contracts = tomllib.loads(path.read_text("utf-8"))["tool"]["importlinter"]["contracts"]
        layers = {contract["id"]: contract["layers"] for contract in contracts}
        whole = [layer for layer in layers["house"] if layer != KERNEL]
        rooms = [" | ".join(f"{KERNEL}.{name}" for name in _siblings(layer)) for layer in layers["kernel"]]
        order = list(reversed([*whole, *rooms]))
        return cls({name: storey for storey, layer in enumerate(order) for name in _siblings(layer)})

    def may_know(self, area: str, other: str) -> bool:
        """Down or at home; areas on one storey are strangers."""
        return area == other or self.storeys[area] > self.storeys[other]

    def of_module(self, dotted: str) -> str | None:
        """Return the area of `lienthong.tasks.views`; None for what is not ours."""
        parts = dotted.split(".")
        if parts[0] != "lienthong" or len(parts) < 2:
            return None
        return self._known(parts[1:])

    def of_file(self, path: Path) -> str | None:
        return self._known([*path.relative_to(SOURCE).parts[:-1], path.stem])

    def _known(self, parts: list[str]) -> str | None:
        name = ".".join(parts[:2]) if parts[0] == KERNEL else parts[0]
        return name if name in self.storeys else None


@dataclass(frozen=True)
class Said:
    """A name in a file: the way it is said (`text`, `reverse`, `get_model`, …) and the words."""

    path: Path
    line: int
    way: str
    words: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(CHECKOUT)}:{self.line}: {self.way} {self.words!r}"


# Calls that take a name, and where it stands among what they take.
CALLS = {"reverse": 0, "reverse_lazy": 0, "redirect": 0, "resolve_url": 0, "get_model": 0, "Entry": 1}
KEYWORDS = {"viewname", "to", "app_label", "url_name"}
TAGS = re.compile(r"""\{%-?\s*(url|include|extends|static|load)\s+([^%]+?)\s*-?%\}""")
QUOTED = re.compile(r"""["']([^"']+)["']""")


def python_files() -> Iterable[Path]:
    return sorted(SOURCE.rglob("*.py"))


def template_files() -> Iterable[Path]:
    return sorted(SOURCE.rglob("templates/**/*.*"))


def said_in_python(path: Path, text: str | None = None) -> Iterator[Said]:
    """Yield every string of the file, and again under the call those that one of `CALLS` takes as its name."""
    tree = ast.parse(path.read_text("utf-8") if text is None else text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := _called(node.func)) in CALLS:
            given = [
                *node.args[CALLS[name] : CALLS[name] + 1],
                *(k.value for k in node.keywords if k.arg in KEYWORDS),
            ]
            yield from (Said(path, node.lineno, name, words) for words in map(_text, given) if words)
        elif (words := _text(node)) is not None:
            yield Said(path, node.lineno, "text", words)


def said_in_template(path: Path, text: str | None = None) -> Iterator[Said]:
    """Yield what the tags of a template name: addresses, other templates, files, libraries of tags."""
    for number, line in enumerate((path.read_text("utf-8") if text is None else text).splitlines(), 1):
        for tag, rest in TAGS.findall(line):
            if tag == "load":
                words = rest.partition(" from ")[2].split() or rest.split()
            else:
                words = QUOTED.findall(rest)[:1] if rest[0] in "\"'" else []
            yield from (Said(path, number, tag, word) for word in words)


def _siblings(layer: str) -> list[str]:
    return [name.strip() for name in layer.split("|")]


def _called(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _text(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
