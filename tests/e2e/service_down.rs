//! A service that is down: Latchkey says so, keeps everything in use that can be used, calls nothing
//! revoked, and carries on by itself when the service is back, even after a restart.

use latchkey_sandbox::{Options, Sandbox, State};
use secrecy::ExposeSecret;

use crate::app::{Latchkey, row_in};
use crate::desktop::{copy, until_clipboard};

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn a_service_that_is_down_is_waited_for() {
    let (folder, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let service = start_service(0, place.path()).await;
    let address = service.base_url();
    copy(service.mint_key("latchkey").await.secret.expose_secret());
    let app = Latchkey::start(folder.path()).await;
    app.connect(address.as_str()).await;

    service.stop().await;
    app.open_key("latchkey").await;
    app.act("check").await;
    app.see("[data-testid=banner-service]").await;
    app.see(&row_in("latchkey", "active")).await;
    app.act("copy").await;
    until_clipboard("the key, which is in the keychain", |text| text.is_some()).await;

    app.act("revoke").await;
    app.fill("[data-testid=dialog-revoke] [name=typed_name]", "latchkey")
        .await;
    app.click("[data-testid=dialog-revoke] [name=even_if_last]")
        .await;
    app.submit("dialog-revoke").await;
    app.see(&row_in("latchkey", "ending")).await;
    let app = app.restart().await;
    app.see(&row_in("latchkey", "ending")).await;

    let service = start_service(address.port().unwrap(), place.path()).await;
    // The person ends it on the service's page; the key of that name is then refused.
    service.replace_key("latchkey").await;
    app.see(&row_in("latchkey", "revoked")).await;
    app.open_key("latchkey").await;
    app.see("[data-testid=proof]").await;
}

async fn start_service(port: u16, place: &std::path::Path) -> Sandbox {
    let options = Options {
        port,
        state: State::Directory(place.to_owned()),
        story: false,
    };
    latchkey_sandbox::start(options).await.unwrap()
}
