//! Drafts as somebody might write them, right and wrong, most of them close to a limit.

use std::collections::{BTreeMap, HashMap};

use chrono::TimeDelta;
use jiff::tz::TimeZone;
use latchkey_api::codivupload::Profile;
use latchkey_platforms::{Control, Field, Format, Media, Platform, TextField, count};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use crate::Moment;
use crate::compose::Basis;
use crate::compose::content::is_value;
use crate::profiles::Accounts;
use crate::views::{DraftContent, DraftFile, FieldContent, FieldValue, OwnFiles, WallTime, When};

/// Profiles of the embedded workspace and what is connected to them.
const PROFILES: [(&str, &[&str]); 3] = [
    (
        "lindenhof_cafe",
        &["instagram", "facebook", "threads", "pinterest"],
    ),
    (
        "velo_marten",
        &[
            "x",
            "facebook",
            "linkedin",
            "instagram",
            "bluesky",
            "youtube",
        ],
    ),
    (
        "marea_yoga",
        &["instagram", "facebook", "threads", "tiktok", "x"],
    ),
];

const FRAGMENTS: &[&str] = &[
    "cake ",
    "naïve ",
    "日本語 ",
    "長",
    "ключ ",
    "مرحبا ",
    "👍 ",
    "👍🏽",
    "👩‍👩‍👧 ",
    "🇩🇪",
    "🇫🇷 ",
    "1️⃣ ",
    "❤️ ",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 ",
    "e\u{301} ",
    "한국 ",
    "\n",
    "\r\n",
    "#cake ",
    "#FollowForFollow ",
    "#l4l ",
    "@lena ",
    "me@example.com ",
    "https://example.com/a/very/long/path?x=1 ",
    "example.com ",
    "shop.example.org/cake ",
    "(https://example.com) ",
    "http://example.net. ",
    "v2.0 ",
    "e.g. ",
    "𝒶",
    "— “so” … ",
];

const FORMATS: [(&str, Format); 14] = [
    ("jpg", Format::Jpeg),
    ("png", Format::Png),
    ("gif", Format::Gif),
    ("webp", Format::WebP),
    ("bmp", Format::Bmp),
    ("mp4", Format::Mp4),
    ("mov", Format::Mov),
    ("webm", Format::WebM),
    ("avi", Format::Avi),
    ("mkv", Format::Mkv),
    ("wmv", Format::Wmv),
    ("flv", Format::Flv),
    ("pdf", Format::Pdf),
    ("xyz", Format::Other),
];

/// Of one format.
const FILES: usize = 40;

/// Makes drafts, the same ones for the same seed.
pub(super) struct Drafts {
    random: StdRng,
    files: HashMap<String, Media>,
    /// Where each file lies, once it is uploaded.
    pub(super) addresses: HashMap<String, String>,
}

/// One draft, as whom it is sent, and what is known for its check.
pub(super) struct Case {
    pub(super) profile: &'static str,
    pub(super) basis: Basis,
    pub(super) content: DraftContent,
}

impl Drafts {
    pub(super) fn new(seed: u64) -> Drafts {
        let mut files = HashMap::new();
        let mut addresses = HashMap::new();
        for (ending, format) in FORMATS {
            for number in 0..FILES {
                let id = format!("{ending}{number}");
                addresses.insert(id.clone(), format!("https://cdn.example/{id}.{ending}"));
                files.insert(id, Media::new(format, 1_000_000));
            }
        }
        Drafts {
            random: StdRng::seed_from_u64(seed),
            files,
            addresses,
        }
    }

    pub(super) fn next(&mut self, now: Moment) -> Case {
        let (profile, connected) = *PROFILES.choose(&mut self.random).unwrap();
        let platforms = self.platforms(connected);
        let chosen: Vec<Platform> = platforms.iter().map(|slug| slug.parse().unwrap()).collect();
        let files = self.files_of_a_post();
        let own_files = self.own_files(&platforms);
        let content = DraftContent {
            profile: Some(profile.to_owned()),
            text: self.text(&chosen, TextField::Text),
            title: if self.chance(40) {
                self.text(&chosen, TextField::Title)
            } else {
                String::new()
            },
            first_comment: if self.chance(15) {
                self.text(&chosen, TextField::FirstComment)
            } else {
                String::new()
            },
            values: self.values(&chosen),
            when: self.when(now),
            files,
            own_files,
            platforms,
        };
        Case {
            profile,
            basis: self.basis(connected, now),
            content,
        }
    }

