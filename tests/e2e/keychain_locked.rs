//! A keychain that is locked: Latchkey says so, loses nothing, and goes on once the person has
//! unlocked it in the desktop's own dialog.

use crate::app::{Latchkey, row_in};
use crate::desktop::{lock_keychain, unlock_when_asked, until_clipboard};

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn a_locked_keychain_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let app = Latchkey::start(folder.path()).await;
    app.explore_demo().await;

    lock_keychain();
    let app = app.restart().await;
    app.see("[data-testid=banner-keychain]").await;
    app.see(&row_in("staging", "active")).await;

    app.click("[data-testid=banner-keychain] button").await;
    unlock_when_asked().await;
    app.see_no_more("[data-testid=banner-keychain]").await;
    app.open_key("staging").await;
    app.act("copy").await;
    until_clipboard("the key", |text| {
        text.is_some_and(|text| text.starts_with("cdv_"))
    })
    .await;
}
