from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "lienthong.access"
    label = "access"

    def ready(self) -> None:
        from lienthong.access.registration import register  # noqa: PLC0415 - models are loaded first

        register()
