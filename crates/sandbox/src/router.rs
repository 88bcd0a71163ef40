//! Every route of the sandbox, and what a request passes on its way to one.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    middleware::{from_fn, from_fn_with_state},
    routing::{MethodFilter, MethodRouter, get, on, patch, put},
};
use http::Method;

use crate::{
    app::AppState,
    auth, dashboard, drain,
    error::ApiError,
    faults, guard, media, openapi, owner,
    posts::{create, edit, list},
    presign, profiles, queue, upload,
};

type Shared = Arc<AppState>;

/// The whole server.
pub(crate) fn build(app: Shared) -> Router {
    let v1 = v1_routes()
        .into_iter()
        .fold(Router::new(), |router, route| {
            router.route(route.path, route.handler)
        })
        // The API's own extractors have their limits; an upload may be larger than axum's.
        .route_layer(DefaultBodyLimit::disable())
        .route_layer(from_fn_with_state(Arc::clone(&app), auth::require_key));
    let owner =
        owner_routes().route_layer(from_fn_with_state(Arc::clone(&app), auth::require_owner));

    Router::new()
        .nest("/v1", v1)
        .nest("/owner", owner)
        .nest("/dashboard", dashboard::routes(Arc::clone(&app)))
        .route("/public-openapi.json", get(openapi::document))
        .route("/media/{*path}", get(media::serve))
        .route("/storage/{id}", put(presign::put))
        .fallback(|| async { ApiError::NotFound("Not found") })
        .method_not_allowed_fallback(|| async { ApiError::MethodNotAllowed })
        // A request meets the last of these layers first.
        .layer(from_fn_with_state(Arc::clone(&app), faults::apply))
        .layer(from_fn_with_state(Arc::clone(&app), guard::check))
        .layer(from_fn(drain::drain))
        .with_state(app)
}

/// One operation of the public API.
pub(crate) struct Route {
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "read by the test of the document")
    )]
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    handler: MethodRouter<Shared>,
}

/// The public API, below `/v1`. `openapi.json` describes exactly these.
pub(crate) fn v1_routes() -> Vec<Route> {
    vec![
        route(Method::GET, "/posts", list::list),
        route(Method::POST, "/posts", create::create),
        route(Method::GET, "/posts/{id}", list::get),
        route(Method::PATCH, "/posts/{id}", edit::update),
        route(Method::PUT, "/posts/{id}", edit::update),
        route(Method::DELETE, "/posts/{id}", edit::delete),
        route(Method::POST, "/posts/{id}/retry-failed", edit::retry_failed),
        route(Method::GET, "/agency/profiles", profiles::list),
        route(Method::POST, "/agency/profiles", profiles::create),
        route(Method::DELETE, "/agency/profiles/{id}", profiles::delete),
        route(Method::GET, "/agency/media", media::list),
        route(Method::POST, "/agency/media", media::create),
        route(Method::GET, "/agency/media/{id}", media::get),
        route(Method::DELETE, "/agency/media/{id}", media::delete),
        route(Method::POST, "/upload-media", upload::upload),
        route(Method::POST, "/upload-media/presign", presign::presign),
        route(Method::POST, "/upload-media/confirm", presign::confirm),
        route(Method::GET, "/queue/settings", queue::show_settings),
        route(Method::POST, "/queue/settings", queue::change_settings),
        route(Method::GET, "/queue/preview", queue::preview),
        route(Method::GET, "/queue/next-slot", queue::next_slot),
    ]
}

fn route<H, T>(method: Method, path: &'static str, handler: H) -> Route
where
    H: Handler<T, Shared>,
    T: 'static,
{
    let filter = MethodFilter::try_from(method.clone()).expect("a standard method");
    Route {
        method,
        path,
        handler: on(filter, handler),
    }
}

fn owner_routes() -> Router<Shared> {
    Router::new()
        .route("/workspace", get(owner::workspace))
        .route("/keys", get(owner::list_keys).post(owner::create_key))
        .route(
            "/keys/{id}",
            patch(owner::rename_key).delete(owner::revoke_key),
        )
        .route("/posts", get(owner::list_posts))
        .route("/posts/{id}/origin", get(owner::post_origin))
        .route(
            "/faults",
            get(owner::list_faults)
                .post(owner::add_fault)
                .delete(owner::clear_faults),
        )
        .route(
            "/controls",
            get(owner::controls).patch(owner::move_controls),
        )
}
