//! The files `/upload-media` takes (vendor's OpenAPI descriptions, 2026-04), known by the ending
//! of their name or by their MIME type.

/// A format of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MediaType {
    /// `image`, `video` or `document`, as the API spells it.
    pub(crate) kind: &'static str,
    pub(crate) ending: &'static str,
    pub(crate) mime: &'static str,
}

/// The format of a file by its name, or else by its MIME type.
pub(crate) fn detect(name: &str, mime: Option<&str>) -> Option<&'static MediaType> {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let ending = ending.map(|ending| {
        if ending == "jpeg" {
            "jpg".to_owned()
        } else {
            ending
        }
    });
    let by_name = TYPES
        .iter()
        .find(|one| Some(one.ending) == ending.as_deref());
    by_name.or_else(|| by_mime(mime?))
}

/// The format with this MIME type; parameters after a semicolon are ignored.
pub(crate) fn by_mime(mime: &str) -> Option<&'static MediaType> {
    let mime = mime.split(';').next()?.trim();
    TYPES.iter().find(|one| one.mime.eq_ignore_ascii_case(mime))
}

const fn of(kind: &'static str, ending: &'static str, mime: &'static str) -> MediaType {
    MediaType { kind, ending, mime }
}

const TYPES: [MediaType; 15] = [
    of("image", "jpg", "image/jpeg"),
    of("image", "png", "image/png"),
    of("image", "webp", "image/webp"),
    of("image", "gif", "image/gif"),
    of("image", "bmp", "image/bmp"),
    of("video", "mp4", "video/mp4"),
    of("video", "mov", "video/quicktime"),
    of("video", "webm", "video/webm"),
    of("video", "avi", "video/x-msvideo"),
    of("video", "mkv", "video/x-matroska"),
    of("document", "pdf", "application/pdf"),
    of("document", "doc", "application/msword"),
    of(
        "document",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    of("document", "ppt", "application/vnd.ms-powerpoint"),
    of(
        "document",
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
];
