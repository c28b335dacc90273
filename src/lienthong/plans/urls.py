from django.urls import path

from lienthong.plans import leader, views

app_name = "plans"
urlpatterns = [
    path("dieu-hanh/", leader.overview, name="overview"),
    path("ke-hoach/", views.plan_list, name="plans"),
    path("ke-hoach/<str:code>/", views.plan_page, name="plan"),
    path("ke-hoach/<str:code>/<str:item_code>/", views.item_page, name="item"),
    path("ke-hoach/<str:code>/<str:item_code>/giao/", views.give_page, name="give"),
]
