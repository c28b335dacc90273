from django.urls import path

from lienthong.tasks import lists, views

app_name = "tasks"
urlpatterns = [
    path("", lists.task_list, name="list"),
    path("moi/", views.give_page, name="give"),
    path("<uuid:task_id>/", views.task_page, name="task"),
    path("<uuid:task_id>/de-nghi/<uuid:proposal_id>/", views.answer_page, name="answer"),
    path("<uuid:task_id>/tep/<uuid:file_id>/", views.file_page, name="file"),
    path("<uuid:task_id>/<slug:slug>/", views.act_page, name="act"),
]
