//! Every screen and dialog: axe finds nothing wrong, and a picture is taken for people to look at.

use latchkey_sandbox::{Options, State};
use secrecy::ExposeSecret;

use crate::app::{Latchkey, row_in, tag};
use crate::desktop::copy;
use crate::gallery::look;

/// A name may have 64 characters.
const LONGEST_NAME: &str = "newsletter-and-website-of-the-harbour-agency-in-bremerhaven-2026";

const CONTROL: char = '\u{e009}';
const ESCAPE: char = '\u{e00c}';

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn every_screen_and_dialog_is_accessible() {
    let folder = tempfile::tempdir().unwrap();
    let app = Latchkey::start(folder.path()).await;
    let mut found = Vec::new();

    app.see("[data-testid=explore-demo]").await;
    found.extend(look(&app, "first-start").await);
    app.click("[data-testid=connect-workspace]").await;
    found.extend(look_at_dialog(&app, "dialog-connect").await);

    app.explore_demo().await;
    app.see(&row_in("staging", "active")).await;
    found.extend(look(&app, "keys").await);
    for (button, dialog) in [
        ("create-key", "dialog-create"),
        ("import-key", "dialog-import"),
    ] {
        app.click(&format!("[data-testid={button}]")).await;
        found.extend(look_at_dialog(&app, dialog).await);
    }
    app.press(&[CONTROL, 'k']).await;
    found.extend(look_at_dialog(&app, "palette").await);

    app.create_key(LONGEST_NAME).await;
    app.open_key(LONGEST_NAME).await;
    found.extend(look(&app, "long-name").await);

    app.open_key("staging").await;
    for action in ["edit", "rotate", "revoke"] {
        app.act(action).await;
        found.extend(look_at_dialog(&app, &format!("dialog-{action}")).await);
    }
    app.act("copy").await;
    app.see("[data-testid=clipboard-toast]").await;
    found.extend(look(&app, "key-details").await);

    app.act("rotate").await;
    app.submit("dialog-rotate").await;
    app.see("[data-testid=rotation][data-stage=overlap]").await;
    found.extend(look(&app, "rotation").await);
    app.click("[data-testid=overlap-end-now]").await;
    app.click(&tag(&row_in("staging", "revoked"))).await;
    app.see("[data-testid=proof]").await;
    found.extend(look(&app, "proof").await);
    app.act("forget").await;
    found.extend(look_at_dialog(&app, "dialog-forget").await);

    app.click("[data-testid=nav-settings]").await;
    // In the small window it stands at the very edge, where a pointer has no room.
    app.see("[data-testid=history-verify]").await;
    app.run("document.querySelector('[data-testid=history-verify]').click()")
        .await;
    app.see("[data-testid=verification]").await;
    found.extend(look(&app, "settings").await);
    for (button, dialog) in [
        ("nth-last-of-type(2)", "dialog-rename-workspace"),
        ("last-of-type", "dialog-remove-workspace"),
    ] {
        // The list below still grows, and a pointer aimed at a moving page misses.
        app.run(&format!(
            "document.querySelector('[data-testid=workspace] button:{button}').click()"
        ))
        .await;
        found.extend(look_at_dialog(&app, dialog).await);
    }

    assert_eq!(found, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn the_guided_way_and_its_troubles_are_accessible() {
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
    let mut found = Vec::new();

    app.begin_to_create("app-website").await;
    app.see("[data-testid=creation][data-stage=awaiting_paste]")
        .await;
    found.extend(look(&app, "guided-creation").await);
    app.open_key("latchkey").await;
    app.act("revoke").await;
    app.see("[data-testid=dialog-revoke] [name=even_if_last]")
        .await;
    found.extend(look(&app, "dialog-revoke-last").await);
    app.fill("[data-testid=dialog-revoke] [name=typed_name]", "latchkey")
        .await;
    app.click("[data-testid=dialog-revoke] [name=even_if_last]")
        .await;
    app.submit("dialog-revoke").await;
    app.see("[data-testid=ending]").await;
    found.extend(look(&app, "guided-ending").await);

    service.stop().await;
    app.see("[data-testid=banner-service]").await;
    found.extend(look(&app, "service-down").await);

    assert_eq!(found, Vec::<String>::new());
}

async fn look_at_dialog(app: &Latchkey, dialog: &str) -> Vec<String> {
    let css = format!("[data-testid={dialog}]");
    app.see(&css).await;
    let found = look(app, dialog).await;
    app.press(&[ESCAPE]).await;
    app.see_no_more(&css).await;
    found
}
