//! Many drafts at once, from a table.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ChoiceView;

/// A table that was opened.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TableView {
    /// Its name here.
    pub table_id: String,
    /// The file's name.
    pub name: String,
    /// Rows below the headings.
    pub rows: u32,
    /// Its columns.
    pub columns: Vec<ColumnView>,
    /// What is worth knowing of the file: how its letters were read, that it came in before.
    pub notes: Vec<String>,
    /// What a column can mean.
    pub meanings: Vec<ChoiceView>,
    /// The workspace's profiles, for rows that name none.
    pub profiles: Vec<ChoiceView>,
}

/// A column of a table.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ColumnView {
    /// Its heading.
    pub heading: String,
    /// What is in its first rows.
    pub examples: Vec<String>,
    /// What it seems to mean; one of `TableView::meanings`.
    pub meaning: Option<String>,
}

/// What the columns of a table mean.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TableForm {
    /// The table.
    pub table_id: String,
    /// What each column means, in their order.
    pub meanings: Vec<Option<String>>,
    /// The profile of rows that name none.
    #[ts(optional)]
    pub profile: Option<String>,
}

/// What would come of an import.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DryRunView {
    /// The table.
    pub table_id: String,
    /// Rows that can come in, as a draft at least.
    pub good: u32,
    /// Of those, the ones that can be scheduled at once: without any fault.
    pub can_be_scheduled: u32,
    /// What is wrong, by row.
    pub faults: Vec<RowFaultView>,
    /// What to think of before rows are scheduled that can be.
    pub warnings: Vec<RowWarningView>,
    /// One sentence about the whole.
    pub sentence: String,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RowFaultView {
    /// The row as a spreadsheet numbers it; the headings are row 1.
    pub row: u32,
    /// The column's heading; absent when it is the row as a whole.
    pub column: Option<String>,
    /// What is wrong.
    pub message: String,
    /// The row can only become a draft; otherwise it is left out.
    pub draft_only: bool,
}

/// Something to think of about a row. It stops nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RowWarningView {
    /// The row as a spreadsheet numbers it.
    pub row: u32,
    /// The heading of the column with its time.
    pub column: Option<String>,
    /// What it is.
    pub message: String,
}

/// Brings rows in.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ImportTableForm {
    /// The table and its columns.
    pub table: TableForm,
    /// Schedule what can be scheduled; otherwise everything becomes a draft.
    pub schedule: bool,
}

/// What came of an import.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportedView {
    /// Drafts made.
    pub drafts: u32,
    /// Of those, sent off to be scheduled.
    pub scheduled: u32,
    /// Rows left out.
    pub left_out: u32,
    /// The same in a sentence.
    pub sentence: String,
}
