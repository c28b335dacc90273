"""Words that are data in two languages: the one that the reader understands."""

from django.utils.translation import get_language


def either(vietnamese: str, english: str) -> str:
    """Return the English for who reads English, where there is one."""
    return english if english and get_language() == "en" else vietnamese


class TwoNames:
    """A thing with a Vietnamese and an English name. What is printed for the record stays `name`."""

    code: str
    name: str
    name_en: str

    @property
    def local_name(self) -> str:
        return either(self.name, self.name_en)
