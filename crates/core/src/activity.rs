//! What was posted in a workspace, and what is known of each post.
//!
//! | file | what it holds |
//! |---|---|
//! | `sync.rs` | reading the service's posts into the store, and staying up to date |

pub(crate) mod sync;
