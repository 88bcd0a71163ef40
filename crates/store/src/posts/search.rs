//! What a person types into the search field, as a question to the full-text index.

/// All words have to occur, the last one may be unfinished. Every word is quoted, so that nothing
/// in it is an operator. `None` when there is no word.
pub(super) fn question(search: &str) -> Option<String> {
    let words: Vec<_> = search
        .split(|sign: char| sign.is_whitespace() || sign == '"' || sign == '\0')
        .filter(|word| word.contains(char::is_alphanumeric))
        .map(|word| format!("\"{word}\""))
        .collect();
    if words.is_empty() {
        return None;
    }
    let unfinished = search.ends_with(char::is_alphanumeric);
    Some(words.join(" ") + if unfinished { "*" } else { "" })
}
