"""The product's addresses with those of the demo before them, as `config.urls` has them in the demo."""

from django.urls import include, path

from concord.config import urls

urlpatterns = [path("", include("concord.config.demo.urls")), *urls.urlpatterns]
handler404 = urls.handler404
handler500 = urls.handler500
