from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "lienthong.kernel.search"
    label = "search"

    def ready(self) -> None:
        from lienthong.kernel.search import encoding  # noqa: F401, PLC0415 - registers the check on the server
