"""The OpenAPI document to browse, with Swagger UI from the files of an installed package."""

from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response

STATIC = Path(str(files("fastapi_offline"))) / "static"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
KEEP = {"Cache-Control": "private, max-age=3600"}
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Handrail API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/begin.js"></script>
</body>
</html>
"""
BEGIN = """SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#api",
  deepLinking: true,
  tryItOutEnabled: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
"""


router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
async def openapi(request: Request) -> Response:
    """The OpenAPI document."""
    return JSONResponse(request.app.openapi())


@router.get("/docs")
async def page() -> Response:
    """The page."""
    return HTMLResponse(PAGE, headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY})


@router.get("/docs/begin.js")
async def begin() -> Response:
    """The script that fills it."""
    return Response(BEGIN, media_type="text/javascript")


@router.get("/docs/swagger-ui.css")
async def style() -> Response:
    """Swagger UI's style."""
    return FileResponse(STATIC / "swagger-ui.css", headers=KEEP)


@router.get("/docs/swagger-ui-bundle.js")
async def script() -> Response:
    """Swagger UI itself."""
    return FileResponse(STATIC / "swagger-ui-bundle.js", headers=KEEP)
