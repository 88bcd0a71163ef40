//! What every benchmark of Latchkey reports: its own figure beside that of a plain yardstick,
//! measured in the same run, and whether the aim holds.

use std::fs;
use std::path::Path;

use serde::Serialize;

/// One comparison.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// What was measured.
    what: String,
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
        Row::new(what.to_owned(), unit, aim, median(ours), median(yardstick))
    }

    /// Compares the figures that only one of twenty exceeds. The own one must not exceed `most`
    /// either.
    pub(crate) fn of_p95(
        what: String,
        unit: &'static str,
        aim: f64,
        most: f64,
        ours: Vec<f64>,
        yardstick: Vec<f64>,
    ) -> Row {
        let mut row = Row::new(what, unit, aim, p95(ours), p95(yardstick));
        row.holds &= row.ours <= most;
        row
    }

    fn new(what: String, unit: &'static str, aim: f64, ours: f64, yardstick: f64) -> Row {
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
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench");
    fs::create_dir_all(&folder)?;
    fs::write(
        folder.join(format!("{name}.json")),
        serde_json::to_vec_pretty(rows)?,
    )?;
    Ok(())
}

fn median(figures: Vec<f64>) -> f64 {
    quantile(figures, 0.5)
}

fn p95(figures: Vec<f64>) -> f64 {
    quantile(figures, 0.95)
}

/// The figure that this part of all figures does not exceed.
fn quantile(mut figures: Vec<f64>, part: f64) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[(figures.len() as f64 * part) as usize]
}
