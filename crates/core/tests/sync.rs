//! Reading posts: from a service that behaves, from one that does not, and through every kind of
//! trouble. Afterwards everything at the service is known once, as it is there, and nothing else is
//! called there.

mod changes;
mod desk;
mod dying;
mod list;
mod reading;
mod trouble;
