"""Fields of work by code, in the reader's language: read once, then kept until the directory changes."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from lienthong.directory.models import FieldOfWork
from lienthong.directory.revision import NEVER, revision


class FieldsOfWork(Mapping[str, str]):
    """The catalogue as words, in the order of its Vietnamese names; costs what `revision` costs."""

    def __getitem__(self, code: str) -> str:
        return _fields()[code].local_name

    def __iter__(self) -> Iterator[str]:
        return iter(_fields())

    def __len__(self) -> int:
        return len(_fields())


def _fields() -> dict[str, FieldOfWork]:
    number = revision()
    return _read() if number == NEVER else _kept(number)


@lru_cache(maxsize=4)
def _kept(_number: int) -> dict[str, FieldOfWork]:
    return _read()


def _read() -> dict[str, FieldOfWork]:
    return {field.code: field for field in FieldOfWork.objects.order_by("name")}


FIELDS = FieldsOfWork()
