from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "lienthong.parties"
    label = "parties"

    def ready(self) -> None:
        from lienthong.parties.words import register_menu, register_words  # noqa: PLC0415 - apps first

        register_words()
        register_menu()
