//! One transaction, as the tables see it.

use rusqlite::{CachedStatement, OptionalExtension, Params, Row};

use crate::StoreError;

/// The transaction that [`Store::write`](crate::Store::write) and
/// [`Store::read`](crate::Store::read) hand to the work. It is passed on to the functions of the
/// table modules; SQL stays inside this crate.
pub struct Transaction<'connection>(rusqlite::Transaction<'connection>);

impl<'connection> Transaction<'connection> {
    pub(crate) fn new(inner: rusqlite::Transaction<'connection>) -> Self {
        Self(inner)
    }

    pub(crate) fn commit(self) -> Result<(), StoreError> {
        Ok(self.0.commit()?)
    }

    pub(crate) fn prepare(&self, sql: &str) -> Result<CachedStatement<'_>, StoreError> {
        Ok(self.0.prepare_cached(sql)?)
    }

    /// Runs a statement and returns the number of rows it changed.
    pub(crate) fn execute(&self, sql: &str, params: impl Params) -> Result<usize, StoreError> {
        Ok(self.prepare(sql)?.execute(params)?)
    }

    /// The first row, if there is one.
    pub(crate) fn find<T>(
        &self,
        sql: &str,
        params: impl Params,
        from_row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.prepare(sql)?.query_row(params, from_row).optional()?)
    }

    /// All rows, in the order of the statement.
    pub(crate) fn list<T>(
        &self,
        sql: &str,
        params: impl Params,
        from_row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        Ok(self
            .prepare(sql)?
            .query_map(params, from_row)?
            .collect::<rusqlite::Result<_>>()?)
    }
}
