//! The program on its own: one line of JSON, then a server until it is told to stop.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use crate::support::{answer, client};

#[cfg(unix)]
#[tokio::test]
async fn it_prints_one_line_serves_and_stops_cleanly() {
    let directory = tempfile::tempdir().unwrap();
    let (mut first, line) = run(directory.path());
    let base_url = line["base_url"].as_str().unwrap();
    assert!(base_url.ends_with("/v1"), "{base_url}");
    let status = |line: &Value, key: &str| {
        let url = format!("{}/posts", line["base_url"].as_str().unwrap());
        let request = client().get(url).bearer_auth(key);
        async move { answer(request).await.status }
    };
    let old_key = line["api_key"].as_str().unwrap().to_owned();
    assert_eq!(status(&line, &old_key).await, 200);
    let dashboard = line["dashboard_url"].as_str().unwrap();
    assert_eq!(answer(client().get(dashboard)).await.status, 303);
    let keys = base_url.replace("/v1", "/owner/keys");
    let token = line["owner_token"].as_str().unwrap();
    assert_eq!(
        answer(client().get(keys).bearer_auth(token)).await.status,
        200
    );
    terminate(&mut first);

    let (mut second, line) = run(directory.path());
    assert_eq!(status(&line, line["api_key"].as_str().unwrap()).await, 200);
    assert_eq!(
        status(&line, &old_key).await,
        401,
        "the key of the last start has ended"
    );
    terminate(&mut second);
}

fn run(directory: &Path) -> (Child, Value) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_latchkey-sandbox"))
        .args(["--port", "0", "--data"])
        .arg(directory)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    (child, serde_json::from_str(&line).unwrap())
}

#[cfg(unix)]
fn terminate(child: &mut Child) {
    let kill = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(kill.success());
    assert!(child.wait().unwrap().success(), "a clean stop is a success");
}
