use latchkey_store::profiles::{self, ProfileRow};

use crate::world::{at, read, store_with_keys, text, write};

fn profile(id: &str, name: &str) -> ProfileRow {
    ProfileRow {
        workspace_id: "w".into(),
        id: id.into(),
        name: name.into(),
        username: None,
        seen_at: at(0),
        platforms: None,
    }
}

#[tokio::test]
async fn profiles_are_listed_by_name_as_they_were_last_seen() {
    let store = store_with_keys().await;
    let renamed = ProfileRow {
        username: text("lindenhof"),
        seen_at: at(5),
        platforms: text(r#"{"x":true}"#),
        ..profile("1", "zoo")
    };
    let rows = [
        profile("1", "Café"),
        profile("2", "Bakery"),
        profile("3", "Bakery"),
        renamed.clone(),
    ];
    write(&store, move |tx| {
        rows.iter().try_for_each(|row| profiles::upsert(tx, row))
    })
    .await
    .unwrap();
    assert_eq!(
        read(&store, |tx| profiles::list(tx, "w")).await,
        [profile("2", "Bakery"), profile("3", "Bakery"), renamed]
    );
    assert_eq!(read(&store, |tx| profiles::list(tx, "elsewhere")).await, []);
}
