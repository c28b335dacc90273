"""Knowledge walks down, also where import-linter cannot look: in the names that strings hold."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.template.engine import Engine
from django.urls import URLPattern, URLResolver, get_resolver
from house import SOURCE, House, Said, python_files, said_in_python, said_in_template, template_files

HOUSE = House.read()


@cache
def area_of_app(label: str) -> str | None:
    return HOUSE.of_module(apps.get_app_config(label).name)


@cache
def area_of_address() -> dict[str, str]:
    """Which area answers at each named address: that of its view."""
    found = {}
    for name, pattern in _named(get_resolver("lienthong.web.urls")):
        area = HOUSE.of_module(pattern.callback.__module__)
        if area is not None:
            found[name] = area
    return found


@cache
def area_of_table() -> dict[str, str]:
    areas = {model._meta.db_table: area_of_app(model._meta.app_label) for model in apps.get_models()}
    return {table: area for table, area in areas.items() if area is not None}


def area_of_asset(kind: str, name: str) -> str | None:
    """Which area keeps the template or static file of this name."""
    kept = next(SOURCE.glob(f"**/{kind}/{name}"), None) if re.fullmatch(r"[\w./-]+", name) else None
    return HOUSE.of_file(kept) if kept else None


def area_of_tags(name: str) -> str | None:
    module = Engine.get_default().libraries.get(name, "")
    return HOUSE.of_module(module)


def areas_meant(said: Said) -> Iterator[str | None]:
    """Yield the areas that a saying leads to."""
    match said.way:
        case "reverse" | "reverse_lazy" | "redirect" | "resolve_url" | "Entry" | "url":
            yield area_of_address().get(said.words)
        case "include" | "extends":
            yield area_of_asset("templates", said.words)
        case "static":
            yield area_of_asset("static", said.words)
        case "load":
            yield area_of_tags(said.words)
        case "get_model":
            label = said.words.partition(".")[0]
            yield area_of_app(label) if label in apps.app_configs else None
        case _:
            yield from _meant_by_text(said.words)


def _meant_by_text(words: str) -> Iterator[str | None]:
    if re.fullmatch(r"lienthong(\.\w+)+", words):
        yield HOUSE.of_module(words)
    elif re.fullmatch(r"[\w-]+(/[\w.-]+)+\.(html|txt)", words):
        yield area_of_asset("templates", words)
    elif re.search(r"\b(SELECT|INSERT|UPDATE|DELETE|FROM|JOIN|TABLE)\b", words):
        tables = area_of_table()
        yield from (tables.get(name) for name in {*re.findall(r"\b[a-z]+_\w+\b", words)})


def climbing(sayings: Iterator[Said]) -> list[str]:
    return [
        f"{said} (from {area} up or aside to {other})"
        for said in sayings
        if (area := HOUSE.of_file(said.path)) is not None
        for other in areas_meant(said)
        if other is not None and not HOUSE.may_know(area, other)
    ]


def test_foreign_keys_point_down() -> None:
    wrong = []
    for model in apps.get_models():
        area = area_of_app(model._meta.app_label)
        for field in model._meta.get_fields():
            other = field.related_model if field.is_relation and not field.auto_created else None
            owner = area_of_app(other._meta.app_label) if area and other else None
            if owner and not HOUSE.may_know(area, owner):
                wrong.append(f"{model._meta.label}.{field.name} points from {area} to {owner}")

    assert wrong == []


def test_migrations_depend_downwards() -> None:
    wrong = []
    for (label, name), migration in MigrationLoader(None).disk_migrations.items():
        area = area_of_app(label)
        for needed in (*migration.dependencies, *migration.run_before):
            other = area_of_app(needed[0]) if area else None
            if other and not HOUSE.may_know(area, other):
                wrong.append(f"{label}.{name} depends on {needed[0]}.{needed[1]}")

    assert wrong == []


def test_python_names_only_what_stands_below() -> None:
    assert climbing(said for path in python_files() for said in said_in_python(path)) == []


def test_templates_name_only_what_stands_below() -> None:
    assert climbing(said for path in template_files() for said in said_in_template(path)) == []


def test_every_folder_has_its_storey() -> None:
    folders = {path.parent for path in SOURCE.glob("*/__init__.py")} | {
        path.parent for path in SOURCE.glob("kernel/*/__init__.py")
    }
    homeless = [
        str(path) for path in folders if path.name != "kernel" and HOUSE.of_file(path / "x.py") is None
    ]

    assert homeless == []


# The test itself, tried.


def test_the_house_is_read_as_it_is_written(tmp_path: Path) -> None:
    plan = tmp_path / "pyproject.toml"
    plan.write_text(
        '[[tool.importlinter.contracts]]\nid = "house"\nlayers = ["roof", "left | right", "kernel"]\n'
        '[[tool.importlinter.contracts]]\nid = "kernel"\nlayers = ["ui", "acts | keys"]\n'
    )
    house = House.read(plan)

    assert house.may_know("roof", "left")
    assert house.may_know("left", "kernel.ui")
    assert house.may_know("kernel.ui", "kernel.acts")
    assert house.may_know("left", "left")
    assert not house.may_know("left", "right")
    assert not house.may_know("left", "roof")
    assert not house.may_know("kernel.acts", "kernel.keys")
    assert house.of_module("lienthong.kernel.acts.models") == "kernel.acts"
    assert house.of_module("django.db.models") is None


@pytest.mark.parametrize(
    "line",
    [
        'reverse("tasks:list")',
        'redirect("access:mine")',
        'apps.get_model("tasks", "Task")',
        'apps.get_model("tasks.Task")',
        'Entry(label, "tasks:list", "task")',
        'import_string("lienthong.tasks.views.task_page")',
        'render(request, "tasks/task.html")',
        'cursor.execute("SELECT 1 FROM tasks_task")',
    ],
)
def test_a_name_that_climbs_is_seen_in_python(line: str) -> None:
    path = SOURCE / "kernel" / "clock" / "invented.py"

    assert len(climbing(said_in_python(path, line))) == 1
    assert climbing(said_in_python(SOURCE / "web" / "invented.py", line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "{% url 'tasks:list' as address %}",
        '{% include "tasks/task.html" %}',
        '{%- extends "access/mine.html" -%}',
    ],
)
def test_a_name_that_climbs_is_seen_in_a_template(line: str) -> None:
    path = SOURCE / "kernel" / "ui" / "templates" / "ui" / "invented.html"

    assert len(climbing(said_in_template(path, line))) == 1
    assert climbing(said_in_template(SOURCE / "web" / "templates" / "web" / "invented.html", line)) == []


def _named(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{before}{pattern.namespace}:" if pattern.namespace else before
            yield from _named(pattern, inside)
        elif pattern.name:
            yield before + pattern.name, pattern
