//! Brings a file to the schema of this program.
//!
//! The file's `user_version` counts the migrations it has seen. A migration, once released, is
//! never edited: a change is a new entry at the end. There is no way back: a file with more
//! migrations than this program knows is refused, and older versions of a file lie beside it as
//! backups.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::{
    StoreError, backup, creations, draft_versions, drafts, events, files, held_posts, incidents,
    judgements, keys, live_ticks, made_posts, moves, places, post_changes, post_events, posts,
    profiles, rhythms, rotations, sends, settings, syncs, unlisted_posts, upload_attempts, uploads,
    workspaces,
};

/// The statements of one step. Step `n` of the list brings a file to version `n + 1`.
type Migration = &'static [&'static str];

const MIGRATIONS: &[Migration] = &[
    &[
        workspaces::SCHEMA,
        keys::SCHEMA,
        places::SCHEMA,
        creations::SCHEMA,
        rotations::SCHEMA,
        settings::SCHEMA,
        events::SCHEMA,
    ],
    &[
        profiles::SCHEMA,
        posts::row::SCHEMA,
        posts::search::SCHEMA,
        posts::kinds::SCHEMA,
        posts::timeline::SCHEMA,
        post_changes::SCHEMA,
        post_events::SCHEMA,
        made_posts::SCHEMA,
        posts::seen::INDEXES,
        unlisted_posts::SCHEMA,
        syncs::SCHEMA,
        rhythms::SCHEMA,
        judgements::SCHEMA,
        incidents::SCHEMA,
        held_posts::SCHEMA,
        live_ticks::SCHEMA,
    ],
    &[
        draft_versions::SCHEMA,
        drafts::SCHEMA,
        files::SCHEMA,
        moves::SCHEMA,
        posts::planned::INDEX,
        profiles::PLATFORMS,
        sends::SCHEMA,
        upload_attempts::SCHEMA,
        uploads::SCHEMA,
    ],
    &[keys::NAME_AT_SERVICE],
    &[post_changes::INDEX_OF_CONTENT],
];

/// Fails with [`StoreError::Newer`] when the file has seen migrations unknown here.
pub(crate) fn refuse_newer(connection: &Connection) -> Result<(), StoreError> {
    let (found, known) = (version(connection)?, count(MIGRATIONS));
    if found > known {
        Err(StoreError::Newer { found, known })
    } else {
        Ok(())
    }
}

/// Applies what is missing, each step in a transaction of its own and after a backup of `file`.
pub(crate) fn run(connection: &mut Connection, file: Option<&Path>) -> Result<(), StoreError> {
    apply(connection, file, MIGRATIONS)
}

