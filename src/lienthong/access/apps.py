from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "lienthong.access"
    label = "access"

    def ready(self) -> None:
        from lienthong.access.words import register_words  # noqa: PLC0415 - the models must be loaded first

        register_words()
