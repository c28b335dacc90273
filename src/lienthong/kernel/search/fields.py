"""Columns that the database makes itself, so that nobody forgets them: folded, searchable, sortable."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Concat, Left


class _Derived(models.GeneratedField):
    """A stored generated column over one or more text columns of the same row."""

    function: str
    made_of: "models.Field[Any, Any]"

    def __init__(self, *sources: str, **kwargs: Any) -> None:
        self.sources = sources
        super().__init__(
            expression=self.made_from(_joined(sources)),
            output_field=self.made_of,
            db_persist=True,  # PostgreSQL 18 would make it virtual, and refuse our functions
            **kwargs,
        )

    @classmethod
    def made_from(cls, text: F | Concat) -> Func:
        return Func(text, function=cls.function)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        for made_here in ("expression", "output_field", "db_persist"):
            kwargs.pop(made_here)
        return name, path, self.sources, kwargs


class FoldedField(_Derived):
    """The columns without marks, in lower case: for finding by the beginning (`queries.starting`)."""

    function = "fold_v1"
    made_of = models.TextField(db_collation="C")

    @classmethod
    def made_from(cls, text: F | Concat) -> Func:
        """Keep the beginning only: it always fits into an index, whatever somebody pastes."""
        return Left(super().made_from(text), 300)


class WordsField(_Derived):
    """The columns as searchable words: for `queries.matching`, with `words_index`."""

    function = "vector_v1"
    made_of = SearchVectorField()


class SortKeyField(_Derived):
    """The Vietnamese order of the columns (`sorting.sort_key`): ORDER BY it, page by it."""

    function = "sort_key_v1"
    made_of = models.TextField(db_collation="C")


class NameKeyField(_Derived):
    """The order of people's names, given name first (`sorting.name_key`)."""

    function = "name_key_v1"
    made_of = models.TextField(db_collation="C")


def words_index(name: str, field: str = "words") -> GinIndex:
    return GinIndex(fields=[field], name=name)


def prefix_index(name: str, field: str) -> models.Index:
    """Return the index that `queries.starting` reads, whatever the locale of the database."""
    return models.Index(OpClass(F(field), "text_pattern_ops"), name=name)


def _joined(sources: tuple[str, ...]) -> F | Concat:
    if len(sources) == 1:
        return F(sources[0])
    text = models.TextField()
    spaced = [part for source in sources for part in (Value(" ", output_field=text), F(source))]
    return Concat(*spaced[1:], output_field=text)
