//! Sends: drafts on their way to the service. A row is written before the service is asked for
//! anything.
//!
//! The file itself keeps the promise that nothing is published twice: the requests that may have
//! been carried out are counted in `sendings`, and there can be only one more of them than the
//! person decided to send once more. A draft is on its way once at most, and what was asked for
//! does not change while nobody knows whether it arrived.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

pub(crate) const SCHEMA: &str = "
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
CREATE INDEX sends_of_workspace ON sends (workspace_id, asked_at);
CREATE INDEX sends_of_draft ON sends (draft_id, asked_at);
CREATE INDEX sends_unfinished ON sends (asked_at) WHERE finished_at IS NULL;
CREATE INDEX sends_watched ON sends (watched_until) WHERE watched_until IS NOT NULL;
CREATE UNIQUE INDEX sends_of_a_draft_at_once ON sends (draft_id)
    WHERE stage NOT IN ('refused', 'taken_back', 'left_unsent');
CREATE UNIQUE INDEX sends_of_a_post ON sends (workspace_id, post_id) WHERE post_id IS NOT NULL;
CREATE TRIGGER sends_begin_by_waiting BEFORE INSERT ON sends
    WHEN NEW.stage <> 'waiting' OR NEW.decisions <> 0
    BEGIN SELECT RAISE(ABORT, 'a send begins by waiting'); END;
CREATE TRIGGER sends_stay_what_they_are BEFORE UPDATE ON sends
    WHEN NEW.body <> OLD.body OR NEW.draft_id <> OLD.draft_id
        OR NEW.workspace_id <> OLD.workspace_id
    BEGIN SELECT RAISE(ABORT, 'what is sent is never changed'); END;
CREATE TRIGGER sends_keep_their_request BEFORE UPDATE ON sends
    WHEN OLD.sendings > 0 AND NEW.request IS NOT OLD.request
    BEGIN SELECT RAISE(ABORT, 'a request that may have arrived is never changed'); END;
CREATE TRIGGER sends_keep_their_post BEFORE UPDATE ON sends
    WHEN OLD.post_id IS NOT NULL
        AND (NEW.post_id IS NOT OLD.post_id OR NEW.stage <> OLD.stage)
    BEGIN SELECT RAISE(ABORT, 'a post that was made stays made'); END;
CREATE TRIGGER sends_are_counted BEFORE UPDATE ON sends
    WHEN (NEW.stage = 'sending' AND OLD.stage <> 'sending'
            AND (OLD.stage <> 'uploading' OR NEW.sendings <> OLD.sendings + 1))
        OR (NEW.sendings > OLD.sendings AND (OLD.stage <> 'uploading' OR NEW.stage <> 'sending'))
    BEGIN SELECT RAISE(ABORT, 'a request is counted before it leaves'); END;
CREATE TRIGGER sends_are_uncounted_by_an_answer BEFORE UPDATE ON sends
    WHEN NEW.sendings < OLD.sendings
        AND (OLD.stage <> 'sending' OR NEW.sendings <> OLD.sendings - 1
            OR NEW.stage NOT IN ('uploading', 'refused', 'unclear'))
    BEGIN SELECT RAISE(ABORT, 'only an answer says that nothing was made'); END;
CREATE TRIGGER sends_are_decided_when_unclear BEFORE UPDATE ON sends
    WHEN NEW.decisions <> OLD.decisions
        AND (OLD.stage <> 'unclear' OR NEW.decisions <> OLD.decisions + 1)
    BEGIN SELECT RAISE(ABORT, 'the person decides about what is unclear'); END;
CREATE TRIGGER sends_wait_for_a_decision BEFORE UPDATE ON sends
    WHEN (OLD.stage = 'unclear' AND NEW.stage IN ('uploading', 'left_unsent')
            AND NEW.decisions = OLD.decisions)
        OR (OLD.stage <> 'unclear' AND NEW.stage = 'left_unsent' AND OLD.stage <> NEW.stage)
    BEGIN SELECT RAISE(ABORT, 'what is unclear waits for the person'); END;
CREATE TRIGGER sends_are_not_repeated BEFORE UPDATE ON sends
    WHEN OLD.stage = 'sending' AND NEW.stage = 'uploading' AND NEW.sendings = OLD.sendings
    BEGIN SELECT RAISE(ABORT, 'what may have arrived is not sent again by itself'); END;
