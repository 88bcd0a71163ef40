//! A window that WebKitWebDriver drives, and what a person can do in it.
//!
//! Nothing here waits for a time; everything waits for a condition, up to [`PATIENCE`].

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::process;

/// How long a condition is waited for. Generous: it is only used up when something is wrong.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// How often a condition is looked at.
const PACE: Duration = Duration::from_millis(40);

/// Waits until `look` finds something.
///
/// # Panics
/// When it does not within [`PATIENCE`].
pub(crate) async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
        tokio::time::sleep(PACE).await;
    }
}

/// A program's window. Program and driver end when it is dropped.
pub(crate) struct Window {
    driver: Child,
    client: Client,
}

impl Window {
    /// Starts a program and waits for its window.
    pub(crate) async fn open(program: &Path, environment: &[(&str, &str)]) -> Window {
        let options = json!({ "binary": program });
        let capabilities = [("webkitgtk:browserOptions".to_owned(), options)];
        Window::drive(capabilities.into_iter().collect(), environment).await
    }

    /// Starts the browser that comes with the driver, WebKit's MiniBrowser.
    pub(crate) async fn open_browser() -> Window {
        Window::drive(Capabilities::new(), &[]).await
    }

    async fn drive(capabilities: Capabilities, environment: &[(&str, &str)]) -> Window {
        let port = free_port();
        let driver = Command::new("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            // A group of its own, so that everything it started can be ended with it.
            .process_group(0)
            .spawn()
            .unwrap();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{port}");
        let client = until("the window", async || {
            // The driver waits for ever for a program that ended before it had a window.
            timeout(PATIENCE, builder.connect(&address))
                .await
                .ok()?
                .ok()
        })
        .await;
        Window { driver, client }
    }

    /// Ends the program as a crash would, and waits until it is gone.
    pub(crate) async fn kill(mut self) {
        let program = self.program();
        self.end();
        until("the program's end", async || {
            (!process::runs(program)).then_some(())
        })
        .await;
    }

    /// The process the driver started.
    pub(crate) fn program(&self) -> u32 {
        process::children(self.driver.id())[0]
    }

    /// Goes to an address.
    pub(crate) async fn goto(&self, address: &str) {
        self.client.goto(address).await.unwrap();
    }

    /// Waits for the element and returns it.
    pub(crate) async fn see(&self, css: &str) -> Element {
        let seen = self.client.wait().at_most(PATIENCE).every(PACE);
        match seen.for_element(Locator::Css(css)).await {
            Ok(element) => element,
            Err(_) => self.in_vain(css).await,
        }
    }

    /// Waits until there is no such element.
    pub(crate) async fn see_no_more(&self, css: &str) {
        until(&format!("the end of {css}"), async || {
            (!self.is_there(css).await).then_some(())
        })
        .await;
    }

    /// Waits until the element says `text`.
    pub(crate) async fn see_text(&self, css: &str, text: &str) {
        let start = Instant::now();
        while !self.says(css, text).await {
            if start.elapsed() > PATIENCE {
                return self.in_vain(&format!("'{text}' in {css}")).await;
            }
            tokio::time::sleep(PACE).await;
        }
    }

    /// Waits for the element and reads its text.
    pub(crate) async fn read(&self, css: &str) -> String {
        self.see(css).await.text().await.unwrap()
    }

    /// Whether there is such an element now.
    pub(crate) async fn is_there(&self, css: &str) -> bool {
        self.client.find(Locator::Css(css)).await.is_ok()
    }

    /// How many such elements there are now.
    pub(crate) async fn count(&self, css: &str) -> usize {
        self.client.find_all(Locator::Css(css)).await.unwrap().len()
    }

    /// Waits for the element and reads one of its attributes.
    pub(crate) async fn attribute(&self, css: &str, name: &str) -> String {
        let value = self.see(css).await.attr(name).await.unwrap();
        value.unwrap_or_default()
    }

    /// Clicks the element as soon as it can be clicked.
    pub(crate) async fn click(&self, css: &str) {
        let start = Instant::now();
        while !self.try_to_click(css).await.unwrap_or(false) {
            if start.elapsed() > PATIENCE {
                return self.in_vain(&format!("a chance to click {css}")).await;
            }
            // At the very edge of the window a pointer has no room.
            self.bring_to_the_middle(css).await;
            tokio::time::sleep(PACE).await;
        }
    }

    async fn bring_to_the_middle(&self, css: &str) {
        let element = self.client.find(Locator::Css(css)).await;
        if let Ok(element) = element {
            let script = "arguments[0].scrollIntoView({ block: 'center' })";
            let element = serde_json::to_value(element).unwrap();
            // It may be gone again; then there is nothing to be clicked.
            let _ = self.client.execute(script, vec![element]).await;
        }
    }

    /// Puts `text` in the place of what the field holds.
    pub(crate) async fn fill(&self, css: &str, text: &str) {
        let field = self.see(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Presses keys one after the other; those before the last are held down meanwhile.
    pub(crate) async fn press(&self, keys: &[char]) {
        let down = keys.iter().map(|&value| KeyAction::Down { value });
        let up = keys.iter().rev().map(|&value| KeyAction::Up { value });
        let actions = down
            .chain(up)
            .fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Does something with the pointer.
    pub(crate) async fn perform(&self, actions: MouseActions) {
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Runs a script in the page; what it returns.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// Runs a script in the page that calls its last argument when it is done; with what.
    pub(crate) async fn run_until_called(&self, script: &str) -> Value {
        self.client.execute_async(script, Vec::new()).await.unwrap()
    }

    /// Makes the window so large.
    pub(crate) async fn resize(&self, (width, height): (u32, u32)) {
        self.client.set_window_size(width, height).await.unwrap();
        let is = format!("return innerWidth == {width} && innerHeight == {height}");
        until("the new size", async || {
            self.run(&is).await.as_bool()?.then_some(())
        })
        .await;
    }

    /// Waits until what changed is painted and nothing moves any more.
    pub(crate) async fn at_rest(&self) {
        self.run_until_called(
            "const done = arguments[arguments.length - 1];
            const ends = ({ effect }) => effect.getComputedTiming().endTime !== Infinity;
            const rest = () => Promise.allSettled(
                document.getAnimations().filter(ends).map(({ finished }) => finished));
            const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
            painted(() => rest().then(() => painted(() => done())));",
        )
        .await;
    }

    /// What is painted now, as PNG.
    pub(crate) async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.unwrap()
    }

    /// Asks the page: what the driver takes for an element's text leaves out what is cut off.
    async fn says(&self, css: &str, text: &str) -> bool {
        let script =
            "return document.querySelector(arguments[0])?.innerText.includes(arguments[1])";
        let arguments = vec![json!(css), json!(text)];
        let said = self.client.execute(script, arguments).await;
        said.is_ok_and(|said| said == true)
    }

    /// Presses where the element is, and says whether it got the click: when something above it goes
    /// in that moment, everything moves up and the press hits what comes next.
    async fn try_to_click(&self, css: &str) -> Result<bool, CmdError> {
        let element = self.client.find(Locator::Css(css)).await?;
        let listen = "const [element] = arguments;
            window.gotClick = false;
            element.addEventListener('click', () => (window.gotClick = true), { capture: true });";
        let target = serde_json::to_value(&element)?;
        self.client.execute(listen, vec![target]).await?;
        element.click().await?;
        // A click may have closed the window; then there is nobody left to ask.
        let got = self.client.execute("return gotClick", Vec::new()).await;
        Ok(got.map_or(true, |got| got == true))
    }

    /// Ends the test with what the window shows instead.
    async fn in_vain<T>(&self, what: &str) -> T {
        let picture = pictures().join("in-vain.png");
        std::fs::write(&picture, self.picture().await).unwrap();
        let shown = self.run("return document.body.innerText").await;
        panic!(
            "waited in vain for {what}; see {}; the window says: {shown}",
            picture.display()
        );
    }

    fn end(&mut self) {
        // What has ended already needs no ending.
        let _ = kill_process_group(Pid::from_child(&self.driver), Signal::KILL);
        let _ = self.driver.wait();
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        self.end();
    }
}

/// Where pictures go.
pub(crate) fn pictures() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("e2e");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A port nobody listens on.
fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}
