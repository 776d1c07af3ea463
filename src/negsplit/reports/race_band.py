"""A race plan as a band of paper round the wrist: cut it out, and read the clock."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from negsplit.units import format_clock, format_distance

if TYPE_CHECKING:
    from negsplit.racing.race_plan import RacePlan
    from negsplit.units import DistanceUnit

# A strip fits on A4 and on Letter paper, whose shorter side is the narrower of both;
# more marks than one strip holds go on a second.
_MARKS = 22
_HEAD = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@page {{ margin: 10mm; }}
body {{ font: 10pt/1.25 system-ui, sans-serif; color: #000; background: #fff;
  margin: 10mm; }}
h1 {{ font-size: 12pt; margin: 0 0 2mm; }}
p {{ margin: 0 0 5mm; max-width: 170mm; }}
.strips {{ display: flex; gap: 8mm; align-items: flex-start; }}
table {{ border-collapse: collapse; width: 42mm; border: 0.3mm dashed #666;
  font-variant-numeric: tabular-nums; }}
th, td {{ text-align: right; padding: 0.6mm 2mm; font-size: 11pt;
  border-bottom: 0.2mm solid #ccc; }}
th {{ font-weight: 600; font-size: 9pt; }}
td:last-child {{ font-weight: 700; }}
</style></head><body>
<h1>{title}</h1>
<p>{note}</p>
<div class="strips">
"""
_TAIL = "</div>\n</body></html>\n"


def band_page(plan: RacePlan, name: str, unit: DistanceUnit) -> str:
    """Return a page with the band, to be printed on A4 or Letter paper."""
    first_s, second_s = plan.halves_s
    title = f"{name} in {format_clock(plan.finish_s)}"
    note = (
        f"{format_distance(plan.course.length_m, unit)}, halves "
        f"{format_clock(first_s)} and {format_clock(second_s)}. Cut along the dashes; "
        "the last column is the clock at each mark."
    )
    splits = plan.splits(unit)
    # Strips of about the same length.
    strips = -(-len(splits) // _MARKS)
    each = -(-len(splits) // strips)
    page = [_HEAD.format(title=escape(title), note=escape(note))]
    for start in range(0, len(splits), each):
        page.append(
            f"<table><tr><th>{unit.value}</th><th>split</th><th>clock</th></tr>"
        )
        page += [
            f"<tr><td>{split.end_m / unit.metres:.4g}</td>"
            f"<td>{format_clock(split.took_s)}</td>"
            f"<td>{format_clock(split.clock_s)}</td></tr>"
            for split in splits[start : start + each]
        ]
        page.append("</table>")
    return "\n".join(page) + _TAIL
