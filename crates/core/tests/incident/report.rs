//! The report for a boss or a client.

use latchkey_core::views::HistoryForm;
use serde_json::Value;

use super::freeze::Scene;
use super::strangers::{disown, named};

const HOSTILE: &str = "</blockquote><script>alert(1)</script><img src=\"https://evil.example/x.png\" \
                       onerror='steal()'> \u{202E}txet sdrawkcab\u{202C} \u{200B}& <b>bold</b>";

async fn report(scene: &Scene) -> String {
    scene
        .world
        .core
        .report(named(&scene.incident))
        .await
        .unwrap()
}

/// A scene in which everything was done that can be.
async fn over() -> Scene {
    let scene = Scene::with(&[HOSTILE, "Win a phone!"]).await;
    let form = || named(&scene.incident);
    scene.world.core.end_leaked_key(form()).await.unwrap();
    scene.world.settle().await;
    scene.freeze().await;
    disown(&scene.world, &scene.demo, &scene.ids[0]).await;
    scene.world.core.replace_leaked_key(form()).await.unwrap();
    scene.world.settle().await;
    scene.world.core.close_incident(form()).await.unwrap();
    scene
}

#[tokio::test]
async fn a_strangers_text_stays_text_in_the_report() {
    let html = report(&over().await).await;
    for tag in [
        "<script",
        "<img",
        "<b>",
        "<iframe",
        "<link",
        "<a ",
        "javascript:",
    ] {
        assert!(!html.contains(tag), "{tag} would be interpreted");
    }
    assert!(
        html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "it is there, as text"
    );
    assert!(
        !html.contains(['\u{202E}', '\u{200B}', '\u{202C}']),
        "nothing turns the line around or hides"
    );
    let fetched = ["src=", "href=", "url(", "@import"];
    let tags = html.split('<').filter_map(|rest| rest.split('>').next());
    for tag in tags.filter(|tag| !tag.starts_with("meta")) {
        for way in fetched {
            assert!(
                !tag.contains(way),
                "a browser would fetch something: <{tag}>"
            );
        }
    }
    assert!(html.contains("default-src 'none'"), "and nothing may be");
}

#[tokio::test]
async fn the_report_holds_no_key() {
    let scene = over().await;
    let html = report(&scene).await;
    for key in scene.world.keys(&scene.demo).await.keys {
        if key.can_copy {
            let secret = scene.world.copied(&key).await;
            assert!(secret.hand_to(|text| !html.contains(text)), "{}", key.name);
        }
    }
    let long = html.match_indices("cdv_").any(|(at, _)| {
        html.chars()
            .skip(at + 4)
            .take(8)
            .all(|c| c.is_ascii_alphanumeric())
    });
    assert!(!long, "a hint at most");
}

#[tokio::test]
async fn the_part_of_the_history_in_the_report_can_be_checked() {
    let scene = over().await;
    let html = report(&scene).await;
    let slice = html.split("<pre>").nth(1).unwrap();
    let slice = unescaped(slice.split("</pre>").next().unwrap());
    let lines: Vec<Value> = slice
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let [header, events @ .., footer] = &lines[..] else {
        panic!("a header and a footer")
    };
    assert_eq!(header["format"], "latchkey-audit-slice");
    assert_eq!(footer["count"], events.len());
    let mut previous = events[0]["previous"].clone();
    let first = header["first"].as_i64().unwrap();
    for (seq, event) in (first..).zip(events) {
        assert_eq!(event["previous"], previous, "each leads to the next");
        assert_eq!(event["seq"], seq);
        if let Some(body) = event["body"].as_str() {
            let before = hex::decode(previous.as_str().unwrap()).unwrap();
            let input = [&before[..], &seq.to_be_bytes(), body.as_bytes()].concat();
            assert_eq!(
                event["hash"],
                sha256(&input),
                "event {seq} is as it was written"
            );
        }
        previous = event["hash"].clone();
    }
    assert_eq!(footer["head"], previous);
    let whole = scene
        .world
        .core
        .list_history(HistoryForm {
            before: None,
            kind: None,
            key_id: None,
        })
        .await
        .unwrap();
    assert_eq!(whole.events[0].kind, "incident.reported");
    assert_eq!(previous, whole.events[0].hash, "its end is the history's");
}

#[tokio::test]
async fn the_file_is_written_whole_or_not_at_all() {
    let scene = over().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.html");
    let form = || named(&scene.incident);
    let view = scene
        .world
        .core
        .export_report(form(), file.clone())
        .await
        .unwrap();
    assert!(view.count > 5, "its events are counted");
    let html = std::fs::read_to_string(&file).unwrap();
    assert!(html.ends_with("</html>\n"), "to the end");
    if let Some(kept) = std::env::var_os("LATCHKEY_KEEP_REPORT") {
        std::fs::write(kept, &html).unwrap();
    }
    let nowhere = folder.path().join("no such folder").join("report.html");
    let failed = scene.world.core.export_report(form(), nowhere).await;
    assert!(failed.is_err(), "it says so");
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    hex::encode(sha2::Sha256::digest(bytes))
}
