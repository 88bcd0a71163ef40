//! What every benchmark of Latchkey reports: its own figure beside that of a plain yardstick,
//! measured in the same run, and whether the aim holds.

use std::fs;
use std::path::Path;

use serde::Serialize;

/// One comparison.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// What was measured.
    what: &'static str,
    /// Latchkey's figure.
    ours: f64,
    /// The yardstick's figure.
    yardstick: f64,
    /// The unit of both.
    unit: &'static str,
    /// Ours divided by the yardstick; smaller is better.
    ratio: f64,
    /// The largest ratio that is good enough.
    aim: f64,
    /// It is.
    holds: bool,
}

impl Row {
    /// Compares the medians.
    pub(crate) fn of_medians(
        what: &'static str,
        unit: &'static str,
        aim: f64,
        ours: Vec<f64>,
        yardstick: Vec<f64>,
    ) -> Row {
        let (ours, yardstick) = (median(ours), median(yardstick));
        let ratio = ours / yardstick;
        Row {
            what,
            ours,
            yardstick,
            unit,
            ratio,
            aim,
            holds: ratio <= aim,
        }
    }
}

/// Prints the rows as a table and writes them to `target/bench/<name>.json`.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn publish(name: &str, rows: &[Row]) -> anyhow::Result<()> {
    println!(
        "{:<44} {:>12} {:>12} {:<6} {:>6} {:>6}",
        "what", "ours", "yardstick", "", "ratio", "aim"
    );
    for Row {
        what,
        ours,
        yardstick,
        unit,
        ratio,
        aim,
        holds,
    } in rows
    {
        let verdict = if *holds { "holds" } else { "MISSED" };
        println!(
            "{what:<44} {ours:>12.2} {yardstick:>12.2} {unit:<6} {ratio:>6.2} {aim:>6.2}  {verdict}"
        );
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    fs::create_dir_all(&folder)?;
    fs::write(
        folder.join(format!("{name}.json")),
        serde_json::to_vec_pretty(rows)?,
    )?;
    Ok(())
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
