//! The one text form of a moment, in columns and in event bodies: `2026-04-01T09:30:00.000Z`.

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::Serializer;

/// A moment on its way into a column or out of it.
pub(crate) struct Timestamp(pub(crate) DateTime<Utc>);

impl ToSql for Timestamp {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(text(&self.0).into())
    }
}

impl FromSql for Timestamp {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        DateTime::parse_from_rfc3339(value.as_str()?)
            .map(|moment| Self(moment.to_utc()))
            .map_err(FromSqlError::other)
    }
}

/// Reads a column that always holds a moment.
pub(crate) fn get(row: &Row<'_>, column: &str) -> rusqlite::Result<DateTime<Utc>> {
    Ok(row.get::<_, Timestamp>(column)?.0)
}

/// Reads a column that may be NULL.
pub(crate) fn get_optional(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<DateTime<Utc>>> {
    Ok(row
        .get::<_, Option<Timestamp>>(column)?
        .map(|moment| moment.0))
}

/// For `#[serde(serialize_with)]`.
pub(crate) fn serialize<S: Serializer>(
    moment: &DateTime<Utc>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&text(moment))
}

pub(crate) fn text(moment: &DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Millis, true)
}
