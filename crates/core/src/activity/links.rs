//! The links of a post, by number. The page knows numbers only; the addresses stay here.
//!
//! Counted in an order that depends on the post alone: its platforms' links, its media, then the
//! addresses in its title, its text and its first comment. The same address has one number.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use latchkey_store::posts::PostRow;
use url::Url;

use super::text_pieces::{addresses, read_address, shown_host};
use crate::views::LinkView;

/// The links of one post.
#[derive(Default)]
pub(crate) struct Links {
    urls: Vec<Url>,
    numbers: HashMap<Url, u32>,
}

impl Links {
    /// The links of a post.
    pub(crate) fn of(post: &PostRow) -> Links {
        let mut links = Links::default();
        let alone = post
            .destinations
            .iter()
            .filter_map(|there| there.url.as_ref());
        for url in alone
            .chain(&post.media_urls)
            .filter_map(|url| read_address(url))
        {
            links.add(url);
        }
        let texts = post
            .title
            .iter()
            .chain([&post.text])
            .chain(&post.first_comment);
        texts.for_each(|text| links.add_text(text));
        links
    }

    /// Takes in the addresses of a text.
    pub(super) fn add_text(&mut self, text: &str) {
        for address in addresses(text) {
            self.add(address.url);
        }
    }

    /// An address that stands alone, as the page sees it; none when no browser would open it.
    pub(crate) fn view(&self, address: &str) -> Option<LinkView> {
        self.view_of(&read_address(address)?)
    }

    /// A link as the page sees it.
    pub(crate) fn view_of(&self, url: &Url) -> Option<LinkView> {
        Some(LinkView {
            number: *self.numbers.get(url)?,
            host: shown_host(url),
        })
    }

    /// Where a number leads, if it still leads to the host that was seen.
    pub(crate) fn url_of(&self, number: u32, host: &str) -> Option<&Url> {
        let url = self.urls.get(usize::try_from(number).ok()?)?;
        (shown_host(url) == host).then_some(url)
    }

    fn add(&mut self, url: Url) {
        let next = u32::try_from(self.urls.len()).unwrap_or(u32::MAX);
        if let Entry::Vacant(free) = self.numbers.entry(url) {
            self.urls.push(free.key().clone());
            free.insert(next);
        }
    }
}
