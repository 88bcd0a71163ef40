//! What was posted in a workspace, and what is known of each post.
//!
//! | file | what it holds |
//! |---|---|
//! | `sync.rs` | reading the service's posts into the store, and staying up to date |
//! | `judge.rs` | judging a workspace, and the person's word on its posts |
//! | `verdict/` | the rules: what is known of each post, and why |
//! | `rhythms/` | habits learned from the posts, for the person to confirm |

pub(crate) mod judge;
mod rhythms;
pub(crate) mod sync;
mod verdict;
