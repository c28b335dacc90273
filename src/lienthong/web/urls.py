"""Every address of the installation. Each route stands behind a door; a test walks them all."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
