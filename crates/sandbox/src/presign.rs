//! Large uploads in three steps: `presign`, a `PUT` of the bytes without any key, `confirm`.

use axum::{
    Json,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use rusqlite::{OptionalExtension, params};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    app::{App, AppState},
    body::{Fields, Id, Query},
    error::ApiError,
    media::{self, Asset, AssetStatus},
    media_types, profiles, random, workspace,
};

/// The largest file (vendor's skill texts, 2026-05).
const LIMIT: u64 = 5 * 1024 * 1024 * 1024;
/// How long a presigned URL works. The vendor does not say.
const LIFETIME_MS: i64 = 60 * 60 * 1000;

/// `POST /upload-media/presign`: `{profile_name, file_name, file_type, file_size}`, the type being
/// a MIME type. Counts as an upload.
pub(crate) async fn presign(State(app): App, fields: Fields) -> Result<Json<Value>, ApiError> {
    let now = app.now_ms();
    app.limits.upload(now)?;
    let name = fields.required_text("file_name")?;
    let media_type = media_types::by_mime(fields.required_text("file_type")?)
        .ok_or_else(|| ApiError::bad_request("Unsupported media format"))?;
    let size = fields
        .0
        .get("file_size")
        .and_then(Value::as_u64)
        .filter(|size| (1..=LIMIT).contains(size))
        .ok_or_else(|| ApiError::bad_request("file_size must be 1 byte to 5 GB"))?;
    let id = random::id();
    let signature = random::alphanumeric(40);
    let asset = app.db.transaction(|tx| {
        let profile = profiles::by_name(tx, fields.required_text("profile_name")?)?;
        let (workspace_id, _) = workspace::identity(tx)?;
        let ending = media_type.ending;
        let asset = Asset {
            id: id.clone(),
            url: format!(
                "/media/{workspace_id}/{}/{id}/original.{ending}",
                profile.username
            ),
            profile_id: profile.id,
            title: name.to_owned(),
            source_type: Some("upload".to_owned()),
            mime: Some(media_type.mime.to_owned()),
            duration: None,
            size: Some(size),
            status: AssetStatus::Uploading,
            created_ms: now,
        };
        media::insert(tx, &asset)?;
        tx.execute(
            "UPDATE media SET token_hash = ?2, expires_ms = ?3 WHERE id = ?1",
            params![id, hash(&signature), now + LIFETIME_MS],
        )?;
        Ok(asset)
    })?;
    let mut presigned = app.origin.url(&format!("/storage/{id}"));
    presigned
        .query_pairs_mut()
        .append_pair("signature", &signature);
    Ok(Json(json!({
        "presigned_url": presigned,
        "public_url": app.origin.public(&asset.url),
        "upload_id": id,
    })))
}

/// `PUT /storage/{id}?signature=`: the bytes, as many and of the type that were announced.
pub(crate) async fn put(
    State(app): App,
    Id(id): Id,
    query: Query,
    request: Request,
) -> Result<Response, ApiError> {
    if request.headers().contains_key(header::AUTHORIZATION) {
        return Err(ApiError::bad_request(
            "A presigned URL takes no Authorization header",
        ));
    }
    let asset = signed_for(&app, &id, query.get("signature").unwrap_or_default())?;
    let mime = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if mime != asset.mime.as_deref() {
        return Err(ApiError::bad_request(
            "Content-Type is not the one that was announced",
        ));
    }
    let announced = asset.size.unwrap_or_default();
    let received = app
        .media
        .receive(&id, request.into_body().into_data_stream(), announced)
        .await?;
    if received != announced {
        app.media.remove(&id);
        return Err(ApiError::bad_request(
            "The file is not as large as was announced",
        ));
    }
    Ok(StatusCode::OK.into_response())
}

/// `POST /upload-media/confirm`: `{upload_id}`. Confirming twice is no error.
pub(crate) async fn confirm(State(app): App, fields: Fields) -> Result<Json<Value>, ApiError> {
    let id = fields.required_text("upload_id")?;
    let asset = app.db.transaction(|tx| {
        let asset = media::by_id(tx, id)?;
        if !app.media.has(&asset.id)? {
            return Err(ApiError::bad_request("The file has not been uploaded yet"));
        }
        tx.execute(
            "UPDATE media SET status = 'ready', token_hash = NULL, expires_ms = NULL
             WHERE id = ?1",
            [id],
        )?;
        Ok(asset)
    })?;
    Ok(Json(json!({
        "success": true,
        "upload_id": asset.id,
        "status": "ready",
        "url": app.origin.public(&asset.url),
    })))
}

/// The asset whose presigned URL carries this signature.
fn signed_for(app: &AppState, id: &str, signature: &str) -> Result<Asset, ApiError> {
    let now = app.now_ms();
    app.db.transaction(|tx| {
        let signed: Option<i64> = tx
            .query_row(
                "SELECT 1 FROM media WHERE id = ?1 AND token_hash = ?2 AND expires_ms > ?3",
                params![id, hash(signature), now],
                |row| row.get(0),
            )
            .optional()?;
        signed.ok_or(ApiError::Forbidden(
            "The upload URL is invalid or has expired",
        ))?;
        media::by_id(tx, id)
    })
}

fn hash(signature: &str) -> [u8; 32] {
    Sha256::digest(signature).into()
}
