from django.urls import path

from lienthong.ballots import lists, views

app_name = "ballots"
urlpatterns = [
    path("", lists.ballot_list, name="list"),
    path("moi/", views.open_page, name="open"),
    path("cua-toi/<uuid:paper_id>/", views.paper_page, name="paper"),
    path("<uuid:ballot_id>/", views.ballot_page, name="ballot"),
    path("<uuid:ballot_id>/in/", views.sheet_page, name="sheet"),
    path("<uuid:ballot_id>/tep/<uuid:file_id>/", views.file_page, name="file"),
    path("<uuid:ballot_id>/<slug:slug>/", views.act_page, name="act"),
]
