//! API keys of the workspace. The plain key exists only in the [`IssuedKey`] that creating it
//! returns; what is stored is its SHA-256 and a hint.

use rusqlite::{ErrorCode, OptionalExtension, Row, Transaction, params};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::{error::ApiError, random};

const PREFIX: &str = "cdv_";
/// How many letters and digits follow the prefix (vendor's skill texts, 2026-05).
const LENGTH: usize = 40;

/// A key at the one moment it is known.
#[derive(Debug, Clone)]
pub struct IssuedKey {
    /// The key's id on the owner routes.
    pub id: String,
    /// The name it was given.
    pub name: String,
    /// The key itself.
    pub secret: SecretString,
}

/// A name for a key: 1 to 64 characters, none of them a control character.
#[derive(Debug, Clone)]
pub(crate) struct KeyName(String);

impl KeyName {
    pub(crate) fn parse(name: &str) -> Result<Self, ApiError> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > 64 || name.chars().any(char::is_control) {
            return Err(ApiError::bad_request("name must be 1 to 64 characters"));
        }
        Ok(Self(name.to_owned()))
    }
}

/// A key as the owner sees it.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) hint: String,
    pub(crate) reference: Option<String>,
    pub(crate) created_ms: i64,
    pub(crate) last_used_ms: Option<i64>,
    pub(crate) revoked_ms: Option<i64>,
}

/// Creates a key. Names may repeat.
pub(crate) fn issue(
    tx: &Transaction<'_>,
    name: &KeyName,
    now_ms: i64,
) -> Result<IssuedKey, ApiError> {
    issue_with_reference(tx, name, None, now_ms)
}

/// Creates a key under the caller's own reference, at most once per reference: a caller that lost
/// the answer can look for the reference before it tries again.
pub(crate) fn issue_with_reference(
    tx: &Transaction<'_>,
    name: &KeyName,
    reference: Option<&str>,
    now_ms: i64,
) -> Result<IssuedKey, ApiError> {
    let plain = format!("{PREFIX}{}", random::alphanumeric(LENGTH));
    let id = random::id();
    tx.execute(
        "INSERT INTO keys (id, name, hint, hash, reference, created_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id, name.0, hint(&plain), hash(&plain), reference, now_ms],
    )
    .map_err(|error| {
        if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) {
            ApiError::Conflict("A key with this reference exists")
        } else {
            error.into()
        }
    })?;
    Ok(IssuedKey {
        id,
        name: name.0.clone(),
        secret: SecretString::from(plain),
    })
}

/// Creates a key after ending every live one of the same name at once.
pub(crate) fn replace(
    tx: &Transaction<'_>,
    name: &KeyName,
    now_ms: i64,
) -> Result<IssuedKey, ApiError> {
    tx.execute(
        "UPDATE keys SET revoked_ms = ?2, ends_ms = ?2 WHERE name = ?1 AND revoked_ms IS NULL",
        params![name.0, now_ms],
    )?;
    issue(tx, name, now_ms)
}

/// All keys, oldest first; revoked ones only on request.
pub(crate) fn list(tx: &Transaction<'_>, revoked_too: bool) -> Result<Vec<Key>, ApiError> {
    let mut statement = tx.prepare_cached(
        "SELECT id, name, hint, reference, created_ms, last_used_ms, revoked_ms FROM keys
         WHERE ?1 OR revoked_ms IS NULL ORDER BY created_ms, rowid",
    )?;
    let keys = statement
        .query_map([revoked_too], from_row)?
        .collect::<Result<_, _>>()?;
    Ok(keys)
}

/// Gives a key that was not revoked another name.
pub(crate) fn rename(tx: &Transaction<'_>, id: &str, name: &KeyName) -> Result<Key, ApiError> {
    let mut statement = tx.prepare_cached(
        "UPDATE keys SET name = ?2 WHERE id = ?1 AND revoked_ms IS NULL
         RETURNING id, name, hint, reference, created_ms, last_used_ms, revoked_ms",
    )?;
    statement
        .query_row(params![id, name.0], from_row)
        .optional()?
        .ok_or(NO_SUCH_KEY)
}

/// Revokes a key; it stops working after `delay_ms`. Returns when it was revoked, which a second
/// call does not change.
pub(crate) fn revoke(
    tx: &Transaction<'_>,
    id: &str,
    now_ms: i64,
    delay_ms: u64,
) -> Result<i64, ApiError> {
    tx.execute(
        "UPDATE keys SET revoked_ms = ?2, ends_ms = ?3 WHERE id = ?1 AND revoked_ms IS NULL",
        params![id, now_ms, now_ms.saturating_add_unsigned(delay_ms)],
    )?;
    tx.query_row("SELECT revoked_ms FROM keys WHERE id = ?1", [id], |row| {
        row.get(0)
    })
    .optional()?
    .ok_or(NO_SUCH_KEY)
}

/// The id of the working key that was presented, noted as used.
pub(crate) fn authenticate(
    tx: &Transaction<'_>,
    presented: &str,
    now_ms: i64,
) -> Result<Option<String>, ApiError> {
    let mut statement = tx.prepare_cached(
        "UPDATE keys SET last_used_ms = ?2
         WHERE hash = ?1 AND (ends_ms IS NULL OR ends_ms > ?2) RETURNING id",
    )?;
    let id = statement
        .query_row(params![hash(presented), now_ms], |row| row.get(0))
        .optional()?;
    Ok(id)
}

/// Whether this could be a key at all.
pub(crate) fn is_well_formed(text: &str) -> bool {
    text.strip_prefix(PREFIX).is_some_and(|rest| {
        rest.len() == LENGTH && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// The prefix and the last four characters.
pub(crate) fn hint(plain: &str) -> String {
    let last = plain
        .get(plain.len().saturating_sub(4)..)
        .unwrap_or_default();
    format!("{PREFIX}…{last}")
}

const NO_SUCH_KEY: ApiError = ApiError::NotFound("API key not found");

fn hash(plain: &str) -> [u8; 32] {
    Sha256::digest(plain).into()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Key> {
    Ok(Key {
        id: row.get(0)?,
        name: row.get(1)?,
        hint: row.get(2)?,
        reference: row.get(3)?,
        created_ms: row.get(4)?,
        last_used_ms: row.get(5)?,
        revoked_ms: row.get(6)?,
    })
}

impl IssuedKey {
    /// The prefix and the last four characters: what may be shown.
    #[must_use]
    pub fn hint(&self) -> String {
        hint(self.secret.expose_secret())
    }
}
