"""Pages compute nothing: no arithmetic in templates, and scripts that only draw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

WEB = Path(__file__).parents[2] / "src" / "negsplit" / "web"
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
SCRIPTS = sorted((WEB / "static").glob("*.js"))
ARITHMETIC = (
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.FloorDiv,
    nodes.Mod,
    nodes.Pow,
)
# What scripts would need to reckon with runs instead of drawing them.
FORMULAS = re.compile(
    r"Math\.(?:exp|log|pow|sqrt|sin|cos)|vdot|critical|lactate.*=|\b1609|\b1000\s*/"
)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_only_formats(template: Path) -> None:
    tree = Environment(autoescape=True).parse(template.read_text("utf-8"))
    sums = tree.find_all(ARITHMETIC)
    # A row more in a list is no arithmetic.
    found = [one.lineno for one in sums if not isinstance(one.right, nodes.Tuple)]
    assert not found


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_script_and_no_style_of_its_own(template: Path) -> None:
    text = template.read_text("utf-8")
    if template.name in ALONE:
        return
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=", text)


# Files to be sent to somebody bring their own style, and no script.
ALONE = {"run_file.html", "design_page.html"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_has_no_formula_about_running(script: Path) -> None:
    assert not FORMULAS.findall(script.read_text("utf-8"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_nothing_is_asked_of_another_host(template: Path) -> None:
    text = template.read_text("utf-8")
    assert not re.search(r"(?:src|href|action)=[\"']?(?:https?:)?//", text)
