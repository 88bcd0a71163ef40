//! The clients against small servers that answer as each test needs it.
//!
//! - [`meaning`]: what each answer of a service means
//! - [`connection`]: what the network does to a call, and the limits of an exchange
//! - [`limits`]: too many requests, and asking again
//! - [`media`]: fetching files of posts
//! - [`owner_keys`]: managing keys
//! - [`posts`]: listing, fetching, making and deleting posts
//! - [`planning`]: moving posts, and queues
//! - [`uploads`]: sending files
//! - [`double`]: the servers

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should stop"
)]

mod connection;
mod double;
mod limits;
mod meaning;
mod media;
mod owner_keys;
mod planning;
mod posts;
mod uploads;
