//! A keychain that is locked: Latchkey says so, loses nothing, and goes on once the person has
//! unlocked it. On a computer without one the demo works, and no real key is taken.

use crate::app::{Latchkey, row_in};
use crate::desktop::{clipboard, decline_when_asked, unlock_when_asked, until_clipboard};
use crate::gallery::look;
use crate::session::Session;

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn a_locked_keychain_loses_nothing_and_is_unlocked_by_the_person() {
    let folder = tempfile::tempdir().unwrap();
    let app = Latchkey::start(folder.path()).await;
    app.explore_demo().await;
    app.see(&row_in("staging", "active")).await;

    let mut session = app.end().await;
    session.lock_keychain().await;
    let app = Latchkey::start_in(session, folder.path()).await;
    // The window opens beside the question, whether it is answered or not.
    app.see_text("[data-testid=banner-keychain]", "The keychain is locked.")
        .await;
    for name in ["app-production", "automation-n8n", "mcp-claude", "staging"] {
        app.see(&row_in(name, "active")).await;
    }
    decline_when_asked().await;
    let found = look(&app, "keychain-locked").await;
    assert_eq!(found, Vec::<String>::new());

    app.open_key("staging").await;
    app.act("copy").await;
    decline_when_asked().await;
    app.see_text("[data-testid=notice]", "The keychain is locked.")
        .await;
    assert!(clipboard().is_none(), "nothing was copied");
    app.see(&row_in("staging", "active")).await;

    app.click("[data-testid=banner-keychain] button").await;
    unlock_when_asked().await;
    app.see_no_more("[data-testid=banner-keychain]").await;
    app.act("copy").await;
    until_clipboard("the key", |text| {
        text.is_some_and(|text| text.starts_with("cdv_"))
    })
    .await;
}

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn without_a_keychain_the_demo_lives_in_memory_and_no_real_key_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let app = Latchkey::start_in(Session::without_keychain(), folder.path()).await;
    app.see_text(
        "[data-testid=banner-keychain]",
        "This computer offers no keychain.",
    )
    .await;
    app.see("[data-testid=connect-workspace][aria-disabled=true]")
        .await;
    app.see_text("#start-no-keychain", "Latchkey cannot keep a real key safe")
        .await;

    app.explore_demo().await;
    app.see_text(
        "[data-testid=banner-keychain]",
        "keys kept in memory until you quit",
    )
    .await;
    app.create_key("app-website").await;
    app.open_key("app-website").await;
    app.act("copy").await;
    until_clipboard("the key", |text| {
        text.is_some_and(|text| text.starts_with("cdv_"))
    })
    .await;

    app.click("[data-testid=nav-settings]").await;
    app.fill_in_connection("https://api.codivupload.com/v1")
        .await;
    app.see_text(
        "[data-testid=dialog-connect]",
        "a real workspace cannot be connected",
    )
    .await;
    app.see("[data-testid=dialog-connect] [data-testid=submit][aria-disabled=true]")
        .await;

    let app = app.restart().await;
    app.see("[data-testid=explore-demo]").await;
}
