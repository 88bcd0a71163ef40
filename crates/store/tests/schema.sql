CREATE TABLE creations (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    wanted       TEXT NOT NULL CHECK (json_valid(wanted)),
    reference    TEXT NOT NULL UNIQUE,
    authority    TEXT NOT NULL,
    stage        TEXT NOT NULL,
    rotation_id  TEXT,
    key_id       TEXT,
    remote_id    TEXT,
    problem      TEXT,
    attempts     INTEGER NOT NULL,
    next_try_at  TEXT,
    started_at   TEXT NOT NULL,
    finished_at  TEXT,
    outcome      TEXT
) STRICT;
CREATE INDEX creations_of_workspace ON creations (workspace_id, started_at);
CREATE INDEX creations_unfinished ON creations (started_at) WHERE finished_at IS NULL;
CREATE TABLE events (
    seq  INTEGER PRIMARY KEY,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    body BLOB NOT NULL
) STRICT;
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the audit history cannot be changed'); END;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the audit history cannot be shortened'); END;
CREATE TRIGGER events_are_only_appended BEFORE INSERT ON events
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM events)
    BEGIN SELECT RAISE(ABORT, 'the audit history can only be continued'); END;
CREATE TABLE keys (
    id                  TEXT PRIMARY KEY,
    workspace_id        TEXT NOT NULL REFERENCES workspaces,
    remote_id           TEXT,
    name                TEXT NOT NULL,
    environment         TEXT NOT NULL,
    purpose             TEXT NOT NULL,
    state               TEXT NOT NULL,
    fingerprint         TEXT,
    hint                TEXT,
    rotation_days       INTEGER,
    created_at          TEXT,
    created_at_by       TEXT NOT NULL,
    added_at            TEXT NOT NULL,
    last_used_at        TEXT,
    last_alive_at       TEXT,
    last_checked_at     TEXT,
    last_check          TEXT,
    ending_requested_at TEXT,
    ending_accepted_at  TEXT,
    next_probe_at       TEXT,
    probe_attempts      INTEGER NOT NULL,
    problem             TEXT,
    dead_at             TEXT,
    death               TEXT CHECK (json_valid(death)),
    used_by_latchkey    INTEGER NOT NULL CHECK (used_by_latchkey IN (0, 1)),
    superseded_by       TEXT REFERENCES keys DEFERRABLE INITIALLY DEFERRED,
    hidden_at           TEXT
) STRICT;
CREATE UNIQUE INDEX keys_fingerprint ON keys (fingerprint) WHERE fingerprint IS NOT NULL;
CREATE UNIQUE INDEX keys_name ON keys (workspace_id, name COLLATE NOCASE)
    WHERE superseded_by IS NULL AND state <> 'revoked' AND hidden_at IS NULL;
CREATE INDEX keys_of_workspace ON keys (workspace_id, remote_id);
CREATE TABLE places (
    id           TEXT PRIMARY KEY,
    key_id       TEXT NOT NULL REFERENCES keys ON DELETE CASCADE,
    label        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    note         TEXT NOT NULL,
    confirmed_at TEXT,
    position     INTEGER NOT NULL
) STRICT;
CREATE INDEX places_of_key ON places (key_id, position);
CREATE TABLE rotations (
    id              TEXT PRIMARY KEY,
    workspace_id    TEXT NOT NULL REFERENCES workspaces,
    old_key         TEXT NOT NULL REFERENCES keys,
    new_key         TEXT,
    creation_id     TEXT,
    overlap         TEXT NOT NULL,
    overlap_ends_at TEXT,
    stage           TEXT NOT NULL,
    problem         TEXT,
    attempts        INTEGER NOT NULL,
    next_try_at     TEXT,
    started_at      TEXT NOT NULL,
    finished_at     TEXT
) STRICT;
CREATE INDEX rotations_of_workspace ON rotations (workspace_id, started_at);
CREATE UNIQUE INDEX rotations_unfinished ON rotations (old_key) WHERE finished_at IS NULL;
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE workspaces (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    base_url      TEXT NOT NULL,
    dashboard_url TEXT NOT NULL,
    authority     TEXT NOT NULL,
    remote_id     TEXT,
    created_at    TEXT NOT NULL,
    removed_at    TEXT
) STRICT;
