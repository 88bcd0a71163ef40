//! Promise 1: a key never enters the page. The whole memory of the process that holds the page is
//! searched for every key of a session in which keys were made, copied, looked for, taken and
//! imported.

use crate::app::{Latchkey, row_in};
use crate::desktop::{clipboard, copy, focus, look_away, until_clipboard};
use crate::memory::pieces;
use crate::needles::Needles;
use crate::service::{KeysPage, Service};

const CONTROL: char = '\u{e009}';

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn the_memory_of_the_page_holds_no_key() {
    let (folder, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = Latchkey::start(folder.path()).await;
    app.explore_demo().await;
    let control = format!("control-{}", hex::encode(rand::random::<[u8; 8]>()));
    app.create_key(&control).await;

    app.open_key(&control).await;
    app.act("copy").await;
    let copied = copied_key().await;
    app.act("check").await;
    app.see("[data-testid=clipboard-toast]").await;
    ask_which_key_it_is(&app, &copied).await;

    let service = Service::start(place.path());
    let page = KeysPage::open(&service).await;
    service.copy_key();
    let connected = copied_key().await;
    app.click("[data-testid=nav-keys]").await;
    app.click("[data-testid=workspace-switcher]").await;
    app.connect(service.address()).await;
    let taken = take_from_the_service(&app, &page).await;
    let imported = import_from_the_clipboard(&app, &page).await;

    let keys = [copied, connected, taken, imported];
    let needles: Vec<Needles> = keys.iter().map(|key| Needles::of(key)).collect();
    let control = Needles::of(&control);
    let (mut leak, mut control_found) = (None, false);
    pieces(app.page_process(), |piece| {
        leak = leak.or_else(|| needles.iter().find_map(|needles| needles.found_in(piece)));
        control_found |= control.found_in(piece).is_some();
    });
    assert!(
        control_found,
        "the search finds a key's name, which the page has shown"
    );
    assert_eq!(leak, None, "the page's memory holds a key");
}

/// The key on the clipboard, once one is there.
async fn copied_key() -> String {
    until_clipboard("a key on the clipboard", |text| {
        text.is_some_and(|text| text.starts_with("cdv_"))
    })
    .await;
    clipboard().unwrap()
}

/// "Which of my keys is this?", by the button and by the paste shortcut, where the field would take
/// the text in.
async fn ask_which_key_it_is(app: &Latchkey, key: &str) {
    app.click("[data-testid=leak-button]").await;
    app.click("[data-testid=identify-paste]").await;
    app.see("[data-testid=asking][data-question=since]").await;

    copy(&format!("const client = new Client('{key}');"));
    app.click("[data-testid=change-key]").await;
    app.see("[data-testid=identify-field]").await;
    app.press(&[CONTROL, 'v']).await;
    app.see("[data-testid=asking][data-question=since]").await;
}

/// The guided way: the key is made on the service's page and taken from the clipboard.
async fn take_from_the_service(app: &Latchkey, page: &KeysPage) -> String {
    app.begin_to_create("app-website").await;
    page.follow(&app.opened_page().await).await;
    page.make_key("app-website").await;
    let key = copied_key().await;
    look_away();
    focus("Latchkey").await;
    app.see_text("[data-testid=sighting]", "A key is on the clipboard.")
        .await;
    app.click("[data-testid=guided-take]").await;
    app.see(&row_in("app-website", "active")).await;
    key
}

/// A key the person had already.
async fn import_from_the_clipboard(app: &Latchkey, page: &KeysPage) -> String {
    page.follow(&app.opened_page().await).await;
    page.make_key("newsletter").await;
    let key = copied_key().await;
    app.click("[data-testid=import-key]").await;
    app.fill("[data-testid=dialog-import] [name=name]", "newsletter")
        .await;
    app.submit("dialog-import").await;
    app.see(&row_in("newsletter", "active")).await;
    key
}
