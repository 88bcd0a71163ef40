//! The life of a key in the demo workspace, from the first start of the app to its proof of death.

use crate::app::{Latchkey, row, row_in, tag};
use crate::desktop::{clipboard, until_clipboard};

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn a_key_is_created_copied_renamed_rotated_and_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let app = Latchkey::start(folder.path()).await;
    app.explore_demo().await;
    app.create_key("app-website").await;

    app.open_key("app-website").await;
    let first = copied_key(&app).await;
    rename(&app, "app-shop").await;
    rotate(&app, "app-shop").await;
    let second = copied_key(&app).await;
    assert!(first != second, "the new key is another one");

    revoke(&app, "app-shop").await;
    let receipt = app
        .read("[data-testid=key-details] [data-testid=proof]")
        .await;
    let keys = everything_on_the_board(&app).await;

    let app = app.restart().await;
    app.see(&row("app-shop")).await;
    assert_eq!(everything_on_the_board(&app).await, keys, "it is as it was");
    app.open_key("app-shop").await;
    assert_eq!(
        app.read("[data-testid=key-details] [data-testid=proof]")
            .await,
        receipt
    );
    history_is_whole(&app).await;
}

/// Copies the key that is open, and waits until the clipboard is cleared of it.
async fn copied_key(app: &Latchkey) -> String {
    app.act("copy").await;
    app.see("[data-testid=clipboard-toast]").await;
    until_clipboard("the key on the clipboard", |text| text.is_some()).await;
    let key = clipboard().unwrap();
    assert!(
        key.starts_with("cdv_"),
        "it is a key that is on the clipboard"
    );
    until_clipboard("the clipboard to be cleared", |text| text.is_none()).await;
    app.see_no_more("[data-testid=clipboard-toast]").await;
    key
}

async fn rename(app: &Latchkey, name: &str) {
    app.act("edit").await;
    app.fill("[data-testid=dialog-edit] [name=name]", name)
        .await;
    app.submit("dialog-edit").await;
    app.see(&row(name)).await;
}

/// Replaces the key that is open: an overlap with both keys, ended by hand.
async fn rotate(app: &Latchkey, name: &str) {
    app.act("rotate").await;
    app.click("[data-testid=dialog-rotate] [value=hours_1]")
        .await;
    app.submit("dialog-rotate").await;
    app.see("[data-testid=rotation][data-stage=overlap]").await;
    app.see(&row_in(name, "rotating")).await;

    app.click("[data-testid=overlap-end-now]").await;
    app.see(&row_in(name, "revoked")).await;
    app.see(&row_in(name, "active")).await;
    app.click(&tag(&row_in(name, "active"))).await;
    app.see("[data-testid=key-details][data-state=active]")
        .await;
}

async fn revoke(app: &Latchkey, name: &str) {
    app.act("revoke").await;
    app.fill("[data-testid=dialog-revoke] [name=typed_name]", name)
        .await;
    app.submit("dialog-revoke").await;
    app.see_no_more(&row_in(name, "active")).await;
    app.see("[data-testid=key-details][data-state=revoked] [data-testid=proof]")
        .await;
}

/// Names and states of all keys, in the order of the board.
async fn everything_on_the_board(app: &Latchkey) -> String {
    let script = "return JSON.stringify([...document.querySelectorAll('[data-testid=key-row]')]
        .map(({ dataset: { keyId, keyName, state } }) => [keyId, keyName, state]))";
    app.run(script).await.as_str().unwrap().to_owned()
}

async fn history_is_whole(app: &Latchkey) {
    app.click("[data-testid=nav-settings]").await;
    app.see("[data-testid=history-row][data-kind='key.ending.proven']")
        .await;
    app.click("[data-testid=history-verify]").await;
    app.see("[data-testid=verification]").await;
}
