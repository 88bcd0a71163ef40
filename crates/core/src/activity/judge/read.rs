//! The posts of a workspace as facts, read in parts.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use chrono::TimeDelta;
use latchkey_store::Transaction;
use latchkey_store::posts::{self, PostFilter, PostRow, Span};

use super::basis::Basis;
use crate::activity::text_pieces::{addresses, shown_host};
use crate::activity::verdict::{Platforms, PostFacts, hash_of};
use crate::error::Error;
use crate::views::Whose;
use crate::{Core, Moment};

/// No more posts than this are read at once, unless they were made within a moment.
const MOST: u32 = 1_000;
const A_MOMENT: TimeDelta = TimeDelta::seconds(1);

/// The judgement a post has so far.
pub(super) struct Kept {
    verdict: i64,
    reasons: u64,
}

/// A time in which posts were made; without end it is the last.
#[derive(Clone, Copy)]
struct Stretch {
    from: Moment,
    until: Moment,
    is_last: bool,
}

impl Kept {
    pub(super) fn is(&self, verdict: i64, reasons: &str) -> bool {
        self.verdict == verdict && self.reasons == hash(reasons)
    }
}

impl Core {
    pub(super) async fn read_facts(
        &self,
        workspace_id: &str,
        basis: &Basis,
    ) -> Result<(Vec<PostFacts>, Vec<Kept>), Error> {
        let mut same = Same::default();
        let (mut facts, mut kept) = (Vec::new(), Vec::new());
        let mut stretches: Vec<Stretch> = self.all_time(workspace_id).await?.into_iter().collect();
        while let Some(stretch) = stretches.pop() {
            let Some(rows) = self.read_stretch(workspace_id, stretch).await? else {
                stretches.extend(stretch.halves());
                continue;
            };
            for row in rows {
                kept.push(Kept {
                    verdict: row.verdict,
                    reasons: hash(&row.reasons),
                });
                facts.push(same.facts(&row, basis));
            }
        }
        Ok((facts, kept))
    }

    async fn all_time(&self, workspace_id: &str) -> Result<Option<Stretch>, Error> {
        let filter = of_workspace(workspace_id);
        let span = self
            .store()
            .read(move |tx| Ok::<_, Error>(posts::span(tx, &filter)?))
            .await?;
        Ok(span.map(|Span { first, last }| Stretch {
            from: first,
            until: last,
            is_last: true,
        }))
    }

    /// The posts of a stretch, oldest first; none when there are too many to read at once.
    async fn read_stretch(
        &self,
        workspace_id: &str,
        stretch: Stretch,
    ) -> Result<Option<Vec<PostRow>>, Error> {
        let mut filter = of_workspace(workspace_id);
        filter.from = Some(stretch.from);
        filter.until = (!stretch.is_last).then_some(stretch.until);
        self.store()
            .read(move |tx| {
                let may_be_parted = stretch.until - stretch.from > A_MOMENT;
                if may_be_parted && posts::count(tx, &filter)? > MOST {
                    return Ok(None);
                }
                rows(tx, &filter).map(Some)
            })
            .await
    }
}

impl Stretch {
    /// The earlier half last, so that it is taken up next.
    fn halves(self) -> [Stretch; 2] {
        let middle = self.from + (self.until - self.from) / 2;
        let later = Stretch {
            from: middle,
            ..self
        };
        let earlier = Stretch {
            until: middle,
            is_last: false,
            ..self
        };
        [later, earlier]
    }
}

fn rows(tx: &Transaction<'_>, filter: &PostFilter) -> Result<Vec<PostRow>, Error> {
    let mut rows = Vec::new();
    let (from, until) = (filter.from, filter.until);
    posts::each(tx, &filter.workspace_id, from, until, |row| rows.push(row))?;
    Ok(rows)
}

fn of_workspace(workspace_id: &str) -> PostFilter {
    PostFilter {
        workspace_id: workspace_id.to_owned(),
        ..PostFilter::default()
    }
}

/// What many posts have in common, kept once.
#[derive(Default)]
struct Same {
    names: HashSet<Arc<str>>,
    platforms: HashMap<BTreeSet<String>, Platforms>,
}

impl Same {
    fn facts(&mut self, row: &PostRow, basis: &Basis) -> PostFacts {
        let texts = [
            Some(&row.text),
            row.title.as_ref(),
            row.first_comment.as_ref(),
        ];
        let hosts: BTreeSet<String> = texts
            .into_iter()
            .flatten()
            .flat_map(|text| hosts_in(text))
            .collect();
        PostFacts {
            id: row.id.as_str().into(),
            profile: self.name(&row.profile_id),
            platforms: self.platforms(row),
            made_at: row.made_at,
            goes_out_at: row.scheduled_at,
            hosts: hosts.iter().map(|host| self.name(host)).collect(),
            text: hash_of(&row.text),
            made_here: basis.made_here.contains(&row.id),
            changed: basis.changed.get(&row.id).copied(),
            said: basis.said.get(&row.id).copied().unwrap_or(Whose::Unsaid),
        }
    }

    fn name(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let name: Arc<str> = name.into();
        self.names.insert(name.clone());
        name
    }

    fn platforms(&mut self, row: &PostRow) -> Platforms {
        let names: BTreeSet<String> = row
            .destinations
            .iter()
            .map(|destination| destination.platform.clone())
            .collect();
        let known = self.platforms.entry(names);
        known
            .or_insert_with_key(|names| names.iter().cloned().collect::<Vec<_>>().into())
            .clone()
    }
}

/// The hosts to which a text leads. With `www.` or without, a name has the same owner.
fn hosts_in(text: &str) -> impl Iterator<Item = String> {
    addresses(text).into_iter().map(|address| {
        let host = shown_host(&address.url);
        host.strip_prefix("www.")
            .map_or(host.clone(), str::to_owned)
    })
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
