//! The one origin this sandbox answers under, and the URLs that belong to it.
//!
//! The port may differ at every start. So URLs of the sandbox's own media are stored without
//! their origin, and get the current one when they are shown.

use url::{Host, Url};

/// `http://127.0.0.1` with this port.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin {
    pub(crate) port: u16,
}

impl Origin {
    /// The origin followed by `path`, which begins with a slash.
    pub(crate) fn url(self, path: &str) -> Url {
        let mut url = Url::parse("http://127.0.0.1").expect("a constant URL");
        url.set_port(Some(self.port)).expect("http URLs have ports");
        url.set_path(path);
        url
    }

    /// Whether a `Host` header names this server.
    pub(crate) fn is_host(self, host: &str) -> bool {
        host.rsplit_once(':').is_some_and(|(name, port)| {
            (name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost"))
                && port == self.port.to_string()
        })
    }

    /// A media URL in the form it is stored in: a path for the sandbox's own, whatever the port,
    /// and the URL itself for others. `None` when it is not a URL the API takes.
    pub(crate) fn stored(self, url: &str) -> Option<String> {
        match own_media_path(url) {
            Some(path) => Some(path),
            None => is_web_url(url).then(|| url.to_owned()),
        }
    }

    /// A stored media URL as it is shown.
    pub(crate) fn public(self, stored: &str) -> String {
        if stored.starts_with('/') {
            self.url(stored).into()
        } else {
            stored.to_owned()
        }
    }
}

/// Whether the API takes this as a URL of media: https and a public name, or media of a sandbox.
pub(crate) fn is_web_url(text: &str) -> bool {
    let is_https = Url::parse(text).is_ok_and(|url| {
        let is_public = matches!(url.host(), Some(Host::Domain(name)) if name.contains('.'));
        url.scheme() == "https" && is_public
    });
    text.len() <= 2_048 && (is_https || own_media_path(text).is_some())
}

fn own_media_path(text: &str) -> Option<String> {
    let url = Url::parse(text).ok().filter(|url| url.scheme() == "http")?;
    let is_loopback = match url.host()? {
        Host::Ipv4(address) => address.is_loopback(),
        Host::Domain(name) => name == "localhost",
        Host::Ipv6(_) => false,
    };
    (is_loopback && url.path().starts_with("/media/")).then(|| url.path().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_media_survives_a_change_of_port() {
        let yesterday = Origin { port: 4000 };
        let today = Origin { port: 5000 };
        let stored = today
            .stored(&yesterday.public("/media/w/p/u/original.png"))
            .unwrap();
        assert_eq!(
            today.public(&stored),
            "http://127.0.0.1:5000/media/w/p/u/original.png"
        );
    }

    #[test]
    fn only_https_and_own_media_are_urls() {
        let origin = Origin { port: 4000 };
        assert!(origin.stored("https://example.com/a.png").is_some());
        for url in [
            "https://nowhere/a.png",
            "https://10.0.0.1/a.png",
            "http://example.com/media/a.png",
            "http://127.0.0.1:4000/v1/posts",
            "ftp://example.com/a.png",
            "/media/a.png",
            "javascript:alert(1)",
            "",
        ] {
            assert_eq!(origin.stored(url), None, "{url:?}");
        }
    }
}
