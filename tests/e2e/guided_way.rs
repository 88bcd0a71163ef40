//! The guided way: a service without an API for keys. Latchkey says what to do, the person does it on
//! the service's page in a browser, and Latchkey takes the key from the clipboard.

use std::path::Path;

use latchkey_sandbox::{Options, Sandbox, State};
use secrecy::ExposeSecret;

use crate::app::{Latchkey, row_in};
use crate::desktop::{clipboard, copy, focus, look_away, until_clipboard};
use crate::window::Window;

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn a_key_is_made_and_ended_on_the_page_of_the_service() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        port: 0,
        state: State::Memory,
        story: false,
    };
    let service = latchkey_sandbox::start(options).await.unwrap();
    copy(service.mint_key("latchkey").await.secret.expose_secret());
    let app = Latchkey::start(folder.path()).await;
    app.connect(service.base_url().as_str()).await;
    until_clipboard("the key to leave the clipboard", |text| text.is_none()).await;

    let browser = signed_in_browser(&service).await;
    app.begin_to_create("app-website").await;
    app.see("[data-testid=creation][data-stage=awaiting_paste]")
        .await;
    browser.goto(&app.opened_page().await).await;
    make_key_on_page(&browser, "app-website").await;

    look_away();
    focus("Latchkey").await;
    app.see("[data-testid=sighting]").await;
    app.click("[data-testid=guided-take]").await;
    app.see(&row_in("app-website", "active")).await;
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
    app.click("[data-testid=ending] [data-testid=guided-open]")
        .await;
    browser.goto(&app.opened_page().await).await;
    browser.click("[aria-label='Delete app-website']").await;
    app.see(&row_in("app-website", "revoked")).await;
    app.see("[data-testid=proof]").await;
}

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn the_wrong_thing_on_the_clipboard_is_named_and_nothing_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        port: 0,
        state: State::Memory,
        story: false,
    };
    let service = latchkey_sandbox::start(options).await.unwrap();
    let app = Latchkey::start(folder.path()).await;
    copy("not a key");
    app.fill_in_connection(service.base_url().as_str()).await;
    app.click("[data-testid=dialog-connect] [data-testid=submit]")
        .await;
    app.see("[data-testid=dialog-connect] [role=alert] .problem")
        .await;
    assert_eq!(
        clipboard().as_deref(),
        Some("not a key"),
        "what is no key is left alone"
    );
}

/// A browser in which the person has signed in to the service's page before.
async fn signed_in_browser(service: &Sandbox) -> Window {
    // Debian installs it with the web view.
    let browser = Path::new("/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser");
    let browser = Window::open(browser, &[]).await;
    browser.goto(service.dashboard_url().as_str()).await;
    browser
}

/// The person makes a key on the page, selects it and copies it.
async fn make_key_on_page(browser: &Window, name: &str) {
    const CONTROL: char = '\u{e009}';
    browser.fill("#name", name).await;
    browser.click("#create").await;
    browser.click("#new-key").await;
    browser.press(&[CONTROL, 'a']).await;
    browser.press(&[CONTROL, 'c']).await;
    until_clipboard("the copied key", |text| {
        text.is_some_and(|text| text.starts_with("cdv_"))
    })
    .await;
}
