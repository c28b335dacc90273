from django.urls import path

from lienthong.casework import views

app_name = "casework"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<slug:box>/", views.inbox, name="box"),
]
