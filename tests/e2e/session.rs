//! A login session of the app's own: a message bus, and on it a keychain or none. Whatever a test does
//! to its keychain, no other test sees it.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::window::until;

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
    pub(crate) async fn with_keychain() -> Session {
        let home = tempfile::tempdir().unwrap();
        let mut session = Session::start(home, &["--session"]);
        session.run_keychain(&["--unlock"], PASSWORD).await;
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
    pub(crate) async fn lock_keychain(&mut self) {
        self.run_keychain(&[], "").await;
    }

    /// Waits until the program that had this name has left the bus, which sees a death a little later
    /// than its parent.
    async fn until_left(&self, name: &str) {
        until(&format!("the end of {name}"), async || {
            (!self.has(name)).then_some(())
        })
        .await;
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
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap())
            .read_line(&mut address)
            .unwrap();
        Session {
            home,
            bus,
            address: address.trim_end().to_owned(),
            keychain: None,
        }
    }

    async fn run_keychain(&mut self, options: &[&str], password: &str) {
        if let Some(mut before) = self.keychain.take() {
            end(&mut before);
            self.until_left(KEYCHAIN).await;
        }
        let mut keychain = in_home(self.home.path(), "gnome-keyring-daemon")
            .args(["--foreground", "--components=secrets"])
            .args(options)
            .envs([self.bus()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        keychain
            .stdin
            .take()
            .unwrap()
            .write_all(password.as_bytes())
            .unwrap();
        self.keychain = Some(keychain);
        until("the keychain", async || self.has(KEYCHAIN).then_some(())).await;
    }

    fn has(&self, name: &str) -> bool {
        let question = [
            "--print-reply",
            "--dest=org.freedesktop.DBus",
            "/org/freedesktop/DBus",
        ];
        let answer = Command::new("dbus-send")
            .args(question)
            .arg("org.freedesktop.DBus.NameHasOwner")
            .arg(format!("string:{name}"))
            .envs([self.bus()])
            .output()
            .unwrap();
        String::from_utf8(answer.stdout)
            .unwrap()
            .contains("boolean true")
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.keychain.iter_mut().for_each(end);
        end(&mut self.bus);
    }
}

/// The name of whatever keeps a keychain.
const KEYCHAIN: &str = "org.freedesktop.secrets";

/// A bus that starts nothing by itself, because it is told of no service directories.
const BUS_WITHOUT_SERVICES: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:runtime=yes</listen>
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

fn end(process: &mut Child) {
    // One that has ended already needs no ending.
    let _ = process.kill();
    let _ = process.wait();
}
