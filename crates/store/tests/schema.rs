//! The file as a whole: its schema, and files that cannot be opened.

use std::fs;
use std::path::Path;

use latchkey_store::{Location, Store, StoreError, settings};
use rusqlite::Connection;

use crate::world::{read, write};

fn open(file: &Path) -> Result<Store, StoreError> {
    Store::open(&Location::File(file.to_owned()))
}

/// All statements that made the schema, in a fixed order.
fn schema_of(file: &Path) -> String {
    let connection = Connection::open(file).unwrap();
    let mut statement = connection
        .prepare(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL
             ORDER BY tbl_name, type <> 'table', type, name",
        )
        .unwrap();
    let statements = statement
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap();
    statements.map(|sql| sql.unwrap() + ";\n").collect()
}

/// `schema.sql` changes only together with a new migration. After adding one, take over what this
/// test prints.
#[test]
fn the_migrations_lead_to_the_schema_on_record() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("latchkey.db");
    drop(open(&file).unwrap());
    let schema = schema_of(&file);
    assert!(
        schema == include_str!("schema.sql"),
        "schema.sql differs from:\n{schema}"
    );
}

#[tokio::test]
async fn opening_a_file_of_this_version_changes_nothing_and_makes_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("latchkey.db");
    let first = open(&file).unwrap();
    write(&first, |tx| settings::set(tx, "a", "1"))
        .await
        .unwrap();
    let schema = schema_of(&file);

    let second = open(&file).unwrap();
    assert_eq!(
        read(&second, |tx| settings::get(tx, "a")).await.as_deref(),
        Some("1")
    );
    assert_eq!(schema_of(&file), schema);
    let backups = fs::read_dir(folder.path()).unwrap().filter(|entry| {
        entry
            .as_ref()
            .unwrap()
            .path()
            .extension()
            .is_some_and(|e| e == "bak")
    });
    assert_eq!(backups.count(), 0);
}

#[test]
fn a_file_of_a_newer_program_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("latchkey.db");
    Connection::open(&file)
        .unwrap()
        .execute_batch("CREATE TABLE of_the_future (x); PRAGMA user_version = 1000;")
        .unwrap();
    let before = fs::read(&file).unwrap();

    let outcome = open(&file);
    assert!(
        matches!(outcome, Err(StoreError::Newer { found: 1000, .. })),
        "{outcome:?}"
    );
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn what_is_not_a_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("latchkey.db");
    let text = "This is a shopping list. ".repeat(100);
    fs::write(&file, &text).unwrap();

    let outcome = open(&file);
    assert!(
        matches!(outcome, Err(StoreError::Corrupt(_))),
        "{outcome:?}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[tokio::test]
async fn damage_inside_the_file_is_its_own_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("latchkey.db");
    let sound = open(&file).unwrap();
    write(&sound, |tx| settings::set(tx, "a", "1"))
        .await
        .unwrap();
    damage_settings_in(&file);

    let damaged = open(&file).unwrap();
    let outcome = damaged.read(|tx| settings::get(tx, "a")).await;
    assert!(
        matches!(outcome, Err(StoreError::Corrupt(_))),
        "{outcome:?}"
    );
}

fn damage_settings_in(file: &Path) {
    let connection = Connection::open(file).unwrap();
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    let mut statement = connection
        .prepare("SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'settings'")
        .unwrap();
    let pages = statement.query_map([], |row| row.get::<_, u16>(0)).unwrap();
    let mut bytes = fs::read(file).unwrap();
    for page in pages.map(|page| usize::from(page.unwrap())) {
        bytes[(page - 1) * 4096..page * 4096].fill(0xff);
    }
    fs::write(file, bytes).unwrap();
}

#[tokio::test]
async fn a_value_that_cannot_be_read_is_damage_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("latchkey.db");
    let store = open(&file).unwrap();
    Connection::open(&file)
        .unwrap()
        .execute(
            "INSERT INTO workspaces
             VALUES ('w', 'n', 'demo', 'b', 'd', 'guided', NULL, 'noon', NULL)",
            [],
        )
        .unwrap();
    let outcome = store.read(latchkey_store::workspaces::list).await;
    assert!(
        matches!(outcome, Err(StoreError::Corrupt(_))),
        "{outcome:?}"
    );
}

#[test]
fn a_missing_folder_is_its_own_error() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = open(&folder.path().join("missing").join("latchkey.db"));
    assert!(
        matches!(outcome, Err(StoreError::Inaccessible(_))),
        "{outcome:?}"
    );
}
