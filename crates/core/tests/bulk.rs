//! Tables: what is read, what is said to be wrong, what comes of it.

use std::fmt::Write;
use std::path::PathBuf;

use latchkey_core::views::{
    ComposeView, DraftRowView, DryRunView, ImportTableForm, ImportedView, RowFaultView, SendState,
    SendView, TableForm, TableView, WorkspaceForm,
};
use latchkey_core::{Error, Invalid, NotATable};
use tempfile::TempDir;

use crate::dying::Mortal;
use crate::world::World;

/// A workspace whose profiles are known, and a folder with tables and pictures.
struct Desk {
    world: World,
    workspace_id: String,
    compose: ComposeView,
    folder: TempDir,
}

impl Desk {
    async fn new() -> Desk {
        let world = World::new().await;
        let workspace_id = world.demo().await;
        let form = WorkspaceForm {
            workspace_id: workspace_id.clone(),
        };
        let compose = world.core.compose_state(form).await.unwrap();
        Desk {
            world,
            workspace_id,
            compose,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The profile that has an account of all these platforms.
    fn profile(&self, wanted: &[&str]) -> String {
        let found = self.compose.profiles.iter().find(|profile| {
            let connected = |slug: &&str| {
                let mut platforms = profile.platforms.iter();
                platforms.any(|each| each.platform == **slug && each.why_not.is_none())
            };
            wanted.iter().all(connected)
        });
        found.expect("a profile has these").name.clone()
    }

    fn picture(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        let picture = image::RgbImage::from_fn(320, 240, |x, y| image::Rgb([x as u8, y as u8, 80]));
        picture.save(&path).unwrap();
        path
    }

    async fn open(&self, table: impl AsRef<[u8]>) -> Result<TableView, Error> {
        let path = self.folder.path().join("table.csv");
        std::fs::write(&path, table).unwrap();
        let form = WorkspaceForm {
            workspace_id: self.workspace_id.clone(),
        };
        self.world.core.open_table(form, path).await
    }

    async fn import(&self, table: &TableView, schedule: bool) -> Result<ImportedView, Error> {
        let table = form(table);
        let form = ImportTableForm { table, schedule };
        self.world.core.import_table(form).await
    }

    async fn drafts(&self) -> Vec<DraftRowView> {
        let list = self.world.core.list_drafts(self.here());
        list.await.unwrap().drafts
    }

    /// How many sends wait until they leave.
    async fn waiting(&self) -> usize {
        let sends = self.world.core.list_sends(self.here()).await.unwrap().sends;
        let waits = |send: &&SendView| send.state == SendState::Waiting;
        sends.iter().filter(waits).count()
    }

    fn here(&self) -> WorkspaceForm {
        WorkspaceForm {
            workspace_id: self.workspace_id.clone(),
        }
    }

    /// Three of them cannot come in, one more cannot be scheduled, one has a picture.
    fn twenty_rows(&self) -> String {
        self.picture("sea.png");
        let (profile, soon) = (self.profile(&["x"]), soon(self));
        let mut table = "Date,Time,Profile,Platforms,Text,Files\n".to_owned();
        for row in 2..=21 {
            let (mut date, mut who, mut text) = (soon.as_str(), profile.as_str(), "Row");
            let long = "a".repeat(300);
            let mut file = "";
            match row {
                4 => date = "soon",
                9 => who = "Nobody",
                13 => file = "shore.png",
                15 => file = "sea.png",
                17 => text = &long,
                _ => {}
            }
            writeln!(table, "{date},10:{row:02},{who},x,{text} {row},{file}").unwrap();
        }
        table
    }

    /// Takes the columns as they are supposed to be meant.
    async fn dry_run(&self, table: &str) -> DryRunView {
        let opened = self.open(table).await.unwrap();
        self.world.core.dry_run_table(form(&opened)).await.unwrap()
    }
}

fn form(table: &TableView) -> TableForm {
    TableForm {
        table_id: table.table_id.clone(),
        meanings: table
            .columns
            .iter()
            .map(|column| column.meaning.clone())
            .collect(),
        profile: None,
    }
}

/// Row, column, and whether the row becomes a draft all the same.
fn places(faults: &[RowFaultView]) -> Vec<(u32, Option<&str>, bool)> {
    faults
        .iter()
        .map(|fault| (fault.row, fault.column.as_deref(), fault.draft_only))
        .collect()
}

#[tokio::test]
async fn a_table_is_opened_with_what_its_columns_seem_to_mean() {
    let desk = Desk::new().await;
    let table = "Datum;Uhrzeit;Text;;Intern\n01.12.2026;9:00;Hallo;;x\n;;=1+1;;\n";
    let opened = desk.open(table).await.unwrap();
    assert_eq!(opened.name, "table.csv");
    assert_eq!(opened.rows, 2);
    let columns: Vec<_> = opened
        .columns
        .iter()
        .map(|column| (column.heading.as_str(), column.meaning.as_deref()))
        .collect();
    assert_eq!(
        columns,
        [
            ("Datum", Some("date")),
            ("Uhrzeit", Some("time")),
            ("Text", Some("text")),
            ("D", None),
            ("Intern", None)
        ]
    );
    assert_eq!(opened.columns[2].examples, ["Hallo", "=1+1"]);
    assert_eq!(opened.profiles.len(), desk.compose.profiles.len());
    assert!(opened.notes.is_empty());
}

#[tokio::test]
async fn a_file_that_is_no_table_is_refused_with_the_reason() {
    let desk = Desk::new().await;
    let refused = |file: Vec<u8>| async { desk.open(file).await.unwrap_err() };
    for (file, why) in [
        (b"PK\x03\x04workbook".to_vec(), NotATable::Workbook),
        (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), NotATable::NotText),
        (Vec::new(), NotATable::Empty),
        (vec![b'a'; 50_000_001], NotATable::TooLarge),
        (b"Text\n\"open".to_vec(), NotATable::QuoteLeftOpen(2)),
    ] {
        let error = refused(file).await;
        assert!(
            matches!(&error, Error::Invalid(Invalid::NotATable(found)) if *found == why),
            "{error:?}"
        );
    }
    let form = WorkspaceForm {
        workspace_id: desk.workspace_id.clone(),
    };
    let folder = desk.folder.path().to_owned();
    let error = desk.world.core.open_table(form, folder).await.unwrap_err();
    let unreadable = Invalid::NotATable(NotATable::Unreadable);
    assert!(matches!(error, Error::Invalid(why) if why == unreadable));
}

#[tokio::test]
async fn letters_that_were_guessed_are_said_to_be() {
    let desk = Desk::new().await;
    let opened = desk.open(b"Text\nGr\xF6\xDFe\n").await.unwrap();
    assert_eq!(opened.columns[0].examples, ["Größe"]);
    assert!(opened.notes[0].contains("Windows-1252"));
}

#[tokio::test]
async fn every_bad_row_is_named_with_its_column_and_the_good_ones_are_counted() {
    let desk = Desk::new().await;
    let profile = desk.profile(&["x"]);
    desk.picture("sea.png");
    let long = "a".repeat(281);
    let table = format!(
        "Date,Time,Profile,Platforms,Text,Files\n\
         {soon},9:00,{profile},x,Good,\n\
         {soon},10:00,{profile},x,With a picture,sea.png\n\
         31.11.2026,9:00,{profile},x,No such day,\n\
         {soon},9:00,Nobody,x,No such profile,\n\
         {soon},9:00,{profile},Mastodon,No such platform,\n\
         {soon},9:00,{profile},x,No such file,shore.png\n\
         \n\
         {soon},9:00,{profile},x,{long},\n\
         ,,{profile},x,No time,\n\
         {soon},9:00,{profile},x,Good,\n",
        soon = soon(&desk),
    );
    let found = desk.dry_run(&table).await;
    assert_eq!(
        places(&found.faults),
        [
            (4, Some("Date"), false),
            (5, Some("Profile"), false),
            (6, Some("Platforms"), false),
            (7, Some("Files"), false),
            (9, Some("Text"), true),
            (10, Some("Date"), true),
            (11, None, true),
        ]
    );
    assert_eq!((found.good, found.can_be_scheduled), (5, 2));
    let messages: Vec<&str> = found
        .faults
        .iter()
        .map(|fault| fault.message.as_str())
        .collect();
    assert!(messages[3].contains("shore.png"), "{}", messages[3]);
    assert!(messages[4].contains("281"), "{}", messages[4]);
    assert!(messages[6].contains("row 2"), "{}", messages[6]);
}

#[tokio::test]
async fn a_table_takes_in_only_what_lies_in_its_folder() {
    let desk = Desk::new().await;
    let profile = desk.profile(&["x"]);
    let elsewhere = Desk::new().await;
    let private = elsewhere.picture("private.png");
    let private = private.to_string_lossy();
    let folder = elsewhere.folder.path().file_name().unwrap();
    let around = format!("../{}/private.png", folder.to_string_lossy());
    std::fs::create_dir(desk.folder.path().join("june")).unwrap();
    let here = desk.picture("june/sea.png");
    let here = here.to_string_lossy();
    let table = format!(
        "Profile,Platforms,Text,Files\n\
         {profile},x,Its whole path,{private}\n\
         {profile},x,The way there,{around}\n\
         {profile},x,Below,june/sea.png\n\
         {profile},x,Below with its whole path,{here}\n"
    );
    let found = desk.dry_run(&table).await;
    let named: Vec<(u32, &str)> = found
        .faults
        .iter()
        .filter(|fault| !fault.draft_only)
        .map(|fault| (fault.row, fault.message.as_str()))
        .collect();
    assert_eq!(named.len(), 2, "{named:#?}");
    for (row, message) in named {
        assert!(
            row < 4 && message.contains("is not in the folder"),
            "{message}"
        );
    }
}

#[tokio::test]
async fn what_a_platform_would_refuse_is_named_with_its_column() {
    let desk = Desk::new().await;
    let profile = desk.profile(&["pinterest"]);
    desk.picture("sea.png");
    let soon = soon(&desk);
    let table = format!(
        "When,Profile,Platforms,Text,Image 1,pinterest_board_id,Pinterest Link\n\
         {soon} 9:00,{profile},Pinterest,No board,sea.png,,\n\
         {soon} 9:10,{profile},Pinterest,Odd link,sea.png,1,ftp://x\n\
         2020-01-01 9:00,{profile},Pinterest,Long ago,sea.png,1,\n"
    );
    let found = desk.dry_run(&table).await;
    let places = places(&found.faults);
    assert_eq!(
        places,
        [
            (2, Some("pinterest_board_id"), true),
            (3, Some("Pinterest Link"), true),
            (4, Some("When"), true)
        ],
        "{:?}",
        found.faults
    );
}

#[tokio::test]
async fn a_file_that_was_missing_is_found_at_the_next_dry_run() {
    let desk = Desk::new().await;
    let profile = desk.profile(&["x"]);
    let soon = soon(&desk);
    let table = format!("When,Profile,Platforms,Files\n{soon} 9:00,{profile},x,sea.png\n");
    let opened = desk.open(table).await.unwrap();
    let dry_run = || desk.world.core.dry_run_table(form(&opened));
    assert_eq!(dry_run().await.unwrap().good, 0);
    desk.picture("sea.png");
    assert_eq!(dry_run().await.unwrap().faults, []);
}

#[tokio::test]
async fn files_elsewhere_are_not_looked_for() {
    let desk = Desk::new().await;
    let table = "Text,Files\na,https://example.com/a.png\nb,\\\\server\\share\\a.png\n";
    let found = desk.dry_run(table).await;
    let left_out: Vec<_> = found
        .faults
        .iter()
        .filter(|fault| !fault.draft_only)
        .collect();
    assert!(left_out[0].message.contains("address"), "{left_out:?}");
    assert!(
        left_out[1].message.contains("another computer"),
        "{left_out:?}"
    );
}

#[tokio::test]
async fn two_columns_cannot_mean_the_same() {
    let desk = Desk::new().await;
    let opened = desk.open("Text,Other\na,b\n").await.unwrap();
    let mut asked = form(&opened);
    asked.meanings[1] = Some("text".to_owned());
    let error = desk.world.core.dry_run_table(asked).await.unwrap_err();
    assert!(matches!(error, Error::Invalid(Invalid::MeaningTwice(_))));
}

#[tokio::test]
async fn a_table_is_closed_when_another_one_is_opened() {
    let desk = Desk::new().await;
    let first = desk.open("Text\na\n").await.unwrap();
    desk.open("Text\nb\n").await.unwrap();
    let error = desk
        .world
        .core
        .dry_run_table(form(&first))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::NotFound));
}

