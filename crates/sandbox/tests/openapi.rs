//! The document a stranger's generator reads.

use crate::support::{World, answer, document::DOCUMENT};

#[tokio::test]
async fn the_document_is_served_without_a_key() {
    let world = World::new().await;
    let url = world
        .sandbox
        .base_url()
        .join("/public-openapi.json")
        .unwrap();
    let served = answer(world.http.get(url)).await;
    assert!(served.is(200, &DOCUMENT));
    assert_eq!(served.body["openapi"], "3.0.3");
}

#[tokio::test]
async fn every_documented_operation_is_behind_the_door_for_keys() {
    let world = World::new().await;
    for (path, operations) in DOCUMENT["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            let method = method.to_uppercase().parse().unwrap();
            let path = path.replace("{id}", "550e8400-e29b-41d4-a716-446655440000");
            let url = format!("{}{path}", world.sandbox.base_url());
            let refused = answer(world.http.request(method, url)).await;
            assert_eq!(refused.status, 401, "{path} answers, and only with a key");
        }
    }
}

#[tokio::test]
async fn every_operation_has_an_id_of_its_own_and_no_reference_is_loose() {
    let mut ids = std::collections::BTreeSet::new();
    for operations in DOCUMENT["paths"].as_object().unwrap().values() {
        for operation in operations.as_object().unwrap().values() {
            assert!(ids.insert(operation["operationId"].as_str().unwrap()));
        }
    }
    let text = DOCUMENT.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(DOCUMENT.pointer(pointer).is_some(), "{pointer}");
    }
}
