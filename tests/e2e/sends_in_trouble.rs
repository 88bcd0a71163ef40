//! Sends that meet trouble at the service: a file that takes its time, a refusal, and an answer that is
//! lost, which the person decides about.

use serde_json::json;

use crate::app::{Latchkey, row_in};
use crate::gallery::look;
use crate::service::Service;

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn what_happens_to_a_send_is_told_and_decided() {
    let (folder, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let service = Service::start(place.path());
    let app = Latchkey::start(folder.path()).await;
    service.copy_key();
    app.connect(service.address()).await;
    app.see(&row_in("latchkey", "active")).await;
    app.click("[data-testid=nav-activity]").await;
    app.see("[data-testid=sync][data-state=up_to_date]").await;
    app.click("[data-testid=nav-compose]").await;

    service.fault(&json!({ "kind": "cut_before", "method": "POST", "path": "/v1/posts" }));
    write_and_send(&app, "Did it arrive?").await;
    let mut found = look(&app, "send-waiting").await;
    app.see("[data-testid=send][data-state=sending]").await;

    let file = folder.path().join("cake.png");
    image::RgbImage::new(900, 900).save(&file).unwrap();
    service.fault(&json!({ "kind": "slow", "ms": 20_000, "path": "/v1/upload-media" }));
    app.write("Lindenhof", &["facebook"], "With a picture")
        .await;
    crate::dragging::drop_files("^Latchkey$", &[&file]).await;
    app.see("[data-testid=file]").await;
    app.send_draft().await;
    app.see("[data-testid=editor] [data-testid=send][data-state=uploading]")
        .await;
    found.extend(look(&app, "send-uploading").await);
    app.see("[data-testid=editor] [data-testid=send][data-state=accepted]")
        .await;

    write_and_send(&app, "A tag that the platform bans: #f4f").await;
    app.see("[data-testid=editor] [data-testid=send][data-state=refused]")
        .await;
    found.extend(look(&app, "send-refused").await);
    service.control(&json!({ "plan": "free" }));
    write_and_send(&app, "The plan stands in the way").await;
    app.see_text(
        "[data-testid=editor] [data-testid=send][data-state=uploading]",
        "plan",
    )
    .await;
    found.extend(look(&app, "send-held-up").await);
    service.control(&json!({ "plan": "business" }));

    app.click("[data-testid=nav-keys]").await;
    // It is looked for during most of a minute first, and most of that is over.
    app.see("[data-testid=decide-send]").await;
    found.extend(look(&app, "send-tray").await);
    app.click("[data-testid=decide-send]").await;
    app.see("[data-testid=dialog-unclear]").await;
    found.extend(look(&app, "dialog-unclear").await);
    app.click("[data-testid=unclear-leave]").await;
    app.see_no_more("[data-testid=dialog-unclear]").await;
    app.see_no_more("[data-testid=decide-send]").await;
    assert_eq!(found, Vec::<String>::new());
}

async fn write_and_send(app: &Latchkey, text: &str) {
    app.write("Lindenhof", &["facebook"], text).await;
    app.send_draft().await;
}
