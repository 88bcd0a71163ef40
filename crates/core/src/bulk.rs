//! Many drafts at once, from a table that somebody filled in elsewhere.
//!
//! | file | what it holds |
//! |---|---|
//! | `open.rs` | opening a table, and whether it came in before |
//! | `encoding.rs`, `table.rs` | a file's letters, and its rows |
//! | `meaning.rs` | what a column can mean, and what its heading lets one suppose |
//! | `when.rs`, `hour.rs` | dates and times as people write them, and when a row goes out |
//! | `row.rs`, `fault.rs` | what a row says, and what is wrong with it |
//! | `named_files.rs` | the files that rows name |
//! | `dry_run.rs`, `outcome.rs` | what would come of each row |
//! | `import.rs` | bringing them in |
//!
//! What it refuses to do: guess where a guess could put a post on the wrong day or text into the
//! wrong cell, bring in half a table, bring a table in twice without saying so.

mod dry_run;
mod encoding;
mod fault;
mod hour;
mod import;
mod meaning;
mod named_files;
mod open;
mod outcome;
mod row;
mod table;
mod when;

pub(crate) use open::LastTable;
pub use table::NotATable;
