//! The `sqlite3` shell, as the yardstick of queries.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use anyhow::Context;

/// A shell that has a file open.
pub(crate) struct Shell {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Shell {
    pub(crate) fn open(file: &Path) -> anyhow::Result<Shell> {
        let mut process = Command::new("sqlite3")
            .args(["-batch", "-bail"])
            .arg(file)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the sqlite3 shell cannot be started")?;
        let input = process.stdin.take().context("no input")?;
        let output = BufReader::new(process.stdout.take().context("no output")?);
        Ok(Shell {
            process,
            input,
            output,
        })
    }

    /// Runs statements and returns the lines they print.
    pub(crate) fn run(&mut self, sql: &str) -> anyhow::Result<Vec<String>> {
        const END: &str = "that is all";
        write!(self.input, "{sql}\n.print {END}\n")?;
        self.input.flush()?;
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            let length = self.output.read_line(&mut line)?;
            anyhow::ensure!(length > 0, "the sqlite3 shell refused: {sql}");
            match line.trim_end() {
                END => return Ok(lines),
                line => lines.push(line.to_owned()),
            }
        }
    }

    /// How many milliseconds a query takes: until its last row is made, without showing the rows
    /// and without the way to the shell and back.
    pub(crate) fn time(&mut self, sql: &str) -> anyhow::Result<f64> {
        let way = self.round_trip("")?;
        Ok((self.round_trip(sql)? - way).max(0.0))
    }

    fn round_trip(&mut self, sql: &str) -> anyhow::Result<f64> {
        let unseen = format!(".output /dev/null\n{sql}\n.output stdout");
        let start = Instant::now();
        self.run(&unseen)?;
        Ok(start.elapsed().as_secs_f64() * 1e3)
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        // What has ended already needs no ending.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
