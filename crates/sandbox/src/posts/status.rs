//! What a post is and where it stands, spelled in SQLite as in the API.

use rusqlite::{
    ToSql,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};

/// The kind of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PostType {
    Text,
    Image,
    Video,
    Document,
}

/// Where a post is in its life (vendor's OpenAPI, 2026-04).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Draft,
    Scheduled,
    Publishing,
    Completed,
    PartiallyFailed,
    Failed,
}

/// Where one destination is. The vendor names only `published`; the others are ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delivery {
    Pending,
    Publishing,
    Published,
    Failed,
}

impl PostType {
    const ALL: [Self; 4] = [Self::Text, Self::Image, Self::Video, Self::Document];

    /// The type as the API spells it.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Image => "image",
            Self::Video => "video",
            Self::Document => "document",
        }
    }

    pub(crate) fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.slug() == slug)
    }
}

impl Status {
    const ALL: [Self; 6] = [
        Self::Draft,
        Self::Scheduled,
        Self::Publishing,
        Self::Completed,
        Self::PartiallyFailed,
        Self::Failed,
    ];

    /// The status as the API spells it.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Publishing => "publishing",
            Self::Completed => "completed",
            Self::PartiallyFailed => "partially_failed",
            Self::Failed => "failed",
        }
    }

    pub(crate) fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.slug() == slug)
    }
}

impl Delivery {
    const ALL: [Self; 4] = [
        Self::Pending,
        Self::Publishing,
        Self::Published,
        Self::Failed,
    ];

    /// The status as the API spells it.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Publishing => "publishing",
            Self::Published => "published",
            Self::Failed => "failed",
        }
    }
}

impl ToSql for PostType {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.slug().into())
    }
}

impl FromSql for PostType {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::parse(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

impl ToSql for Status {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.slug().into())
    }
}

impl FromSql for Status {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::parse(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

impl ToSql for Delivery {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.slug().into())
    }
}

impl FromSql for Delivery {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let slug = value.as_str()?;
        Self::ALL
            .into_iter()
            .find(|one| one.slug() == slug)
            .ok_or(FromSqlError::InvalidType)
    }
}
