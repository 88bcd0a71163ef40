//! `POST /upload-media`: a file as multipart, or the URL of one as JSON.

use std::{sync::OnceLock, time::Duration};

use axum::{
    Json,
    extract::{
        FromRequest, Multipart, Request, State,
        multipart::{Field, MultipartError},
    },
};
use http::header;
use serde_json::{Value, json};

use crate::{
    app::{App, AppState},
    body::Fields,
    error::ApiError,
    media::{self, Asset, AssetStatus},
    media_types::{self, MediaType},
    profiles, random, workspace,
};

/// The largest file one request may carry, in bytes (vendor's skill texts, 2026-05).
const LIMIT: u64 = 100 * 1024 * 1024;
/// The longest text field of a form, in bytes.
const LONGEST_TEXT: usize = 1_000;
/// How long the other server may take (vendor's OpenAPI, 2026-04).
const FETCH_TIMEOUT: Duration = Duration::from_secs(120);

/// `POST /upload-media`. Every attempt counts towards the 50 an hour.
pub(crate) async fn upload(State(app): App, request: Request) -> Result<Json<Value>, ApiError> {
    app.limits.upload(app.now_ms())?;
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            value
                .to_ascii_lowercase()
                .starts_with("multipart/form-data")
        });
    let id = random::id();
    let received = if is_form {
        receive_form(&app, &id, request).await
    } else {
        receive_url(&app, &id, Fields::from_request(request, &()).await?).await
    };
    let answer = received.and_then(|received| keep(&app, &id, received));
    if answer.is_err() {
        app.media.remove(&id);
    }
    answer.map(Json)
}

/// A file that is on disk, and what the caller said about it.
struct Received {
    name: String,
    media_type: &'static MediaType,
    size: u64,
    profile_name: Option<String>,
    kind: Option<String>,
}

/// Reads the form. Its fields may come in any order, the file before the profile it is for.
async fn receive_form(app: &AppState, id: &str, request: Request) -> Result<Received, ApiError> {
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| ApiError::bad_request("The form could not be read"))?;
    let mut file = None;
    let mut profile_name = None;
    let mut kind = None;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.name().unwrap_or_default() {
            "file" => file = Some(receive_file(app, id, field).await?),
            "profile_name" => profile_name = Some(short_text(field).await?),
            "type" => kind = Some(short_text(field).await?),
            _ => {}
        }
    }
    let (name, media_type, size) =
        file.ok_or_else(|| ApiError::bad_request("file or url is required"))?;
    Ok(Received {
        name,
        media_type,
        size,
        profile_name,
        kind,
    })
}

async fn receive_file(
    app: &AppState,
    id: &str,
    field: Field<'_>,
) -> Result<(String, &'static MediaType, u64), ApiError> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let media_type =
        media_types::detect(&name, field.content_type()).ok_or_else(unsupported_format)?;
    let size = app.media.receive(id, field, LIMIT).await?;
    Ok((name, media_type, size))
}

async fn short_text(mut field: Field<'_>) -> Result<String, ApiError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LONGEST_TEXT {
            return Err(ApiError::bad_request("A field of the form is too long"));
        }
    }
    String::from_utf8(bytes).map_err(|_| ApiError::bad_request("The form is not UTF-8"))
}

fn unreadable(_: MultipartError) -> ApiError {
    ApiError::bad_request("The form could not be read")
}

async fn receive_url(app: &AppState, id: &str, fields: Fields) -> Result<Received, ApiError> {
    // The vendor's own clients call it `media_url`.
    let url = match fields.text("url")? {
        Some(url) => url,
        None => fields
            .text("media_url")?
            .ok_or_else(|| ApiError::bad_request("file or url is required"))?,
    };
    let url = url::Url::parse(url)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .ok_or_else(|| ApiError::bad_request("url must be a public URL"))?;
    let name = url.path().rsplit('/').next().unwrap_or_default().to_owned();

    let unreachable = |_| ApiError::bad_request("The file could not be fetched from its URL");
    let answer = client()?.get(url).send().await.map_err(unreachable)?;
    let answer = answer.error_for_status().map_err(unreachable)?;
    let mime = answer
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let media_type = media_types::detect(&name, mime).ok_or_else(unsupported_format)?;
    let size = app.media.receive(id, answer.bytes_stream(), LIMIT).await?;
    Ok(Received {
        name,
        media_type,
        size,
        profile_name: fields.text("profile_name")?.map(str::to_owned),
        kind: fields.text("type")?.map(str::to_owned),
    })
}

/// Enters the received file into the library.
fn keep(app: &AppState, id: &str, file: Received) -> Result<Value, ApiError> {
    let MediaType { kind, ending, mime } = file.media_type;
    if file.kind.as_deref().is_some_and(|wanted| wanted != *kind) {
        return Err(ApiError::BadRequest(format!(
            "The file is not of the given type: {kind}"
        )));
    }
    let profile_name = file
        .profile_name
        .ok_or_else(|| ApiError::bad_request("profile_name is required"))?;
    let now = app.now_ms();
    let asset = app.db.transaction(|tx| {
        let profile = profiles::by_name(tx, &profile_name)?;
        let (workspace_id, _) = workspace::identity(tx)?;
        let asset = Asset {
            id: id.to_owned(),
            url: format!(
                "/media/{workspace_id}/{}/{id}/original.{ending}",
                profile.username
            ),
            profile_id: profile.id,
            title: file.name.clone(),
            source_type: Some("upload".to_owned()),
            mime: Some((*mime).to_owned()),
            duration: None,
            size: Some(file.size),
            status: AssetStatus::Ready,
            created_ms: now,
        };
        media::insert(tx, &asset)?;
        Ok(asset)
    })?;
    Ok(json!({
        "success": true,
        "url": app.origin.public(&asset.url),
        "upload_id": id,
        "file_type": kind,
        "file_size": file.size,
        "file_name": file.name,
    }))
}

fn unsupported_format() -> ApiError {
    ApiError::bad_request("Unsupported media format")
}

/// Made when it is first needed: most sandboxes never fetch anything.
fn client() -> Result<&'static reqwest::Client, ApiError> {
    static CLIENT: OnceLock<reqwest::Client> = OnceLock::new();
    if let Some(client) = CLIENT.get() {
        return Ok(client);
    }
    // An error means that the embedding program has installed one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .timeout(FETCH_TIMEOUT)
        .build()
        .map_err(|error| {
            tracing::error!(%error, "no HTTP client could be built");
            ApiError::Internal
        })?;
    Ok(CLIENT.get_or_init(|| client))
}
