//! Latchkey, started as a person starts it, and the few things every journey does with it.

use std::env;
use std::fs::{self, Permissions};
use std::ops::Deref;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::process;
use crate::session::Session;
use crate::window::{Window, until};

/// The running app. Everything a person can do in a window can be done with it.
pub(crate) struct Latchkey {
    window: Window,
    session: Session,
    folder: PathBuf,
}

impl Latchkey {
    /// Starts the app with all its files in `folder`, and a keychain that nothing else uses: the
    /// keychain remembers the history in the folder, and would miss it in another one.
    pub(crate) async fn start(folder: &Path) -> Latchkey {
        Latchkey::start_in(Session::with_keychain().await, folder).await
    }

    /// Starts it in this session.
    pub(crate) async fn start_in(session: Session, folder: &Path) -> Latchkey {
        let program = Path::new(env!("CARGO_BIN_EXE_latchkey"));
        let path = format!(
            "{}:{}",
            note_opened_pages(folder).display(),
            env::var("PATH").unwrap()
        );
        let data = folder.join("data");
        let environment = [
            ("LATCHKEY_DATA_DIR", data.to_str().unwrap()),
            ("PATH", &path),
            session.bus(),
        ];
        let window = Window::open(program, &environment).await;
        Latchkey {
            window,
            session,
            folder: folder.to_owned(),
        }
    }

    /// The page the app last opened in the person's browser.
    pub(crate) async fn opened_page(&self) -> String {
        let note = self.folder.join("opened");
        until("a page to be opened", async || {
            fs::read_to_string(&note).ok()
        })
        .await
    }

    /// Ends it as a crash would. Its session goes on.
    pub(crate) async fn end(self) -> Session {
        self.window.kill().await;
        self.session
    }

    /// Lets go of an app that has quit. Its session goes on.
    pub(crate) fn after_quitting(self) -> Session {
        self.session
    }

    /// Writes a new draft on the composer's screen.
    pub(crate) async fn write(&self, profile: &str, platforms: &[&str], text: &str) {
        const OPEN: &str = "return document.querySelector('[data-testid=editor]')?.dataset.draftId";
        let before = self.run(OPEN).await;
        self.click("[data-testid=new-draft]").await;
        until("the new draft", async || {
            let open = self.run(OPEN).await;
            (open.is_string() && open != before).then_some(())
        })
        .await;
        self.run(&format!(
            "const select = document.querySelector('[name=profile]');
             select.value = [...select.options].find(({{ text }}) => text.includes('{profile}')).value;
             select.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        ))
        .await;
        // Until the core's answer is there, what it says to the profile takes up a line.
        self.see_no_more("[data-place=profile] li").await;
        for platform in platforms {
            let chip = format!("[data-testid=platform][data-platform={platform}]");
            self.click(&chip).await;
            self.see(&format!("{chip}[aria-pressed=true]")).await;
        }
        self.fill("[name=text]", text).await;
    }

    /// Sends the draft on the screen; it waits for its moment to be taken back.
    pub(crate) async fn send_draft(&self) {
        self.see("[data-testid=send-draft]:not([aria-disabled=true])")
            .await;
        self.click("[data-testid=send-draft]").await;
        self.see("[data-testid=editor] [data-testid=send][data-state=waiting]")
            .await;
    }

    /// Takes the send of the draft on the screen back.
    pub(crate) async fn take_back(&self) {
        self.click("[data-testid=editor] [data-testid=take-back]")
            .await;
        self.see_no_more("[data-testid=send][data-state=waiting]")
            .await;
    }

    /// Ends it as a crash would, and starts it again.
    pub(crate) async fn restart(self) -> Latchkey {
        let folder = self.folder.clone();
        Latchkey::start_in(self.end().await, &folder).await
    }

    /// Opens the demo workspace from the first screen.
    pub(crate) async fn explore_demo(&self) {
        self.click("[data-testid=explore-demo]").await;
        self.see(&row("staging")).await;
    }

    /// Connects a workspace with the key on the clipboard, from the first screen.
    pub(crate) async fn connect(&self, base_url: &str) {
        self.fill_in_connection(base_url).await;
        self.submit("dialog-connect").await;
        self.see(&row_in("latchkey", "active")).await;
    }

    /// Says which workspace to connect, and that its key is called `latchkey`.
    pub(crate) async fn fill_in_connection(&self, base_url: &str) {
        self.click("[data-testid=connect-workspace]").await;
        self.fill("[data-testid=dialog-connect] [name=name]", "Harbour Agency")
            .await;
        self.fill("[data-testid=dialog-connect] [name=base_url]", base_url)
            .await;
        self.fill("[data-testid=dialog-connect] [name=key_name]", "latchkey")
            .await;
    }

    /// Creates a key and waits until it works.
    pub(crate) async fn create_key(&self, name: &str) {
        self.begin_to_create(name).await;
        self.see(&row_in(name, "active")).await;
    }

    /// Asks for a new key.
    pub(crate) async fn begin_to_create(&self, name: &str) {
        self.click("[data-testid=create-key]").await;
        self.fill("[data-testid=dialog-create] [name=name]", name)
            .await;
        self.submit("dialog-create").await;
    }

    /// Opens the details of the key.
    pub(crate) async fn open_key(&self, name: &str) {
        self.click(&tag(&row(name))).await;
        self.see(&format!(
            "[data-testid=key-details][data-key-name='{name}']"
        ))
        .await;
    }

    /// Does something with the key whose details are open.
    pub(crate) async fn act(&self, action: &str) {
        self.click(&format!(
            "[data-testid=key-details] [data-testid=action-{action}]"
        ))
        .await;
    }

    /// Sends a dialog's form and waits until the dialog is gone.
    pub(crate) async fn submit(&self, dialog: &str) {
        self.click(&format!("[data-testid={dialog}] [data-testid=submit]"))
            .await;
        self.see_no_more(&format!("[data-testid={dialog}]")).await;
    }

    /// The process that holds the page.
    pub(crate) fn page_process(&self) -> u32 {
        let children = process::children(self.window.program());
        // The kernel keeps 15 characters of a name.
        children
            .into_iter()
            .find(|&child| process::name(child) == "WebKitWebProces")
            .unwrap()
    }
}

impl Deref for Latchkey {
    type Target = Window;

    fn deref(&self) -> &Window {
        &self.window
    }
}

/// Makes a folder with an `xdg-open` that only notes what it was asked to open.
fn note_opened_pages(folder: &Path) -> PathBuf {
    let programs = folder.join("bin");
    fs::create_dir_all(&programs).unwrap();
    let note = folder.join("opened");
    let script = format!("#!/bin/sh\nprintf %s \"$1\" > '{}'\n", note.display());
    let opener = programs.join("xdg-open");
    fs::write(&opener, script).unwrap();
    fs::set_permissions(&opener, Permissions::from_mode(0o755)).unwrap();
    programs
}

/// The row of a key, by its name.
pub(crate) fn row(name: &str) -> String {
    format!("[data-testid=key-row][data-key-name='{name}']")
}

/// The row of a key, once it is in a state.
pub(crate) fn row_in(name: &str, state: &str) -> String {
    format!("{}[data-state={state}]", row(name))
}

/// What opens the details in a row.
pub(crate) fn tag(row: &str) -> String {
    format!("{row} [data-open]")
}
