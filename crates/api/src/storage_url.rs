//! Where the bytes of a large file go: an address the service signed for this one file.
//!
//! Whoever has it can write there, so it is as good as a key for that file: it is never shown and
//! never logged, and no credential is sent to it.

use std::fmt;

use http::StatusCode;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use reqwest::Response;
use url::Url;

use crate::answer::retry_after;
use crate::base_url::{BaseUrl, is_loopback};
use crate::call_error::{CallError, NotThisService};
use crate::http::Http;
use crate::outgoing::{OutgoingFile, while_it_moves};

/// A signed address.
pub(crate) struct StorageUrl(Url);

impl fmt::Debug for StorageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StorageUrl(..)")
    }
}

impl StorageUrl {
    /// The address, if it may be used: encrypted, or on this computer when the service is.
    pub(crate) fn of_service(address: &str, base: &BaseUrl) -> Option<StorageUrl> {
        let url = Url::parse(address).ok()?;
        let is_bare = url.username().is_empty() && url.password().is_none();
        let may_be_used = if base.is_loopback() {
            is_loopback(&url) && matches!(url.scheme(), "http" | "https")
        } else {
            url.scheme() == "https" && !is_loopback(&url)
        };
        (is_bare && may_be_used).then_some(StorageUrl(url))
    }
}

impl Http {
    /// Puts a file where the service said it belongs.
    ///
    /// # Errors
    /// As for any call, except that nothing the storage says is about a key.
    pub(crate) async fn put_file(
        &self,
        url: &StorageUrl,
        file: OutgoingFile,
    ) -> Result<(), CallError> {
        let left = file.left.clone();
        let request = self
            .unlimited(is_loopback(&url.0), |client| client.put(url.0.clone()))?
            .header(CONTENT_TYPE, file.mime)
            .header(CONTENT_LENGTH, file.bytes)
            .body(file.into_body());
        let response = while_it_moves(&left, self.patience(), self.response(request)).await?;
        tracing::debug!(status = response.status().as_u16(), "the storage answered");
        meaning(&response)
    }
}

/// What a storage says is in words of its own, so only the status counts.
fn meaning(response: &Response) -> Result<(), CallError> {
    let status = response.status();
    if status.is_success() {
        return Ok(());
    }
    Err(if status.is_redirection() {
        CallError::NotThisService {
            why: NotThisService::Redirected,
        }
    } else if status == StatusCode::TOO_MANY_REQUESTS {
        CallError::RateLimited {
            retry_after: retry_after(response.headers()),
        }
    } else if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT {
        CallError::ServerTrouble {
            status: status.as_u16(),
        }
    } else {
        CallError::BadRequest {
            message: String::new(),
            reasons: Vec::new(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_goes_out_encrypted_or_stays_on_this_computer() {
        let may = |address, base| {
            StorageUrl::of_service(address, &BaseUrl::parse(base).unwrap()).is_some()
        };
        let service = "https://api.codivupload.com/v1";
        let here = "http://127.0.0.1:4000/v1";
        assert!(may("https://r2.example/f?signature=x", service));
        assert!(may("http://127.0.0.1:4000/storage/f?signature=x", here));
        for (address, base) in [
            ("http://r2.example/f", service),
            ("http://127.0.0.1:631/f", service),
            ("https://localhost/f", service),
            ("https://me:secret@r2.example/f", service),
            ("file:///etc/passwd", service),
            ("/storage/f", service),
            ("https://r2.example/f", here),
            ("ftp://127.0.0.1/f", here),
        ] {
            assert!(!may(address, base), "{address} of {base}");
        }
    }

    #[test]
    fn a_signature_is_not_shown() {
        let base = BaseUrl::parse("https://api.codivupload.com/v1").unwrap();
        let url = StorageUrl::of_service("https://r2.example/f?signature=x", &base).unwrap();
        assert!(!format!("{url:?}").contains("signature"));
    }
}
