from django.urls import path

from lienthong.measures import definitions, thresholds, views

app_name = "measures"
urlpatterns = [
    path("", views.index, name="index"),
    path("dinh-nghia/", definitions.definitions_page, name="definitions"),
    path("dinh-nghia/moi/", definitions.define_page, name="define"),
    path("dinh-nghia/<str:code>/", definitions.definition_page, name="definition"),
    path("dinh-nghia/<str:code>/phien-ban-moi/", definitions.define_page, name="redefine"),
    path("hoat-dong/<uuid:unit_id>/", views.acts_page, name="acts"),
    path("nguong-hoat-dong/", thresholds.thresholds_page, name="thresholds"),
    path("<str:code>/", views.figure, name="figure"),
    path("<str:code>/dong/", views.rows_page, name="rows"),
]