#[tokio::test]
async fn good_rows_come_in_and_bad_ones_are_left_out() {
    let desk = Desk::new().await;
    let table = desk.twenty_rows();
    let opened = desk.open(table).await.unwrap();
    let imported = desk.import(&opened, false).await.unwrap();
    assert_eq!(
        (imported.drafts, imported.scheduled, imported.left_out),
        (17, 0, 3)
    );
    let drafts = desk.drafts().await;
    assert_eq!(drafts.len(), 17);
    assert!(drafts.iter().any(|draft| draft.files == 1));
    assert_eq!(desk.waiting().await, 0);
}

#[tokio::test]
async fn rows_that_can_be_scheduled_are_sent_off_and_can_be_taken_back() {
    let desk = Desk::new().await;
    let opened = desk.open(desk.twenty_rows()).await.unwrap();
    let imported = desk.import(&opened, true).await.unwrap();
    assert_eq!(
        (imported.drafts, imported.scheduled, imported.left_out),
        (17, 16, 3)
    );
    assert_eq!(desk.waiting().await, 16);
}

#[tokio::test]
async fn a_table_comes_in_once_and_is_recognised_when_it_is_opened_again() {
    let desk = Desk::new().await;
    let opened = desk.open("Text\na\nb\n").await.unwrap();
    let (one, other) = tokio::join!(desk.import(&opened, false), desk.import(&opened, false));
    assert!(matches!(
        (one, other),
        (Ok(_), Err(Error::NotFound)) | (Err(Error::NotFound), Ok(_))
    ));
    assert_eq!(desk.drafts().await.len(), 2);
    let again = desk.open("Text\na\nb\n").await.unwrap();
    assert!(again.notes[0].contains("2 drafts"), "{:?}", again.notes);
    let another = desk.open("Text\na\nc\n").await.unwrap();
    assert!(another.notes.is_empty());
}

