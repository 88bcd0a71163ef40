//! A service that is down: Latchkey says so, keeps everything in use that can be used, calls nothing
//! revoked, and carries on by itself when the service is back, even after a restart.

use crate::app::{Latchkey, row_in};
use crate::desktop::until_clipboard;
use crate::service::{KeysPage, Service};

const NOBODY: &str = "Nobody answers at the service's address.";

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn a_service_that_is_down_is_waited_for() {
    let (folder, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut service = Service::start(place.path());
    let app = Latchkey::start(folder.path()).await;
    connect_with_two_keys(&app, &service).await;

    service.kill();
    app.open_key("app-website").await;
    app.act("check").await;
    app.see_text("[data-testid=notice]:last-child", NOBODY)
        .await;
    app.see_text("[data-testid=banner-service]", NOBODY).await;
    app.see(&row_in("latchkey", "active")).await;
    app.see(&row_in("app-website", "active")).await;
    app.act("copy").await;
    until_clipboard("the key, which is in the keychain", |text| text.is_some()).await;

    app.act("revoke").await;
    app.fill(
        "[data-testid=dialog-revoke] [name=typed_name]",
        "app-website",
    )
    .await;
    app.submit("dialog-revoke").await;
    app.see(&row_in("app-website", "ending")).await;
    app.see_text("[data-testid=ending]", NOBODY).await;
    let app = app.restart().await;
    app.see(&row_in("app-website", "ending")).await;
    app.see_text("[data-testid=banner-service]", NOBODY).await;
    app.open_key("app-website").await;
    app.see_text("[data-testid=ending]", NOBODY).await;

    let service = service.start_again();
    KeysPage::open(&service)
        .await
        .delete_key("app-website")
        .await;
    app.see(&row_in("app-website", "revoked")).await;
    app.see_text("[data-testid=proof]", "The service refused this key")
        .await;
    app.see_no_more("[data-testid=banner-service]").await;
    app.see(&row_in("latchkey", "active")).await;
}

/// Keys made on the service's page: the one the sandbox starts with ends when it starts again.
async fn connect_with_two_keys(app: &Latchkey, service: &Service) {
    let page = KeysPage::open(service).await;
    page.make_key("latchkey").await;
    app.connect(service.address()).await;
    until_clipboard("the key to leave the clipboard", |text| text.is_none()).await;

    page.make_key("app-website").await;
    app.click("[data-testid=import-key]").await;
    app.fill("[data-testid=dialog-import] [name=name]", "app-website")
        .await;
    app.submit("dialog-import").await;
    app.see(&row_in("app-website", "active")).await;
}
