//! The desktop a test runs on: the clipboard, the keyboard, and windows of other programs.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use x11rb::protocol::xproto::{ClientMessageEvent, ConnectionExt, EventMask};

use crate::session::PASSWORD;
use crate::window::until;

/// A dialog that is still being set up, or completes names, loses letters that are typed into it; they
/// are typed again after this time.
const LOST_AFTER: Duration = Duration::from_secs(5);
/// While it still looks for the file that was answered, a second answer has it begin again.
const ANSWERED_FOR: Duration = Duration::from_secs(1);

/// The text on the clipboard, if it holds text.
pub(crate) fn clipboard() -> Option<String> {
    let xclip = ["-selection", "clipboard", "-out"];
    // The owner of the selection may be a program that hangs.
    let output = Command::new("timeout")
        .args(["5", "xclip"])
        .args(xclip)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// Puts a text on the clipboard, as a copy in another program would.
pub(crate) fn copy(text: &str) {
    let mut xclip = Command::new("xclip")
        .args(["-selection", "clipboard", "-in"])
        .stdin(Stdio::piped())
        // It stays in the background and would keep the test's output open.
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    xclip
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    assert!(xclip.wait().unwrap().success(), "xclip takes the text");
}

/// Waits until the clipboard holds what `is` wants.
pub(crate) async fn until_clipboard(what: &str, is: impl Fn(Option<&str>) -> bool) {
    until(what, async || is(clipboard().as_deref()).then_some(())).await;
}

/// Gives the keyboard to the window with this title, as a click on it would.
pub(crate) async fn focus(title: &str) {
    turn_to(title).await;
}

/// Takes the keyboard away from every window.
pub(crate) fn look_away() {
    // Window 1 is "whichever the pointer is on", which is none that listens.
    let _ = xdotool(&["windowfocus", "1"]);
}

/// Waits for the keychain's own question for its password, and answers it.
pub(crate) async fn unlock_when_asked() {
    answer_keychain(&[&["type", PASSWORD], &["key", "Return"]]).await;
}

/// Waits for the keychain's own question for its password, and gives no answer.
pub(crate) async fn decline_when_asked() {
    answer_keychain(&[&["key", "Escape"]]).await;
}

/// Waits for the system's own question where to save, and names a file.
pub(crate) async fn save_as(file: &Path) {
    turn_to("Save").await;
    // The dialog marks the name it proposes, so that typing takes its place.
    xdotool(&["key", "ctrl+a"]).unwrap();
    xdotool(&["type", &file.to_string_lossy()]).unwrap();
    xdotool(&["key", "Return"]).unwrap();
    until("the question to go", async || {
        window_called("Save").is_none().then_some(())
    })
    .await;
}

/// Waits for the system's own question which file to open, and names one.
pub(crate) async fn open_file(file: &Path) {
    const TITLE: &str = "^Open|^Select|^Choose";
    let question = turn_to(TITLE).await;
    // The line in which a path can be typed.
    xdotool(&["key", "ctrl+l"]).unwrap();
    let (mut typed, mut answered) = (None, None);
    until("the question to go", async || {
        if window_called(TITLE).is_none() {
            return Some(());
        }
        if is_over(typed, LOST_AFTER) {
            let _ = xdotool(&["key", "ctrl+a"]);
            let _ = xdotool(&["type", "--delay", "20", &file.to_string_lossy()]);
            (typed, answered) = (Some(Instant::now()), None);
        }
        if is_over(answered, ANSWERED_FOR) {
            let _ = xdotool(&["key", "--window", &question, "Return"]);
            answered = Some(Instant::now());
        }
        None
    })
    .await;
}

fn is_over(since: Option<Instant>, time: Duration) -> bool {
    since.is_none_or(|since| since.elapsed() > time)
}

/// Closes the window with this title, as a click on its cross would.
pub(crate) async fn close_window(title: &str) {
    let window = until("the window", async || window_called(title)).await;
    ask_to_close(window.trim().parse().unwrap()).unwrap();
}

/// What a window manager says to a window whose cross was clicked on; there is none here.
fn ask_to_close(window: u32) -> Result<(), Box<dyn std::error::Error>> {
    let (desktop, _) = x11rb::connect(None)?;
    let atom = |name: &str| -> Result<u32, Box<dyn std::error::Error>> {
        Ok(desktop.intern_atom(false, name.as_bytes())?.reply()?.atom)
    };
    let (protocols, delete) = (atom("WM_PROTOCOLS")?, atom("WM_DELETE_WINDOW")?);
    let message = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
    let sent = desktop.send_event(false, window, EventMask::NO_EVENT, message)?;
    Ok(sent.check()?)
}

/// Waits for the system's own question with this title, and answers it with a key.
pub(crate) async fn answer_dialog(title: &str, key: &str) {
    let question = turn_to(title).await;
    until("the question to go", async || {
        let still_there = window_called(title).is_some();
        if still_there {
            let _ = xdotool(&["key", "--window", &question, key]);
        }
        (!still_there).then_some(())
    })
    .await;
}

/// Waits for the system's own print dialog, and prints nothing.
pub(crate) async fn decline_to_print() {
    turn_to("^Print$").await;
    xdotool(&["key", "Escape"]).unwrap();
    until("the print dialog to go", async || {
        window_called("^Print$").is_none().then_some(())
    })
    .await;
}

async fn answer_keychain(keyboard: &[&[&str]]) {
    turn_to("Unlock").await;
    for keys in keyboard {
        xdotool(keys).unwrap();
    }
    until("the question to go", async || {
        window_called("Unlock").is_none().then_some(())
    })
    .await;
}

/// Waits for a window and gives it the keyboard: without a window manager nobody but the X server does,
/// and not before the window is on the screen.
async fn turn_to(title: &str) -> String {
    until(&format!("the window {title}"), async || {
        let window = window_called(title)?;
        xdotool(&["windowfocus", "--sync", &window])?;
        Some(window)
    })
    .await
}

fn window_called(title: &str) -> Option<String> {
    windows_called(title).pop()
}

/// The windows with this title, oldest first. Toolkits have some that nobody sees.
pub(crate) fn windows_called(title: &str) -> Vec<String> {
    let found = xdotool(&["search", "--onlyvisible", "--name", title]);
    let found = found.unwrap_or_default();
    found.lines().map(str::to_owned).collect()
}

fn xdotool(arguments: &[&str]) -> Option<String> {
    let output = Command::new("xdotool").args(arguments).output().unwrap();
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).unwrap())
}
