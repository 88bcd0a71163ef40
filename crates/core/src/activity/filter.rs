//! What the page sends to narrow the list, checked.

use chrono::{DateTime, Utc};
use latchkey_store::posts::PostFilter;

use crate::Moment;
use crate::error::{Error, Invalid};
use crate::views::{PostFilterForm, Verdict};

/// The longest search, in characters: more than the sentences anybody looks for.
const LONGEST_SEARCH: usize = 500;

/// The posts a form asks for.
///
/// # Errors
/// [`Invalid::SearchTooLong`], or [`Invalid::TimeNotUnderstood`].
pub(super) fn filter(workspace_id: &str, form: PostFilterForm) -> Result<PostFilter, Error> {
    Ok(PostFilter {
        workspace_id: workspace_id.to_owned(),
        search: search(&form.search)?,
        profile: some(form.profile),
        platform: some(form.platform),
        status: some(form.status),
        verdict: form.verdict.map(verdict_number),
        from: moment(form.from)?,
        until: moment(form.until)?,
    })
}

/// A verdict as the store keeps it.
pub(crate) fn verdict_number(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Unrecognised => 0,
        Verdict::MadeHere => 1,
        Verdict::Recognised => 2,
        Verdict::NotMine => 3,
    }
}

/// A verdict the store kept. One it does not know claims nothing.
pub(crate) fn verdict_of(number: i64) -> Verdict {
    match number {
        1 => Verdict::MadeHere,
        2 => Verdict::Recognised,
        3 => Verdict::NotMine,
        _ => Verdict::Unrecognised,
    }
}

fn search(typed: &str) -> Result<Option<String>, Error> {
    if typed.chars().count() > LONGEST_SEARCH {
        return Err(Invalid::SearchTooLong.into());
    }
    Ok(Some(typed.to_owned()).filter(|typed| !typed.trim().is_empty()))
}

fn some(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

fn moment(text: Option<String>) -> Result<Option<Moment>, Error> {
    let Some(text) = some(text) else {
        return Ok(None);
    };
    let read = DateTime::parse_from_rfc3339(&text).map_err(|_| Invalid::TimeNotUnderstood)?;
    Ok(Some(read.with_timezone(&Utc)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: PostFilterForm) -> Result<PostFilter, Error> {
        filter("w", form)
    }

    #[test]
    fn what_is_empty_does_not_narrow_the_list() {
        let form = PostFilterForm {
            search: "  ".to_owned(),
            profile: Some(String::new()),
            from: Some(String::new()),
            ..PostFilterForm::default()
        };
        let all = PostFilter {
            workspace_id: "w".to_owned(),
            ..PostFilter::default()
        };
        assert_eq!(read(form).unwrap(), all);
    }

    #[test]
    fn a_time_nobody_understands_is_said_to_be_one() {
        for text in [
            "yesterday",
            "2026-13-01T00:00:00Z",
            "2026-01-01",
            "9".repeat(5_000).as_str(),
        ] {
            let form = PostFilterForm {
                until: Some(text.to_owned()),
                ..PostFilterForm::default()
            };
            assert!(matches!(
                read(form),
                Err(Error::Invalid(Invalid::TimeNotUnderstood))
            ));
        }
    }

    #[test]
    fn a_search_is_a_few_sentences_at_most() {
        let of = |count| PostFilterForm {
            search: "ö".repeat(count),
            ..PostFilterForm::default()
        };
        assert!(read(of(LONGEST_SEARCH)).is_ok());
        assert!(matches!(
            read(of(10_000)),
            Err(Error::Invalid(Invalid::SearchTooLong))
        ));
    }

    #[test]
    fn a_verdict_comes_back_as_it_was_kept() {
        for verdict in [
            Verdict::MadeHere,
            Verdict::Recognised,
            Verdict::Unrecognised,
            Verdict::NotMine,
        ] {
            assert_eq!(verdict_of(verdict_number(verdict).into()), verdict);
        }
        assert_eq!(verdict_of(99), Verdict::Unrecognised);
    }
}
