//! Talks to the services over HTTP, and says exactly what came of each call.
//!
//! A caller hands in a [`BaseUrl`] and a [`Credential`] and gets a typed answer or a [`CallError`]
//! that keeps apart what the rest of Latchkey must never mix up: a key that was *refused* and a
//! service that could not be asked, a write that did not happen and one that may have.
//!
//! What this crate refuses to do: follow a redirect, send a credential in clear text beyond this
//! computer, repeat a write, read an endless answer, or let a response body, a header or a key
//! into an error or a log line. It stores nothing and knows nothing of the keychain.

mod answer;
mod base_url;
mod budget;
mod call_error;
mod http;
mod media;
mod outgoing;
mod refusal;
mod resolver;
mod retry;
mod storage_url;
mod unreachable;

pub mod codivupload;
pub mod owner;

pub use self::base_url::{BaseUrl, BaseUrlError};
pub use self::call_error::{CallError, NotThisService, Sent, Unreachable, Violation};
pub use self::http::{Credential, Http, HttpSetupError, Limits};
pub use self::media::MediaUrl;
pub use self::outgoing::OutgoingFile;
pub use self::refusal::Refusal;
