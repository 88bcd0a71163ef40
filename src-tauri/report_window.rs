//! A window that shows a report and brings up the system's print dialog.
//!
//! The report carries strangers' texts, so the window is trusted with nothing: it has no
//! capability, runs no script where the platform can switch scripts off, fetches nothing, opens
//! nothing, and leads nowhere else. Its page comes from memory and is gone with the window.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use latchkey_core::Error;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::utils::config::WebviewUrl;
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, Builder, Manager, Runtime, Url, WebviewWindowBuilder, WindowEvent};

/// The scheme under which reports are served to their windows.
const SCHEME: &str = "latchkey-report";
/// What a report's page may do.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// The reports that are being shown, by the label of their window.
#[derive(Default)]
struct Shown {
    count: AtomicUsize,
    pages: Mutex<HashMap<String, String>>,
}

impl Shown {
    fn pages(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives a builder what report windows need.
pub(crate) fn register<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder
        .manage(Shown::default())
        .register_uri_scheme_protocol(SCHEME, |context, request| {
            serve(context.app_handle(), context.webview_label(), &request)
        })
}

/// Shows a report and asks where to print it.
///
/// # Errors
/// [`Error::Desktop`] when no window could be opened.
pub(crate) fn show_and_print<R: Runtime>(app: &AppHandle<R>, html: String) -> Result<(), Error> {
    let shown = app.state::<Shown>();
    let label = format!("report-{}", shown.count.fetch_add(1, Ordering::Relaxed));
    shown.pages().insert(label.clone(), html);
    let opened = open(app, &label);
    if let Err(error) = &opened {
        tracing::error!(%error, "the report's window could not be opened");
        shown.pages().remove(&label);
    }
    opened.map_err(|_| Error::Desktop)
}

fn open<R: Runtime>(app: &AppHandle<R>, label: &str) -> Result<(), tauri::Error> {
    let address =
        Url::parse(&format!("{SCHEME}://localhost/")).map_err(tauri::Error::InvalidUrl)?;
    let builder = WebviewWindowBuilder::new(app, label, WebviewUrl::CustomProtocol(address))
        .title(latchkey_text::report::window())
        .inner_size(900.0, 1000.0)
        .incognito(true)
        .on_navigation(is_report)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished
                && let Err(error) = window.print()
            {
                tracing::warn!(%error, "the print dialog could not be opened");
            }
        });
    // On Windows the print dialog itself is asked for by a script of the shell's; the policy keeps
    // those of a page out.
    #[cfg(not(windows))]
    let builder = builder.disable_javascript();
    let window = builder.build()?;
    let (app, label) = (app.clone(), label.to_owned());
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed) {
            app.state::<Shown>().pages().remove(&label);
        }
    });
    Ok(())
}

/// Windows knows the scheme as a host of its own.
fn is_report(url: &Url) -> bool {
    url.scheme() == SCHEME || url.host_str() == Some("latchkey-report.localhost")
}

/// Each window gets its own report and no other one.
fn serve<R: Runtime>(
    app: &AppHandle<R>,
    label: &str,
    request: &Request<Vec<u8>>,
) -> Response<Cow<'static, [u8]>> {
    let page = app.state::<Shown>().pages().get(label).cloned();
    let page = page.filter(|_| request.uri().path() == "/");
    let status = if page.is_some() {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    let mut response = Response::new(Cow::Owned(page.unwrap_or_default().into_bytes()));
    *response.status_mut() = status;
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        response
            .headers_mut()
            .insert(name, header::HeaderValue::from_static(value));
    }
    response
}
