//! Writing HTML in which a stranger's text can only be text. Tags and classes are literals of this
//! program; everything else goes through [`Html::text`].

use std::fmt::Write as _;

/// A piece of HTML.
#[derive(Default)]
pub(super) struct Html(String);

impl Html {
    /// An element around what `content` writes.
    pub(super) fn element(&mut self, tag: &'static str, content: impl FnOnce(&mut Html)) {
        self.within(&format!("<{tag}>"), tag, content);
    }

    /// The same with a class.
    pub(super) fn classed(
        &mut self,
        tag: &'static str,
        class: &'static str,
        content: impl FnOnce(&mut Html),
    ) {
        self.within(&format!("<{tag} class=\"{class}\">"), tag, content);
    }

    /// An element with nothing but text in it.
    pub(super) fn line(&mut self, tag: &'static str, text: &str) {
        self.element(tag, |html| html.text(text));
    }

    /// The same with a class.
    pub(super) fn classed_line(&mut self, tag: &'static str, class: &'static str, text: &str) {
        self.classed(tag, class, |html| html.text(text));
    }

    /// Text, whatever it holds. Isolated, so that its direction ends where it ends.
    pub(super) fn foreign(&mut self, text: &str) {
        self.element("bdi", |html| html.text(text));
    }

    /// Text of this program, or of the person.
    pub(super) fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
    }

    /// The whole document.
    pub(super) fn document(title: &str, style: &str, body: impl FnOnce(&mut Html)) -> String {
        let language = latchkey_text::language().tag();
        let mut html = Html(format!("<!doctype html>\n<html lang=\"{language}\">"));
        html.element("head", |html| {
            html.0.push_str("<meta charset=\"utf-8\">");
            // No script, no picture, no font, no frame, nothing from elsewhere.
            html.0.push_str(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
                 style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">",
            );
            html.0.push_str(
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
                 <meta name=\"referrer\" content=\"no-referrer\">",
            );
            html.line("title", title);
            html.element("style", |html| html.0.push_str(style));
        });
        html.element("body", body);
        html.0.push_str("</html>\n");
        html.0
    }

    fn within(&mut self, open: &str, tag: &'static str, content: impl FnOnce(&mut Html)) {
        self.0.push_str(open);
        content(self);
        // Writing to a string cannot fail.
        let _ = write!(self.0, "</{tag}>");
    }
}

/// A text as a CSS string, which can hold nothing that ends it.
pub(super) fn css_string(text: &str) -> String {
    let mut string = String::from("\"");
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || character == ' ' {
            string.push(character);
        } else {
            let _ = write!(string, "\\{:x} ", u32::from(character));
        }
    }
    string.push('"');
    string
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_place() {
        let evil = "</p><script>alert(1)</script><img src=x onerror='x'>\"&";
        let mut html = Html::default();
        html.line("p", evil);
        assert_eq!(
            html.0,
            "<p>&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x \
             onerror=&#39;x&#39;&gt;&quot;&amp;</p>"
        );
    }

    #[test]
    fn a_name_cannot_leave_its_css_string() {
        let string = css_string("a\"; } body { display: none</style>");
        assert!(
            !string.trim_matches('"').contains(['"', '<', '{', '}', ';']),
            "{string}"
        );
    }
}
