//! A file on its way to a service: read from the disk as it leaves, so that memory stays flat
//! however large it is.
//!
//! How long that takes nobody can know beforehand. So it has no time limit as a whole; it is given
//! up when nothing has moved for a while.

use std::io;
use std::pin::pin;
use std::time::Duration;

use futures::{Stream, stream};
use reqwest::Body;
use reqwest::multipart::Part;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, Take};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::call_error::{CallError, Sent, Unreachable};

/// As much of a file as is in memory at a time.
const CHUNK: usize = 64 * 1024;

/// A file to be sent, open and at its beginning.
#[derive(Debug)]
pub struct OutgoingFile {
    /// The file.
    pub file: File,
    /// How it is called at the service. The service goes by the ending.
    pub name: String,
    /// Its MIME type.
    pub mime: &'static str,
    /// How many bytes are sent. A file that turns out to be shorter is not sent to its end.
    pub bytes: u64,
    /// Is told how many bytes have left.
    pub left: watch::Sender<u64>,
}

impl OutgoingFile {
    /// The file as the body of a request.
    pub(crate) fn into_body(self) -> Body {
        Body::wrap_stream(chunks(self.file.take(self.bytes), self.bytes, self.left))
    }

    /// The file as a part of a form.
    ///
    /// # Errors
    /// When the MIME type is none.
    pub(crate) fn into_part(self) -> Result<Part, CallError> {
        let (name, mime, bytes) = (self.name.clone(), self.mime, self.bytes);
        let part = Part::stream_with_length(self.into_body(), bytes).file_name(name);
        part.mime_str(mime).map_err(|_| CallError::BadRequest {
            message: String::new(),
            reasons: Vec::new(),
        })
    }
}

fn chunks(
    file: Take<File>,
    whole: u64,
    left: watch::Sender<u64>,
) -> impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static {
    stream::try_unfold((file, 0), move |(mut file, before)| {
        let left = left.clone();
        async move {
            let mut chunk = vec![0; CHUNK];
            let count = file.read(&mut chunk).await?;
            chunk.truncate(count);
            let after = before + count as u64;
            match count {
                0 if after < whole => Err(io::ErrorKind::UnexpectedEof.into()),
                0 => Ok(None),
                _ => {
                    left.send_replace(after);
                    Ok(Some((chunk, (file, after))))
                }
            }
        }
    })
}

/// Waits for an exchange for as long as bytes leave, and then for as long again.
pub(crate) async fn while_it_moves<T>(
    left: &watch::Sender<u64>,
    patience: Duration,
    exchange: impl Future<Output = Result<T, CallError>>,
) -> Result<T, CallError> {
    let mut moved = left.subscribe();
    let mut exchange = pin!(exchange);
    loop {
        tokio::select! {
            done = &mut exchange => return done,
            still = timeout(patience, moved.changed()) => {
                if still.is_err() {
                    return Err(CallError::Unreachable {
                        how: Unreachable::TimedOut,
                        sent: Sent::Perhaps,
                    });
                }
            }
        }
    }
}
