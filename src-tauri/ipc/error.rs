//! Errors as the page gets them.

use latchkey_core::{Error, wording};
use serde::Serialize;

/// What happened, what to do next, and a code where the page behaves differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IpcError {
    code: &'static str,
    message: String,
    remedy: String,
}

impl From<Error> for IpcError {
    fn from(error: Error) -> IpcError {
        let words = wording::error(&error);
        let code = wording::code(&error);
        if code == "internal" {
            tracing::error!(%error, "a command failed");
        }
        IpcError {
            code,
            message: words.message,
            remedy: words.remedy,
        }
    }
}

#[cfg(test)]
mod tests {
    use latchkey_core::Invalid;

    use super::*;

    #[test]
    fn an_error_is_a_code_a_message_and_a_remedy() {
        let error = IpcError::from(Error::from(Invalid::NameTaken("staging".to_owned())));
        assert_eq!(
            serde_json::to_value(&error).unwrap(),
            serde_json::json!({
                "code": "name_taken",
                "message": "Another key is called staging.",
                "remedy": "Choose another name."
            })
        );
    }
}
