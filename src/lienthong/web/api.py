"""The API: the areas' routers, with the same acts under the same policies; refusals as problem+json (RFC 9457)."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from lienthong.access.api import official
from lienthong.kernel.refusals import Refused
from lienthong.tasks.api import router as tasks

api = NinjaAPI(
    title="Liên Thông",
    version="1",
    description="Công việc của tỉnh, qua JSON. / The province's work, as JSON.",
    auth=official,
    docs_url=None,
    urls_namespace="api",
)
api.add_router("/tasks", tasks)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    problem = {"title": str(refusal.reason), "status": refusal.status, "kind": type(refusal).__name__}
    field = getattr(refusal, "field", "")
    if field:
        problem["field"] = field
    answer = api.create_response(request, problem, status=refusal.status)
    answer["Content-Type"] = "application/problem+json"
    return answer
