from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lienthong.kernel.ui"
    label = "ui"