";

const TABLE: &str = "sends";

const COLUMNS: &[&str] = &[
    "id",
    "draft_id",
    "workspace_id",
    "profile_id",
    "body",
    "how",
    "goes_out_at",
    "stage",
    "leaves_at",
    "attempts",
    "next_try_at",
    "problem",
    "request",
    "sendings",
    "decisions",
    "watched_until",
    "post_id",
    "candidates",
    "asked_at",
    "finished_at",
    "dismissed",
];

/// One draft on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendRow {
    /// UUID, version 7.
    pub id: String,
    /// The draft.
    pub draft_id: String,
    /// Its workspace.
    pub workspace_id: String,
    /// The profile it is sent as, by the service's id.
    pub profile_id: String,
    /// What was in the draft when it was sent, JSON. It never changes.
    pub body: String,
    /// `now`, `at` or `queue`.
    pub how: String,
    /// When it goes out, if not at once; for the queue as soon as its slot is known.
    pub goes_out_at: Option<DateTime<Utc>>,
    /// How far it is: `waiting`, `uploading`, `sending`, `accepted`, `scheduled`, `refused`,
    /// `unclear`, `taken_back` or `left_unsent`.
    pub stage: String,
    /// Until when it can be taken back.
    pub leaves_at: DateTime<Utc>,
    /// How often the current stage was tried.
    pub attempts: i64,
    /// When to try next; `None` is at once.
    pub next_try_at: Option<DateTime<Utc>>,
    /// What stands in the way or stood in it, in the core's words.
    pub problem: Option<String>,
    /// The whole request, JSON, from right before it leaves.
    pub request: Option<String>,
    /// How many requests may have been carried out.
    pub sendings: i64,
    /// How often the person decided what to do about an unclear one.
    pub decisions: i64,
    /// Until when a request that was thought lost is watched for.
    pub watched_until: Option<DateTime<Utc>>,
    /// The post it became. Once there, it never changes.
    pub post_id: Option<String>,
    /// What was seen at the service that is like it, JSON of the core's.
    pub candidates: String,
    /// When the person sent it.
    pub asked_at: DateTime<Utc>,
    /// When nothing was left to do.
    pub finished_at: Option<DateTime<Utc>>,
    /// The person does not want to see it any more.
    pub dismissed: bool,
}

/// Adds a send.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when the id exists, or the draft is on its way already;
/// [`StoreError::Sqlite`] when it does not begin by waiting.
pub fn insert(tx: &Transaction<'_>, row: &SendRow) -> Result<(), StoreError> {
    write_row(tx, &sql::insert(TABLE, COLUMNS), row)?;
    Ok(())
}

/// Replaces the send with the id of `row`.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such row; [`StoreError::Duplicate`] when another send
/// has that post, or the draft is on its way by another; [`StoreError::Sqlite`] when something
/// could be sent twice by it.
pub fn update(tx: &Transaction<'_>, row: &SendRow) -> Result<(), StoreError> {
    let changed = write_row(tx, &sql::update(TABLE, COLUMNS), row)?;
    sql::expect_row(changed, TABLE, &row.id)
}

/// The send with this id.
///
/// # Errors
///
/// Only those of the file.
pub fn get(tx: &Transaction<'_>, id: &str) -> Result<Option<SendRow>, StoreError> {
    tx.find("SELECT * FROM sends WHERE id = ?1", [id], from_row)
}

/// The sends of a workspace that were not dismissed and are not finished, or were finished after
/// this moment; newest first.
///
/// # Errors
///
/// Only those of the file.
pub fn list(
    tx: &Transaction<'_>,
    workspace_id: &str,
    finished_after: DateTime<Utc>,
) -> Result<Vec<SendRow>, StoreError> {
    tx.list(
        "SELECT * FROM sends WHERE workspace_id = ?1 AND dismissed = 0
             AND (finished_at IS NULL OR finished_at > ?2)
         ORDER BY asked_at DESC, id DESC",
        (workspace_id, Timestamp(finished_after)),
        from_row,
    )
}

