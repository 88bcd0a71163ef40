//! What the process itself must be before the first line of the app runs.

/// Sets the language and the way of painting the web view needs, keeps memory out of core dumps, and
/// sees that there is a display.
pub(crate) fn prepare() -> anyhow::Result<()> {
    name_a_language();
    #[cfg(target_os = "linux")]
    paint_directly_without_a_graphics_card();
    keep_memory_private();
    require_display()
}

/// WebKitGTK reports a language of `C` as is, and `Intl` throws on it. Containers and bare
/// systems have just that.
fn name_a_language() {
    let language = std::env::var("LANG").unwrap_or_default();
    if language.is_empty() || language == "C" || language.starts_with("C.") || language == "POSIX" {
        set_variable("LANG", "en_US.UTF-8");
    }
}

/// WebKitGTK paints the page on the graphics card. Where there is none, the processor plays the
/// card, and the first screen takes half as long again and 60 MB more than painting it directly.
/// Somebody who has chosen one or the other keeps it. (Not composing the page at all would be
/// quicker still, but then WebKit 2.50 does not run under a test driver.)
#[cfg(target_os = "linux")]
fn paint_directly_without_a_graphics_card() {
    const DIRECTLY: &str = "WEBKIT_SKIA_ENABLE_CPU_RENDERING";
    if std::env::var_os(DIRECTLY).is_none() && !has_graphics_card() {
        set_variable(DIRECTLY, "1");
    }
}

/// Whether the kernel offers a card to paint with: a render node (Linux, `drm-uapi`, "Render nodes").
#[cfg(target_os = "linux")]
fn has_graphics_card() -> bool {
    let Ok(nodes) = std::fs::read_dir("/dev/dri") else {
        return false;
    };
    nodes
        .flatten()
        .any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
}

fn set_variable(name: &str, value: &str) {
    #[expect(
        unsafe_code,
        reason = "no other thread exists yet that could read the environment"
    )]
    unsafe {
        std::env::set_var(name, value);
    }
}

/// A crash must not write keys to disk, and other programs of the same person must not attach.
#[cfg(target_os = "linux")]
fn keep_memory_private() {
    use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    // Neither is needed for the app to work, so a system that refuses is accepted.
    let _ = setrlimit(Resource::Core, none);
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

#[cfg(not(target_os = "linux"))]
fn keep_memory_private() {}

#[cfg(target_os = "linux")]
fn require_display() -> anyhow::Result<()> {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    anyhow::ensure!(
        named("DISPLAY") || named("WAYLAND_DISPLAY"),
        "Latchkey needs a display"
    );
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn require_display() -> anyhow::Result<()> {
    Ok(())
}