    fn basis(&self, connected: &[&str], now: Moment) -> Basis {
        let all = Platform::ALL.iter().map(|platform| platform.slug());
        let accounts = all.map(|slug| (slug.to_owned(), connected.contains(&slug)));
        let profile = Profile {
            id: String::new(),
            profile_name: String::new(),
            username: None,
            workspace_id: None,
            social_accounts: accounts.collect::<BTreeMap<_, _>>(),
        };
        Basis {
            accounts: Some(Accounts::told(&profile)),
            files: self.files.clone(),
            file_problems: HashMap::new(),
            zone: TimeZone::UTC,
            now,
            others: Vec::new(),
        }
    }

    /// Connected ones, now and then one that is not.
    fn platforms(&mut self, connected: &[&str]) -> Vec<String> {
        let count = self.random.random_range(1..=2);
        let mut platforms: Vec<String> = connected
            .sample(&mut self.random, count)
            .map(|&slug| slug.to_owned())
            .collect();
        if self.chance(3) {
            let any = Platform::ALL.choose(&mut self.random).unwrap();
            if !platforms.iter().any(|slug| slug == any.slug()) {
                platforms.push(any.slug().to_owned());
            }
        }
        platforms
    }

    fn files_of_a_post(&mut self) -> Vec<DraftFile> {
        match self.random.random_range(0..100) {
            0..30 => Vec::new(),
            30..55 => {
                let count = self.random.random_range(1..=5);
                self.images(count)
            }
            55..62 => {
                let count = *[9, 10, 11, 35, 36].choose(&mut self.random).unwrap();
                self.images(count)
            }
            62..85 => {
                let ending = if self.chance(80) {
                    "mp4"
                } else {
                    self.any(5..12)
                };
                vec![self.file(ending)]
            }
            85..92 => vec![self.file("pdf")],
            92..94 => vec![self.file("mp4"), self.file("mp4")],
            94..97 => vec![self.file("jpg"), self.file("mp4")],
            _ => {
                let ending = self.any(0..14);
                vec![self.file(ending)]
            }
        }
    }

    fn images(&mut self, count: usize) -> Vec<DraftFile> {
        (0..count)
            .map(|_| {
                let ending = if self.chance(90) {
                    "jpg"
                } else {
                    self.any(0..5)
                };
                self.file(ending)
            })
            .collect()
    }

