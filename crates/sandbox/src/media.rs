//! The media library: `/agency/media`, and the public place uploaded files are read from.

use axum::{
    Json,
    body::Body,
    extract::{OriginalUri, State},
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde_json::{Value, json};

use crate::{
    app::App,
    body::{self, Fields, Id, Query},
    error::ApiError,
    origin::{self, Origin},
    profiles, random,
    time::iso,
    workspace,
};

/// A file of the library: uploaded here, or registered by its URL.
#[derive(Debug)]
pub(crate) struct Asset {
    pub(crate) id: String,
    pub(crate) profile_id: String,
    pub(crate) title: String,
    /// A path on the sandbox for uploads, any URL for the rest.
    pub(crate) url: String,
    pub(crate) source_type: Option<String>,
    /// Of uploads.
    pub(crate) mime: Option<String>,
    pub(crate) duration: Option<f64>,
    pub(crate) size: Option<u64>,
    pub(crate) status: AssetStatus,
    pub(crate) created_ms: i64,
}

/// Whether a file can be used. Presigned uploads are not ready before they are confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AssetStatus {
    Uploading,
    Ready,
}

/// `GET /agency/media?profile_id=`: a bare array, newest first.
pub(crate) async fn list(State(app): App, query: Query) -> Result<Json<Value>, ApiError> {
    app.db.transaction(|tx| {
        let (workspace_id, _) = workspace::identity(tx)?;
        let mut statement = tx.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM media WHERE ?1 IS NULL OR profile_id = ?1
             ORDER BY created_ms DESC, rowid DESC"
        ))?;
        let assets = statement
            .query_map([query.get("profile_id")], from_row)?
            .map(|asset| Ok(asset_json(&asset?, app.origin, &workspace_id)))
            .collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(Json(Value::Array(assets)))
    })
}

