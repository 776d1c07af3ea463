"""The container starts what there is, as nobody, and listens to this machine only."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from negsplit.cli.serve import serve
from web_routes import ways

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", "")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))


def instruction(name: str) -> list[str]:
    return re.findall(rf"^{name} (.+)$", DOCKERFILE, re.MULTILINE)


def test_there_is_one_service_that_only_this_machine_reaches() -> None:
    (service,) = COMPOSE["services"].values()
    assert service["ports"] == ["127.0.0.1:8321:8321"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["volumes"] == ["diary:/data"]
    assert "diary" in COMPOSE["volumes"]


def test_the_container_runs_as_nobody_and_keeps_the_diary_in_its_volume() -> None:
    assert instruction("USER") == ["negsplit"]
    assert instruction("VOLUME") == ["/data"]
    (variables,) = instruction("ENV")
    assert "NEGSPLIT_DIARY=/data/diary.sqlite3" in variables
    assert "TMPDIR=/data/tmp" in variables
    assert any("mkdir --parents /data/tmp" in line for line in instruction("RUN"))


def test_the_command_line_knows_what_the_container_asks_for() -> None:
    entry = json.loads(instruction("ENTRYPOINT")[0])
    (service,) = COMPOSE["services"].values()
    assert entry[:2] == ["negsplit", "serve"]
    found = serve.make_context("serve", [*entry[2:], *service["command"]])
    assert found.params["host"] == "0.0.0.0"  # noqa: S104 - inside the container
    assert f"{found.params['port']}" in instruction("EXPOSE")
    assert found.params["no_browser"] is True


def test_the_health_of_the_container_is_a_page_that_there_is() -> None:
    (check,) = instruction("HEALTHCHECK")
    path = re.search(r"127\.0\.0\.1:8321(/\w+)", check)
    assert path is not None
    assert path[1] in {way.path for way in ways()}


@pytest.mark.parametrize("path", re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.M))
def test_what_is_copied_is_there(path: str) -> None:
    assert all((ROOT / one).exists() for one in path.split())
