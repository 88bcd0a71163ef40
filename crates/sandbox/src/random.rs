//! Secrets from the operating system's random numbers.

use rand::{TryRng, rngs::SysRng};

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// `length` letters and digits, each of the 62 equally likely.
pub(crate) fn alphanumeric(length: usize) -> String {
    let mut text = String::with_capacity(length);
    let mut bytes = [0_u8; 64];
    while text.len() < length {
        SysRng
            .try_fill_bytes(&mut bytes)
            .expect("the operating system gives random numbers");
        // 248 is the largest multiple of 62 in a byte; taking more would favour some letters.
        let fair = bytes.iter().filter(|byte| **byte < 248);
        let wanted = length - text.len();
        text.extend(
            fair.take(wanted)
                .map(|byte| char::from(ALPHABET[usize::from(byte % 62)])),
        );
    }
    text
}

/// A new identifier, as the vendor's are: a UUID.
pub(crate) fn id() -> String {
    uuid::Uuid::new_v4().to_string()
}