/// `POST /agency/media`: registers one asset or an array of them by URL.
pub(crate) async fn create(State(app): App, body: body::Json) -> Result<Response, ApiError> {
    let inputs = if let Value::Array(inputs) = body.0 {
        inputs
    } else {
        vec![body.0]
    };
    let now = app.now_ms();
    let count = app.db.transaction(|tx| {
        for input in &inputs {
            insert(tx, &read_input(tx, input, app.origin, now)?)?;
        }
        Ok(inputs.len())
    })?;
    let answer = json!({ "message": "Media added", "count": count });
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// `GET /agency/media/{id}`.
pub(crate) async fn get(State(app): App, Id(id): Id) -> Result<Json<Value>, ApiError> {
    app.db.transaction(|tx| {
        let (workspace_id, _) = workspace::identity(tx)?;
        Ok(Json(asset_json(
            &by_id(tx, &id)?,
            app.origin,
            &workspace_id,
        )))
    })
}

/// `DELETE /agency/media/{id}`: with the file, if it was uploaded here.
pub(crate) async fn delete(State(app): App, Id(id): Id) -> Result<Json<Value>, ApiError> {
    app.db.transaction(|tx| {
        by_id(tx, &id)?;
        tx.execute("DELETE FROM media WHERE id = ?1", [&id])?;
        Ok(())
    })?;
    app.media.remove(&id);
    Ok(Json(json!({ "message": "Media deleted" })))
}

/// `GET /media/…`: an uploaded file, readable by anyone who knows its URL, as on the vendor's CDN.
pub(crate) async fn serve(
    State(app): App,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, ApiError> {
    let asset = app.db.transaction(|tx| by_url(tx, uri.path()))?;
    let asset = asset
        .filter(|asset| asset.status == AssetStatus::Ready)
        .ok_or(NO_SUCH_MEDIA)?;
    let bytes = app.media.read(&asset.id).await?.ok_or(NO_SUCH_MEDIA)?;
    let mime = asset
        .mime
        .unwrap_or_else(|| "application/octet-stream".to_owned());
    let headers = [
        (header::CONTENT_TYPE, mime),
        (
            header::CONTENT_LENGTH,
            asset.size.unwrap_or_default().to_string(),
        ),
        (header::CACHE_CONTROL, "public, max-age=3600".to_owned()),
        // A file somebody uploaded must not run as a page of the dashboard's origin.
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox".to_owned(),
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, Body::from_stream(bytes)).into_response())
}

/// Checks that those of the URLs that are the sandbox's own can be used in a post.
///
/// # Errors
/// 400 when a file was deleted, never existed, or waits to be confirmed.
pub(crate) fn check_ready(tx: &Transaction<'_>, urls: &[String]) -> Result<(), ApiError> {
    for url in urls.iter().filter(|url| url.starts_with('/')) {
        match by_url(tx, url)? {
            Some(asset) if asset.status == AssetStatus::Ready => {}
            Some(_) => return Err(ApiError::bad_request("The upload was not confirmed yet")),
            None => return Err(ApiError::bad_request("The media file does not exist")),
        }
    }
    Ok(())
}

/// Adds an asset.
pub(crate) fn insert(tx: &Transaction<'_>, asset: &Asset) -> Result<(), ApiError> {
    tx.execute(
        &format!("INSERT INTO media ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"),
        params![
            asset.id,
            asset.profile_id,
            asset.title,
            asset.url,
            asset.source_type,
            asset.mime,
            asset.duration,
            asset.size,
            asset.status.slug(),
            asset.created_ms,
        ],
    )?;
    Ok(())
}

/// The asset with this id.
pub(crate) fn by_id(tx: &Transaction<'_>, id: &str) -> Result<Asset, ApiError> {
    let mut statement = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM media WHERE id = ?1"))?;
    statement
        .query_row([id], from_row)
        .optional()?
        .ok_or(NO_SUCH_MEDIA)
}

const NO_SUCH_MEDIA: ApiError = ApiError::NotFound("Media not found");

const COLUMNS: &str =
    "id, profile_id, title, url, source_type, mime, duration, size, status, created_ms";

fn by_url(tx: &Transaction<'_>, url: &str) -> Result<Option<Asset>, ApiError> {
    let mut statement =
        tx.prepare_cached(&format!("SELECT {COLUMNS} FROM media WHERE url = ?1"))?;
    Ok(statement.query_row([url], from_row).optional()?)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Asset> {
    let status: String = row.get(8)?;
    Ok(Asset {
        id: row.get(0)?,
        profile_id: row.get(1)?,
        title: row.get(2)?,
        url: row.get(3)?,
        source_type: row.get(4)?,
        mime: row.get(5)?,
        duration: row.get(6)?,
        size: row.get(7)?,
        status: if status == "ready" {
            AssetStatus::Ready
        } else {
            AssetStatus::Uploading
        },
        created_ms: row.get(9)?,
    })
}

impl AssetStatus {
    fn slug(self) -> &'static str {
        match self {
            Self::Uploading => "uploading",
            Self::Ready => "ready",
        }
    }
}

fn read_input(
    tx: &Transaction<'_>,
    input: &Value,
    origin: Origin,
    now_ms: i64,
) -> Result<Asset, ApiError> {
    let fields = Fields::try_from(input.clone())?;
    let url = fields.required_text("public_url")?;
    if !origin::is_web_url(url) {
        return Err(ApiError::bad_request("public_url must be an https URL"));
    }
    Ok(Asset {
        id: random::id(),
        profile_id: profiles::by_id(tx, fields.required_text("profile_id")?)?.id,
        title: fields.required_text("title")?.to_owned(),
        url: origin.stored(url).unwrap_or_else(|| url.to_owned()),
        source_type: fields.text("source_type")?.map(str::to_owned),
        mime: None,
        duration: number(&fields, "duration", Value::as_f64)?,
        size: number(&fields, "size", Value::as_u64)?,
        status: AssetStatus::Ready,
        created_ms: now_ms,
    })
}

fn number<T>(
    fields: &Fields,
    field: &str,
    read: fn(&Value) -> Option<T>,
) -> Result<Option<T>, ApiError> {
    match fields.0.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => read(value)
            .map(Some)
            .ok_or_else(|| ApiError::BadRequest(format!("{field} must be a number"))),
    }
}

fn asset_json(asset: &Asset, origin: Origin, workspace_id: &str) -> Value {
    json!({
        "id": asset.id,
        "workspace_id": workspace_id,
        "profile_id": asset.profile_id,
        "title": asset.title,
        "public_url": origin.public(&asset.url),
        "source_type": asset.source_type,
        "duration": asset.duration,
        "size": asset.size,
        "status": asset.status.slug(),
        "created_at": iso(asset.created_ms),
    })
}
