//! Promise 1: a key never enters the page. The whole memory of the process that holds the page is
//! searched for one that was just made, copied and used.

use crate::app::Latchkey;
use crate::desktop::{clipboard, until_clipboard};
use crate::memory::pieces;
use crate::needles::Needles;

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn the_memory_of_the_page_holds_no_key() {
    let folder = tempfile::tempdir().unwrap();
    let app = Latchkey::start(folder.path()).await;
    app.explore_demo().await;
    let control = format!("control-{}", hex::encode(rand::random::<[u8; 8]>()));
    app.create_key(&control).await;

    app.open_key(&control).await;
    app.act("copy").await;
    until_clipboard("the key on the clipboard", |text| text.is_some()).await;
    let key = clipboard().unwrap();
    assert!(
        key.starts_with("cdv_"),
        "it is the key that is on the clipboard"
    );
    app.act("check").await;
    app.see("[data-testid=clipboard-toast]").await;

    let (needles, control) = (Needles::of(&key), Needles::of(&control));
    let (mut leak, mut control_found) = (None, false);
    pieces(app.page_process(), |piece| {
        leak = leak.or_else(|| needles.found_in(piece));
        control_found |= control.found_in(piece).is_some();
    });
    assert!(
        control_found,
        "the search finds the key's name, which the page shows"
    );
    assert_eq!(leak, None, "the page's memory holds the key");
}