fn apply(
    connection: &mut Connection,
    file: Option<&Path>,
    migrations: &[Migration],
) -> Result<(), StoreError> {
    let found = version(connection)?;
    // A new file has nothing to lose, whatever step it is at.
    let file = if is_empty(connection)? { None } else { file };
    for (migration, target) in migrations
        .iter()
        .zip(1..)
        .filter(|(_, target)| *target > found)
    {
        if let Some(file) = file {
            backup::before_migration(connection, file, target)?;
        }
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for statements in *migration {
            step.execute_batch(statements)?;
        }
        step.pragma_update(None, "user_version", target)?;
        step.commit()?;
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

fn count(migrations: &[Migration]) -> i64 {
    i64::try_from(migrations.len()).unwrap_or(i64::MAX)
}

fn is_empty(connection: &Connection) -> Result<bool, StoreError> {
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(tables == 0)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use tempfile::TempDir;

    use super::*;

    const STORY: &[Migration] = &[
        &["CREATE TABLE first (x)", "INSERT INTO first VALUES (1)"],
        &["CREATE TABLE second (x)"],
        &["CREATE TABLE third (x)"],
        &["CREATE TABLE fourth (x)"],
        &["CREATE TABLE fifth (x)"],
    ];

    /// A file in a folder of its own, brought up by the first `steps` of the story.
    fn file_after(steps: usize) -> (TempDir, PathBuf, Connection) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        let mut connection = Connection::open(&file).unwrap();
        apply(&mut connection, Some(&file), &STORY[..steps]).unwrap();
        (folder, file, connection)
    }

    fn names_in(folder: &TempDir) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn tables_of(connection: &Connection) -> Vec<String> {
        let mut statement = connection
            .prepare("SELECT name FROM sqlite_schema ORDER BY rowid")
            .unwrap();
        statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    }

    #[test]
    fn a_new_file_gets_every_step_and_needs_no_backup() {
        let (folder, _, connection) = file_after(5);
        assert_eq!(version(&connection).unwrap(), 5);
        assert_eq!(names_in(&folder), ["a.db"]);
    }

    #[test]
    fn a_backup_holds_the_file_as_it_was_before_the_step() {
        let (folder, file, mut connection) = file_after(1);
        apply(&mut connection, Some(&file), &STORY[..2]).unwrap();

        assert_eq!(tables_of(&connection), ["first", "second"]);
        assert_eq!(
            names_in(&folder),
            ["a.db", "a.db.before-v2.bak"],
            "nothing unfinished stays"
        );
        let backup = Connection::open(folder.path().join("a.db.before-v2.bak")).unwrap();
        assert_eq!(tables_of(&backup), ["first"]);
        assert_eq!(version(&backup).unwrap(), 1);
        let data: i64 = backup
            .query_row("SELECT x FROM first", [], |row| row.get(0))
            .unwrap();
        assert_eq!(data, 1);
    }

    #[test]
    fn what_is_still_in_the_write_ahead_log_is_in_the_backup_too() {
        let (folder, file, mut connection) = file_after(1);
        connection
            .execute_batch("PRAGMA journal_mode = WAL; UPDATE first SET x = 2")
            .unwrap();
        apply(&mut connection, Some(&file), &STORY[..2]).unwrap();

        let backup = Connection::open(folder.path().join("a.db.before-v2.bak")).unwrap();
        let data: i64 = backup
            .query_row("SELECT x FROM first", [], |row| row.get(0))
            .unwrap();
        assert_eq!(data, 2);
    }

    #[test]
    fn the_last_three_backups_are_kept_and_other_files_left_alone() {
        let (folder, file, mut connection) = file_after(1);
        let foreign = ["a.db.before-vX.bak", "b.db.before-v1.bak"];
        foreign
            .iter()
            .for_each(|name| fs::write(folder.path().join(name), "").unwrap());
        apply(&mut connection, Some(&file), STORY).unwrap();

        let kept = [
            "a.db.before-v3.bak",
            "a.db.before-v4.bak",
            "a.db.before-v5.bak",
        ];
        let mut expected: Vec<_> = ["a.db"].into_iter().chain(kept).chain(foreign).collect();
        expected.sort_unstable();
        assert_eq!(names_in(&folder), expected);
    }

    #[test]
    fn a_backup_just_made_is_kept_although_others_lead_to_higher_versions() {
        let (folder, file, mut connection) = file_after(1);
        for higher in 7..=9 {
            fs::write(folder.path().join(format!("a.db.before-v{higher}.bak")), "").unwrap();
        }
        apply(&mut connection, Some(&file), &STORY[..2]).unwrap();
        assert_eq!(
            names_in(&folder),
            [
                "a.db",
                "a.db.before-v2.bak",
                "a.db.before-v8.bak",
                "a.db.before-v9.bak"
            ]
        );
    }

    #[test]
    fn what_an_interrupted_backup_left_behind_is_replaced() {
        let (folder, file, mut connection) = file_after(1);
        fs::write(folder.path().join("a.db.before-v2.bak.part"), "half a file").unwrap();
        apply(&mut connection, Some(&file), &STORY[..2]).unwrap();
        assert_eq!(names_in(&folder), ["a.db", "a.db.before-v2.bak"]);
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_at_the_step_before() {
        let (_folder, file, mut connection) = file_after(1);
        let broken: &[Migration] = &[
            STORY[0],
            STORY[1],
            &["CREATE TABLE third (x)", "CREATE TABLE first (x)"],
        ];
        let outcome = apply(&mut connection, Some(&file), broken);

        assert!(matches!(outcome, Err(StoreError::Sqlite(_))), "{outcome:?}");
        assert_eq!(version(&connection).unwrap(), 2);
        assert_eq!(
            tables_of(&connection),
            ["first", "second"],
            "half a step is none"
        );
    }

    #[test]
    fn without_a_place_for_the_backup_there_is_no_migration() {
        let (folder, file, mut connection) = file_after(1);
        fs::create_dir(folder.path().join("a.db.before-v2.bak")).unwrap();
        let outcome = apply(&mut connection, Some(&file), &STORY[..2]);

        assert!(matches!(outcome, Err(StoreError::Backup(_))), "{outcome:?}");
        assert_eq!(version(&connection).unwrap(), 1);
    }
}
