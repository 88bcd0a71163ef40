//! Pictures for people to look at: what the window shows, light and dark, large and small, with what
//! the accessibility checker finds wrong in each.
//!
//! With `UPDATE_SCREENSHOTS` set the large pictures become the ones in `docs/screenshots`.

use std::path::{Path, PathBuf};

use crate::app::Latchkey;
use crate::axe;
use crate::window::{Window, pictures};

/// The window as it opens, and as small as it gets.
const SIZES: [(u32, u32); 2] = [(1280, 800), (900, 600)];
const THEMES: [&str; 2] = ["light", "dark"];

/// What axe finds wrong in what is shown now, in each size and theme, and whether it fits the window.
pub(crate) async fn look(app: &Latchkey, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for size in SIZES {
        app.resize(size).await;
        for theme in THEMES {
            app.run(&format!(
                "document.documentElement.dataset.theme = '{theme}'"
            ))
            .await;
            app.at_rest().await;
            std::fs::write(picture(name, theme, size), app.picture().await).unwrap();
            let mut wrong = axe::violations(app).await;
            wrong.extend(spill(app).await);
            let wrong = wrong.into_iter();
            found.extend(wrong.map(|wrong| format!("{name}, {theme}, {}: {wrong}", size.0)));
        }
    }
    app.resize(SIZES[0]).await;
    found
}

/// Says so if the page is larger than its window: then it moves away under a dialog.
async fn spill(app: &Latchkey) -> Option<String> {
    let over = app
        .run("return document.documentElement.scrollHeight - innerHeight")
        .await;
    (over != 0).then(|| format!("the page is {over} pixels higher than the window"))
}

/// What axe finds wrong in a file opened in a browser. The file is kept beside its picture.
pub(crate) async fn look_at_file(file: &Path, name: &str) -> Vec<String> {
    std::fs::copy(file, pictures().join(format!("{name}.html"))).unwrap();
    let browser = Window::open_browser().await;
    browser.goto(&format!("file://{}", file.display())).await;
    browser.at_rest().await;
    std::fs::write(
        pictures().join(format!("{name}.png")),
        browser.picture().await,
    )
    .unwrap();
    let wrong = axe::violations(&browser).await.into_iter();
    wrong.map(|wrong| format!("{name}: {wrong}")).collect()
}

fn picture(name: &str, theme: &str, (width, height): (u32, u32)) -> PathBuf {
    if std::env::var_os("UPDATE_SCREENSHOTS").is_some() && (width, height) == SIZES[0] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        folder.join(format!("{name}-{theme}.png"))
    } else {
        pictures().join(format!("{name}-{theme}-{width}x{height}.png"))
    }
}
