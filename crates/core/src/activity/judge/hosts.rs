//! The hosts to which the addresses in a text lead.

use url::Url;

/// Each host as a browser would call it, as often as it occurs.
pub(super) fn hosts_in(text: &str) -> impl Iterator<Item = String> {
    ["http://", "https://"].into_iter().flat_map(move |scheme| {
        text.match_indices(scheme).filter_map(move |(begin, _)| {
            let address = text.get(begin..)?.split_whitespace().next()?;
            Some(Url::parse(address).ok()?.host_str()?.to_owned())
        })
    })
}
