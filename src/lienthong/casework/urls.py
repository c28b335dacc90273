from django.urls import path

from lienthong.casework import handing_on_views, instructing_views, taking_over, views

app_name = "casework"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("cho-xac-nhan/", views.to_confirm, name="to_confirm"),
    path("chi-dao/<uuid:case_id>/", instructing_views.instruct_page, name="instruct"),
    path("chi-dao/<uuid:case_id>/thay/", instructing_views.instruct_for_page, name="instruct_for"),
    path("y-kien/<uuid:instruction_id>/xac-nhan/", instructing_views.confirm_page, name="confirm"),
    path("y-kien/<uuid:instruction_id>/khong-phai/", instructing_views.disown_page, name="disown"),
    path("y-kien/<uuid:instruction_id>/<uuid:file_id>/", instructing_views.picture_page, name="picture"),
    path("nhan-tu/<uuid:unit_id>/", taking_over.taken_over_page, name="taken_over"),
    path("phan-bo/", handing_on_views.to_hand_on_page, name="to_hand_on"),
    path("phan-bo/<uuid:unit_id>/", handing_on_views.hand_on_page, name="hand_on"),
    path("<slug:box>/", views.inbox, name="box"),
]
