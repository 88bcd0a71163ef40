//! What is an address, where it ends, and where it leads.

use super::*;

/// Each address as written, and the host it leads to.
fn found(text: &str) -> Vec<(&str, String)> {
    let hidden = crate::activity::text_pieces::hidden::find(text);
    let addresses = find(text, &hidden).into_iter();
    addresses
        .map(|address| (text.get(address.range).unwrap(), shown_host(&address.url)))
        .collect()
}

fn one(text: &str, written: &str, host: &str) {
    assert_eq!(found(text), [(written, host.to_owned())], "{text:?}");
}

#[test]
fn an_address_ends_where_a_person_says_that_it_ends() {
    one(
        "See https://example.com.",
        "https://example.com",
        "example.com",
    );
    one(
        "(HTTPS://Example.com/a_(b))!",
        "HTTPS://Example.com/a_(b)",
        "example.com",
    );
    one(
        "a https://example.com/?q=1&r=2, b",
        "https://example.com/?q=1&r=2",
        "example.com",
    );
    one(
        "https://example.com/пример, да",
        "https://example.com/пример",
        "example.com",
    );
    one(
        "今日はhttps://example.comを見て",
        "https://example.com",
        "example.com",
    );
    one(
        "https://example.com/menuを見て",
        "https://example.com/menu",
        "example.com",
    );
    one(
        "\"https://example.com\"",
        "https://example.com",
        "example.com",
    );
    one(
        "[https://example.com/a]",
        "https://example.com/a",
        "example.com",
    );
    assert_eq!(found("https://a.com,https://b.com").len(), 2);
}

#[test]
fn a_name_without_a_scheme_is_an_address_when_its_end_is_known() {
    one(
        "Book at www.example.com/now!",
        "www.example.com/now",
        "www.example.com",
    );
    one("bit.ly/3xYz", "bit.ly/3xYz", "bit.ly");
    one(
        "Menu:example.com:8443/a",
        "example.com:8443/a",
        "example.com:8443",
    );
    one("münchen.de", "münchen.de", "xn--mnchen-3ya.de");
    for text in [
        "Node.js 1.2.3, e.g. this",
        "mail me@example.com",
        "me.too@example.com",
        "@first.last #tag.com",
        "path/to/example.com",
        "ftp://files.example.com/a",
        "a..com",
        "exa\u{200B}mple.com",
    ] {
        assert_eq!(found(text), [], "{text:?}");
    }
    one("a\r\nexample.com..", "example.com", "example.com");
}

#[test]
fn the_host_is_the_real_one_whatever_it_pretends() {
    for (text, host) in [
        ("https://paypal.com@evil.example/login", "evil.example"),
        ("https://paypal.com:443@evil.example", "evil.example"),
        ("https://paypal.com%2F@evil.example", "evil.example"),
        ("https://pаypal.com", "xn--pypal-4ve.com"),
        ("https://аррӏе.com", "xn--80ak6aa92e.com"),
        ("https://ｐａｙｐａｌ.com", "paypal.com"),
        ("https://3232235777/", "192.168.1.1"),
        ("https://0x7f.1/", "127.0.0.1"),
        ("http://[::1]:3000/", "[::1]:3000"),
        ("https://example.com./", "example.com"),
        ("https://example.com:443/", "example.com"),
        ("http://example.com:8080/", "example.com:8080"),
        ("https://ex%61mple.com/", "example.com"),
        ("https://xn--mnchen-3ya.de", "xn--mnchen-3ya.de"),
    ] {
        assert_eq!(found(text)[0].1, host, "{text}");
    }
}

#[test]
fn a_password_is_not_handed_to_the_browser() {
    let url = read("https://google.com:secret@evil.example/a").unwrap();
    assert_eq!(url.as_str(), "https://evil.example/a");
}

#[test]
fn only_the_web_is_linked() {
    for text in [
        "javascript:alert(1)",
        "javascript://example.com/%0aalert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "https://",
        "https:///",
        "https://intranet/x",
        "https://exa\u{200B}mple.com",
        "http://http://http://",
    ] {
        assert_eq!(found(text), [], "{text:?}");
    }
    assert_eq!(read("javascript:alert(1)"), None);
    assert_eq!(read("//example.com"), None);
}

#[test]
fn an_address_nobody_can_read_is_none() {
    let endless = format!("https://example.com/{}", "a".repeat(LONGEST));
    assert_eq!(found(&endless), []);
}
