//! The report of an incident: one HTML file that needs nothing else, for a boss or a client.
//!
//! It says what happened and when, what was posted, what was put right and what was not, and carries
//! the events that prove it, in a form that can be checked without Latchkey. It holds no key, no
//! script, and nothing that a browser would fetch.
//!
//! | file | what it holds |
//! |---|---|
//! | `report.rs` | making it, writing it to a file |
//! | `facts.rs` | everything it says, read in one go |
//! | `page.rs` | the document, section by section |
//! | `slice.rs` | the part of the audit history that goes with it |
//! | `html.rs`, `style.css` | HTML in which foreign text stays text, and how it looks |

mod facts;
mod html;
mod page;
mod slice;

use std::io::Write;
use std::path::PathBuf;

use latchkey_store::Transaction;

use super::row::incident_row;
use super::start::about;
use crate::Core;
use crate::error::Error;
use crate::history::{Kind, Scribe, replace_file};
use crate::keys::{key_row, workspace_row};
use crate::views::{ExportView, IncidentForm};

/// A finished report.
struct Report {
    html: String,
    /// How many events go with it.
    events: u64,
}

impl Core {
    /// The report as an HTML document.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown incident.
    pub async fn report(&self, form: IncidentForm) -> Result<String, Error> {
        let (core, scribe) = (self.clone(), self.scribe());
        let report = self
            .store()
            .write(move |tx| core.written(tx, &scribe, &form))
            .await?;
        self.tell_history().await;
        Ok(report.html)
    }

    /// Writes the report to `file`.
    ///
    /// # Errors
    /// [`Error::File`] when the file cannot be written; a file that was there stays as it was.
    pub async fn export_report(
        &self,
        form: IncidentForm,
        file: PathBuf,
    ) -> Result<ExportView, Error> {
        let (core, scribe, target) = (self.clone(), self.scribe(), file.clone());
        let count = self
            .store()
            .write(move |tx| {
                let report = core.written(tx, &scribe, &form)?;
                replace_file(&target, |out| {
                    out.write_all(report.html.as_bytes()).map_err(Error::File)
                })?;
                Ok::<_, Error>(report.events)
            })
            .await?;
        self.tell_history().await;
        Ok(ExportView {
            path: Some(file.display().to_string()),
            count,
        })
    }

    /// That a report was made is an event, and the last one that goes with it.
    fn written(
        &self,
        tx: &Transaction<'_>,
        scribe: &Scribe,
        form: &IncidentForm,
    ) -> Result<Report, Error> {
        let row = incident_row(tx, &form.incident_id)?;
        let (workspace, key) = (
            workspace_row(tx, &row.workspace_id)?,
            key_row(tx, &row.key_id)?,
        );
        about(scribe, Kind::IncidentReported, &workspace, &row, &key).append(tx)?;
        let facts = facts::read(tx, row, scribe, self.zone())?;
        Ok(Report {
            html: page::document(&facts),
            events: facts.slice.about_incident(),
        })
    }
}
