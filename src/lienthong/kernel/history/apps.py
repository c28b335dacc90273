from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "lienthong.kernel.history"
    label = "history"
