//! Fetches a file of a post from the service itself, and from nowhere else.
//!
//! A post can name a file on anybody's computer. Fetching it would tell that computer that somebody
//! looks, from where and when; so an address that is not the service's own never becomes a
//! [`MediaUrl`]. No credential is sent, and no redirect is followed.

use url::Url;

use crate::base_url::{BaseUrl, is_loopback};
use crate::call_error::{CallError, NotThisService};
use crate::http::{Http, read_at_most};

/// Where CodivUpload keeps uploaded files (vendor's documentation of uploads, 2026).
const CODIVUPLOAD_FILES: &str = "cdn.codivupload.com";
/// Where the embedded server keeps them.
const EMBEDDED_FILES: &str = "/media/";

/// The address of a file that lies at the service itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaUrl(Url);

impl MediaUrl {
    /// The address, if it is one of the service at `base`.
    ///
    /// A service on this computer is known by its path instead of its port, which may have been
    /// another one when the post was made; it is asked at the port it has now.
    #[must_use]
    pub fn of_service(address: &str, base: &BaseUrl) -> Option<MediaUrl> {
        let mut url = Url::parse(address).ok()?;
        if !url.username().is_empty() || url.password().is_some() {
            return None;
        }
        if base.is_loopback() {
            let is_of_embedded = is_loopback(&url) && url.path().starts_with(EMBEDDED_FILES);
            let here = base.as_url();
            url.set_host(here.host_str()).ok()?;
            url.set_port(here.port()).ok()?;
            return (is_of_embedded && url.scheme() == here.scheme()).then_some(MediaUrl(url));
        }
        let host = url.host_str()?;
        let is_own = host == CODIVUPLOAD_FILES || Some(host) == base.as_url().host_str();
        (is_own && url.scheme() == "https" && url.port().is_none()).then_some(MediaUrl(url))
    }
}

impl Http {
    /// Fetches a file of at most `most` bytes.
    ///
    /// # Errors
    /// [`CallError::NotFound`] and [`CallError::TooLarge`] as they say; a redirect or any other
    /// answer is [`CallError::NotThisService`].
    pub async fn fetch_media(&self, url: &MediaUrl, most: usize) -> Result<Vec<u8>, CallError> {
        let response = self.get_without_credential(&url.0).await?;
        match response.status().as_u16() {
            200 => Ok(std::mem::take(&mut *read_at_most(response, most).await?)),
            404 | 410 => Err(CallError::NotFound),
            status @ 500.. => Err(CallError::ServerTrouble { status }),
            300..400 => Err(CallError::NotThisService {
                why: NotThisService::Redirected,
            }),
            _ => Err(CallError::Forbidden),
        }
    }
}
