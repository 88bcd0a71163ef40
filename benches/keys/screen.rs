//! The first screen: how long until it stands, and how much memory the app then holds, beside a bare
//! window.
//!
//! Both programs are watched from outside, in the picture of the X server and in `/proc`, so that
//! neither has to help and nothing is measured that a person would not see.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::process;
use crate::report::Row;

/// How often each program is started; they take turns.
const STARTS: usize = 11;
/// How often the picture is looked at.
const PACE: Duration = Duration::from_millis(4);
/// A picture that did not change for so long is the final one.
const STILLNESS: Duration = Duration::from_millis(1500);
/// A program that paints nothing for so long never will.
const PATIENCE: Duration = Duration::from_secs(30);

/// Both rows.
pub(crate) fn measure() -> anyhow::Result<Vec<Row>> {
    let latchkey = PathBuf::from(env!("CARGO_BIN_EXE_latchkey"));
    let bare = latchkey.with_file_name("examples").join("bare-window");
    let screen = Screen::open()?;
    let (mut ours, mut theirs) = (Samples::default(), Samples::default());
    for _ in 0..STARTS {
        theirs.add(&screen, &bare)?;
        ours.add(&screen, &latchkey)?;
    }
    Ok(vec![
        Row::of_medians(
            "first screen painted / bare window",
            "ms",
            1.15,
            ours.painted,
            theirs.painted,
        ),
        Row::of_medians(
            "memory of the idle app / bare window",
            "MiB",
            1.15,
            ours.memory,
            theirs.memory,
        ),
    ])
}

#[derive(Default)]
struct Samples {
    /// Milliseconds from the start to the last change of the picture.
    painted: Vec<f64>,
    /// Mebibytes after that.
    memory: Vec<f64>,
}

impl Samples {
    /// Starts the program for the first time of its life, watches it and ends it.
    fn add(&mut self, screen: &Screen, program: &Path) -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let empty = screen.picture()?;
        let start = Instant::now();
        let running = Running::start(program, folder.path())?;
        let painted = screen.settled(start, &empty)?;
        self.painted.push(painted.as_secs_f64() * 1e3);
        self.memory.push(memory(running.0.id())?);
        drop(running);
        screen.cleared(&empty)
    }
}

/// The picture of the X server, which it keeps in a file (`Xvfb -fbdir`).
struct Screen(File);

impl Screen {
    fn open() -> anyhow::Result<Screen> {
        let file = std::env::var_os("FRAMEBUFFER").context("start it with `cargo xtask bench`")?;
        Ok(Screen(File::open(file)?))
    }

    fn picture(&self) -> anyhow::Result<Vec<u8>> {
        let mut bytes = vec![0; usize::try_from(self.0.metadata()?.len())?];
        self.0.read_exact_at(&mut bytes, 0)?;
        Ok(bytes)
    }

    /// How long after `start` the picture changed for the last time.
    fn settled(&self, start: Instant, empty: &[u8]) -> anyhow::Result<Duration> {
        let mut last = empty.to_vec();
        let mut changed = None;
        loop {
            let now = start.elapsed();
            let picture = self.picture()?;
            if picture != last {
                last = picture;
                changed = Some(now);
            }
            match changed {
                Some(changed) if now > changed + STILLNESS => return Ok(changed),
                None => anyhow::ensure!(now < PATIENCE, "nothing was painted"),
                Some(_) => {}
            }
            std::thread::sleep(PACE);
        }
    }

    /// Waits until nothing is left of a program that ended.
    fn cleared(&self, empty: &[u8]) -> anyhow::Result<()> {
        let start = Instant::now();
        while self.picture()? != empty {
            anyhow::ensure!(start.elapsed() < PATIENCE, "a window stayed open");
            std::thread::sleep(PACE);
        }
        Ok(())
    }
}

/// A program that ends when this is dropped.
struct Running(Child);

impl Running {
    fn start(program: &Path, folder: &Path) -> anyhow::Result<Running> {
        let child = Command::new(program)
            .env("LATCHKEY_DATA_DIR", folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} cannot be started", program.display()))?;
        Ok(Running(child))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // What has ended already needs no ending.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Mebibytes that the process and those it started hold, memory they share counted once: the sum of
/// their proportional shares (`proc_pid_smaps(5)`). Needs the right to look, which root has.
fn memory(program: u32) -> anyhow::Result<f64> {
    let rollup = fs::read_to_string(format!("/proc/{program}/smaps_rollup"))?;
    let share = rollup
        .lines()
        .find_map(|line| line.strip_prefix("Pss:"))
        .context("no Pss")?;
    let kibibytes: f64 = share.trim().trim_end_matches(" kB").parse()?;
    let mut sum = kibibytes / 1024.0;
    for child in process::children(program) {
        sum += memory(child)?;
    }
    Ok(sum)
}
