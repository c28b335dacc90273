from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "lienthong.directory"
    label = "directory"

    def ready(self) -> None:
        from lienthong.directory.words import register_words  # noqa: PLC0415 - translations wake up first

        register_words()
