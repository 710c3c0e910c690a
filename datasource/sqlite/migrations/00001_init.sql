-- Names, ids and texts are blobs: what devices and programs send may be no valid text.
-- Times are unix milliseconds, 0 for none. 64-bit unsigned numbers are kept in signed columns bit by bit.

-- +goose Up
CREATE TABLE messages (
    ordinal  INTEGER PRIMARY KEY,     -- order of arrival
    id       BLOB    NOT NULL UNIQUE,
    project  INTEGER NOT NULL,
    version  BLOB    NOT NULL,
    client   BLOB    NOT NULL,        -- DID of the device, empty if anonymous
    received INTEGER NOT NULL,
    size     INTEGER NOT NULL,        -- bytes of the message encoding
    sequence INTEGER,                 -- of the task it is in, NULL while in none
    position INTEGER,                 -- in that task, from 0
    data     BLOB    NOT NULL
) STRICT;

-- The two orders in which messages are selected for packing. Both hold only what is in no task
-- yet, and all that a summary needs, so neither grows with history.
CREATE INDEX messages_of_device ON messages (project, version, client, ordinal, size, received) WHERE sequence IS NULL;
CREATE INDEX messages_of_project ON messages (project, version, ordinal, size, received) WHERE sequence IS NULL;
CREATE INDEX messages_of_task ON messages (project, sequence, position) WHERE sequence IS NOT NULL;

CREATE TABLE positions (
    project  INTEGER PRIMARY KEY,
    sequence INTEGER NOT NULL         -- of the project's newest task
) STRICT;

CREATE TABLE tasks (
    project    INTEGER NOT NULL,
    sequence   INTEGER NOT NULL,
    chain      INTEGER NOT NULL,
    version    BLOB    NOT NULL,
    created    INTEGER NOT NULL,
    messages   INTEGER NOT NULL,
    body_size  INTEGER NOT NULL,
    root       BLOB    NOT NULL,
    digest     BLOB    NOT NULL UNIQUE,
    signature  BLOB    NOT NULL,
    state      TEXT    NOT NULL,
    attempt    INTEGER NOT NULL,
    attempt_at INTEGER NOT NULL,
    heard_at   INTEGER NOT NULL,
    worker     BLOB    NOT NULL,
    receipt    TEXT,                  -- JSON, as the two that follow
    output     TEXT,
    failures   TEXT,
    done       INTEGER NOT NULL,      -- marked done by the dispatcher
    finished   INTEGER NOT NULL,      -- done, or in a terminal state
    revision   INTEGER NOT NULL,
    modified   INTEGER NOT NULL,
    PRIMARY KEY (project, sequence)
) STRICT;

CREATE INDEX tasks_open ON tasks (project, sequence) WHERE finished = 0;

CREATE TABLE task_log (
    project  INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    line     INTEGER NOT NULL,        -- from 1
    state    TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    node     BLOB    NOT NULL,
    attempt  INTEGER NOT NULL,
    comment  BLOB    NOT NULL,
    result   BLOB    NOT NULL,
    PRIMARY KEY (project, sequence, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE cursors (
    name  TEXT    PRIMARY KEY,
    block INTEGER NOT NULL,
    hash  BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
