use latchkey_store::files::{self, FileRow};
use latchkey_store::upload_attempts;
use latchkey_store::uploads::{self, UploadRow};

use crate::world::{at, file, read, store_with_keys, text, write};

/// An upload of a file for a profile, so many seconds after the beginning of the story.
pub(crate) fn upload(file_id: &str, profile_id: &str, seconds: i64) -> UploadRow {
    UploadRow {
        file_id: file_id.into(),
        workspace_id: "w".into(),
        profile_id: profile_id.into(),
        url: format!("https://cdn.example/{file_id}/{seconds}.jpg"),
        upload_id: format!("upload of {file_id}"),
        uploaded_at: at(seconds),
    }
}

#[tokio::test]
async fn an_upload_is_found_for_its_profile_while_it_is_young() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        files::insert(tx, &file("f"))?;
        uploads::set(tx, &upload("f", "cafe", 10))?;
        uploads::set(tx, &upload("f", "cafe", 20))
    })
    .await
    .unwrap();
    let find = async |profile: &'static str, after| {
        read(&store, move |tx| uploads::find(tx, "f", profile, at(after))).await
    };
    assert_eq!(find("cafe", 19).await, Some(upload("f", "cafe", 20)));
    assert_eq!(find("cafe", 20).await, None, "too old");
    assert_eq!(find("yoga", 0).await, None, "another profile's");
}

#[tokio::test]
async fn the_same_bytes_are_the_same_file_and_unknown_bytes_are_not() {
    let store = store_with_keys().await;
    let with = |id: &str, sha256: Option<&str>| FileRow {
        sha256: sha256.and_then(text),
        ..file(id)
    };
    let rows = [
        with("uploaded", Some("abc")),
        with("twin", Some("abc")),
        with("other", Some("def")),
        with("unread", None),
    ];
    write(&store, move |tx| {
        for row in &rows {
            files::insert(tx, row)?;
        }
        uploads::set(tx, &upload("uploaded", "cafe", 0))
    })
    .await
    .unwrap();
    for (id, is_there) in [("twin", true), ("other", false), ("unread", false)] {
        let found = read(&store, move |tx| uploads::find(tx, id, "cafe", at(-1))).await;
        assert_eq!(found.is_some(), is_there, "{id}");
    }
}

#[tokio::test]
async fn attempts_are_counted_by_workspace_and_old_ones_forgotten() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        for seconds in [0, 10, 20] {
            upload_attempts::insert(tx, "w", at(seconds), at(-1))?;
        }
        Ok(())
    })
    .await
    .unwrap();
    let since = async |after| {
        read(&store, move |tx| {
            upload_attempts::list_since(tx, "w", at(after))
        })
        .await
    };
    assert_eq!(since(0).await, [at(10), at(20)]);
    write(&store, |tx| {
        upload_attempts::insert(tx, "w", at(30), at(10))
    })
    .await
    .unwrap();
    assert_eq!(since(-100).await, [at(20), at(30)]);
    write(&store, |tx| upload_attempts::take_back(tx, "w", at(30)))
        .await
        .unwrap();
    assert_eq!(since(-100).await, [at(20)]);
}
