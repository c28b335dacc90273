from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "lienthong.kernel.numbering"
    label = "numbering"
