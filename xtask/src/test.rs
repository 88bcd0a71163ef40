//! `cargo xtask test`: runs the stages and sums up.
//!
//! A stage that fails does not stop the others, so that one run shows everything that is wrong.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::counts::Counts;
use crate::stages::Stage;
use crate::system;

/// The version that is installed when there is none.
const NEXTEST: &str = "0.9.143";

/// Runs the chosen stages, or all of them, and prints one line for each at the end.
///
/// # Errors
/// When any of them failed.
pub(crate) fn run(fast: bool, chosen: &[Stage]) -> Result<()> {
    system::install(system::TO_BUILD)?;
    system::install(system::TO_TEST)?;
    system::install_cargo_tool("cargo-nextest", NEXTEST)?;

    let mut reports: Vec<Report> = Vec::new();
    for stage in plan(fast, chosen) {
        let report = match missing_need(stage, &reports) {
            Some(need) => Report::skipped(stage, need),
            None => run_stage(stage),
        };
        reports.push(report);
    }
    sum_up(&reports)
}

/// What became of a stage.
struct Report {
    stage: Stage,
    outcome: Outcome,
    took: Duration,
    counts: Counts,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped { needs: Stage },
}

impl Report {
    fn skipped(stage: Stage, needs: Stage) -> Report {
        Report {
            stage,
            outcome: Outcome::Skipped { needs },
            took: Duration::ZERO,
            counts: Counts::default(),
        }
    }
}

fn plan(fast: bool, chosen: &[Stage]) -> BTreeSet<Stage> {
    let mut plan: BTreeSet<Stage> = if chosen.is_empty() {
        Stage::all().collect()
    } else {
        chosen.iter().copied().collect()
    };
    if fast {
        plan.remove(&Stage::EndToEnd);
    }
    let needs: Vec<_> = plan
        .iter()
        .flat_map(|stage| stage.needs())
        .copied()
        .collect();
    plan.extend(needs);
    plan
}

fn missing_need(stage: Stage, reports: &[Report]) -> Option<Stage> {
    let failed = |need: &Stage| {
        reports
            .iter()
            .any(|report| report.stage == *need && report.outcome != Outcome::Passed)
    };
    stage.needs().iter().copied().find(failed)
}

fn run_stage(stage: Stage) -> Report {
    println!("\n== {}", stage.name());
    let start = Instant::now();
    let counts = stage.run().unwrap_or_else(|error| {
        println!("{error:#}");
        Counts {
            passed: 0,
            failed: 1,
        }
    });
    let outcome = if counts.failed == 0 {
        Outcome::Passed
    } else {
        Outcome::Failed
    };
    Report {
        stage,
        outcome,
        took: start.elapsed(),
        counts,
    }
}

fn sum_up(reports: &[Report]) -> Result<()> {
    println!("\n== summary");
    let mut total = Counts::default();
    for report in reports {
        println!("{}", line(report));
        total += report.counts;
    }
    // Scripts read this line, so it stays the last one and plain.
    println!("{} passed, {} failed", total.passed, total.failed);
    if reports
        .iter()
        .any(|report| report.outcome != Outcome::Passed)
    {
        bail!("Some stages did not pass; see above.");
    }
    Ok(())
}

fn line(report: &Report) -> String {
    let name = report.stage.name();
    let seconds = report.took.as_secs_f32();
    match report.outcome {
        Outcome::Passed if report.counts.passed > 0 => {
            format!(
                "ok       {name:<12} {seconds:>7.1} s  {} tests",
                report.counts.passed
            )
        }
        Outcome::Passed => format!("ok       {name:<12} {seconds:>7.1} s"),
        Outcome::Failed => format!("FAILED   {name:<12} {seconds:>7.1} s"),
        Outcome::Skipped { needs } => {
            format!(
                "skipped  {name:<12}            because {} failed",
                needs.name()
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fast_is_everything_but_the_end_to_end_tests() {
        let plan = plan(true, &[]);
        assert!(!plan.contains(&Stage::EndToEnd));
        assert_eq!(plan.len(), Stage::all().count() - 1);
    }

    #[test]
    fn a_chosen_stage_brings_what_it_needs() {
        let plan = plan(false, &[Stage::Doc]);
        assert_eq!(plan, [Stage::UiInstall, Stage::UiBuild, Stage::Doc].into());
    }

    #[test]
    fn a_stage_is_skipped_when_what_it_needs_failed() {
        let failed = Report {
            stage: Stage::UiBuild,
            outcome: Outcome::Failed,
            took: Duration::ZERO,
            counts: Counts::default(),
        };
        assert_eq!(
            missing_need(Stage::EndToEnd, &[failed]),
            Some(Stage::UiBuild)
        );
        assert_eq!(missing_need(Stage::EndToEnd, &[]), None);
    }
}
