from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "lienthong.web"
    label = "web"

    def ready(self) -> None:
        from lienthong.web import registration  # noqa: PLC0415 - registers once the models are loaded

        registration.register()
