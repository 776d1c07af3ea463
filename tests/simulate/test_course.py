from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit import Athlete, parse
from negsplit.analysis.clean import clean
from negsplit.course import Course, Weather
from negsplit.errors import InputError, OutOfRangeError
from negsplit.physiology.gradient import gap_factor
from negsplit.runner import Runner
from negsplit.simulate.cells import planned_cells
from negsplit.simulate.terrain import Pacing, Stretch, course_of, run_on
from synthetic_runs import Ground
from synthetic_runs import run as synthetic_run

RUNNER = Runner.of(Athlete(vdot_ml_kg_min=54))
HILL = Course((0, 1000, 2000, 3000), (100, 100, 150, 110))
MILD = Weather()


def run(text: str, course: Course, pacing: Pacing, weather: Weather = MILD) -> Stretch:
    return run_on(planned_cells(parse(text), RUNNER, 1.0), course, weather, pacing)


@pytest.mark.parametrize(
    ("distances", "altitudes", "word"),
    [
        ((), (), "one altitude a distance"),
        ((0, 100), (1,), "one altitude a distance"),
        ((0, 100, 100), (0, 1, 2), "distances must rise"),
        ((0, 100), (0, 50), "grade"),
        ((0,), (8848,), "altitude"),
    ],
)
def test_a_course_that_cannot_be_is_refused(
    distances: tuple[float, ...], altitudes: tuple[float, ...], word: str
) -> None:
    with pytest.raises(InputError, match=word):
        Course(distances, altitudes)


def test_weather_that_cannot_be_is_refused() -> None:
    with pytest.raises(OutOfRangeError, match="temperature"):
        Weather(temperature_degc=86)
    with pytest.raises(OutOfRangeError, match="humidity"):
        Weather(humidity_frac=60)
    with pytest.raises(OutOfRangeError, match="headwind"):
        Weather(headwind_mps=50)


def test_even_effort_is_slower_uphill_and_faster_downhill() -> None:
    found = run("3km @4:00/km", HILL, Pacing.EVEN_EFFORT)
    planned = 1000 / 240
    assert found.effort_mps == pytest.approx(planned)
    paces = [
        found.speed_mps[(found.end_m > low + 5) & (found.end_m < low + 995)]
        for low in (0, 1000, 2000)
    ]
    # 5 % up and 4 % down, by the published factors at those grades.
    for part, grade in zip(paces, (0.0, 0.05, -0.04), strict=True):
        assert part == pytest.approx(planned / gap_factor(grade))
    assert found.end_m[-1] == pytest.approx(3000)


def test_keeping_the_pace_makes_a_climb_harder_and_a_descent_easier() -> None:
    found = run("3km @4:00/km", HILL, Pacing.AS_PLANNED)
    assert found.speed_mps == pytest.approx(1000 / 240)
    up = (found.end_m > 1005) & (found.end_m < 1995)
    down = found.end_m > 2005
    assert (found.effort_mps[up] > 4.9).all()
    assert (found.effort_mps[down] < 4.0).all()


@pytest.mark.parametrize("pacing", Pacing)
def test_steps_by_time_meet_the_slopes_where_they_are(pacing: Pacing) -> None:
    found = run("5min @4:00/km, 2min @5:00>3:40/km, 4min @4:00/km", HILL, pacing)
    assert found.duration_s.sum() == pytest.approx(11 * 60)
    assert np.cumsum(found.speed_mps * found.duration_s) == pytest.approx(
        found.end_m, abs=1
    )
    middles = found.end_m - found.speed_mps * found.duration_s / 2
    expected = np.interp(middles, HILL.distances_m, HILL.altitudes_m)
    assert found.altitude_m == pytest.approx(expected, abs=0.05)


def test_steps_by_distance_end_where_they_should_on_any_course() -> None:
    found = run("1km easy, 800m @3:40/km, 1km easy", HILL, Pacing.EVEN_EFFORT)
    assert found.end_m[-1] == pytest.approx(2800)


def test_a_course_is_level_beyond_its_ends() -> None:
    found = run("5km @4:00/km", HILL, Pacing.EVEN_EFFORT)
    assert (found.grade_frac[found.end_m > 3005] == 0).all()
    assert found.altitude_m[-1] == 110


@pytest.mark.parametrize(
    ("course", "weather", "share"),
    # The calculator's 3.10 % at 5000 feet; 0.35 % a degree of WBGT above 15, where
    # 25 °C at 60 % is 25.562.
    [
        (Course.level(1524.0), MILD, 0.0310),
        (Course.level(0.0), Weather(25, 0.6), 0.0035 * 10.562),
        (Course.level(700.0), Weather(5, 0.6), 0.0),
    ],
)
def test_heat_and_altitude_slow_by_their_share(
    course: Course, weather: Weather, share: float
) -> None:
    slower = run("3km @4:00/km", course, Pacing.EVEN_EFFORT, weather)
    assert slower.speed_mps == pytest.approx(1000 / 240 * (1 - share), rel=1e-4)
    harder = run("3km @4:00/km", course, Pacing.AS_PLANNED, weather)
    assert harder.effort_mps == pytest.approx(1000 / 240 / (1 - share), rel=1e-4)


@given(
    st.floats(0, 0.25),
    st.floats(0, 4000),
    st.floats(-10, 40),
    st.floats(0, 1),
    st.floats(0, 12),
)
def test_climb_heat_altitude_and_headwind_never_make_a_pace_easier(
    grade: float, altitude: float, temperature: float, humidity: float, wind: float
) -> None:
    top = min(altitude + 3000 * grade, 4000)
    climb = Course((0, 3000), (max(top - 3000 * grade, -450), top))
    hard = run(
        "3km @4:00/km",
        climb,
        Pacing.AS_PLANNED,
        Weather(temperature, humidity, wind),
    )
    assert (hard.effort_mps >= 1000 / 240 - 1e-9).all()


def test_a_headwind_makes_a_pace_harder_and_a_tailwind_easier() -> None:
    for wind, harder in ((4.0, True), (-4.0, False)):
        found = run("3km @4:00/km", HILL, Pacing.AS_PLANNED, Weather(headwind_mps=wind))
        flat = found.effort_mps[found.end_m < 990]
        assert ((flat > 1000 / 240) == harder).all()


def test_a_course_is_read_off_a_recorded_run() -> None:
    ground = Ground(grade_from_m=1000, grade_to_m=2000, grade_frac=0.04)
    track = clean(synthetic_run([(1200, 3.0)], noise=0, ground=ground))
    found = course_of(track)
    assert found.distances_m[-1] == pytest.approx(track.total_m)
    heights = np.interp([500, 900, 1500, 2500], found.distances_m, found.altitudes_m)
    climbs = heights - heights[0]
    # 40 m over the kilometre; the ends of the hill are smoothed.
    assert climbs == pytest.approx([0, 0, 20, 40], abs=1.5)


def test_a_run_without_altitude_or_distance_tells_no_course() -> None:
    track = clean(synthetic_run([(300, 3.0)]))
    with pytest.raises(InputError, match="altitude"):
        course_of(replace(track, altitude_m=np.full(len(track), np.nan)))
    with pytest.raises(InputError, match="course"):
        course_of(clean(synthetic_run([(40, 3.0)])))