#[tokio::test]
async fn an_import_that_fails_brings_nothing_in_and_leaves_the_table_open() {
    let desk = Desk::new().await;
    let opened = desk.open("Text,Other\na,b\n").await.unwrap();
    let mut twice = form(&opened);
    twice.meanings[1] = Some("text".to_owned());
    let import = ImportTableForm {
        table: twice,
        schedule: false,
    };
    let error = desk.world.core.import_table(import).await.unwrap_err();
    assert!(matches!(error, Error::Invalid(Invalid::MeaningTwice(_))));
    assert!(desk.drafts().await.is_empty());
    assert_eq!(desk.import(&opened, false).await.unwrap().drafts, 1);
}

#[tokio::test]
async fn dying_at_any_point_of_an_import_leaves_all_its_drafts_or_none() {
    let mut desk = Desk::new().await;
    let (mut polls, mut before) = (0, 0);
    loop {
        let opened = desk.open(desk.twenty_rows()).await.unwrap();
        let died = Mortal::new(polls, desk.import(&opened, true)).await;
        desk.world.restart().await;
        let after = desk.drafts().await.len();
        assert!(
            [0, 17].contains(&(after - before)),
            "after {polls} polls: {}",
            after - before
        );
        if !died {
            assert_eq!(after - before, 17);
            assert!(polls > 3, "it was stopped at several points");
            return;
        }
        (polls, before) = (polls + 1, after);
    }
}

