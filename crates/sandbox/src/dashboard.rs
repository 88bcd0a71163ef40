//! The dashboard page for keys, as a person sees it in a browser: list, create, delete.
//!
//! It stands for the vendor's dashboard, which is the only place where CodivUpload's keys can be
//! made and ended. The page has no scripts and loads nothing from elsewhere. It opens with the ticket in its URL,
//! which is exchanged for a cookie at once, and every change needs a token from the form as well.

use std::sync::Arc;

use axum::{
    Form, Router,
    extract::{Path, Request, State},
    middleware::{Next, from_fn_with_state},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use secrecy::ExposeSecret;
use serde::Deserialize;

use crate::{
    app::{App, AppState},
    auth::same,
    body::Query,
    error::ApiError,
    guard,
    keys::{self, IssuedKey, Key, KeyName},
    time::iso,
    workspace,
};

/// The page's routes, below `/dashboard`.
pub(crate) fn routes(app: Arc<AppState>) -> Router<Arc<AppState>> {
    Router::new()
        .route("/", get(show))
        .route("/style.css", get(style))
        .route("/keys", post(create))
        .route("/keys/{id}/delete", post(delete))
        .route_layer(from_fn_with_state(app, admit))
}

/// Lets the owner's browser pass, and gives its answers the headers of a private page.
async fn admit(State(app): App, query: Query, request: Request, next: Next) -> Response {
    let has_cookie = cookie(request.headers(), &cookie_name(&app))
        .is_some_and(|value| same(value, app.owner.cookie()));
    let mut response = if query
        .get("ticket")
        .is_some_and(|ticket| same(ticket, app.owner.ticket()))
    {
        exchange_ticket(&app)
    } else if !has_cookie {
        let page = page("Signed out", SIGNED_OUT);
        (StatusCode::FORBIDDEN, Html(page)).into_response()
    } else if request.method() == Method::POST && !guard::is_same_origin(app.origin, &request) {
        ApiError::Forbidden("Requests from other sites are refused").into_response()
    } else {
        next.run(request).await
    };
    for (name, value) in PRIVATE {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

const PRIVATE: [(header::HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; \
         base-uri 'none'",
    ),
    (header::CACHE_CONTROL, "no-store"),
    // With `no-referrer` browsers send `Origin: null` along with a form.
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

const SIGNED_OUT: &str = "<h1>Signed out</h1>\
    <p>This dashboard opens from Latchkey, or with the address the sandbox printed.</p>";

/// Takes the ticket out of the address bar and the history.
fn exchange_ticket(app: &AppState) -> Response {
    let cookie = format!(
        "{}={}; Path=/dashboard; HttpOnly; SameSite=Lax",
        cookie_name(app),
        app.owner.cookie().expose_secret()
    );
    ([(header::SET_COOKIE, cookie)], Redirect::to("/dashboard")).into_response()
}

/// Cookies ignore ports; the name keeps two sandboxes apart.
fn cookie_name(app: &AppState) -> String {
    format!("sandbox_session_{}", app.origin.port)
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

async fn show(State(app): App) -> Result<Html<String>, ApiError> {
    keys_page(&app, &Notice::Nothing)
}

async fn style() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("dashboard.css"),
    )
}

#[derive(Deserialize)]
struct CreateForm {
    form: String,
    name: String,
}

async fn create(State(app): App, Form(form): Form<CreateForm>) -> Result<Response, ApiError> {
    check_form(&app, &form.form)?;
    let Ok(name) = KeyName::parse(&form.name) else {
        let page = keys_page(&app, &Notice::BadName)?;
        return Ok((StatusCode::BAD_REQUEST, page).into_response());
    };
    let now = app.now_ms();
    let key = app.db.transaction(|tx| keys::issue(tx, &name, now))?;
    Ok(keys_page(&app, &Notice::Created(key))?.into_response())
}

#[derive(Deserialize)]
struct DeleteForm {
    form: String,
}

async fn delete(
    State(app): App,
    Path(id): Path<String>,
    Form(form): Form<DeleteForm>,
) -> Result<Redirect, ApiError> {
    check_form(&app, &form.form)?;
    let delay = app.controls.get().revocation_delay_ms;
    let now = app.now_ms();
    app.db.transaction(|tx| keys::revoke(tx, &id, now, delay))?;
    Ok(Redirect::to("/dashboard"))
}

fn check_form(app: &AppState, token: &str) -> Result<(), ApiError> {
    if same(token, app.owner.form()) {
        Ok(())
    } else {
        Err(ApiError::Forbidden(
            "This form is out of date. Reload the page.",
        ))
    }
}

/// What the page says above the list.
enum Notice {
    Nothing,
    BadName,
    Created(IssuedKey),
}

fn keys_page(app: &AppState, notice: &Notice) -> Result<Html<String>, ApiError> {
    let ((_, workspace), keys) = app
        .db
        .transaction(|tx| Ok((workspace::identity(tx)?, keys::list(tx, false)?)))?;
    let form = app.owner.form().expose_secret();
    let rows: String = keys.iter().map(|key| key_row(key, form)).collect();
    let body = format!(
        "<header><p>{workspace}</p><h1>API Keys</h1></header>
<main>
{notice}
<section aria-labelledby=\"create-title\">
<h2 id=\"create-title\">New key</h2>
<form method=\"post\" action=\"/dashboard/keys\">
<input type=\"hidden\" name=\"form\" value=\"{form}\">
<label for=\"name\">Name</label>
<input id=\"name\" name=\"name\" required maxlength=\"64\" autocomplete=\"off\"
 placeholder=\"app-production\">
<button id=\"create\">Create API Key</button>
</form>
</section>
<section aria-labelledby=\"list-title\">
<h2 id=\"list-title\">Keys of this workspace</h2>
<table>
<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Key</th><th scope=\"col\">Created</th>\
<th scope=\"col\">Last used</th><th scope=\"col\">Action</th></tr></thead>
<tbody>
{rows}</tbody>
</table>
{empty}
</section>
</main>",
        workspace = escape(&workspace),
        notice = notice_html(notice),
        empty = if keys.is_empty() {
            "<p>There are no keys yet.</p>"
        } else {
            ""
        },
    );
    Ok(Html(page("API Keys", &body)))
}

fn notice_html(notice: &Notice) -> String {
    match notice {
        Notice::Nothing => String::new(),
        Notice::BadName => {
            "<p role=\"alert\">A name has 1 to 64 characters. No key was created.</p>".to_owned()
        }
        Notice::Created(key) => format!(
            "<section class=\"new\" role=\"status\" aria-labelledby=\"new-title\">
<h2 id=\"new-title\">{name} was created</h2>
<p>Copy the key now. It is shown only this once.</p>
<label for=\"new-key\">Your new API key</label>
<input id=\"new-key\" readonly autofocus spellcheck=\"false\" value=\"{secret}\">
</section>",
            name = escape(&key.name),
            secret = key.secret.expose_secret(),
        ),
    }
}

fn key_row(key: &Key, form: &str) -> String {
    let name = escape(&key.name);
    format!(
        "<tr><th scope=\"row\">{name}</th><td><code>{hint}</code></td><td>{created}</td>\
<td>{used}</td><td><form method=\"post\" action=\"/dashboard/keys/{id}/delete\">\
<input type=\"hidden\" name=\"form\" value=\"{form}\">\
<button data-delete=\"{id}\" aria-label=\"Delete {name}\">Delete</button></form></td></tr>\n",
        hint = escape(&key.hint),
        created = day(key.created_ms),
        used = key.last_used_ms.map_or_else(|| "Never".to_owned(), day),
        id = escape(&key.id),
    )
}

fn day(ms: i64) -> String {
    iso(ms).chars().take(10).collect()
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>{title} · Sandbox dashboard</title>
<link rel=\"stylesheet\" href=\"/dashboard/style.css\">
</head>
<body>
{body}
</body>
</html>
"
    )
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
