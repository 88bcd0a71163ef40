//! Writing posts: drafts, what every platform says to them, and what they would look like there.
//!
//! | file | what it holds |
//! |---|---|
//! | `content.rs` | what may be in a draft, and how it is kept |
//! | `draft.rs`, `list.rs`, `versions.rs` | drafts as they are begun, saved, listed, restored |
//! | `post.rs` | the draft as the platforms see it: its kind, who gets which files |
//! | `check.rs`, `basis.rs` | what stands in the way of sending it, and what has to be known for that |
//! | `counts.rs` | how much of each limit a text takes |
//! | `preview.rs` | what a platform would show |
//! | `fields.rs`, `profiles.rs` | what can be said, and as whom |
//! | `build.rs` | the request that is sent |
//!
//! What it refuses to do: ask the service while somebody types, lose what was written, leave
//! something out of a post without saying so.

#[cfg(test)]
mod agreement;
mod basis;
mod build;
mod check;
mod content;
mod counts;
mod draft;
mod fields;
mod list;
mod post;
mod preview;
mod profiles;
mod versions;

pub(crate) use basis::{Basis, LastBasis};
pub(crate) use build::new_post;
pub(crate) use check::check;
pub(crate) use content::{kept, stored};
pub(crate) use draft::{changeable, insert};
pub(crate) use versions::keep_version;
