//! Zones, and what a time means in one.

use latchkey_core::views::{SetZoneForm, TimeForm, WallTime};
use latchkey_core::{Error, Invalid};

use super::{Planned, cards, in_berlin};

fn zone(planned: &Planned, zone: Option<&str>) -> SetZoneForm {
    SetZoneForm {
        workspace_id: planned.demo.clone(),
        zone: zone.map(str::to_owned),
    }
}

#[tokio::test]
async fn a_workspace_is_planned_by_the_computers_clock_until_another_is_chosen() {
    let planned = Planned::new().await;
    let at = planned.days_ahead(3);
    planned.scheduled("Hello", at).await;
    let core = &planned.world.core;
    let zones = core.list_zones(planned.form()).await.unwrap();
    assert_eq!(zones.chosen, None);
    assert!(
        zones.computers.starts_with("Europe/Berlin (UTC+0"),
        "{}",
        zones.computers
    );
    assert!(zones.zones.len() > 300);
    assert!(
        zones
            .zones
            .iter()
            .any(|one| one.label.starts_with("America/New York (UTC−0"))
    );

    let chosen = core
        .set_zone(zone(&planned, Some("Asia/Tokyo")))
        .await
        .unwrap();
    assert_eq!(chosen.chosen.as_deref(), Some("Asia/Tokyo"));
    let view = planned.calendar().await;
    assert_eq!(view.zone, "Asia/Tokyo");
    let shown = in_berlin(at);
    assert_ne!(
        cards(&view)[0].time,
        shown.time,
        "nine in Berlin is not nine in Tokyo"
    );

    let back = core.set_zone(zone(&planned, None)).await.unwrap();
    assert_eq!(back.chosen, None);
    assert_eq!(cards(&planned.calendar().await)[0].time, shown.time);
}

#[tokio::test]
async fn a_zone_nobody_knows_is_refused_and_changes_nothing() {
    let planned = Planned::new().await;
    for name in ["", "Europe/Atlantis", "../etc/passwd", "Europe/Berlin\0"] {
        let answer = planned
            .world
            .core
            .set_zone(zone(&planned, Some(name)))
            .await;
        assert!(
            matches!(answer, Err(Error::Invalid(Invalid::NoSuchZone))),
            "{name:?}"
        );
    }
    assert_eq!(planned.calendar().await.zone, "Europe/Berlin");
}

#[tokio::test]
async fn a_time_is_explained_while_it_is_chosen() {
    let planned = Planned::new().await;
    let asked = |date: &str, time: &str| {
        planned.world.core.check_time(TimeForm {
            workspace_id: planned.demo.clone(),
            at: WallTime {
                date: date.to_owned(),
                time: time.to_owned(),
                later: false,
            },
        })
    };
    let good = in_berlin(planned.days_ahead(30));
    let good = asked(&good.date, &good.time).await.unwrap();
    assert_eq!(good.refusal, None);
    assert!(good.at.unwrap().ends_with('Z'));
    assert!(good.sentence.contains("UTC"), "{}", good.sentence);

    let past = asked("2020-01-01", "12:00").await.unwrap();
    assert_eq!(past.refusal.as_deref(), Some("This time has passed."));
    assert_eq!(
        past.sentence,
        "Wednesday, 1 January 2020, 12:00 (11:00 UTC)"
    );
    assert_eq!(past.at, None);

    let nonsense = asked("soon", "noonish").await.unwrap();
    assert_eq!(
        (nonsense.at, nonsense.refusal.as_ref()),
        (None, Some(&nonsense.sentence))
    );
}
