//! What somebody wants to post, as far as platforms have a say in it.

use std::{borrow::Cow, collections::BTreeMap, time::Duration};

use crate::{
    fields::{Control, Field},
    platform::Platform,
    problem::Place,
    rules::{Format, PostType, Titles},
};

/// A post before it is sent. An empty text means that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it is made of.
    pub post_type: PostType,
    /// Where it goes.
    pub platforms: Vec<Platform>,
    /// The words (`description`).
    pub text: String,
    /// `title`.
    pub title: String,
    /// `first_comment`.
    pub first_comment: String,
    /// In the order in which they are shown.
    pub media: Vec<Media>,
    /// Media for one platform instead of `media`.
    pub own_media: BTreeMap<Platform, Vec<Media>>,
    /// What is said for one platform only.
    pub values: Values,
    /// Whether it goes out later.
    pub scheduled: bool,
}

impl Draft {
    /// A draft that says nothing yet.
    #[must_use]
    pub fn new(post_type: PostType, platforms: Vec<Platform>) -> Self {
        Self {
            post_type,
            platforms,
            text: String::new(),
            title: String::new(),
            first_comment: String::new(),
            media: Vec::new(),
            own_media: BTreeMap::new(),
            values: Values::default(),
            scheduled: false,
        }
    }

    /// The words this platform gets: its own (`x_text`) or the post's.
    #[must_use]
    pub fn text_for(&self, platform: Platform) -> &str {
        self.own_text(platform, "text").unwrap_or(&self.text)
    }

    /// The title this platform gets: its own (`youtube_title`) or the post's.
    #[must_use]
    pub fn title_for(&self, platform: Platform) -> &str {
        self.own_text(platform, "title").unwrap_or(&self.title)
    }

    /// The media this platform gets: its own or the post's.
    #[must_use]
    pub fn media_for(&self, platform: Platform) -> &[Media] {
        self.own_media.get(&platform).unwrap_or(&self.media)
    }

    /// Where the words this platform gets can be put right.
    #[must_use]
    pub fn text_place(&self, platform: Platform) -> Place {
        self.own_place(platform, "text").unwrap_or(Place::Text)
    }

    /// Where the title this platform gets can be put right.
    #[must_use]
    pub fn title_place(&self, platform: Platform) -> Place {
        self.own_place(platform, "title").unwrap_or(Place::Title)
    }

    /// The platform's own field, if that is where its words come from.
    fn own_place(&self, platform: Platform, kind: &str) -> Option<Place> {
        self.own_text(platform, kind)?;
        Field::named(&format!("{platform}_{kind}")).map(Place::Field)
    }

    fn own_text(&self, platform: Platform, kind: &str) -> Option<&str> {
        match self.values.get(&format!("{platform}_{kind}")) {
            Some(Value::Text(text)) if !text.is_empty() => Some(text),
            _ => None,
        }
    }
}

/// The whole text as the platform shows it. Where a title has no place of its own the service puts
/// it before the text (vendor's OpenAPI, 2026-04); that an empty line is between them is inferred.
#[must_use]
pub fn posted_text(draft: &Draft, platform: Platform) -> Cow<'_, str> {
    let text = draft.text_for(platform);
    let title = draft.title_for(platform);
    let goes_before = platform
        .rules()
        .is_some_and(|rules| rules.titles == Titles::BeforeText);
    match (goes_before && !title.is_empty(), text.is_empty()) {
        (false, _) => text.into(),
        (true, true) => title.into(),
        (true, false) => format!("{title}\n\n{text}").into(),
    }
}

/// A file, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// What it is, by its content and not by its name.
    pub format: Format,
    /// Its size.
    pub bytes: u64,
    /// Width and height as shown, in pixels.
    pub dimensions: Option<(u32, u32)>,
    /// Of a video.
    pub duration: Option<Duration>,
    /// Of a document.
    pub pages: Option<u32>,
    /// What an image shows; empty if that is not said.
    pub alt_text: String,
}

impl Media {
    /// A file of which nothing else is known yet.
    #[must_use]
    pub fn new(format: Format, bytes: u64) -> Self {
        Self {
            format,
            bytes,
            dimensions: None,
            duration: None,
            pages: None,
            alt_text: String::new(),
        }
    }
}

/// Values of [`Field`]s. Holds none for a field that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values(BTreeMap<&'static str, Value>);

impl Values {
    /// Sets the value of the field with this name.
    ///
    /// # Errors
    /// If there is no such field. Media are no value: they are in [`Draft::own_media`].
    pub fn set(&mut self, name: &str, value: Value) -> Result<(), UnknownField> {
        let field = Field::named(name).filter(|field| field.control != Control::Media);
        let field = field.ok_or_else(|| UnknownField(name.to_owned()))?;
        self.0.insert(field.name, value);
        Ok(())
    }

    /// The value of the field with this name, if it was set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }
}

/// What somebody chose or wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// For [`Control::Switch`].
    Switch(bool),
    /// For all controls that take one text. Empty means "not filled in".
    Text(String),
    /// For tags, names and countries. Empty means "not filled in".
    List(Vec<String>),
}

/// No platform has a field of this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no field {0}")]
pub struct UnknownField(pub String);
