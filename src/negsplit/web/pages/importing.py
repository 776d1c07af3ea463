"""The page of imports: files come in, and are imported beside the server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from negsplit.desk.imports.archive_choice import take_archive
from negsplit.desk.imports.import_view import batch_view, import_view
from negsplit.desk.imports.inbox import Batch, Inbox
from negsplit.errors import InputError
from negsplit.web.asking import About, Asked
from negsplit.web.render import data, page

router = APIRouter()
PAGE, API = "/a/{athlete}/import", "/api/athletes/{athlete}/import"
# So much of a file is read and written at a time.
_PIECE_BYTES = 2**20
Name = Annotated[str, Query(max_length=2000, description="What the file is called.")]


def _inbox(asked: Asked) -> Inbox:
    return Inbox(asked.diary.path, asked.diary.athlete_id)


def _begun(request: Request, batch: Batch) -> None:
    batch.finish()
    request.app.state.imports.poke()


@router.get(PAGE, include_in_schema=False)
def importing(request: Request, asked: About) -> Response:
    """Show where files go, and what became of the last ones."""
    return _page(request, asked)


def _page(
    request: Request, asked: Asked, trouble: str = "", status: int = 200
) -> Response:
    view = import_view(asked.diary)
    return page(
        request, "import.html", asked, status=status, view=view, trouble=trouble
    )


@router.get(PAGE + "/progress", include_in_schema=False)
def progress(request: Request, asked: About) -> Response:
    """Show how far imports are: a part of the page, which asks for it anew."""
    view = import_view(asked.diary)
    return page(request, "import_progress.html", asked, view=view)


async def sent_files(request: Request) -> AsyncIterator[list[UploadFile]]:
    """Give the files of a plain form; a field that was left empty has none."""
    async with request.form() as form:
        found = form.getlist("files")
        yield [one for one in found if isinstance(one, UploadFile) and one.filename]


@router.post(PAGE, include_in_schema=False)
def send(
    request: Request,
    asked: About,
    given: Annotated[list[UploadFile], Depends(sent_files)],
) -> Response:
    """Take in files from a plain form, all of them or none."""
    if not given:
        return _page(request, asked, "no file was chosen; choose some first", 422)
    batch = _inbox(asked).begin()
    try:
        for one in given:
            _keep(batch, one)
    except InputError as error:
        batch.discard()
        return _page(request, asked, str(error), 413)
    except BaseException:
        batch.discard()
        raise
    _begun(request, batch)
    return RedirectResponse(f"{asked.place}/import", 303)


def _keep(batch: Batch, given: UploadFile) -> None:
    with batch.receive(given.filename or "") as receiving:
        while piece := given.file.read(_PIECE_BYTES):
            receiving.write(piece)


@router.post(PAGE + "/{batch}/begin", include_in_schema=False)
def begin_rest(request: Request, asked: About, batch: str) -> Response:
    """Import what arrived of an upload that broke off."""
    _begun(request, _inbox(asked).batch(batch))
    return RedirectResponse(f"{asked.place}/import", 303)


@router.post(PAGE + "/{batch}/discard", include_in_schema=False)
def discard(asked: About, batch: str) -> Response:
    """Throw away an upload that broke off."""
    found = _inbox(asked).batch(batch)
    if not found.is_ready:
        found.discard()
    return RedirectResponse(f"{asked.place}/import", 303)


@router.post(PAGE + "/{batch}/take", include_in_schema=False)
def take(asked: About, batch: str) -> Response:
    """Take the archive's version of all that differs."""
    take_archive(asked.diary, _inbox(asked).batch(batch))
    return RedirectResponse(f"{asked.place}/import", 303)


@router.get(API, tags=["import"])
def imports_data(asked: About) -> Response:
    """Return the latest uploads, and how far their imports are."""
    return data(import_view(asked.diary))


@router.post(API, tags=["import"])
def begin(asked: About) -> Response:
    """Begin an upload; its files follow one by one, and then its start."""
    return data({"batch": _inbox(asked).begin().name}, 201)


@router.post(API + "/{batch}/files", tags=["import"])
async def receive(request: Request, asked: About, batch: str, name: Name) -> Response:
    """Take in one file of an upload: the body, as it is. Half a file is no file."""
    found = await run_in_threadpool(_inbox(asked).batch, batch)
    with found.receive(name) as receiving:
        async for piece in request.stream():
            await run_in_threadpool(receiving.write, piece)
    return data({"files": found.held().files}, 201)


@router.post(API + "/{batch}/start", tags=["import"])
def start(request: Request, asked: About, batch: str) -> Response:
    """Import an upload all of whose files have arrived."""
    found = _inbox(asked).batch(batch)
    if not found.held().files:
        found.discard()
        raise InputError("no file of this upload has arrived; send one first")
    _begun(request, found)
    return data(batch_view(asked.diary, found.name), 202)
