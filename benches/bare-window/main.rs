//! The least a Tauri app can be: one window, one line of text. The yardstick for what Latchkey adds,
//! built from the same dependencies with the same settings.

fn main() -> Result<(), tauri::Error> {
    tauri::Builder::default().run(tauri::generate_context!(
        "benches/bare-window/tauri.conf.json"
    ))
}
