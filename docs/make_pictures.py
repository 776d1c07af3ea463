"""Make the pictures of the README from the real output; needs Chromium.

python docs/make_pictures.py
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

IMAGES = Path(__file__).parent / "images"
RUNNER = ["--race", "half=1:35:00", "--hr-max", "188", "--hr-rest", "50"]
PAGES = {
    "paces": (["paces", *RUNNER], 25),
    "verify": (
        [
            "verify",
            "negsplit-demo/run.tcx",
            "--workout",
            "negsplit-demo/threshold.fit",
            "--goal",
            "threshold",
            *RUNNER,
        ],
        56,
    ),
    "plan": (
        [
            "plan",
            "5 km under 25:00 by 2027-04-18",
            "--on",
            "2026-11-23",
            "--race",
            "5k=27:10",
            "--days",
            "4",
            "--usual",
            "2h30",
        ],
        48,
    ),
}
PLAN = "5km @5:50>4:57/km, 5km @4:57>4:41/km, 5km @4:41>4:24/km"
STYLE = """
<style>
/* Few fonts for terminals hold braille; DejaVu Sans does, 0.732 em wide, not 0.602. */
@font-face {{ font-family: Dots; src: local("DejaVu Sans"); size-adjust: 82.2%;
  unicode-range: U+2800-28FF }}
body {{ margin: 0; padding: 18px 24px; background: #0c0c0c }}
pre {{ font: 15px/1.22 Dots, "DejaVu Sans Mono", monospace !important; margin: 0 }}
{stylesheet}</style>
<pre style="color:{foreground}"><code style="font-family:inherit">{code}</code></pre>
"""


def html_of(arguments: list[str], folder: str) -> str:
    """Return a command's output, colours included, as a page."""
    shown = subprocess.run(
        [sys.executable, "-m", "negsplit", *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env=os.environ
        | {"FORCE_COLOR": "1", "COLUMNS": "80", "NEGSPLIT_DIARY": f"{folder}/diary"},
    ).stdout
    screen = Console(record=True, width=82, file=StringIO())
    typed = f"$ negsplit {shlex.join(arguments)}\n"
    screen.print(Text(typed, style="bold green"))
    screen.print(Text.from_ansi(shown))
    return screen.export_html(theme=MONOKAI, code_format=STYLE)


def main() -> None:
    """Write every picture."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("no Chromium found; install it to make the pictures")
    IMAGES.mkdir(exist_ok=True)
    drawn = [sys.executable, "-m", "negsplit", "simulate", PLAN, *RUNNER]
    drawing = [*drawn, "--svg", str(IMAGES / "simulate.svg")]
    subprocess.run(drawing, check=True, capture_output=True)
    with tempfile.TemporaryDirectory() as folder:
        demo = [sys.executable, "-m", "negsplit", "demo"]
        subprocess.run(demo, cwd=folder, check=True, capture_output=True)
        for name, (arguments, lines) in PAGES.items():
            page = Path(folder) / f"{name}.html"
            page.write_text(html_of(arguments, folder), encoding="utf-8")
            subprocess.run(
                [
                    browser,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--hide-scrollbars",
                    f"--window-size=800,{lines * 19}",
                    f"--screenshot={IMAGES / name}.png",
                    page.as_uri(),
                ],
                check=True,
                capture_output=True,
            )


if __name__ == "__main__":
    main()
