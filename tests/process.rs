//! The processes of a running app, as `/proc` shows them.

use std::fs;

/// Whether the process runs. One that ended and that nobody has collected yet does not.
pub(crate) fn runs(process: u32) -> bool {
    stat(process).is_some_and(|stat| stat.state != "Z")
}

/// The processes it started and that still run, oldest first.
pub(crate) fn children(process: u32) -> Vec<u32> {
    let mut children: Vec<u32> = fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok())
        .filter(|&child| stat(child).is_some_and(|stat| stat.parent == process))
        .filter(|&child| runs(child))
        .collect();
    children.sort_unstable();
    children
}

/// Its name, as far as the kernel keeps it: 15 characters.
pub(crate) fn name(process: u32) -> String {
    fs::read_to_string(format!("/proc/{process}/comm"))
        .unwrap_or_default()
        .trim_end()
        .to_owned()
}

struct Stat {
    state: String,
    parent: u32,
}

/// `proc_pid_stat(5)`: the third and fourth field. The second is a name in parentheses that may hold
/// anything, so the fields are counted from its end.
fn stat(process: u32) -> Option<Stat> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut fields = stat.rsplit_once(") ")?.1.split(' ');
    Some(Stat {
        state: fields.next()?.to_owned(),
        parent: fields.next()?.parse().ok()?,
    })
}