    fn any(&mut self, of: std::ops::Range<usize>) -> &'static str {
        FORMATS[self.random.random_range(of)].0
    }

    fn file(&mut self, ending: &str) -> DraftFile {
        let number = self.random.random_range(0..FILES);
        let alt_text = match self.random.random_range(0..100) {
            0..80 => String::new(),
            80..97 => "A cake 👍".to_owned(),
            97..99 => "😀".repeat(250),
            _ => "日".repeat(1_000),
        };
        DraftFile {
            file_id: format!("{ending}{number}"),
            alt_text,
        }
    }

    fn own_files(&mut self, platforms: &[String]) -> Vec<OwnFiles> {
        let takes = |slug: &&String| Field::named(&format!("{slug}_media_urls")).is_some();
        let mut own = Vec::new();
        for platform in platforms.iter().filter(takes) {
            if self.chance(8) {
                own.push(OwnFiles {
                    platform: platform.clone(),
                    files: self.files_of_a_post(),
                });
            }
        }
        own
    }

    /// A text that is short, or close to the limit of one of the platforms.
    fn text(&mut self, platforms: &[Platform], field: TextField) -> String {
        let platform = *platforms.choose(&mut self.random).unwrap();
        let limit = count(platform, field, "").limit;
        let mut text = String::new();
        match (self.random.random_range(0..100), limit) {
            (0..6, _) => return " ".to_owned(),
            (6..9, _) => return "a < b".to_owned(),
            (9..35, Some(limit)) => {
                self.fill(&mut text, platform, field, limit);
            }
            _ => {
                for _ in 0..self.random.random_range(0..6) {
                    text.push_str(FRAGMENTS.choose(&mut self.random).unwrap());
                }
            }
        }
        text
    }

    /// Makes the text a few letters shorter or longer than the limit.
    fn fill(&mut self, text: &mut String, platform: Platform, field: TextField, limit: usize) {
        let wanted = (limit + self.random.random_range(0..=6_usize)).saturating_sub(3);
        let fragments: Vec<&str> = FRAGMENTS.sample(&mut self.random, 3).copied().collect();
        let used = |text: &str| count(platform, field, text).used;
        let once: usize = fragments.iter().map(|fragment| used(fragment).max(1)).sum();
        for _ in 0..wanted / (once + 1) {
            for fragment in &fragments {
                text.push_str(fragment);
            }
        }
        text.push(' ');
        for _ in 0..wanted.saturating_sub(used(text)) {
            text.push('a');
        }
    }

    fn values(&mut self, platforms: &[Platform]) -> Vec<FieldValue> {
        let fields = platforms
            .iter()
            .filter_map(|platform| platform.rules())
            .flat_map(|rules| rules.fields)
            .filter(|field| is_value(field));
        let mut values = Vec::new();
        for field in fields {
            let often = if field.required { 85 } else { 8 };
            if self.chance(often) {
                values.push(FieldValue {
                    field: field.name.to_owned(),
                    value: self.value(field),
                });
            }
        }
        values
    }

    fn value(&mut self, field: &Field) -> FieldContent {
        if self.chance(2) {
            return self.value_of_another_kind(field);
        }
        let list = |entries: Vec<String>| FieldContent::List(entries);
        match &field.control {
            Control::Switch { .. } => FieldContent::Switch(self.chance(50)),
            Control::Choice { values, .. } if self.chance(85) => {
                FieldContent::Text((*values.choose(&mut self.random).unwrap()).to_owned())
            }
            Control::Tags { most } => {
                let letters = if self.chance(50) { most / 10 } else { 5 };
                let tags = self.random.random_range(0..12);
                let tag = ["t", "t t", "日", "<"].choose(&mut self.random).unwrap();
                list(vec![tag.repeat(letters / tag.chars().count()); tags])
            }
            Control::Names { .. } => list(vec!["@lena".to_owned(); self.random.random_range(0..6)]),
            Control::Countries => self.one_of_lists(&["DE", "FR", "de", "Germany"]),
            Control::Choice { .. }
            | Control::Text { .. }
            | Control::Language { .. }
            | Control::Date
            | Control::Url
            | Control::ImageUrl { .. }
            | Control::Number
            | Control::Id
            | Control::Topic
            | Control::Media => {
                let choices = texts_for(&field.control);
                FieldContent::Text((*choices.choose(&mut self.random).unwrap()).to_owned())
            }
        }
    }

    fn one_of_lists(&mut self, entries: &[&str]) -> FieldContent {
        let entry = *entries.choose(&mut self.random).unwrap();
        FieldContent::List(vec!["DE".to_owned(), entry.to_owned()])
    }

    fn value_of_another_kind(&mut self, field: &Field) -> FieldContent {
        if matches!(field.control, Control::Switch { .. }) {
            FieldContent::Text("yes".to_owned())
        } else {
            FieldContent::Switch(true)
        }
    }

    fn when(&mut self, now: Moment) -> When {
        let later = match self.random.random_range(0..100) {
            0..55 => return When::Now,
            55..65 => return When::Queue,
            65..92 => TimeDelta::minutes(self.random.random_range(2..500_000)),
            92..96 => TimeDelta::minutes(-2),
            _ => TimeDelta::days(366),
        };
        let at = now + later;
        When::At(WallTime {
            date: at.format("%Y-%m-%d").to_string(),
            time: at.format("%H:%M").to_string(),
            later: false,
        })
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.random.random_range(0..100) < percent
    }
}

/// Right and wrong values of a field that takes one text.
fn texts_for(control: &Control) -> &'static [&'static str] {
    match control {
        Control::Choice { .. } => &["nothing of that", ""],
        Control::Text { .. } => &["Other words 👍", "", "a > b"],
        Control::Language { .. } => &["en", "pt-BR", "english language", "e", ""],
        Control::Date => &[
            "2026-04-15",
            "2026-02-30",
            "15.4.2026",
            "2026-04-15T13:00:00Z",
            "soon",
        ],
        Control::Url => &[
            "https://example.com/a?b=c#d",
            "https://müller.example:8443/",
            "http://example.com",
            "https://",
            "https://nowhere",
            "https://[::1",
            "https://1.2.3.999/",
            "https://exa mple.com",
            "",
        ],
        Control::ImageUrl { .. } => &[
            "https://example.com/a.jpg",
            "https://example.com/a",
            "https://example.com/a.PNG?x=.gif",
            "https://example.com/a.gif",
            "ftp://example.com/a.jpg",
        ],
        Control::Number => &["123456", "12a", "", "١٢"],
        Control::Id => &["board-1", "", "日本"],
        Control::Topic => &["gardening", "a.b", "a & b", "two\nlines", "👍👍"],
        Control::Switch { .. }
        | Control::Tags { .. }
        | Control::Names { .. }
        | Control::Countries
        | Control::Media => &[""],
    }
}
