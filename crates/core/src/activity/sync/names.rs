//! By which name to ask for a profile's posts.
//!
//! The list of posts is narrowed by a profile's name, and the vendor's own texts disagree whether
//! that is the name people see or the user name. Two profiles may share either. So a profile is
//! asked for by a name that can mean no other one.

use latchkey_store::profiles::ProfileRow;

/// The profiles worth reading: of several that cannot be told apart, the first. Its list is
/// theirs.
pub(super) fn to_read(mut profiles: Vec<ProfileRow>) -> Vec<ProfileRow> {
    profiles.sort_by(|a, b| a.id.cmp(&b.id));
    let all = profiles.clone();
    let mut named = Vec::new();
    profiles.retain(|profile| {
        let name = folded(&name_of(profile, &all));
        let is_new = !named.contains(&name);
        named.push(name);
        is_new
    });
    profiles
}

/// The name that means this profile and no other; its own where there is none such.
pub(crate) fn name_of(profile: &ProfileRow, all: &[ProfileRow]) -> String {
    let others = || all.iter().filter(|other| other.id != profile.id);
    let is_clear = |name: &&String| {
        !name.trim().is_empty()
            && !others().any(|other| {
                let mut theirs = other.username.iter().chain([&other.name]);
                theirs.any(|their| folded(their) == folded(name))
            })
    };
    let candidates = [Some(&profile.name), profile.username.as_ref()];
    let clear = candidates.into_iter().flatten().find(is_clear);
    clear.unwrap_or(&profile.name).clone()
}

/// Whether the service minds case and spaces is not documented.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Moment;

    fn profile(id: &str, name: &str, username: Option<&str>) -> ProfileRow {
        ProfileRow {
            workspace_id: "w".into(),
            id: id.into(),
            name: name.into(),
            username: username.map(str::to_owned),
            seen_at: Moment::UNIX_EPOCH,
            platforms: None,
        }
    }

    fn asked_for(profiles: &[ProfileRow]) -> Vec<(String, String)> {
        to_read(profiles.to_vec())
            .iter()
            .map(|one| (one.id.clone(), name_of(one, profiles)))
            .collect()
    }

    fn pair(id: &str, name: &str) -> (String, String) {
        (id.to_owned(), name.to_owned())
    }

    #[test]
    fn a_profile_is_asked_for_by_the_name_people_see() {
        let alone = [profile("1", "Café", Some("cafe"))];
        assert_eq!(asked_for(&alone), [pair("1", "Café")]);
    }

    #[test]
    fn two_of_one_name_are_asked_for_by_their_user_names() {
        let twins = [
            profile("1", "Café", Some("cafe_north")),
            profile("2", "café ", Some("cafe_south")),
        ];
        let expected = [pair("1", "cafe_north"), pair("2", "cafe_south")];
        assert_eq!(asked_for(&twins), expected);
    }

    #[test]
    fn a_name_that_is_the_user_name_of_another_means_neither() {
        let crossed = [
            profile("1", "velo", Some("marten")),
            profile("2", "Velo Shop", Some("velo")),
        ];
        let expected = [pair("1", "marten"), pair("2", "Velo Shop")];
        assert_eq!(asked_for(&crossed), expected);
    }

    #[test]
    fn profiles_that_cannot_be_told_apart_are_read_once() {
        let same = [
            profile("2", "Café", None),
            profile("1", "Café", None),
            profile("3", "Velo", None),
        ];
        assert_eq!(asked_for(&same), [pair("1", "Café"), pair("3", "Velo")]);
    }
}
