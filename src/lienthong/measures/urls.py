from django.urls import path

from lienthong.measures import views

app_name = "measures"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:code>/", views.figure, name="figure"),
    path("<str:code>/dong/", views.rows_page, name="rows"),
]
