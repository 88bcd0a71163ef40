//! Compares answers with `openapi.json`: the status is documented, the body has that shape.

use std::sync::LazyLock;

use reqwest::Method;
use serde_json::Value;

use super::Answer;

pub(crate) static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../openapi.json")).unwrap());

/// Fails when the document does not foresee this answer. Routes it does not have are no concern.
pub(crate) fn check(method: &Method, path: &str, answer: &Answer) {
    let Some(operation) = operation(method, path) else {
        return;
    };
    let response = resolve(&operation["responses"][answer.status.to_string()]);
    assert!(
        !response.is_null(),
        "{method} {path}: {} is not documented",
        answer.status
    );
    let schema = &response["content"]["application/json"]["schema"];
    if let Err(problem) = matches(schema, &answer.body, "body") {
        panic!(
            "{method} {path} {}: {problem}\n{:#}",
            answer.status, answer.body
        );
    }
}

fn operation(method: &Method, path: &str) -> Option<&'static Value> {
    let path = path.split('?').next()?;
    let paths = DOCUMENT["paths"].as_object()?;
    let literal = paths.get(path);
    let operations = literal.or_else(|| {
        paths
            .iter()
            .find(|(template, _)| fits(template, path))
            .map(|(_, operations)| operations)
    })?;
    operations.get(method.as_str().to_lowercase())
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template
            .iter()
            .zip(path)
            .all(|(part, actual)| part.starts_with('{') || *part == actual)
}

fn resolve(value: &'static Value) -> &'static Value {
    match value["$ref"].as_str() {
        None => value,
        Some(reference) => DOCUMENT.pointer(reference.trim_start_matches('#')).unwrap(),
    }
}

/// The part of JSON Schema the document uses.
fn matches(schema: &'static Value, value: &Value, at: &str) -> Result<(), String> {
    let schema = resolve(schema);
    if value.is_null() && schema["nullable"] == true {
        return Ok(());
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let fits = choices
            .iter()
            .any(|choice| matches(choice, value, at).is_ok());
        return fits
            .then_some(())
            .ok_or_else(|| format!("{at} fits no alternative"));
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        matches(part, value, at)?;
    }
    if let Some(allowed) = schema["enum"].as_array()
        && !allowed.contains(value)
    {
        return Err(format!("{at} is {value}, not one of {allowed:?}"));
    }
    let has_type = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        _ => true,
    };
    if !has_type {
        return Err(format!("{at} is {value}, not of type {}", schema["type"]));
    }
    for item in value.as_array().into_iter().flatten() {
        matches(&schema["items"], item, &format!("{at}[]"))?;
    }
    let Some(fields) = value.as_object() else {
        return Ok(());
    };
    for required in schema["required"].as_array().into_iter().flatten() {
        let required = required.as_str().unwrap();
        if !fields.contains_key(required) {
            return Err(format!("{at}.{required} is missing"));
        }
    }
    for (name, field) in fields {
        let at = format!("{at}.{name}");
        match schema["properties"]
            .get(name)
            .or_else(|| schema.get("additionalProperties"))
        {
            Some(property) => matches(property, field, &at)?,
            None if schema["properties"].is_object() => {
                return Err(format!("{at} is undocumented"));
            }
            None => {}
        }
    }
    Ok(())
}
