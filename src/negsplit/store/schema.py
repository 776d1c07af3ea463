"""The diary's tables as commented SQL, in numbered steps.

A step that has been released is never edited: a change is a new step at the end. The
number of steps done is the file's ``user_version``; its ``application_id`` says that
the file is a diary at all.
"""

from __future__ import annotations

# "NSPD", as four bytes.
APPLICATION_ID = 0x4E535044

STEPS = (
    """
CREATE TABLE athlete (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE  -- '' for whoever never gave a name
) STRICT;

CREATE TABLE run (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice
    athlete        INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
    digest         TEXT NOT NULL,     -- SHA-256 of the bytes as given, hexadecimal
    content_key    TEXT NOT NULL,     -- SHA-256 of the start and the samples as read
    started_ms     INTEGER NOT NULL,  -- instant of time zero, ms since 1970 in UTC
    utc_offset_s   INTEGER NOT NULL,  -- what the watch's clock was ahead of UTC
    elapsed_s      REAL NOT NULL,     -- from the first sample to the last
    name           TEXT NOT NULL,     -- what the runner or a service called it
    sport          TEXT NOT NULL,     -- as the file or the service says; '' if neither
    is_run         INTEGER NOT NULL CHECK (is_run IN (0, 1)),
    device         TEXT NOT NULL,
    format         TEXT NOT NULL CHECK (format IN ('fit', 'tcx', 'gpx')),
    -- From the features, kept here so that a list needs no blob.
    distance_m     REAL,
    moving_s       REAL,
    form           TEXT,              -- which form it looks like
    is_progression TEXT,              -- 'yes', 'no', 'partly' or 'cannot tell'
    -- From the runner.
    felt_cr10      REAL CHECK (felt_cr10 BETWEEN 0 AND 10),
    goal           TEXT,              -- what the run was for
    plan           TEXT,              -- the planned workout as negsplit's own JSON
    -- Another recording of what seems to be the same run: a proposal, not a merger.
    twin_of        INTEGER REFERENCES run (id) ON DELETE SET NULL,
    is_apart       INTEGER NOT NULL DEFAULT 0 CHECK (is_apart IN (0, 1)),  -- no twin
    UNIQUE (athlete, digest),
    UNIQUE (athlete, content_key)
) STRICT;

CREATE INDEX run_by_start ON run (athlete, started_ms);
CREATE INDEX run_by_twin ON run (twin_of) WHERE twin_of IS NOT NULL;

CREATE TABLE original (
    run     INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    place   TEXT NOT NULL,  -- where the bytes were found
    packing TEXT NOT NULL CHECK (packing IN ('plain', 'zstd')),
    beside  TEXT,           -- what came beside the bytes, as JSON; never rewritten
    bytes   BLOB NOT NULL   -- the bytes as given, packed; never rewritten
) STRICT;

CREATE TABLE streams (
    run     INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    reader  INTEGER NOT NULL,  -- version of the code that read the original
    marks   TEXT NOT NULL,     -- laps, pauses, totals, plan and findings, as JSON
    samples BLOB NOT NULL      -- all columns in one code
) STRICT;

CREATE TABLE features (
    run  INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    code INTEGER NOT NULL,  -- version of the code that computed them
    body BLOB NOT NULL
) STRICT;

CREATE INDEX features_by_code ON features (code);

-- Files that were looked at, so that they need not be read again.
CREATE TABLE source (
    athlete INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
    place   TEXT NOT NULL,     -- path, or path of the archive and of the member in it
    size    INTEGER NOT NULL,  -- bytes
    stamp   INTEGER NOT NULL,  -- ns since 1970 of the last change; CRC in an archive
    reader  INTEGER NOT NULL,  -- version of the code that looked at it
    outcome TEXT NOT NULL,     -- what became of it
    reason  TEXT NOT NULL,     -- why, where it did not become a run
    run     INTEGER REFERENCES run (id) ON DELETE CASCADE,
    PRIMARY KEY (athlete, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX source_by_run ON source (run) WHERE run IS NOT NULL;
""",
    """
-- Plans as they were kept; one of an athlete is current, the others are history.
CREATE TABLE plan (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete    INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
    made_at    TEXT NOT NULL,     -- ISO 8601 with offset
    body       TEXT NOT NULL,     -- the text of the plan file
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX current_plan ON plan (athlete) WHERE is_current;

CREATE TABLE goal (
    athlete INTEGER PRIMARY KEY REFERENCES athlete (id) ON DELETE CASCADE,
    made_at TEXT NOT NULL,  -- ISO 8601 with offset
    words   TEXT NOT NULL   -- as negsplit goal reads them, its day written out
) STRICT;
""",
    """
-- What is known of a runner, by the day from which it holds.
CREATE TABLE runner_values (
    athlete INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
    day     TEXT NOT NULL,  -- ISO 8601
    body    TEXT NOT NULL,  -- the runner as the table of a plan file
    PRIMARY KEY (athlete, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE preference (
    athlete INTEGER PRIMARY KEY REFERENCES athlete (id) ON DELETE CASCADE,
    unit    TEXT NOT NULL CHECK (unit IN ('km', 'mi'))
) STRICT;

-- Workouts that a runner wants to find again.
CREATE TABLE workout (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
    name    TEXT NOT NULL,
    body    TEXT NOT NULL,  -- negsplit's own JSON
    made_at TEXT NOT NULL,  -- ISO 8601 with offset
    UNIQUE (athlete, name)
) STRICT;

-- Why a build was not finished, in the runner's words; '' where no reason was given,
-- nothing where nobody said that it was stopped.
ALTER TABLE run ADD COLUMN stopped_because TEXT;

-- Who may log in where a diary is served to others. Times of everything below are
-- whole seconds since 1970; secrets are there as their SHA-256 only.
CREATE TABLE account (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,  -- the name in one letter case
    password TEXT,                  -- an argon2id hash; nothing until one is chosen
    role     TEXT NOT NULL CHECK (role IN ('coach', 'runner')),
    athlete  INTEGER REFERENCES athlete (id) ON DELETE CASCADE,  -- whose runner it is
    CHECK ((role = 'runner') = (athlete IS NOT NULL))
) STRICT;

CREATE INDEX account_by_athlete ON account (athlete) WHERE athlete IS NOT NULL;

-- Which athletes a coach may see.
CREATE TABLE coached (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    athlete INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
    PRIMARY KEY (account, athlete)
) STRICT, WITHOUT ROWID;

CREATE INDEX coached_by_athlete ON coached (athlete);

CREATE TABLE web_session (
    secret     TEXT PRIMARY KEY,
    account    INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    made_at    INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX web_session_by_account ON web_session (account);

CREATE TABLE api_token (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    secret  TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    label   TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

CREATE INDEX api_token_by_account ON api_token (account);

-- Links with which somebody chooses a password, once.
CREATE TABLE invitation (
    secret     TEXT PRIMARY KEY,
    account    INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX invitation_by_account ON invitation (account);
""",
    """
-- A checksum of every row of every other table: see negsplit.store.seals.
CREATE TABLE seal (
    name TEXT NOT NULL,     -- of the table
    key  INTEGER NOT NULL,  -- of the row: its number, or a checksum of its key
    sum  INTEGER NOT NULL,
    PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
""",
    """
-- A file may hold several runs, so that its digest alone no longer tells a run: the
-- table is made anew with another UNIQUE, which SQLite cannot change. The bytes lie
-- once, as the original of whichever of these runs came first.
CREATE TABLE run_new (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice
    athlete        INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
    digest         TEXT NOT NULL,     -- SHA-256 of the bytes as given, hexadecimal
    part           INTEGER NOT NULL,  -- which run of the file, counted from 0
    content_key    TEXT NOT NULL,     -- SHA-256 of the start and the samples as read
    started_ms     INTEGER NOT NULL,  -- instant of time zero, ms since 1970 in UTC
    utc_offset_s   INTEGER NOT NULL,  -- what the clock on the wall was ahead of UTC
    zone           TEXT NOT NULL,     -- its name; '' where only the offset is known
    zone_source    TEXT NOT NULL CHECK (
        zone_source IN ('runner', 'file', 'place', 'device', 'home', 'none')
    ),
    elapsed_s      REAL NOT NULL,     -- from the first sample to the last
    name           TEXT NOT NULL,     -- what the runner, a service or the file calls it
    sport          TEXT NOT NULL,     -- as the file or the service says; '' if neither
    is_run         INTEGER NOT NULL CHECK (is_run IN (0, 1)),
    device         TEXT NOT NULL,
    format         TEXT NOT NULL CHECK (format IN ('fit', 'tcx', 'gpx')),
    -- From the features, kept here so that a list needs no blob.
    distance_m     REAL,
    moving_s       REAL,
    form           TEXT,              -- which form it looks like
    is_progression TEXT,              -- 'yes', 'no', 'partly' or 'cannot tell'
    -- From the runner.
    felt_cr10      REAL CHECK (felt_cr10 BETWEEN 0 AND 10),
    goal           TEXT,              -- what the run was for
    plan           TEXT,              -- the planned workout as negsplit's own JSON
    stopped_because TEXT,             -- why a build was not finished; '' for no reason
    -- Another recording of what seems to be the same run: a proposal, not a merger.
    twin_of        INTEGER REFERENCES run (id) ON DELETE SET NULL,
    is_apart       INTEGER NOT NULL DEFAULT 0 CHECK (is_apart IN (0, 1)),  -- no twin
    UNIQUE (athlete, digest, part),
    UNIQUE (athlete, content_key)
) STRICT;

INSERT INTO run_new
SELECT id, athlete, digest, 0, content_key, started_ms, utc_offset_s, '',
    iif(utc_offset_s = 0, 'none', 'device'), elapsed_s, name, sport, is_run, device,
    format, distance_m, moving_s, form, is_progression, felt_cr10, goal, plan,
    stopped_because, twin_of, is_apart
FROM run;

DELETE FROM sqlite_sequence WHERE name = 'run_new';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'run_new', seq FROM sqlite_sequence WHERE name = 'run';

DROP TABLE run;
ALTER TABLE run_new RENAME TO run;
CREATE INDEX run_by_start ON run (athlete, started_ms);
CREATE INDEX run_by_twin ON run (twin_of) WHERE twin_of IS NOT NULL;

-- Where a runner lives: the zone of runs that say nothing of where they were run.
CREATE TABLE home (
    athlete INTEGER PRIMARY KEY REFERENCES athlete (id) ON DELETE CASCADE,
    zone    TEXT NOT NULL  -- by name, or an offset from UTC
) STRICT;
""",
    """
-- What runners correct of their runs; originals and samples stay as they were.
CREATE TABLE run_edit (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    run       INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    made_at   TEXT NOT NULL,  -- ISO 8601 with offset
    kind      TEXT NOT NULL,  -- as in negsplit.edits
    body      TEXT NOT NULL,  -- JSON; its seconds count from the recorded start
    undone_at TEXT            -- ISO 8601 with offset; nothing while it holds
) STRICT;

CREATE INDEX run_edit_by_run ON run_edit (run);
""",
    """
CREATE TABLE shoe (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    athlete      INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    start_m      REAL NOT NULL CHECK (start_m >= 0),  -- run in them before this diary
    limit_m      REAL CHECK (limit_m > 0),            -- nothing for the usual limit
    default_from TEXT,  -- ISO 8601; since this day runs are in this pair unless said
    retired_on   TEXT,  -- ISO 8601; after this day nothing is run in them
    UNIQUE (athlete, name)
) STRICT;

-- Runs of which the runner or a service said in which pair they were run.
CREATE TABLE run_shoe (
    run  INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    shoe INTEGER NOT NULL REFERENCES shoe (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX run_shoe_by_shoe ON run_shoe (shoe);

-- What the runner says of the weather; what a file says is in its marks.
CREATE TABLE run_weather (
    run              INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    temperature_degc REAL NOT NULL CHECK (temperature_degc BETWEEN -60 AND 60)
) STRICT;
""",
)
