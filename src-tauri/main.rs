//! Starts Latchkey.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> anyhow::Result<()> {
    latchkey_shell::run()
}
