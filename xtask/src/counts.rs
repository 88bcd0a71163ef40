//! How many tests passed and failed, read from what the test runners write.

use std::ops::AddAssign;

/// Tests that ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Counts {
    /// What a line adds: the closing line of nextest, rustdoc or vitest; nothing for any other.
    pub(crate) fn of_line(line: &str) -> Counts {
        let is_total = line.trim_start().starts_with("Tests ") // vitest
            || line.starts_with("test result: ") // rustdoc
            || (line.contains(" tests run: ") || line.contains(" test run: ")); // nextest
        if !is_total {
            return Counts::default();
        }
        let words: Vec<&str> = line.split([' ', ';', ',', '(', '|']).collect();
        let mut counts = Counts::default();
        for pair in words.windows(2) {
            let Ok(number) = pair[0].parse::<u32>() else {
                continue;
            };
            match pair[1].trim_end_matches('.') {
                "passed" => counts.passed += number,
                "failed" | "timed" | "exec" => counts.failed += number,
                _ => {}
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_of_each_runner_is_understood() {
        for (line, passed, failed) in [
            (
                "     Summary [   3.210s] 42 tests run: 42 passed, 1 skipped",
                42,
                0,
            ),
            (
                "     Summary [   0.006s] 1 test run: 1 passed, 0 skipped",
                1,
                0,
            ),
            (
                "  Summary [ 9.1s] 9 tests run: 5 passed (1 slow), 3 failed, 1 timed out, 0 skipped",
                5,
                4,
            ),
            (
                "test result: ok. 7 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out",
                7,
                0,
            ),
            (
                "test result: FAILED. 6 passed; 1 failed; 0 ignored; 0 measured",
                6,
                1,
            ),
            ("      Tests  31 passed (31)", 31, 0),
            ("      Tests  2 failed | 29 passed (31)", 29, 2),
        ] {
            assert_eq!(Counts::of_line(line), Counts { passed, failed }, "{line}");
        }
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in [
            " Test Files  4 passed (4)",
            "12 passed",
            "Tests",
            "running 3 tests",
            "",
        ] {
            assert_eq!(Counts::of_line(line), Counts::default(), "{line}");
        }
    }
}
