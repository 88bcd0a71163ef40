//! The guided way: a service without an API for keys. Latchkey says what to do, the person does it on
//! the service's page in a browser, and Latchkey takes the key from the clipboard.

use crate::app::{Latchkey, row_in};
use crate::desktop::{clipboard, copy, focus, look_away, until_clipboard};
use crate::service::{KeysPage, Service};

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn a_workspace_is_connected_with_its_key_and_with_nothing_else() {
    let (folder, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let service = Service::start(place.path());
    let app = Latchkey::start(folder.path()).await;
    app.fill_in_connection(service.address()).await;

    let part_of_a_key = format!("cdv_{}", "0".repeat(20));
    for (wrong, said) in [
        (
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
            "This is proof of a log-in",
        ),
        (
            &part_of_a_key,
            "This is only a part of a key: 24 of 44 characters.",
        ),
        ("Lunch at one?", "What is on the clipboard is not a key."),
    ] {
        copy(wrong);
        app.click("[data-testid=dialog-connect] [data-testid=submit]")
            .await;
        app.see_text("[data-testid=dialog-connect] form > [role=alert]", said)
            .await;
        assert_eq!(
            clipboard().as_deref(),
            Some(wrong),
            "what is no key is left alone"
        );
    }

    service.copy_key();
    app.submit("dialog-connect").await;
    app.see(&row_in("latchkey", "active")).await;
    until_clipboard("the key to leave the clipboard", |text| text.is_none()).await;
}

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn a_key_is_made_and_ended_on_the_page_of_the_service() {
    let (folder, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let service = Service::start(place.path());
    let page = KeysPage::open(&service).await;
    let app = Latchkey::start(folder.path()).await;
    service.copy_key();
    app.connect(service.address()).await;

    app.begin_to_create("app-website").await;
    page.follow(&app.opened_page().await).await;
    page.make_key("app-website").await;
    look_away();
    focus("Latchkey").await;
    app.see_text("[data-testid=sighting]", "A key is on the clipboard.")
        .await;
    app.click("[data-testid=guided-take]").await;
    app.see(&row_in("app-website", "active")).await;
    app.see_no_more("[data-testid=creation]").await;
    until_clipboard("the key to leave the clipboard", |text| text.is_none()).await;

    app.open_key("app-website").await;
    app.act("revoke").await;
    app.fill(
        "[data-testid=dialog-revoke] [name=typed_name]",
        "app-website",
    )
    .await;
    app.submit("dialog-revoke").await;
    app.see(&row_in("app-website", "ending")).await;
    app.see_text("[data-testid=ending]", "find app-website and choose Delete")
        .await;
    page.follow(&app.opened_page().await).await;
    page.delete_key("app-website").await;
    app.see(&row_in("app-website", "revoked")).await;
    app.see_text("[data-testid=proof]", "The service refused this key")
        .await;
    app.see(&row_in("latchkey", "active")).await;
}
