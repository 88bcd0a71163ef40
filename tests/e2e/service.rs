//! The service of a journey: a sandbox that runs apart from the app, and can be killed and started
//! again. Its keys are made and ended on its own page, in a browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use crate::desktop::{clipboard, copy, until_clipboard};
use crate::window::Window;

/// The running service.
pub(crate) struct Service {
    process: Child,
    folder: PathBuf,
    way_in: WayIn,
}

/// What it prints when it starts.
#[derive(Deserialize)]
struct WayIn {
    base_url: Url,
    dashboard_url: Url,
    owner_token: SecretString,
    api_key: SecretString,
}

impl Service {
    /// Starts it with its state in `folder`.
    pub(crate) fn start(folder: &Path) -> Service {
        Service::start_on(0, folder.to_owned())
    }

    /// Kills it. Whoever calls it now finds nobody.
    pub(crate) fn kill(&mut self) {
        // What has ended already needs no ending.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Starts it again where it was.
    pub(crate) fn start_again(mut self) -> Service {
        self.kill();
        Service::start_on(self.way_in.base_url.port().unwrap(), self.folder.clone())
    }

    /// The address to type when it is connected.
    pub(crate) fn address(&self) -> &str {
        self.way_in.base_url.as_str()
    }

    /// Copies the key it starts with.
    pub(crate) fn copy_key(&self) {
        copy(self.way_in.api_key.expose_secret());
    }

    /// Lets something go wrong with requests to come.
    pub(crate) fn fault(&self, fault: &Value) {
        self.owner("POST", "faults", fault);
    }

    /// Changes how it behaves: its plan, how long publishing takes, which platforms fail.
    pub(crate) fn control(&self, controls: &Value) {
        self.owner("PATCH", "controls", controls);
    }

    /// A request as its owner, written by hand: it is two lines.
    fn owner(&self, method: &str, what: &str, body: &Value) {
        let (host, body) = (self.way_in.base_url.authority(), body.to_string());
        let token = self.way_in.owner_token.expose_secret();
        let mut connection = TcpStream::connect(host).unwrap();
        write!(
            connection,
            "{method} /owner/{what} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len(),
        )
        .unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 2"), "{what}: {answer}");
    }

    fn start_on(port: u16, folder: PathBuf) -> Service {
        // It is built beside the app, by a run of the whole workspace's tests.
        let program = Path::new(env!("CARGO_BIN_EXE_latchkey")).with_file_name("latchkey-sandbox");
        let mut process = Command::new(program)
            .args(["--port", &port.to_string(), "--data"])
            .arg(&folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let way_in = serde_json::from_str(&line).unwrap();
        Service {
            process,
            folder,
            way_in,
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The service's page for keys in a browser, the owner signed in.
pub(crate) struct KeysPage {
    browser: Window,
}

impl KeysPage {
    pub(crate) async fn open(service: &Service) -> KeysPage {
        let browser = Window::open_browser().await;
        browser.goto(service.way_in.dashboard_url.as_str()).await;
        KeysPage { browser }
    }

    /// Follows a link to it from elsewhere.
    pub(crate) async fn follow(&self, link: &str) {
        self.browser.goto(link).await;
    }

    /// Makes a key, selects it and copies it.
    pub(crate) async fn make_key(&self, name: &str) {
        const CONTROL: char = '\u{e009}';
        self.browser.fill("#name", name).await;
        self.browser.click("#create").await;
        self.browser.click("#new-key").await;
        let before = clipboard();
        self.browser.press(&[CONTROL, 'a']).await;
        self.browser.press(&[CONTROL, 'c']).await;
        until_clipboard("the copied key", |text| {
            text.is_some() && text != before.as_deref()
        })
        .await;
    }

    /// Deletes the key of this name.
    pub(crate) async fn delete_key(&self, name: &str) {
        let delete = format!("[aria-label='Delete {name}']");
        self.browser.click(&delete).await;
        self.browser.see_no_more(&delete).await;
    }
}
