//! What was posted in a workspace, and what is known of each post.
//!
//! | file | what it holds |
//! |---|---|
//! | `sync.rs` | reading the service's posts into the store, and staying up to date |
//! | `judge.rs` | judging a workspace, and the person's word on its posts |
//! | `changed.rs` | what somebody elsewhere changed |
//! | `verdict/` | the rules: what is known of each post, and why |
//! | `rhythms/` | habits learned from the posts, for the person to confirm |
//! | `state.rs` | what the screen shows around the list, and telling the page |
//! | `list.rs`, `filter.rs` | the list of posts, and what narrows it |
//! | `histogram.rs` | posts over time |
//! | `post.rs` | one post |
//! | `thumbnail.rs` | small pictures of a post's media |
//! | `text_pieces.rs`, `links.rs` | a stranger's text and links, made safe to show |

mod changed;
mod filter;
mod histogram;
pub(crate) mod judge;
mod links;
pub(crate) mod list;
mod post;
mod rhythms;
mod state;
pub(crate) mod sync;
mod text_pieces;
mod thumbnail;
mod verdict;

pub(crate) use changed::changed_elsewhere;
pub(crate) use filter::verdict_of;
pub(crate) use state::{by_name, statuses};
pub(crate) use sync::changes::field;
pub(crate) use sync::keep_known;
pub(crate) use text_pieces::{addresses, visible};
pub(crate) use thumbnail::NoThumbnail;
pub(crate) use verdict::{Reasons, count, month, words as reason_words};
