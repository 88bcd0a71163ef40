//! Declares the commands to Tauri, so that each needs a permission, and says where the capability
//! files are.

#[path = "commands.rs"]
#[expect(unreachable_pub, reason = "the library shares this file and shows it")]
mod commands;

use tauri_build::{AppManifest, Attributes, try_build};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A pattern of our own switches Tauri's watch on the folder off.
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/commands.rs");
    let attributes = Attributes::new()
        .app_manifest(AppManifest::new().commands(commands::COMMANDS))
        .capabilities_path_pattern("./src-tauri/capabilities/**/*");
    Ok(try_build(attributes)?)
}
