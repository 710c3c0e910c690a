-- Names and texts are bytea: what devices and programs send may be no valid text.
-- Times are unix milliseconds, 0 for none. 64-bit unsigned numbers are kept in signed columns bit by bit.

-- +goose Up
CREATE TABLE messages (
    id       uuid   PRIMARY KEY,
    -- Order of arrival. No index begins with it, so that no plan can read all history by it.
    ordinal  bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    project  bigint NOT NULL,
    version  bytea  NOT NULL,
    client   bytea  NOT NULL,       -- DID of the device, empty if anonymous
    received bigint NOT NULL,
    size     bigint NOT NULL,       -- bytes of the message encoding
    sequence bigint,                -- of the task it is in, NULL while in none
    position bigint,                -- in that task, from 0
    data     bytea  NOT NULL
);

-- The two orders in which messages are selected for packing. Both hold only what is in no task
-- yet, and all that a summary needs, so neither grows with history.
CREATE INDEX messages_of_device ON messages (project, version, client, ordinal) INCLUDE (size, received) WHERE sequence IS NULL;
CREATE INDEX messages_of_project ON messages (project, version, ordinal) INCLUDE (size, received) WHERE sequence IS NULL;
CREATE INDEX messages_of_task ON messages (project, sequence, position) WHERE sequence IS NOT NULL;

CREATE TABLE positions (
    project  bigint PRIMARY KEY,
    sequence bigint NOT NULL        -- of the project's newest task; its row lock orders the packers
);

CREATE TABLE tasks (
    project    bigint  NOT NULL,
    sequence   bigint  NOT NULL,
    chain      bigint  NOT NULL,
    version    bytea   NOT NULL,
    created    bigint  NOT NULL,
    messages   bigint  NOT NULL,
    body_size  bigint  NOT NULL,
    root       bytea   NOT NULL,
    digest     bytea   NOT NULL UNIQUE,
    signature  bytea   NOT NULL,
    state      text    NOT NULL,
    attempt    bigint  NOT NULL,
    attempt_at bigint  NOT NULL,
    heard_at   bigint  NOT NULL,
    worker     bytea   NOT NULL,
    receipt    json,                -- json, not jsonb: it must keep \u0000
    output     json,
    failures   json,
    done       boolean NOT NULL,    -- marked done by the dispatcher
    finished   boolean NOT NULL,    -- done, or in a terminal state
    revision   bigint  NOT NULL,
    modified   bigint  NOT NULL,
    PRIMARY KEY (project, sequence)
);

CREATE INDEX tasks_open ON tasks (project, sequence) WHERE NOT finished;

CREATE TABLE task_log (
    project  bigint NOT NULL,
    sequence bigint NOT NULL,
    line     bigint NOT NULL,       -- from 1
    state    text   NOT NULL,
    at       bigint NOT NULL,
    node     bytea  NOT NULL,
    attempt  bigint NOT NULL,
    comment  bytea  NOT NULL,
    result   bytea  NOT NULL,
    PRIMARY KEY (project, sequence, line)
);

CREATE TABLE cursors (
    name  text   PRIMARY KEY,
    block bigint NOT NULL,
    hash  bytea  NOT NULL
);

CREATE TABLE settings (
    name  text  PRIMARY KEY,
    value bytea NOT NULL
);
