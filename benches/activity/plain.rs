//! The questions of the activity screen in plain SQL, as one would write them for a table with the
//! indexes one would give it.

use std::path::{Path, PathBuf};

use latchkey_store::posts::PostFilter;

use crate::shell::Shell;

/// A copy of the file with ordinary indexes, open in the shell.
pub(crate) fn prepared(file: &Path) -> anyhow::Result<Shell> {
    let copy = PathBuf::from(format!("{}.plain", file.display()));
    std::fs::copy(file, &copy)?;
    let mut shell = Shell::open(&copy)?;
    shell.run(
        "CREATE INDEX plain_time ON posts (workspace_id, made_at, verdict);
         CREATE INDEX plain_profile ON posts (workspace_id, profile_id, made_at, verdict);
         CREATE INDEX plain_status ON posts (workspace_id, status, made_at, verdict);
         CREATE INDEX plain_verdict ON posts (workspace_id, verdict, made_at);
         CREATE TABLE post_platforms (
             workspace_id TEXT, platform TEXT, made_at TEXT, place INTEGER,
             PRIMARY KEY (workspace_id, platform, made_at, place)
         ) WITHOUT ROWID;
         INSERT INTO post_platforms
             SELECT workspace_id, value, made_at, place FROM posts, json_each(platforms)
             ORDER BY 1, 2, 3, 4;
         ANALYZE;",
    )?;
    Ok(shell)
}

/// A part of the list.
pub(crate) fn page(filter: &PostFilter, offset: u32, limit: u32) -> String {
    let text = match filter.search {
        Some(_) => "substr(highlight(post_words, 2, '[', ']'), 1, 300)",
        None => "substr(posts.text, 1, 300)",
    };
    format!(
        "SELECT posts.id, posts.profile_id, post_type, status, verdict, reasons, scheduled_at,
             posts.made_at, updated_at, first_seen_at, seen_at, gone_at, held, destinations,
             media_urls, posts.title, posts.first_comment, {text}
         FROM {} ORDER BY {} DESC LIMIT {limit} OFFSET {offset};",
        from_where(filter),
        order(filter),
    )
}

/// How long the list is.
pub(crate) fn count(filter: &PostFilter) -> String {
    format!("SELECT count(*) FROM {};", from_where(filter))
}

/// Posts per week and verdict.
pub(crate) fn histogram(filter: &PostFilter) -> String {
    let source = from_where(filter);
    format!(
        "SELECT (posts.place >> 20) / 604800000, verdict, count(*) FROM {source} GROUP BY 1, 2;"
    )
}

fn order(filter: &PostFilter) -> &'static str {
    match (&filter.search, &filter.platform) {
        (Some(_), _) => "post_words.rowid",
        (None, Some(_)) => "post_platforms.made_at",
        (None, None) => "posts.made_at",
    }
}

fn from_where(filter: &PostFilter) -> String {
    let (mut from, mut conditions) = ("posts".to_owned(), Vec::new());
    let workspace = text(&filter.workspace_id);
    if let Some(search) = &filter.search {
        from = "post_words JOIN posts ON posts.place = post_words.rowid".to_owned();
        // A word that no blank follows may be unfinished.
        let unfinished = if search.ends_with(' ') { "" } else { "*" };
        conditions.push(format!(
            "post_words MATCH {}",
            text(&(search.clone() + unfinished))
        ));
    }
    if let Some(platform) = &filter.platform {
        from.push_str(" JOIN post_platforms USING (place)");
        conditions.push(format!("post_platforms.workspace_id = {workspace}"));
        conditions.push(format!("post_platforms.platform = {}", text(platform)));
    }
    conditions.push(format!("posts.workspace_id = {workspace}"));
    let equal = [
        ("posts.profile_id", filter.profile.clone()),
        ("posts.status", filter.status.clone()),
    ];
    for (column, value) in equal {
        conditions.extend(value.map(|value| format!("{column} = {}", text(&value))));
    }
    conditions.extend(
        filter
            .verdict
            .map(|verdict| format!("posts.verdict = {verdict}")),
    );
    let times = [(">=", filter.from), ("<", filter.until)];
    for (comparison, moment) in times {
        conditions.extend(moment.map(|moment| {
            let moment = moment.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
            format!("posts.made_at {comparison} {}", text(&moment))
        }));
    }
    format!("{from} WHERE {}", conditions.join(" AND "))
}

fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}
