//! The sandbox over real HTTP. Each module is one part of what it promises; every answer a test
//! sees from `/v1` is compared with `openapi.json` on the way.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should stop"
)]

mod dashboard;
mod editing;
mod errors;
mod faults;
mod hostile;
mod keys;
mod limits;
mod openapi;
mod posts;
mod profiles;
mod publishing;
mod queue;
mod refusals;
mod restart;
mod standalone;
mod story;
mod support;
mod uploads;
