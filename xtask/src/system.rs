//! What the operating system must provide, and installing what it does not.

use std::fs;
use std::os::unix::fs::MetadataExt;

use anyhow::{Result, bail};

use crate::shell;

/// Something needed, and the Debian package that has it.
pub(crate) struct Need {
    package: &'static str,
    sign: Sign,
}

/// How to see that it is there, on any distribution.
enum Sign {
    Program(&'static str),
    Library(&'static str),
}

/// For building and running the app.
pub(crate) const TO_BUILD: &[Need] = &[
    need("pkg-config", Sign::Program("pkg-config")),
    need("libgtk-3-dev", Sign::Library("gtk+-3.0")),
    need("libwebkit2gtk-4.1-dev", Sign::Library("webkit2gtk-4.1")),
];

/// For testing it: a display, a keychain and a driver that are nobody's but the test's.
pub(crate) const TO_TEST: &[Need] = &[
    need("dbus", Sign::Program("dbus-run-session")),
    need("gnome-keyring", Sign::Program("gnome-keyring-daemon")),
    need("webkit2gtk-driver", Sign::Program("WebKitWebDriver")),
    need("xauth", Sign::Program("xauth")),
    need("xclip", Sign::Program("xclip")),
    need("xdotool", Sign::Program("xdotool")),
    need("xvfb", Sign::Program("xvfb-run")),
];

/// For comparing its store with plain SQL.
pub(crate) const TO_COMPARE: &[Need] = &[need("sqlite3", Sign::Program("sqlite3"))];

const fn need(package: &'static str, sign: Sign) -> Need {
    Need { package, sign }
}

/// Installs what is missing on Debian and its relatives; elsewhere names it and stops.
pub(crate) fn install(needs: &[Need]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        // macOS and Windows bring a web view of their own.
        return Ok(());
    }
    let missing: Vec<_> = needs.iter().filter(|need| !is_there(&need.sign)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<_> = missing.iter().map(|need| need.package).collect();
    if !shell::has_program("apt-get") {
        bail!(
            "Missing: {}. These are the Debian names; install what your system calls them, then \
             try again.",
            packages.join(", ")
        );
    }
    println!("Installing {}", packages.join(", "));
    apt_get(&["update", "--quiet"])?;
    apt_get(
        &[
            &["install", "--yes", "--quiet", "--no-install-recommends"],
            &packages[..],
        ]
        .concat(),
    )
}

/// Installs a cargo subcommand unless it is there. The version is pinned, as every tool's is.
pub(crate) fn install_cargo_tool(package: &str, version: &str) -> Result<()> {
    if shell::has_program(package) {
        return Ok(());
    }
    println!("Installing {package} {version}");
    shell::run(shell::cargo([
        "install",
        "--locked",
        package,
        "--version",
        version,
    ]))
}

fn is_there(sign: &Sign) -> bool {
    match sign {
        Sign::Program(name) => shell::has_program(name),
        Sign::Library(name) => shell::program("pkg-config", ["--exists", name])
            .status()
            .is_ok_and(|status| status.success()),
    }
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    // `env` passes the setting through `sudo`, which clears the environment.
    let as_root: &[&str] = if is_root() { &[] } else { &["sudo"] };
    let words = [
        as_root,
        &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"],
        arguments,
    ]
    .concat();
    shell::run(shell::program(words[0], &words[1..]))
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}
