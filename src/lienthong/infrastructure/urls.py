from django.urls import path

from lienthong.infrastructure import keeping, views

app_name = "infrastructure"
urlpatterns = [
    path("", views.points_page, name="points"),
    path("nap/", keeping.load_page, name="load"),
    path("tep/<uuid:file_id>/", keeping.file_page, name="file"),
    path("ban-kinh/", views.radius_page, name="radius"),
    path("ban-kinh/<uuid:unit_id>/", views.counted_page, name="counted"),
    path("<uuid:point_id>/", views.point_page, name="point"),
    path("thong-tin/<uuid:version_id>/dinh-chinh/", keeping.correct_page, name="correct"),
    path("thong-tin/<uuid:version_id>/dong/", keeping.close_page, name="close"),
]
