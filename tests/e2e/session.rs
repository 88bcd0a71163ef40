//! A login session of the test's own: a message bus, and on it a keychain or none.
//!
//! The desktop's session is shared by all tests, so its keychain is never locked or taken away.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// The password of its keychain.
pub(crate) const PASSWORD: &str = "test";

/// The session. It ends when it is dropped.
pub(crate) struct Session {
    home: TempDir,
    bus: Child,
    address: String,
    keychain: Option<Child>,
}

impl Session {
    /// With GNOME Keyring, set up and unlocked. When it is locked, it asks in a window of its own.
    pub(crate) fn with_keychain() -> Session {
        let home = tempfile::tempdir().unwrap();
        let mut session = Session::start(home, &["--session"]);
        session.run_keychain(&["--unlock"], PASSWORD);
        session
    }

    /// Without anything that keeps a keychain.
    pub(crate) fn without_keychain() -> Session {
        let home = tempfile::tempdir().unwrap();
        let config = home.path().join("bus.conf");
        fs::write(&config, BUS_WITHOUT_SERVICES).unwrap();
        Session::start(home, &["--config-file", config.to_str().unwrap()])
    }

    /// Starts the keychain anew, as after a login without a password: it is locked.
    pub(crate) fn lock_keychain(&mut self) {
        self.run_keychain(&[], "");
    }

    /// How a program finds its bus.
    pub(crate) fn bus(&self) -> (&'static str, &str) {
        ("DBUS_SESSION_BUS_ADDRESS", &self.address)
    }

    fn start(home: TempDir, config: &[&str]) -> Session {
        let mut bus = in_home(home.path(), "dbus-daemon")
            .args(config)
            .args(["--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let address = first_line(&mut bus);
        Session { home, bus, address, keychain: None }
    }

    fn run_keychain(&mut self, options: &[&str], password: &str) {
        if let Some(mut before) = self.keychain.take() {
            end(&mut before);
        }
        let (variable, address) = self.bus();
        let mut keychain = in_home(self.home.path(), "gnome-keyring-daemon")
            .args(["--foreground", "--components=secrets"])
            .args(options)
            .env(variable, address)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        keychain.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        // It says where it listens once it does.
        first_line(&mut keychain);
        self.keychain = Some(keychain);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.keychain.iter_mut().for_each(end);
        end(&mut self.bus);
    }
}

/// A bus that starts nothing by itself, because it is told of no service directories.
const BUS_WITHOUT_SERVICES: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// A program that keeps what it keeps below `home`.
fn in_home(home: &Path, program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env("HOME", home)
        .env("XDG_RUNTIME_DIR", home)
        .env("XDG_DATA_HOME", home.join("share"))
        .env_remove("GNOME_KEYRING_CONTROL");
    command
}

fn first_line(process: &mut Child) -> String {
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    line.trim_end().to_owned()
}

fn end(process: &mut Child) {
    // One that has ended already needs no ending.
    let _ = process.kill();
    let _ = process.wait();
}
