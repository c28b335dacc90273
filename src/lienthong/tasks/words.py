"""Words of fields of responsibility, of the directory's catalogue; an unknown one reads as its code."""

from lienthong.directory.selectors import FIELDS

__all__ = ["FIELDS"]
