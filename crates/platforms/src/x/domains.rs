//! Finds the domains in a text: parts with dots between them, the last a top-level domain.
//!
//! Of several possible ends the last wins (`example.com.au`, not `example.com`). What follows a dot
//! is looked at once, from right to left, so that a text of nothing but dots costs no more than any
//! other.

use super::{
    characters::{is_domain_edge, is_domain_inside, is_plain_domain},
    top_level,
};

/// What the parts of a domain are made of.
#[derive(Clone, Copy)]
pub(super) struct Alphabet {
    edge: fn(u16) -> bool,
    inside: fn(u16) -> bool,
}

impl Alphabet {
    /// Any script.
    pub(super) const ANY: Self = Self {
        edge: is_domain_edge,
        inside: is_domain_inside,
    };
    /// Latin letters only; what is recognised without a scheme.
    pub(super) const PLAIN: Self = Self {
        edge: is_plain_domain,
        inside: is_plain_domain,
    };
}

/// The dots of a text, and for each where the domains around it begin and end.
pub(super) struct Dots<'text> {
    text: &'text [u16],
    alphabet: Alphabet,
    dots: Vec<Dot>,
}

pub(super) struct Dot {
    pub(super) at: usize,
    /// Where the part before the dot can begin at the earliest.
    pub(super) part_start: usize,
    /// The part before the last dot must be free of these.
    last_underscore: Option<usize>,
    /// Where the domain ends if this is its last dot.
    end: Option<usize>,
    /// Where the domain ends if it goes on after this dot.
    later_end: Option<usize>,
}

impl<'text> Dots<'text> {
    pub(super) fn of(text: &'text [u16], alphabet: Alphabet) -> Self {
        let mut dots = Vec::new();
        let mut part_start = 0;
        let mut last_underscore = None;
        for (at, &unit) in text.iter().enumerate() {
            if unit == u16::from(b'.') {
                // A dot without a part before it is in no domain.
                if at > part_start {
                    let end = top_level_end(text, at + 1);
                    dots.push(Dot {
                        at,
                        part_start,
                        last_underscore,
                        end,
                        later_end: None,
                    });
                }
                (part_start, last_underscore) = (at + 1, None);
            } else if !(alphabet.inside)(unit) {
                (part_start, last_underscore) = (at + 1, None);
            } else if unit == u16::from(b'_') {
                last_underscore = Some(at);
            }
        }
        let mut found = Self {
            text,
            alphabet,
            dots,
        };
        found.look_ahead();
        found
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Dot> {
        self.dots.iter()
    }

    /// Where the domain ends that begins at `start`, in the part before this dot.
    pub(super) fn domain_end(&self, dot: &Dot, start: usize) -> Option<usize> {
        if self.is_part(dot, start) {
            dot.later_end.or_else(|| dot.end_from(start))
        } else {
            None
        }
    }

    fn look_ahead(&mut self) {
        for index in (1..self.dots.len()).rev() {
            let dot = &self.dots[index];
            let start = self.dots[index - 1].at + 1;
            self.dots[index - 1].later_end = self.domain_end(dot, start);
        }
    }

    /// Whether a part of a domain reaches from `start` to the dot.
    fn is_part(&self, dot: &Dot, start: usize) -> bool {
        let part = self.text.get(start..dot.at).unwrap_or_default();
        let is_edge = |unit: Option<&u16>| unit.is_some_and(|&unit| (self.alphabet.edge)(unit));
        start >= dot.part_start && is_edge(part.first()) && is_edge(part.last())
    }
}

impl Dot {
    fn end_from(&self, start: usize) -> Option<usize> {
        self.end.filter(|_| {
            self.last_underscore
                .is_none_or(|underscore| underscore < start)
        })
    }
}

fn top_level_end(text: &[u16], start: usize) -> Option<usize> {
    top_level::length(text.get(start..)?).map(|length| start + length)
}