#[tokio::test]
async fn rows_that_clash_are_warned_of_and_can_be_scheduled_all_the_same() {
    let desk = Desk::new().await;
    let (who, day) = (desk.profile(&["x"]), soon(&desk));
    let mut table = "Date,Time,Profile,Platforms,Text\n".to_owned();
    for (time, text) in [("09:00", "Cake"), ("12:00", "Bread"), ("12:05", "Soup")] {
        writeln!(table, "{day},{time},{who},x,{text}").unwrap();
    }
    writeln!(table, "{day},18:00,{who},x,Cake").unwrap();
    let view = desk.dry_run(&table).await;
    assert_eq!((view.can_be_scheduled, view.faults.len()), (4, 0));
    let said: Vec<(u32, Option<&str>, &str)> = view
        .warnings
        .iter()
        .map(|one| (one.row, one.column.as_deref(), one.message.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (
                4,
                Some("Date"),
                "Another post of this profile goes out 5 minutes earlier."
            ),
            (
                5,
                Some("Date"),
                "This profile says the same 9 hours earlier."
            ),
        ]
    );
    let opened = desk.open(&table).await.unwrap();
    assert_eq!(desk.import(&opened, true).await.unwrap().scheduled, 4);
    let again = desk.dry_run(&table).await;
    assert!(again.warnings.len() >= 4, "those on their way count too");
}

/// A day that can be scheduled on.
fn soon(desk: &Desk) -> String {
    let day = desk.world.clock.now() + chrono::TimeDelta::days(7);
    day.format("%Y-%m-%d").to_string()
}
