"""How often 80 % ranges of predictions hold, by ability, and what mileage adds.

    .venv/bin/python benchmarks/prediction_ranges.py SURVEY.xlsx BESTS.csv

Neither file comes with this program. SURVEY.xlsx is the additional file of A. J.
Vickers and E. A. Vertosick, BMC Sports Sci Med Rehabil 8:26, 2016: 2303 runners, their
races of a season and their usual week. BESTS.csv has best times of a life as ``id,
distance, totalseconds`` with the distances 5K, 10K, 1/2 Mara and Marathon. Runners
whose exponent between neighbouring distances is outside 0.98 to 1.25 are left out.

Each race in turn is left out and predicted from all others. Thirds are of predicted
ability, fast to slow.
"""

from __future__ import annotations

import csv
import math
import re
import sys
import zipfile
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np

from negsplit.physiology.prediction import predict, typical_log_time
from negsplit.units import HALF_MARATHON_M, MARATHON_M, MILE_M

Races = dict[float, float]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SURVEY_M = {
    "k5": 5000.0,
    "m5": 5 * MILE_M,
    "k10": 10_000.0,
    "m10": 10 * MILE_M,
    "mh": HALF_MARATHON_M,
    "mf": MARATHON_M,
}
BESTS_M = {
    "5K": 5000.0,
    "10K": 10_000.0,
    "1/2 Mara": HALF_MARATHON_M,
    "Marathon": MARATHON_M,
}
PLAUSIBLE_EXPONENTS = (0.98, 1.25)
# "As fit as I've ever been" and "good shape"; average and fast courses.
FIT, FAIR = ("1", "2"), ("3", "4")


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the first sheet of a workbook as rows by column name."""
    with zipfile.ZipFile(path) as book:
        shared = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314
        words = ["".join(t.text or "" for t in si.iter(f"{SHEET}t")) for si in shared]
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    found = [dict(_cells(row, words)) for row in sheet.iter(f"{SHEET}row")]
    return [{found[0][k]: v for k, v in row.items()} for row in found[1:]]


def _cells(row: ET.Element, words: list[str]) -> Iterable[tuple[str, str]]:
    for cell in row:
        value = cell.find(f"{SHEET}v")
        if value is None or value.text is None:
            continue
        column = re.sub("[0-9]", "", cell.get("r", ""))
        is_word = cell.get("t") == "s"
        yield column, words[int(value.text)] if is_word else value.text


def survey(path: Path, *, only_fit: bool) -> list[tuple[Races, float]]:
    """Return the races and the usual week in metres of the survey's runners."""
    people = []
    for row in rows_of(path):
        races = {
            metres: float(row[f"{key}_ti" if only_fit else f"{key}_ti_adj"])
            for key, metres in SURVEY_M.items()
            if f"{key}_ti_adj" in row
            and (
                not only_fit
                or (row.get(f"{key}_tr") in FIT and row.get(f"{key}_di") in FAIR)
            )
        }
        if len(races) > 1:
            people.append((races, float(row.get("typical", "nan")) * MILE_M))
    return people


def bests(path: Path) -> list[tuple[Races, float]]:
    """Return the best times of runners with all four distances."""
    found: dict[str, Races] = {}
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["distance"] in BESTS_M:
                metres = BESTS_M[row["distance"]]
                found.setdefault(row["id"], {})[metres] = float(row["totalseconds"])
    return [(races, math.nan) for races in found.values() if _is_plausible(races)]


def _is_plausible(races: Races) -> bool:
    order = sorted(races)
    low, high = PLAUSIBLE_EXPONENTS
    return len(order) == len(BESTS_M) and all(
        low <= math.log(races[b] / races[a]) / math.log(b / a) <= high
        for a, b in pairwise(order)
    )


def held(name: str, people: list[tuple[Races, float]]) -> None:
    """Print mean error and coverage by distance, and by thirds of ability."""
    rows = []
    for races, _ in people:
        for metres, seconds in races.items():
            others = [race for race in races.items() if race[0] != metres]
            found = predict(others, metres)
            level = math.log(found.duration_s) - typical_log_time(math.log(metres))
            is_in = found.low_s <= seconds <= found.high_s
            rows.append((metres, abs(found.duration_s / seconds - 1), is_in, level))
    table = np.array(rows, dtype=float)
    print(f"{name}: {len(people)} runners")
    for metres in [*sorted(set(table[:, 0])), None]:
        part = table if metres is None else table[table[:, 0] == metres]
        third = np.digitize(part[:, 3], np.quantile(part[:, 3], [1 / 3, 2 / 3]))
        cells = "".join(f"{100 * part[third == k, 2].mean():6.1f}" for k in range(3))
        error, whole = 100 * part[:, 1].mean(), 100 * part[:, 2].mean()
        label = "all" if metres is None else f"{metres:.0f} m"
        print(f"  {label:>8} {len(part):5} {error:6.2f} %  {whole:5.1f} % {cells}")


def weekly(people: list[tuple[Races, float]]) -> None:
    """Print the marathon's mean error without and with the usual week."""
    errors = []
    for races, week_m in people:
        others = [race for race in races.items() if race[0] != MARATHON_M]
        if MARATHON_M not in races or not others or not week_m > 0:
            continue
        times = (predict(others, MARATHON_M, w).duration_s for w in (None, week_m))
        errors.append([abs(t / races[MARATHON_M] - 1) for t in times])
    without, with_week = 100 * np.mean(errors, axis=0)
    print(f"  marathon of {len(errors)}: {without:.2f} %, by week {with_week:.2f} %")


def main() -> None:
    """Measure and print."""
    survey_path, bests_path = map(Path, sys.argv[1:3])
    held("best times", bests(bests_path))
    held("survey, fit, fair course", survey(survey_path, only_fit=True))
    everyone = survey(survey_path, only_fit=False)
    held("survey, all", everyone)
    weekly(everyone)


if __name__ == "__main__":
    main()
