//! What can be said for one platform only, as the page asks for it.

use latchkey_platforms::{Control, Field, Platform, PostType};
use latchkey_text::compose_words as t;

use super::content::{is_value, takes_own_files};
use crate::views::{ChoiceView, ControlView, FieldView, PlatformFieldsView, PostKind};
use crate::wording;

/// The fields of every platform.
pub(super) fn platform_fields() -> Vec<PlatformFieldsView> {
    Platform::ALL.into_iter().map(fields_of).collect()
}

fn fields_of(platform: Platform) -> PlatformFieldsView {
    let rules = platform.rules();
    let fields = rules.map(|rules| rules.fields).unwrap_or_default();
    PlatformFieldsView {
        platform: platform.slug().to_owned(),
        name: wording::platform(platform.slug()),
        takes_own_files: takes_own_files(platform.slug()),
        fields: fields
            .iter()
            .filter(|field| is_value(field))
            .map(field_view)
            .collect(),
    }
}

fn field_view(field: &Field) -> FieldView {
    FieldView {
        name: field.name.to_owned(),
        label: wording::field_label(field),
        explanation: wording::field_explanation(field),
        control: control(field),
        required: field.required,
        kinds: field.post_types.iter().copied().map(kind).collect(),
    }
}

fn control(field: &Field) -> ControlView {
    let short = |example: String| ControlView::Short { example };
    match &field.control {
        Control::Switch { default } => ControlView::Switch { default: *default },
        Control::Choice { values, default } => ControlView::Choice {
            choices: values
                .iter()
                .map(|value| ChoiceView {
                    value: (*value).to_owned(),
                    label: wording::field_value(field, value),
                })
                .collect(),
            default: default.map(str::to_owned),
        },
        Control::Text { .. } => ControlView::Text {
            long: field.name.ends_with("_text"),
        },
        Control::Tags { .. } => ControlView::List {
            example: t::example_tags(),
        },
        Control::Names { .. } => ControlView::List {
            example: t::example_names(),
        },
        Control::Countries => ControlView::List {
            example: t::example_countries(),
        },
        Control::Language { default } => {
            short(default.map_or_else(t::example_language, str::to_owned))
        }
        Control::Date => ControlView::Date,
        Control::Url => short(t::example_address()),
        Control::ImageUrl { .. } => short(t::example_image_address()),
        Control::Number => short(t::example_number()),
        // Media are no value; a board's or a place's id is all that is left.
        Control::Id | Control::Media => short(t::example_id()),
        Control::Topic => short(t::example_topic()),
    }
}

fn kind(post_type: PostType) -> PostKind {
    match post_type {
        PostType::Text => PostKind::Text,
        PostType::Image => PostKind::Image,
        PostType::Video => PostKind::Video,
        PostType::Document => PostKind::Document,
    }
}
