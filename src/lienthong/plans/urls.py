from django.urls import path

from lienthong.plans import entering, leader, monday, ours, targets, views, watched

app_name = "plans"
urlpatterns = [
    path("dieu-hanh/", leader.overview, name="overview"),
    path("chi-tieu/", targets.newest, name="newest_targets"),
    path("so-lieu-co-quan-toi/", ours.ours, name="ours"),
    path("giao-ban/", monday.monday_page, name="monday"),
    path("giao-ban/chinh/", monday.edit_page, name="edit_monday"),
    path("giao-ban/<str:day>/<int:edition>/", monday.kept_page, name="kept_monday"),
    path("ke-hoach/", views.plan_list, name="plans"),
    path("ke-hoach/<str:code>/", views.plan_page, name="plan"),
    path("ke-hoach/<str:code>/chi-tieu/", targets.targets_page, name="targets"),
    path("ke-hoach/<str:code>/chi-tieu/<str:target_code>/", targets.target_page, name="target"),
    path("ke-hoach/<str:code>/theo-doi/", watched.watched_page, name="watched"),
    path("ke-hoach/<str:code>/theo-doi/<str:figure_code>/", watched.watched_one_page, name="watched_one"),
    path("ke-hoach/<str:code>/so-lieu/<str:figure_code>/nhap/", entering.enter_page, name="enter"),
    path(
        "ke-hoach/<str:code>/so-lieu/<str:figure_code>/<uuid:entry_id>/dinh-chinh/",
        entering.correct_page,
        name="correct",
    ),
    path("ke-hoach/<str:code>/so-lieu/<str:figure_code>/chua-co/", entering.absent_page, name="absent"),
    path(
        "ke-hoach/<str:code>/so-lieu/<str:figure_code>/tep/<uuid:file_id>/",
        entering.file_page,
        name="figure_file",
    ),
    path("ke-hoach/<str:code>/<str:item_code>/", views.item_page, name="item"),
    path("ke-hoach/<str:code>/<str:item_code>/giao/", views.give_page, name="give"),
]