/// The sends of a workspace that are not finished, and those asked for after this moment that became
/// a post which is not in the table of posts (yet). Also those that were dismissed.
///
/// # Errors
///
/// Only those of the file.
pub fn not_among_posts(
    tx: &Transaction<'_>,
    workspace_id: &str,
    asked_after: DateTime<Utc>,
) -> Result<Vec<SendRow>, StoreError> {
    tx.list(
        "SELECT * FROM sends WHERE workspace_id = ?1 AND finished_at IS NULL
         UNION ALL
         SELECT * FROM sends WHERE workspace_id = ?1 AND asked_at > ?2
             AND finished_at IS NOT NULL AND post_id IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM posts
                 WHERE posts.workspace_id = sends.workspace_id AND posts.id = sends.post_id)",
        (workspace_id, Timestamp(asked_after)),
        from_row,
    )
}

/// All sends that are not finished, of every workspace, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn unfinished(tx: &Transaction<'_>) -> Result<Vec<SendRow>, StoreError> {
    tx.list(
        "SELECT * FROM sends WHERE finished_at IS NULL ORDER BY asked_at, id",
        [],
        from_row,
    )
}

/// All sends of which a request may still turn up at the service, of every workspace.
///
/// # Errors
///
/// Only those of the file.
pub fn watched(tx: &Transaction<'_>) -> Result<Vec<SendRow>, StoreError> {
    tx.list(
        "SELECT * FROM sends WHERE watched_until IS NOT NULL ORDER BY asked_at, id",
        [],
        from_row,
    )
}

/// All sends of a draft, newest first.
///
/// # Errors
///
/// Only those of the file.
pub fn of_draft(tx: &Transaction<'_>, draft_id: &str) -> Result<Vec<SendRow>, StoreError> {
    tx.list(
        "SELECT * FROM sends WHERE draft_id = ?1 ORDER BY asked_at DESC, id DESC",
        [draft_id],
        from_row,
    )
}

/// Removes all sends of a workspace.
///
/// # Errors
///
/// Only those of the file.
pub fn forget_workspace(tx: &Transaction<'_>, workspace_id: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sends WHERE workspace_id = ?1", [workspace_id])?;
    Ok(())
}

fn write_row(tx: &Transaction<'_>, sql: &str, row: &SendRow) -> Result<usize, StoreError> {
    tx.execute(
        sql,
        named_params! {
            ":id": row.id,
            ":draft_id": row.draft_id,
            ":workspace_id": row.workspace_id,
            ":profile_id": row.profile_id,
            ":body": row.body,
            ":how": row.how,
            ":goes_out_at": row.goes_out_at.map(Timestamp),
            ":stage": row.stage,
            ":leaves_at": Timestamp(row.leaves_at),
            ":attempts": row.attempts,
            ":next_try_at": row.next_try_at.map(Timestamp),
            ":problem": row.problem,
            ":request": row.request,
            ":sendings": row.sendings,
            ":decisions": row.decisions,
            ":watched_until": row.watched_until.map(Timestamp),
            ":post_id": row.post_id,
            ":candidates": row.candidates,
            ":asked_at": Timestamp(row.asked_at),
            ":finished_at": row.finished_at.map(Timestamp),
            ":dismissed": row.dismissed,
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<SendRow> {
    Ok(SendRow {
        id: row.get("id")?,
        draft_id: row.get("draft_id")?,
        workspace_id: row.get("workspace_id")?,
        profile_id: row.get("profile_id")?,
        body: row.get("body")?,
        how: row.get("how")?,
        goes_out_at: time::get_optional(row, "goes_out_at")?,
        stage: row.get("stage")?,
        leaves_at: time::get(row, "leaves_at")?,
        attempts: row.get("attempts")?,
        next_try_at: time::get_optional(row, "next_try_at")?,
        problem: row.get("problem")?,
        request: row.get("request")?,
        sendings: row.get("sendings")?,
        decisions: row.get("decisions")?,
        watched_until: time::get_optional(row, "watched_until")?,
        post_id: row.get("post_id")?,
        candidates: row.get("candidates")?,
        asked_at: time::get(row, "asked_at")?,
        finished_at: time::get_optional(row, "finished_at")?,
        dismissed: row.get("dismissed")?,
    })
}
