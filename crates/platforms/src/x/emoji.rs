//! Emoji of more than one code point: X counts each as one.
//!
//! The sequences are those of twemoji-parser 14.0.0 (`emoji.txt`, written by
//! `tests/vectors/tables.mjs`). A sequence that is newer counts as its parts, so a count can be too
//! high here but not too low. Emoji of one code point need no table: they count 2 like any other
//! character of their ranges.

use std::sync::LazyLock;

use super::Span;

static TREE: LazyLock<Tree> = LazyLock::new(|| Tree::read(include_str!("emoji.txt")));

/// The emoji in the text, the longest at each place, from left to right.
pub(super) fn find(units: &[u16]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = units.get(at..).filter(|rest| !rest.is_empty()) {
        match rest
            .first()
            .filter(|&&unit| may_begin(unit))
            .and_then(|_| TREE.longest(rest))
        {
            Some(length) => {
                found.push(Span { start: at, length });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a sequence may begin with this unit. Most texts have few such units.
fn may_begin(unit: u16) -> bool {
    matches!(unit, 0x23 | 0x2A | 0x30..=0x39 | 0xA9 | 0xAE | 0x203C..=0x3299 | 0xD83C..=0xD83E)
}

/// The sequences, unit by unit.
struct Tree {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    /// Sorted by unit.
    next: Vec<(u16, usize)>,
    is_end: bool,
}

impl Tree {
    fn read(sequences: &str) -> Self {
        let mut tree = Self {
            nodes: vec![Node::default()],
        };
        for sequence in sequences.lines() {
            tree.insert(sequence);
        }
        tree
    }

    fn insert(&mut self, sequence: &str) {
        let mut node = 0;
        for unit in sequence.encode_utf16() {
            node = self.child(node, unit).unwrap_or_else(|place| {
                let new = self.nodes.len();
                self.nodes[node].next.insert(place, (unit, new));
                self.nodes.push(Node::default());
                new
            });
        }
        self.nodes[node].is_end = true;
    }

    /// The length of the longest sequence with which the text begins.
    fn longest(&self, text: &[u16]) -> Option<usize> {
        let mut node = 0;
        let mut longest = None;
        for (index, &unit) in text.iter().enumerate() {
            let Ok(next) = self.child(node, unit) else {
                break;
            };
            node = next;
            if self.nodes[node].is_end {
                longest = Some(index + 1);
            }
        }
        longest
    }

    /// The node this unit leads to, or the place where it would have to be put.
    fn child(&self, node: usize, unit: u16) -> Result<usize, usize> {
        let next = &self.nodes[node].next;
        next.binary_search_by_key(&unit, |&(unit, _)| unit)
            .map(|place| next[place].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sequence_is_found_whole() {
        for sequence in include_str!("emoji.txt").lines() {
            let units: Vec<u16> = sequence.encode_utf16().collect();
            let whole = Span {
                start: 0,
                length: units.len(),
            };
            assert_eq!(find(&units), [whole], "{sequence:?}");
        }
    }
}
