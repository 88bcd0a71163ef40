//! axe-core, the accessibility checker, in the page that is shown.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::window::Window;

/// What axe finds wrong: rule, help and the first place, one line for each.
pub(crate) async fn violations(window: &Window) -> Vec<String> {
    if window.run("return typeof axe").await == "undefined" {
        window.run(&axe()).await;
    }
    let found = window.run_until_called(RUN).await;
    let found: Vec<Value> = serde_json::from_value(found).unwrap();
    found
        .iter()
        .map(|violation| violation.as_str().unwrap().to_owned())
        .collect()
}

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then(
        ({ violations }) => done(violations.map(({ id, help, nodes }) =>
            `${id}: ${help}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)),
        (error) => done([`axe did not run: ${error}`]));
";

/// Its source; it is installed with the page's other tools.
fn axe() -> String {
    let file = "ui/node_modules/axe-core/axe.min.js";
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    // As a function's body the script would declare `axe` there only.
    format!("{source}\nwindow.axe = axe;")
}
