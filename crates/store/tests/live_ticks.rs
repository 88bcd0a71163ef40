use latchkey_store::incidents;
use latchkey_store::live_ticks::{self, LiveTickRow};

use crate::world::{at, incident, read, store_with_keys, write};

fn tick(post_id: &str, platform: &str, seconds: i64) -> LiveTickRow {
    LiveTickRow {
        incident_id: "i".into(),
        post_id: post_id.into(),
        platform: platform.into(),
        done_at: at(seconds),
    }
}

#[tokio::test]
async fn a_tick_stays_until_it_is_taken_back() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        incidents::insert(tx, &incident("i"))?;
        live_ticks::set(tx, &tick("p", "x", 1))?;
        live_ticks::set(tx, &tick("p", "x", 2))?;
        live_ticks::set(tx, &tick("p", "instagram", 3))?;
        live_ticks::set(tx, &tick("o", "x", 4))?;
        live_ticks::unset(tx, "i", "o", "x")?;
        live_ticks::unset(tx, "i", "o", "x")
    })
    .await
    .unwrap();
    assert_eq!(
        read(&store, |tx| live_ticks::list(tx, "i")).await,
        [tick("p", "instagram", 3), tick("p", "x", 1)],
        "the first tick counts"
    );
    assert_eq!(
        read(&store, |tx| live_ticks::list(tx, "elsewhere")).await,
        []
    );
}
