from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "lienthong.kernel.acts"
    label = "acts"
