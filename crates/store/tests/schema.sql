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
CREATE TABLE draft_versions (
    draft_id TEXT NOT NULL REFERENCES drafts,
    number   INTEGER NOT NULL,
    content  TEXT NOT NULL CHECK (json_valid(content)),
    at       TEXT NOT NULL,
    PRIMARY KEY (draft_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE drafts (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    content      TEXT NOT NULL CHECK (json_valid(content)),
    made_at      TEXT NOT NULL,
    changed_at   TEXT NOT NULL,
    deleted_at   TEXT,
    sent         INTEGER NOT NULL CHECK (sent IN (0, 1))
) STRICT;
CREATE INDEX drafts_deleted ON drafts (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX drafts_open ON drafts (workspace_id, changed_at)
    WHERE deleted_at IS NULL AND sent = 0;
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
CREATE TABLE files (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    name         TEXT NOT NULL,
    path         TEXT NOT NULL,
    own_copy     INTEGER NOT NULL CHECK (own_copy IN (0, 1)),
    format       TEXT NOT NULL,
    bytes        INTEGER NOT NULL,
    modified_at  TEXT,
    width        INTEGER,
    height       INTEGER,
    duration_ms  INTEGER,
    pages        INTEGER,
    removed      TEXT NOT NULL CHECK (json_valid(removed)),
    problem      TEXT,
    sha256       TEXT,
    added_at     TEXT NOT NULL
) STRICT;
CREATE INDEX files_of_workspace ON files (workspace_id, added_at);
CREATE TABLE held_posts (
    id           TEXT PRIMARY KEY,
    incident_id  TEXT NOT NULL REFERENCES incidents,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    post_id      TEXT NOT NULL,
    why          TEXT NOT NULL CHECK (why IN ('freeze', 'repair')),
    stage        TEXT NOT NULL,
    kept         TEXT CHECK (json_valid(kept)),
    new_post_id  TEXT,
    wanted_at    TEXT,
    problem      TEXT,
    attempts     INTEGER NOT NULL,
    next_try_at  TEXT,
    started_at   TEXT NOT NULL,
    finished_at  TEXT
) STRICT;
CREATE INDEX held_posts_of_incident ON held_posts (incident_id, started_at);
CREATE INDEX held_posts_of_post ON held_posts (workspace_id, post_id);
CREATE INDEX held_posts_unfinished ON held_posts (started_at) WHERE finished_at IS NULL;
CREATE TRIGGER held_posts_begin_kept BEFORE INSERT ON held_posts
    WHEN NEW.kept IS NULL AND NEW.stage NOT IN ('wanted', 'gone_before', 'went_out')
    BEGIN SELECT RAISE(ABORT, 'a post is kept before it is taken from the service'); END;
CREATE TRIGGER held_posts_go_on_kept BEFORE UPDATE ON held_posts
    WHEN NEW.kept IS NULL AND NEW.stage NOT IN ('wanted', 'gone_before', 'went_out')
    BEGIN SELECT RAISE(ABORT, 'a post is kept before it is taken from the service'); END;
CREATE TRIGGER held_posts_stay_as_kept BEFORE UPDATE ON held_posts
    WHEN OLD.kept IS NOT NULL AND NEW.kept IS NOT OLD.kept
    BEGIN SELECT RAISE(ABORT, 'what is kept of a post is never changed'); END;
CREATE TABLE incidents (
    id                   TEXT PRIMARY KEY,
    workspace_id         TEXT NOT NULL REFERENCES workspaces,
    key_id               TEXT NOT NULL REFERENCES keys,
    exposed              TEXT NOT NULL,
    exposed_from         TEXT,
    noticed_at           TEXT NOT NULL,
    can_stop             INTEGER NOT NULL CHECK (can_stop IN (0, 1)),
    end_asked_at         TEXT,
    contained_at         TEXT,
    freeze_asked_at      TEXT,
    replacement_creation TEXT,
    replacement_key      TEXT,
    closed_at            TEXT,
    called_off           INTEGER NOT NULL CHECK (called_off IN (0, 1)),
    next_look_at         TEXT,
    looks                INTEGER NOT NULL,
    alarm_at             TEXT
) STRICT;
CREATE INDEX incidents_of_workspace ON incidents (workspace_id, noticed_at);
CREATE INDEX incidents_unfinished ON incidents (noticed_at)
    WHERE closed_at IS NULL OR next_look_at IS NOT NULL;
CREATE TABLE judgements (
    number       INTEGER PRIMARY KEY,
    batch        TEXT NOT NULL,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    post_id      TEXT NOT NULL,
    whose        TEXT NOT NULL,
    before       TEXT NOT NULL,
    at           TEXT NOT NULL,
    undone       INTEGER NOT NULL CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX judgements_in_force ON judgements (workspace_id, number) WHERE NOT undone;
CREATE INDEX judgements_of_batch ON judgements (batch);
CREATE TRIGGER judgements_are_never_changed
    BEFORE UPDATE OF number, batch, workspace_id, post_id, whose, before, at ON judgements
    BEGIN SELECT RAISE(ABORT, 'a judgement can only be undone'); END;
CREATE TRIGGER judgements_are_never_deleted BEFORE DELETE ON judgements
    BEGIN SELECT RAISE(ABORT, 'a judgement can only be undone'); END;
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
, name_at_service TEXT) STRICT;
CREATE UNIQUE INDEX keys_fingerprint ON keys (fingerprint) WHERE fingerprint IS NOT NULL;
CREATE UNIQUE INDEX keys_name ON keys (workspace_id, name COLLATE NOCASE)
    WHERE superseded_by IS NULL AND state <> 'revoked' AND hidden_at IS NULL;
CREATE INDEX keys_of_workspace ON keys (workspace_id, remote_id);
CREATE TABLE live_ticks (
    incident_id TEXT NOT NULL REFERENCES incidents,
    post_id     TEXT NOT NULL,
    platform    TEXT NOT NULL,
    done_at     TEXT NOT NULL,
    PRIMARY KEY (incident_id, post_id, platform)
) STRICT, WITHOUT ROWID;
CREATE TABLE made_posts (
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    post_id      TEXT NOT NULL,
    seq          INTEGER NOT NULL REFERENCES events,
    PRIMARY KEY (workspace_id, post_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE moves (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    post_id      TEXT,
    draft_id     TEXT,
    moved_from   TEXT NOT NULL,
    moved_to     TEXT NOT NULL,
    undoes       TEXT REFERENCES moves,
    stage        TEXT NOT NULL,
    problem      TEXT,
    looks        INTEGER NOT NULL,
    next_look_at TEXT,
    asked_at     TEXT NOT NULL,
    finished_at  TEXT,
    CHECK ((post_id IS NULL) <> (draft_id IS NULL))
) STRICT;
CREATE INDEX moves_to_undo ON moves (workspace_id, asked_at)
    WHERE stage = 'moved' AND undoes IS NULL;
CREATE INDEX moves_unfinished ON moves (asked_at) WHERE finished_at IS NULL;
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
CREATE TABLE post_changes (
    number       INTEGER PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    post_id      TEXT NOT NULL,
    seen_at      TEXT NOT NULL,
    field        TEXT NOT NULL,
    before       TEXT,
    after        TEXT
) STRICT;
CREATE INDEX post_changes_of_content ON post_changes (workspace_id, seen_at)
    WHERE field IN ('title', 'text', 'media', 'scheduled_at');
CREATE INDEX post_changes_of_post ON post_changes (workspace_id, post_id);
CREATE TABLE post_events (
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    post_id      TEXT NOT NULL,
    seq          INTEGER NOT NULL REFERENCES events,
    PRIMARY KEY (workspace_id, post_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE post_kinds (
    number       INTEGER PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    profile_id   TEXT NOT NULL,
    status       TEXT NOT NULL,
    verdict      INTEGER NOT NULL,
    platforms    TEXT NOT NULL,
    UNIQUE (workspace_id, profile_id, status, verdict, platforms)
) STRICT;
CREATE VIRTUAL TABLE post_words USING fts5 (
    title, first_comment, text,
    content = posts, content_rowid = place,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* Co'", prefix = '1 2 3'
);
CREATE TABLE 'post_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'post_words_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'post_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'post_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE posts (
    place         INTEGER PRIMARY KEY,
    workspace_id  TEXT NOT NULL REFERENCES workspaces,
    id            TEXT NOT NULL,
    profile_id    TEXT NOT NULL,
    post_type     TEXT NOT NULL,
    status        TEXT NOT NULL,
    verdict       INTEGER NOT NULL CHECK (verdict BETWEEN 0 AND 3),
    platforms     TEXT NOT NULL CHECK (json_valid(platforms)),
    reasons       TEXT NOT NULL CHECK (json_valid(reasons)),
    scheduled_at  TEXT,
    made_at       TEXT NOT NULL,
    updated_at    TEXT,
    first_seen_at TEXT NOT NULL,
    seen_at       TEXT NOT NULL,
    gone_at       TEXT,
    held          INTEGER NOT NULL CHECK (held IN (0, 1)),
    destinations  TEXT NOT NULL CHECK (json_valid(destinations)),
    media_urls    TEXT NOT NULL CHECK (json_valid(media_urls)),
    title         TEXT,
    first_comment TEXT,
    text          TEXT NOT NULL,
    UNIQUE (workspace_id, id)
) STRICT;
CREATE INDEX posts_planned ON posts (workspace_id, coalesce(scheduled_at, made_at))
    WHERE gone_at IS NULL;
CREATE INDEX posts_present ON posts (workspace_id, profile_id, seen_at)
    WHERE gone_at IS NULL AND held = 0;
CREATE INDEX posts_waiting ON posts (workspace_id, seen_at)
    WHERE gone_at IS NULL AND held = 0 AND status IN ('scheduled', 'publishing');
CREATE TRIGGER posts_delete_words AFTER DELETE ON posts BEGIN
    INSERT INTO post_words (post_words, rowid, title, first_comment, text)
    VALUES ('delete', OLD.place, OLD.title, OLD.first_comment, OLD.text);
END;
CREATE TRIGGER posts_insert_words AFTER INSERT ON posts BEGIN
    INSERT INTO post_words (rowid, title, first_comment, text)
    VALUES (NEW.place, NEW.title, NEW.first_comment, NEW.text);
END;
CREATE TRIGGER posts_update_words AFTER UPDATE OF place, title, first_comment, text ON posts
WHEN (NEW.place, NEW.title, NEW.first_comment, NEW.text)
    IS NOT (OLD.place, OLD.title, OLD.first_comment, OLD.text)
BEGIN
    INSERT INTO post_words (post_words, rowid, title, first_comment, text)
    VALUES ('delete', OLD.place, OLD.title, OLD.first_comment, OLD.text);
    INSERT INTO post_words (rowid, title, first_comment, text)
    VALUES (NEW.place, NEW.title, NEW.first_comment, NEW.text);
END;
CREATE TABLE profiles (
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    id           TEXT NOT NULL,
    name         TEXT NOT NULL,
    username     TEXT,
    seen_at      TEXT NOT NULL, platforms TEXT CHECK (json_valid(platforms)),
    PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE rhythms (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    profile_id   TEXT NOT NULL,
    shape        TEXT NOT NULL CHECK (json_valid(shape)),
    covers       INTEGER NOT NULL,
    answer       TEXT NOT NULL CHECK (answer IN ('open', 'confirmed', 'declined')),
    answered_at  TEXT,
    learned_at   TEXT NOT NULL
) STRICT;
CREATE INDEX rhythms_of_workspace ON rhythms (workspace_id, learned_at);
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
CREATE TABLE sends (
    id            TEXT PRIMARY KEY,
    draft_id      TEXT NOT NULL,
    workspace_id  TEXT NOT NULL REFERENCES workspaces,
    profile_id    TEXT NOT NULL,
    body          TEXT NOT NULL CHECK (json_valid(body)),
    how           TEXT NOT NULL CHECK (how IN ('now', 'at', 'queue')),
    goes_out_at   TEXT,
    stage         TEXT NOT NULL CHECK (stage IN ('waiting', 'uploading', 'sending', 'accepted',
                      'scheduled', 'refused', 'unclear', 'taken_back', 'left_unsent')),
    leaves_at     TEXT NOT NULL,
    attempts      INTEGER NOT NULL,
    next_try_at   TEXT,
    problem       TEXT,
    request       TEXT CHECK (json_valid(request)),
    sendings      INTEGER NOT NULL,
    decisions     INTEGER NOT NULL,
    watched_until TEXT,
    post_id       TEXT,
    candidates    TEXT NOT NULL CHECK (json_valid(candidates)),
    asked_at      TEXT NOT NULL,
    finished_at   TEXT,
    dismissed     INTEGER NOT NULL CHECK (dismissed IN (0, 1)),
    CHECK (sendings BETWEEN 0 AND decisions + 1),
    CHECK (stage NOT IN ('waiting', 'refused', 'taken_back') OR sendings = 0),
    CHECK (stage NOT IN ('sending', 'unclear', 'accepted', 'scheduled') OR sendings > 0),
    CHECK (sendings = 0 OR request IS NOT NULL),
    CHECK ((stage IN ('accepted', 'scheduled')) = (post_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX sends_of_a_draft_at_once ON sends (draft_id)
    WHERE stage NOT IN ('refused', 'taken_back', 'left_unsent');
CREATE UNIQUE INDEX sends_of_a_post ON sends (workspace_id, post_id) WHERE post_id IS NOT NULL;
CREATE INDEX sends_of_draft ON sends (draft_id, asked_at);
CREATE INDEX sends_of_workspace ON sends (workspace_id, asked_at);
CREATE INDEX sends_unfinished ON sends (asked_at) WHERE finished_at IS NULL;
CREATE INDEX sends_watched ON sends (watched_until) WHERE watched_until IS NOT NULL;
CREATE TRIGGER sends_are_counted BEFORE UPDATE ON sends
    WHEN (NEW.stage = 'sending' AND OLD.stage <> 'sending'
            AND (OLD.stage <> 'uploading' OR NEW.sendings <> OLD.sendings + 1))
        OR (NEW.sendings > OLD.sendings AND (OLD.stage <> 'uploading' OR NEW.stage <> 'sending'))
    BEGIN SELECT RAISE(ABORT, 'a request is counted before it leaves'); END;
CREATE TRIGGER sends_are_decided_when_unclear BEFORE UPDATE ON sends
    WHEN NEW.decisions <> OLD.decisions
        AND (OLD.stage <> 'unclear' OR NEW.decisions <> OLD.decisions + 1)
    BEGIN SELECT RAISE(ABORT, 'the person decides about what is unclear'); END;
CREATE TRIGGER sends_are_not_repeated BEFORE UPDATE ON sends
    WHEN OLD.stage = 'sending' AND NEW.stage = 'uploading' AND NEW.sendings = OLD.sendings
    BEGIN SELECT RAISE(ABORT, 'what may have arrived is not sent again by itself'); END;
CREATE TRIGGER sends_are_uncounted_by_an_answer BEFORE UPDATE ON sends
    WHEN NEW.sendings < OLD.sendings
        AND (OLD.stage <> 'sending' OR NEW.sendings <> OLD.sendings - 1
            OR NEW.stage NOT IN ('uploading', 'refused', 'unclear'))
    BEGIN SELECT RAISE(ABORT, 'only an answer says that nothing was made'); END;
CREATE TRIGGER sends_begin_by_waiting BEFORE INSERT ON sends
    WHEN NEW.stage <> 'waiting' OR NEW.decisions <> 0
    BEGIN SELECT RAISE(ABORT, 'a send begins by waiting'); END;
CREATE TRIGGER sends_keep_their_post BEFORE UPDATE ON sends
    WHEN OLD.post_id IS NOT NULL
        AND (NEW.post_id IS NOT OLD.post_id OR NEW.stage <> OLD.stage)
    BEGIN SELECT RAISE(ABORT, 'a post that was made stays made'); END;
CREATE TRIGGER sends_keep_their_request BEFORE UPDATE ON sends
    WHEN OLD.sendings > 0 AND NEW.request IS NOT OLD.request
    BEGIN SELECT RAISE(ABORT, 'a request that may have arrived is never changed'); END;
CREATE TRIGGER sends_stay_what_they_are BEFORE UPDATE ON sends
    WHEN NEW.body <> OLD.body OR NEW.draft_id <> OLD.draft_id
        OR NEW.workspace_id <> OLD.workspace_id
    BEGIN SELECT RAISE(ABORT, 'what is sent is never changed'); END;
CREATE TRIGGER sends_wait_for_a_decision BEFORE UPDATE ON sends
    WHEN (OLD.stage = 'unclear' AND NEW.stage IN ('uploading', 'left_unsent')
            AND NEW.decisions = OLD.decisions)
        OR (OLD.stage <> 'unclear' AND NEW.stage = 'left_unsent' AND OLD.stage <> NEW.stage)
    BEGIN SELECT RAISE(ABORT, 'what is unclear waits for the person'); END;
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE sync_cursors (
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    profile_id   TEXT NOT NULL,
    kind         TEXT NOT NULL,
    next_offset  INTEGER NOT NULL,
    total        INTEGER,
    finished     INTEGER NOT NULL CHECK (finished IN (0, 1)),
    PRIMARY KEY (workspace_id, profile_id, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE syncs (
    workspace_id    TEXT PRIMARY KEY REFERENCES workspaces,
    paused          INTEGER NOT NULL CHECK (paused IN (0, 1)),
    pass            INTEGER NOT NULL,
    pass_started_at TEXT,
    complete_at     TEXT,
    next_at         TEXT,
    problem         TEXT,
    attempts        INTEGER NOT NULL
) STRICT;
CREATE TABLE timeline (
    first        INTEGER PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    posts        BLOB NOT NULL
) STRICT;
CREATE INDEX timeline_of_workspace ON timeline (workspace_id, first);
CREATE TABLE unlisted_posts (
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    post_id      TEXT NOT NULL,
    PRIMARY KEY (workspace_id, post_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE upload_attempts (
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    at           TEXT NOT NULL
) STRICT;
CREATE INDEX upload_attempts_of_workspace ON upload_attempts (workspace_id, at);
CREATE TABLE uploads (
    file_id      TEXT NOT NULL REFERENCES files,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    profile_id   TEXT NOT NULL,
    url          TEXT NOT NULL,
    upload_id    TEXT NOT NULL,
    uploaded_at  TEXT NOT NULL,
    PRIMARY KEY (file_id, profile_id)
) STRICT, WITHOUT ROWID;
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
