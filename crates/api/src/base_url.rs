//! The address of a service: the only kind of address a credential is ever sent to.

use std::fmt;

use url::{Host, Url};

/// Longer than any real address; a pasted document is not worth parsing.
const LONGEST: usize = 2_000;

/// An address that a credential may be sent to: `https`, or `http` on this computer.
///
/// It has no user name, password, query or fragment, and no trailing slash; a path such as `/v1`
/// is part of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl(Url);

/// Why a text is not a [`BaseUrl`]. None of the variants repeats the text: people paste keys into
/// the wrong field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    /// Nothing but white space.
    #[error("the address is empty")]
    Empty,
    /// A key or a session token was pasted where the address belongs. Taken as an address it
    /// would be stored in the open and sent to a name server.
    #[error("this is a key, not an address")]
    LooksLikeAKey,
    /// Cannot be read as an address.
    #[error("this is not an address")]
    NotAUrl,
    /// Another scheme than `https` or `http`.
    #[error("only web addresses work here")]
    NotHttp,
    /// `http` to another computer, where everyone on the way could read the key.
    #[error("the address must begin with https")]
    NotSecure,
    /// A user name or password within the address.
    #[error("the address must not contain a user name or password")]
    HasCredentials,
    /// Something after `?` or `#`.
    #[error("the address must end before any ? or #")]
    HasQuery,
}

impl BaseUrl {
    /// Reads what a person typed or pasted. A missing scheme means `https`.
    ///
    /// # Errors
    ///
    /// The first [`BaseUrlError`] that applies.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BaseUrlError::Empty);
        }
        if text.contains("cdv_") || text.starts_with("eyJ") {
            return Err(BaseUrlError::LooksLikeAKey);
        }
        // The URL standard silently drops line breaks inside an address; a person would not.
        if text.len() > LONGEST || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(BaseUrlError::NotAUrl);
        }
        // `host:8080/v1` is itself a valid URL, with the scheme `host`: look for `://`.
        let url = if text.contains("://") {
            Url::parse(text)
        } else {
            Url::parse(&format!("https://{text}"))
        };
        Self::check(url.map_err(|_| BaseUrlError::NotAUrl)?)
    }

    fn check(mut url: Url) -> Result<Self, BaseUrlError> {
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            "http" => return Err(BaseUrlError::NotSecure),
            _ => return Err(BaseUrlError::NotHttp),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BaseUrlError::HasCredentials);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::HasQuery);
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self(url))
    }

    /// Whether the address is on this computer.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }

    pub(crate) fn as_url(&self) -> &Url {
        &self.0
    }

    /// The address of a route below this one. Each segment is escaped, so that an id from a
    /// service cannot become a path.
    pub(crate) fn route(&self, segments: &[&str]) -> Url {
        let mut url = self.0.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        url
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl TryFrom<&Url> for BaseUrl {
    type Error = BaseUrlError;

    fn try_from(url: &Url) -> Result<Self, BaseUrlError> {
        Self::check(url.clone())
    }
}

/// Whether an address is on this computer.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.to_canonical().is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{BaseUrl, BaseUrlError};

    fn read(text: &str) -> Result<String, BaseUrlError> {
        BaseUrl::parse(text).map(|url| url.to_string())
    }

    #[test]
    fn an_address_is_tidied_and_keeps_its_path() {
        for (typed, meant) in [
            (
                "https://api.codivupload.com/v1",
                "https://api.codivupload.com/v1",
            ),
            (
                "  https://api.codivupload.com/v1/ \n",
                "https://api.codivupload.com/v1",
            ),
            ("api.codivupload.com/v1//", "https://api.codivupload.com/v1"),
            ("API.CodivUpload.com", "https://api.codivupload.com"),
            ("example.com:8443/v1", "https://example.com:8443/v1"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(meant), "{typed:?}");
        }
    }

    #[test]
    fn http_is_for_this_computer_only() {
        for here in [
            "http://127.0.0.1:3000/v1",
            "http://127.9.9.9/v1",
            "http://localhost:3000/api/v1",
            "http://[::1]:3000/v1",
            "http://[::ffff:127.0.0.1]/v1",
        ] {
            assert!(read(here).is_ok(), "{here}");
        }
        for elsewhere in [
            "http://api.codivupload.com/v1",
            "http://192.168.0.10/v1",
            "http://0.0.0.0/v1",
            "http://localhost.example.com/v1",
            "http://127.0.0.1.example.com/v1",
            "http://[::2]/v1",
        ] {
            assert_eq!(read(elsewhere), Err(BaseUrlError::NotSecure), "{elsewhere}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_its_reason() {
        let endless = format!("https://example.com/{}", "a".repeat(5_000));
        for (typed, why) in [
            ("", BaseUrlError::Empty),
            (" \t\n", BaseUrlError::Empty),
            ("https://", BaseUrlError::NotAUrl),
            ("https://exam ple.com", BaseUrlError::NotAUrl),
            ("https://exam\nple.com", BaseUrlError::NotAUrl),
            (endless.as_str(), BaseUrlError::NotAUrl),
            ("ftp://example.com", BaseUrlError::NotHttp),
            ("file:///etc/passwd", BaseUrlError::NotHttp),
            (
                "https://me:secret@example.com",
                BaseUrlError::HasCredentials,
            ),
            ("https://me@example.com", BaseUrlError::HasCredentials),
            ("https://example.com/v1?key=1", BaseUrlError::HasQuery),
            ("https://example.com/v1#top", BaseUrlError::HasQuery),
            ("cdv_not_an_address", BaseUrlError::LooksLikeAKey),
            ("Bearer cdv_not_an_address", BaseUrlError::LooksLikeAKey),
            ("eyJhbGciOiJIUzI1NiJ9.e30.x", BaseUrlError::LooksLikeAKey),
        ] {
            assert_eq!(read(typed), Err(why), "{typed:?}");
        }
    }

    #[test]
    fn an_id_from_the_service_cannot_leave_its_route() {
        let base = BaseUrl::parse("http://127.0.0.1:9/owner").unwrap();
        let route = base.route(&["keys", "../posts?all=1#"]);
        assert_eq!(
            route.as_str(),
            "http://127.0.0.1:9/owner/keys/..%2Fposts%3Fall=1%23"
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused_and_reading_twice_changes_nothing(text in ".{0,80}") {
            if let Ok(once) = BaseUrl::parse(&text) {
                proptest::prop_assert_eq!(BaseUrl::parse(&once.to_string()), Ok(once));
            }
        }
    }
}
