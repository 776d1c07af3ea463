"""What the name of a run says of it.

A recording cannot tell a race at an even pace from a good training run, and two fast
kilometres from two that a group happened to run; whoever named the run knew. A name is
evidence, never the verdict: it lowers what the curve has to show, and it names a race
only where the curve shows an even or a falling pace.
"""

from __future__ import annotations

import re

# Words of the languages that most public recordings are named in. Distances of races
# count as names of races only as words ("half marathon"): "10K" is also a length.
_RACE = re.compile(
    r"\b(race|marathon|half[ -]?marathon|parkrun|halbmarathon|wettkampf|volkslauf|"
    r"semi[ -]?marathon|course officielle|marat[oó]n|maratona|carrera|gara)\b"
    r"|マラソン|马拉松|半马|全马|比赛",
    re.IGNORECASE,
)
_NOT_RACED = re.compile(
    r"\b(pace|effort|prep\w*|training|train|rehearsal|practice|long run|plan)\b",
    re.IGNORECASE,
)
_INTERVALS = re.compile(
    r"\b(interval\w*|repeats?|repetitions?|reps|strides|broken \w+|"
    r"alternat\w+|sprints)\b"
    r"|\d\s?(k|km|m|min)?\s?[x×*]\s?\d|间歇|交替跑|冲刺|组数|インターバル",
    re.IGNORECASE,
)

_FARTLEK = re.compile(
    r"\b(fartleks?|fahrtspiel)\b|法特莱克|ファルトレク", re.IGNORECASE
)
_EASY = re.compile(
    r"\b(easy|recovery|jog\w*|shakeout|footing|dauerlauf|regeneration\w*|rodaje|"
    r"suave)\b|轻松|恢复|慢跑|ジョグ",
    re.IGNORECASE,
)
_TEMPO = re.compile(r"\b(tempo|threshold|lt)\b|节奏|閾値|乳酸阈值", re.IGNORECASE)
# A long run with a block in it is a long run.
_BUILDS = re.compile(
    r"progress\w*|negative|build\w*|long|\blr\b|长距离|渐进|加速", re.IGNORECASE
)


def names_a_race(title: str) -> bool:
    """Return whether a name says that the run was a race.

    >>> names_a_race("Berlin Marathon"), names_a_race("marathon pace long run")
    (True, False)
    """
    return bool(_RACE.search(title)) and not _NOT_RACED.search(title)


def names_intervals(title: str) -> bool:
    """Return whether a name says that the run was repetitions.

    >>> names_intervals("8x800 4:40-4:50"), names_intervals("Easy run, 10 km")
    (True, False)
    """
    return bool(_INTERVALS.search(title) or names_a_fartlek(title))


def names_an_easy_run(title: str) -> bool:
    """Return whether a name says that the run was easy, and nothing else.

    >>> names_an_easy_run("Easy run, 10 km"), names_an_easy_run("Easy + 6 strides")
    (True, False)
    """
    return bool(_EASY.search(title)) and not (
        names_intervals(title) or names_a_race(title) or _TEMPO.search(title)
    )


def names_a_fartlek(title: str) -> bool:
    """Return whether a name says that pace was played with.

    >>> names_a_fartlek("Fartlek with Ann"), names_a_fartlek("6x400")
    (True, False)
    """
    return bool(_FARTLEK.search(title))


def names_a_tempo_run(title: str) -> bool:
    """Return whether a name says that one block was run at threshold.

    >>> names_a_tempo_run("Threshold 5:10"), names_a_tempo_run("Tempo progression")
    (True, False)
    """
    return bool(_TEMPO.search(title)) and not (
        _BUILDS.search(title) or names_intervals(title)
    )
