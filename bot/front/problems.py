"""Errors as application/problem+json: a plain sentence, a status, and nothing personal."""

import json
from collections.abc import Awaitable, Callable, Mapping

import structlog
from aiohttp import web

from store import errors as store_errors

log = structlog.get_logger()
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

STATUS: Mapping[type[Exception], int] = {
    store_errors.StoreUnavailable: 503,
    store_errors.CustomerUnknown: 404,
    store_errors.ConversationUnknown: 404,
    store_errors.FactUnknown: 404,
    store_errors.DeliveryUnknown: 404,
    store_errors.MessageConflict: 409,
    store_errors.NotAllowed: 403,
    store_errors.NotOwner: 403,
    store_errors.OwnershipConflict: 409,
    store_errors.SignInRefused: 401,
    store_errors.AgentUnknown: 404,
    store_errors.GestureUnknown: 404,
    store_errors.NoteUnknown: 404,
    store_errors.NaiveTime: 422,
}
RETRY_AFTER_SECONDS = "5"


class Problem(Exception):
    """Ends a request with a status and one plain sentence."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})

    def response(self) -> web.Response:
        body = {"type": "about:blank", "title": _title(self.status), "status": self.status, "detail": self.detail}
        return web.Response(
            status=self.status, headers=self.headers, text=json.dumps(body), content_type="application/problem+json"
        )


@web.middleware
async def problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers every failure with a problem; what nobody foresaw is logged by its kind and place, never its words."""
    try:
        return await handler(request)
    except Problem as problem:
        return problem.response()
    except web.HTTPRequestEntityTooLarge:
        return Problem(413, "The body is too large.").response()
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return Problem(error.status, _title(error.status) + ".", _allowed(error)).response()
    except store_errors.StoreError as error:
        return _of_store(error).response()
    except (ConnectionError, TimeoutError):
        raise
    except Exception as error:
        log.error("front.failed", path=_route(request), kind=type(error).__name__, place=_place(error))
        return Problem(500, "Something went wrong here; nothing was half-written.").response()


def _of_store(error: store_errors.StoreError) -> Problem:
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 422)
    headers = {"Retry-After": RETRY_AFTER_SECONDS} if status == 503 else None
    return Problem(status, str(error), headers)


def _allowed(error: web.HTTPException) -> dict[str, str]:
    return {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}


def _title(status: int) -> str:
    return _REASONS.get(status, "Error")


_REASONS = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    408: "Too slow",
    409: "Conflict",
    413: "Too large",
    415: "Unsupported content",
    422: "Not acceptable as given",
    429: "Too many requests",
    500: "Failed",
    503: "Not available now",
}


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"


def _place(error: BaseException) -> str:
    traceback = error.__traceback__
    while traceback and traceback.tb_next:
        traceback = traceback.tb_next
    if traceback is None:
        return "unknown"
    return f"{traceback.tb_frame.f_code.co_filename}:{traceback.tb_lineno}"
