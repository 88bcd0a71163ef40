//! `/posts`: listing, creating, changing, deleting, and trying again.

pub(crate) mod caps;
pub(crate) mod create;
pub(crate) mod edit;
pub(crate) mod list;
pub(crate) mod overrides;
pub(crate) mod record;
pub(crate) mod request;
pub(crate) mod status;
pub(crate) mod text;
pub(crate) mod validate;
