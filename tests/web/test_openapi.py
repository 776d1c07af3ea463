"""Whatever a program sends to the API, the answer is never a fault of the server."""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok

from negsplit.desk.people.demo_diary import DEMO_NAME
from negsplit.diary import Diary
from negsplit.web.app import create_app
from negsplit.web.settings import Settings
from web_client import HERE, Visit

# So many requests for each operation; NEGSPLIT_API_EXAMPLES asks for more.
EXAMPLES = int(os.environ.get("NEGSPLIT_API_EXAMPLES", "4"))
SCHEMA = schemathesis.openapi.from_dict(create_app(Settings(Path("none"))).openapi())
OPERATIONS = {
    f"{found.method} {found.path}": found
    for one in SCHEMA.get_all_operations()
    if isinstance(one, Ok)
    for found in [one.ok()]
}


@pytest.fixture(scope="module")
def real(
    demo_diary: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Visit, dict[str, Any]]:
    """Return a program on this machine, and what there is to ask for."""
    path = tmp_path_factory.mktemp("api") / "diary.sqlite3"
    shutil.copy(demo_diary, path)
    with Diary.open(path, DEMO_NAME) as demo:
        number = demo.runs()[-1].id
        day = demo.run(number).started_at.date().isoformat()
        known = {"athlete": demo.athlete_id, "number": number, "day": day}
    return Visit(create_app(Settings(path)), raise_server_exceptions=False), known


@pytest.mark.parametrize("name", OPERATIONS)
@given(data=st.data())
@settings(
    max_examples=EXAMPLES,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=EXAMPLES < 10,
)
def test_no_request_is_a_fault_of_the_server(
    real: tuple[Visit, dict[str, Any]], name: str, data: st.DataObject
) -> None:
    visit, known = real
    mode = data.draw(st.sampled_from(schemathesis.GenerationMode))
    try:
        case = data.draw(OPERATIONS[name].as_strategy(generation_mode=mode))
    except schemathesis.errors.InvalidSchema:  # nothing can be wrong about it
        return
    if data.draw(st.integers(0, 3)):  # else whatever was made up
        case.path_parameters |= {
            part: value for part, value in known.items() if part in case.path_parameters
        }
    sent = case.as_transport_kwargs(base_url=HERE)
    sent = {key: sent[key] for key in _SENT if sent.get(key) is not None}
    if isinstance(sent.get("data"), bytes | str):
        sent["content"] = sent.pop("data")
    try:
        found = visit.request(**sent)
    except httpx2.InvalidURL:  # no client sends so long an address
        return
    logging.getLogger("attempts").info("%s %s", found.status_code, sent["url"])
    assert found.status_code < 500, (sent, found.text[:500])
    if "json" in found.headers.get("content-type", ""):
        found.json()


_SENT = ("method", "url", "params", "headers", "json", "data", "content")
