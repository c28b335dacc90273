from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "lienthong.parties"
    label = "parties"

    def ready(self) -> None:
        from lienthong.parties.words import register_words  # noqa: PLC0415 - translations wake up first

        register_words()
