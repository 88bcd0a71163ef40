//! The platforms by name.

use std::{fmt, str::FromStr};

use crate::{rules::Rules, table};

/// A social platform the service can publish to.
///
/// The first nine are those of the vendor's OpenAPI (2026-04). The last two are named in its later
/// texts (2026-05), without any rules: see [`Platform::rules`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Platform {
    /// X, once Twitter.
    X,
    /// YouTube.
    YouTube,
    /// Instagram.
    Instagram,
    /// Facebook pages.
    Facebook,
    /// LinkedIn, profiles and organizations.
    LinkedIn,
    /// TikTok.
    TikTok,
    /// Threads.
    Threads,
    /// Pinterest.
    Pinterest,
    /// Bluesky.
    Bluesky,
    /// Google Business Profile. Rules unknown.
    GoogleBusiness,
    /// Snapchat. Rules unknown.
    Snapchat,
}

impl Platform {
    /// All platforms, in the order in which a page should offer them.
    pub const ALL: [Self; 11] = [
        Self::X,
        Self::YouTube,
        Self::Instagram,
        Self::Facebook,
        Self::LinkedIn,
        Self::TikTok,
        Self::Threads,
        Self::Pinterest,
        Self::Bluesky,
        Self::GoogleBusiness,
        Self::Snapchat,
    ];

    /// The name the service's API uses.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::X => "x",
            Self::YouTube => "youtube",
            Self::Instagram => "instagram",
            Self::Facebook => "facebook",
            Self::LinkedIn => "linkedin",
            Self::TikTok => "tiktok",
            Self::Threads => "threads",
            Self::Pinterest => "pinterest",
            Self::Bluesky => "bluesky",
            Self::GoogleBusiness => "google_business",
            Self::Snapchat => "snapchat",
        }
    }

    /// What the platform accepts; `None` where nothing is documented, which is not the same as
    /// "everything".
    #[must_use]
    pub fn rules(self) -> Option<&'static Rules> {
        match self {
            Self::X => Some(&table::X),
            Self::YouTube => Some(&table::YOUTUBE),
            Self::Instagram => Some(&table::INSTAGRAM),
            Self::Facebook => Some(&table::FACEBOOK),
            Self::LinkedIn => Some(&table::LINKEDIN),
            Self::TikTok => Some(&table::TIKTOK),
            Self::Threads => Some(&table::THREADS),
            Self::Pinterest => Some(&table::PINTEREST),
            Self::Bluesky => Some(&table::BLUESKY),
            Self::GoogleBusiness | Self::Snapchat => None,
        }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl FromStr for Platform {
    type Err = UnknownPlatform;

    fn from_str(slug: &str) -> Result<Self, UnknownPlatform> {
        Self::ALL
            .into_iter()
            .find(|platform| platform.slug() == slug)
            .ok_or(UnknownPlatform)
    }
}

/// The service named a platform this version does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown platform")]
pub struct UnknownPlatform;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_leads_back_to_its_platform() {
        for platform in Platform::ALL {
            assert_eq!(platform.slug().parse(), Ok(platform));
        }
        assert_eq!(
            "twitter".parse::<Platform>(),
            Err(UnknownPlatform),
            "an old client's name"
        );
    }
}
