//! A stranger's text made into pieces that can be shown.
//!
//! Nothing in it is interpreted: HTML stays text. What nobody would see, or what would turn a line
//! around, is replaced by a visible mark; addresses become links with a number and the host they
//! really lead to; what a search found is marked. Refuses to make a link of anything that is not
//! `http` or `https`.

mod addresses;
mod hidden;

use std::ops::Range;

use hidden::Hidden;

use super::links::Links;
use crate::views::{LinkView, TextPiece};

pub(crate) use addresses::{Address, read as read_address, shown_host};

/// What was left out.
const LEFT_OUT: &str = "…";

/// The whole text, with its links.
pub(crate) fn whole(text: &str, links: &Links) -> Vec<TextPiece> {
    let hidden = hidden::find(text);
    let linked = addresses::find(text, &hidden)
        .into_iter()
        .filter_map(|address| Some((address.range, links.view_of(&address.url)?)))
        .collect();
    let parts = Parts {
        text,
        hidden,
        linked,
        found: &[],
    };
    parts.pieces()
}

/// A part of a text, with what a search found in it: ranges of bytes, from left to right. Without
/// links: an address may be cut off.
pub(crate) fn excerpt(
    text: &str,
    found: &[Range<usize>],
    cut_before: bool,
    cut_after: bool,
) -> Vec<TextPiece> {
    let parts = Parts {
        text,
        hidden: hidden::find(text),
        linked: Vec::new(),
        found,
    };
    let left_out = |is_cut: bool| is_cut.then(|| plain(LEFT_OUT.to_owned()));
    let pieces = left_out(cut_before).into_iter().chain(parts.pieces());
    pieces.chain(left_out(cut_after)).collect()
}

/// The beginning of a text.
pub(crate) fn beginning(text: &str, characters: usize) -> Vec<TextPiece> {
    let end = text.char_indices().nth(characters).map(|(end, _)| end);
    let kept = end.map_or(text, |end| text.get(..end).unwrap_or_default());
    excerpt(kept, &[], false, end.is_some())
}

/// A short text of a stranger, such as a file's name or what a platform said, on its own.
pub(crate) fn visible(text: &str) -> String {
    let parts = Parts {
        text,
        hidden: hidden::find(text),
        linked: Vec::new(),
        found: &[],
    };
    parts.shown(0..text.len())
}

/// The addresses in a text, from left to right.
pub(crate) fn addresses(text: &str) -> Vec<Address> {
    addresses::find(text, &hidden::find(text))
}

/// A text and what stands where in it, in bytes.
struct Parts<'text> {
    text: &'text str,
    hidden: Vec<Hidden>,
    linked: Vec<(Range<usize>, LinkView)>,
    found: &'text [Range<usize>],
}

impl Parts<'_> {
    /// The text, cut where a link or a found word begins or ends.
    fn pieces(&self) -> Vec<TextPiece> {
        let links = self.linked.iter().map(|(link, _)| link);
        let mut cuts: Vec<usize> = links
            .chain(self.found)
            .flat_map(|part| [part.start, part.end])
            .filter(|at| self.may_cut(*at))
            .chain([0, self.text.len()])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut linked = self.linked.iter().peekable();
        let mut found = self.found.iter().peekable();
        let between = cuts.iter().zip(cuts.iter().skip(1));
        between
            .map(|(&start, &end)| {
                while linked.next_if(|(link, _)| link.end <= start).is_some() {}
                while found.next_if(|word| word.end <= start).is_some() {}
                let link = linked.peek().filter(|(link, _)| link.start <= start);
                TextPiece {
                    text: self.shown(start..end),
                    found: found.peek().is_some_and(|word| word.start <= start),
                    link: link.map(|(_, view)| view.clone()),
                }
            })
            .collect()
    }

    /// Whether there is a border between two characters. A break of two is one.
    fn may_cut(&self, at: usize) -> bool {
        let sides = self.text.split_at_checked(at);
        sides.is_some_and(|(before, after)| !(before.ends_with('\r') && after.starts_with('\n')))
    }

    /// A range as it is shown.
    fn shown(&self, range: Range<usize>) -> String {
        let first = self
            .hidden
            .partition_point(|hidden| hidden.range.start < range.start);
        let hidden = self.hidden.iter().skip(first);
        let mut shown = String::with_capacity(range.len());
        let mut from = range.start;
        for hidden in hidden.take_while(|hidden| hidden.range.start < range.end) {
            shown.push_str(self.text.get(from..hidden.range.start).unwrap_or_default());
            shown.push_str(&hidden.mark());
            from = hidden.range.end;
        }
        shown.push_str(self.text.get(from..range.end).unwrap_or_default());
        shown
    }
}

fn plain(text: String) -> TextPiece {
    TextPiece {
        text,
        found: false,
        link: None,
    }
}

#[cfg(test)]
mod tests;
