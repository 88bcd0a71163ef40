//! Everything that could carry a key, collected while the commands run.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::needles::Needles;

/// What came out of where.
#[derive(Clone, Default)]
pub(super) struct Evidence(Arc<Mutex<Vec<Piece>>>);

struct Piece {
    place: String,
    bytes: Vec<u8>,
}

impl Evidence {
    /// Keeps what came out of a place.
    pub(super) fn keep(&self, place: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.lock().unwrap().push(Piece {
            place: place.into(),
            bytes: bytes.into(),
        });
    }

    /// Keeps every file below a folder.
    pub(super) fn keep_files(&self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.keep_files(&path);
            } else {
                self.keep(path.display().to_string(), fs::read(&path).unwrap());
            }
        }
    }

    /// Where a key came out, and in which form.
    pub(super) fn leaks_of(&self, key: &str) -> Vec<String> {
        let needles = Needles::of(key);
        let pieces = self.0.lock().unwrap();
        pieces
            .iter()
            .filter_map(|piece| Some((piece, needles.found_in(&piece.bytes)?)))
            .map(|(piece, form)| format!("{} has {form}", piece.place))
            .collect()
    }
}

/// The log of this process so far: everything Latchkey's own crates say, warnings of all others.
pub(super) fn log() -> Vec<u8> {
    LOG.get_or_init(Log::start).0.lock().unwrap().clone()
}

static LOG: OnceLock<Log> = OnceLock::new();

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn start() -> Log {
        let log = Log::default();
        let filter = "warn,latchkey=trace,latchkey_api=trace,latchkey_core=trace,\
                      latchkey_sandbox=trace,latchkey_shell=trace,latchkey_store=trace,\
                      latchkey_vault=trace";
        tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(filter))
            .with_writer(log.clone())
            .with_ansi(false)
            .init();
        log
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;

    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}
