//! The page for keys, driven like a browser would.

use reqwest::{Client, RequestBuilder};

use crate::support::{Answer, World, answer, client};

#[tokio::test]
async fn the_page_opens_with_the_ticket_and_stays_closed_without() {
    let world = World::new().await;
    let page = page_url(&world);
    let closed = answer(client().get(&page)).await;
    assert_eq!(closed.status, 403);
    assert!(closed.body.as_str().unwrap().contains("Signed out"));
    let wrong = answer(client().get(format!("{page}?ticket=guess"))).await;
    assert_eq!(wrong.status, 403);

    let browser = Browser::sign_in(&world).await;
    let open = answer(browser.get("")).await;
    assert_eq!(open.status, 200);
    let html = open.body.as_str().unwrap();
    for part in [
        "<h1>API Keys</h1>",
        "id=\"name\"",
        "id=\"create\"",
        "Create API Key",
        "test",
    ] {
        assert!(html.contains(part), "{part}");
    }
    assert_eq!(
        answer(browser.get("/style.css")).await.headers["content-type"],
        "text/css; charset=utf-8"
    );
    let policy = open.headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    assert_eq!(open.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn a_key_is_created_shown_once_and_deleted() {
    let world = World::new().await;
    let browser = Browser::sign_in(&world).await;
    let created = browser.create("<b>\"n8n\" & co</b>").await;
    let html = created.body.as_str().unwrap();
    assert!(!html.contains("<b>\"n8n\""), "the name is not escaped");
    assert!(html.contains("&lt;b&gt;&quot;n8n&quot; &amp; co&lt;/b&gt;"));
    let key = between(html, "id=\"new-key\"", "\">")
        .rsplit('"')
        .next()
        .unwrap()
        .to_owned();
    assert!(key.starts_with("cdv_") && key.len() == 44);
    let probe = || {
        answer(
            world
                .http
                .get(format!("{}/posts", world.sandbox.base_url()))
                .bearer_auth(&key),
        )
    };
    assert_eq!(probe().await.status, 200);

    let again = answer(browser.get("")).await;
    let html = again.body.as_str().unwrap().to_owned();
    assert!(!html.contains(&key), "the key is shown twice");
    let id = html
        .rsplit("data-delete=\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let deleted = answer(browser.form(&format!("/keys/{id}/delete"), "")).await;
    assert_eq!(deleted.status, 303);
    assert_eq!(probe().await.status, 401);
    assert!(
        !answer(browser.get(""))
            .await
            .body
            .as_str()
            .unwrap()
            .contains(&id)
    );
}

#[tokio::test]
async fn a_bad_name_creates_nothing_and_says_so() {
    let world = World::new().await;
    let browser = Browser::sign_in(&world).await;
    let refused = browser.create("").await;
    assert_eq!(refused.status, 400);
    assert!(
        refused
            .body
            .as_str()
            .unwrap()
            .contains("No key was created")
    );
}

#[tokio::test]
async fn another_site_cannot_use_the_open_page() {
    let world = World::new().await;
    let browser = Browser::sign_in(&world).await;
    let own = browser.origin.clone();
    for (origin, token) in [
        (Some("https://evil.example"), browser.token.as_str()),
        (Some("null"), browser.token.as_str()),
        (None, browser.token.as_str()),
        (Some(own.as_str()), "guess"),
        (Some(own.as_str()), ""),
    ] {
        let mut request = client()
            .post(format!("{}/keys", browser.page))
            .header("Cookie", &browser.cookie)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(format!("form={token}&name=stolen"));
        if let Some(origin) = origin {
            request = request.header("Origin", origin);
        }
        assert_eq!(answer(request).await.status, 403, "{origin:?}");
    }
    assert!(
        !answer(browser.get(""))
            .await
            .body
            .as_str()
            .unwrap()
            .contains("stolen")
    );
}

/// A browser that followed the dashboard link.
struct Browser {
    http: Client,
    page: String,
    origin: String,
    cookie: String,
    token: String,
}

impl Browser {
    async fn sign_in(world: &World) -> Self {
        let http = client();
        let entered = answer(http.get(world.sandbox.dashboard_url())).await;
        assert_eq!(
            (
                entered.status,
                entered.headers["location"].to_str().unwrap()
            ),
            (303, "/dashboard")
        );
        let cookie = entered.headers["set-cookie"].to_str().unwrap();
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite"),
            "{cookie}"
        );
        let page = page_url(world);
        let mut browser = Self {
            http,
            origin: page.trim_end_matches("/dashboard").to_owned(),
            page,
            cookie: cookie.split(';').next().unwrap().to_owned(),
            token: String::new(),
        };
        let html = answer(browser.get("")).await.body;
        let token = between(html.as_str().unwrap(), "name=\"form\" value=\"", "\"");
        browser.token = token.to_owned();
        browser
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.http
            .get(format!("{}{path}", self.page))
            .header("Cookie", &self.cookie)
    }

    fn form(&self, path: &str, fields: &str) -> RequestBuilder {
        self.http
            .post(format!("{}{path}", self.page))
            .header("Cookie", &self.cookie)
            .header("Origin", &self.origin)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(format!("form={}{fields}", self.token))
    }

    async fn create(&self, name: &str) -> Answer {
        let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        answer(self.form("/keys", &format!("&name={name}"))).await
    }
}

fn page_url(world: &World) -> String {
    let mut url = world.sandbox.dashboard_url();
    url.set_query(None);
    url.into()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before)
        .unwrap()
        .1
        .split_once(after)
        .unwrap()
        .0
}
