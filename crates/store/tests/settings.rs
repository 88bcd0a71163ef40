use latchkey_store::settings;

use crate::world::{empty_store, read, write};

#[tokio::test]
async fn a_setting_that_was_never_set_is_none() {
    assert_eq!(
        read(&empty_store(), |tx| settings::get(tx, "clear_after")).await,
        None
    );
}

#[tokio::test]
async fn the_last_value_of_a_setting_counts() {
    let store = empty_store();
    write(&store, |tx| {
        settings::set(tx, "clear_after", "10")?;
        settings::set(tx, "clear_after", "30")?;
        settings::set(tx, "other", "")
    })
    .await
    .unwrap();
    let (value, empty) = read(&store, |tx| {
        Ok((
            settings::get(tx, "clear_after")?,
            settings::get(tx, "other")?,
        ))
    })
    .await;
    assert_eq!(value.as_deref(), Some("30"));
    assert_eq!(
        empty.as_deref(),
        Some(""),
        "empty is not the same as never set"
    );
}
