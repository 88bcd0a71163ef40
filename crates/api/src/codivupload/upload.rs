//! Sending files: in one go, or in three steps where they are large (vendor's OpenAPI, 2026-04, and
//! skill texts, 2026-05). Every attempt counts towards 50 an hour per workspace.

use http::Method;
use reqwest::multipart::Form;
use serde::Deserialize;
use serde_json::json;

use super::Client;
use crate::call_error::{CallError, NotThisService, Sent};
use crate::http::{Call, Credential};
use crate::outgoing::OutgoingFile;
use crate::storage_url::StorageUrl;

/// A file at the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uploaded {
    /// Its address, to be named in a post.
    pub url: String,
    /// The service's id of it.
    pub upload_id: String,
}

impl Client {
    /// Sends a file for the profile of this name, in one attempt, from its beginning.
    ///
    /// # Errors
    ///
    /// [`CallError::NotFound`] when there is no such profile. Where the request was not sent at
    /// all, the service has not counted it. Nothing but the space it takes comes of a file that
    /// arrived and whose answer was lost.
    pub async fn upload(
        &self,
        credential: &Credential,
        profile_name: &str,
        file: OutgoingFile,
    ) -> Result<Uploaded, CallError> {
        if file.bytes <= self.http.in_one_bytes {
            self.upload_in_one(credential, profile_name, file).await
        } else {
            self.upload_in_steps(credential, profile_name, file).await
        }
    }

    async fn upload_in_one(
        &self,
        credential: &Credential,
        profile_name: &str,
        file: OutgoingFile,
    ) -> Result<Uploaded, CallError> {
        let left = file.left.clone();
        // The profile first, so that the service can refuse before it has read the file.
        let form = Form::new()
            .text("profile_name", profile_name.to_owned())
            .part("file", file.into_part()?);
        let call = self.to_upload(credential, &[]);
        let InOne { url, upload_id } = self.http.call_with_form(call, form, &left).await?;
        Ok(Uploaded { url, upload_id })
    }

    async fn upload_in_steps(
        &self,
        credential: &Credential,
        profile_name: &str,
        file: OutgoingFile,
    ) -> Result<Uploaded, CallError> {
        let presign = json!({
            "profile_name": profile_name,
            "file_name": file.name,
            "file_type": file.mime,
            "file_size": file.bytes,
        });
        let call = Call {
            body: Some(presign),
            ..self.to_upload(credential, &["presign"])
        };
        let signed: Presigned = self.http.call(call).await?;
        let to = StorageUrl::of_service(&signed.presigned_url, &self.base);
        let to = to.ok_or(CallError::NotThisService {
            why: NotThisService::WrongShape,
        })?;
        self.http.put_file(&to, file).await.map_err(was_counted)?;
        self.confirm(credential, &signed.upload_id)
            .await
            .map_err(was_counted)?;
        Ok(Uploaded {
            url: signed.public_url,
            upload_id: signed.upload_id,
        })
    }

    /// Confirming twice is the same as once, so it is asked again like a reading call.
    async fn confirm(&self, credential: &Credential, upload_id: &str) -> Result<(), CallError> {
        let confirm = || {
            self.http.call::<Done>(Call {
                body: Some(json!({ "upload_id": upload_id })),
                ..self.to_upload(credential, &["confirm"])
            })
        };
        let Done {} = self.http.reading(confirm).await?;
        Ok(())
    }

    fn to_upload<'a>(&'a self, credential: &'a Credential, below: &[&'a str]) -> Call<'a> {
        let mut route = vec!["upload-media"];
        route.extend(below);
        Call {
            credential,
            method: Method::POST,
            base: &self.base,
            route,
            query: Vec::new(),
            body: None,
            in_background: self.in_background,
        }
    }
}

/// The service counted when it signed, whatever became of the bytes.
fn was_counted(mut error: CallError) -> CallError {
    if let CallError::Unreachable { sent, .. } = &mut error {
        *sent = Sent::Perhaps;
    }
    error
}

#[derive(Deserialize)]
struct InOne {
    url: String,
    upload_id: String,
}

#[derive(Deserialize)]
struct Presigned {
    presigned_url: String,
    public_url: String,
    upload_id: String,
}

#[derive(Deserialize)]
struct Done {}
