//! Statements for whole rows. Each column is bound to the parameter of its own name (`id` to
//! `:id`), so a table lists its columns once.

use crate::StoreError;

/// `INSERT` of a whole row.
pub(crate) fn insert(table: &str, columns: &[&str]) -> String {
    let (names, parameters) = names_and_parameters(columns);
    format!("INSERT INTO {table} ({names}) VALUES ({parameters})")
}

/// `UPDATE` of the whole row whose `id` is `:id`.
pub(crate) fn update(table: &str, columns: &[&str]) -> String {
    update_where(table, &["id"], columns)
}

/// `UPDATE` of the `columns` of the row with this `key`.
pub(crate) fn update_where(table: &str, key: &[&str], columns: &[&str]) -> String {
    let (names, parameters) = names_and_parameters(columns);
    let (key, wanted) = names_and_parameters(key);
    format!("UPDATE {table} SET ({names}) = ({parameters}) WHERE ({key}) = ({wanted})")
}

/// `INSERT` of a whole row, or `UPDATE` of the one with the same `key`.
pub(crate) fn upsert(table: &str, key: &[&str], columns: &[&str]) -> String {
    let (names, parameters) = names_and_parameters(columns);
    let key = key.join(", ");
    format!(
        "INSERT INTO {table} ({names}) VALUES ({parameters})
         ON CONFLICT ({key}) DO UPDATE SET ({names}) = ({parameters})"
    )
}

/// Turns "no row was changed" into an error.
pub(crate) fn expect_row(changed: usize, table: &'static str, id: &str) -> Result<(), StoreError> {
    match changed {
        0 => Err(StoreError::Absent {
            table,
            id: id.to_owned(),
        }),
        _ => Ok(()),
    }
}

fn names_and_parameters(columns: &[&str]) -> (String, String) {
    (columns.join(", "), format!(":{}", columns.join(", :")))
}
