use chrono::{DateTime, NaiveDate};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::ContractError;
use super::document::resolve;

/// What is done about members that a schema does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// They are wrong: a caller sends what nobody asked for.
    Refused,
    /// They are let pass: Silverfin announces that answers may grow.
    Allowed,
}

/// The schema words that are acted on, and those that only describe.
const KNOWN: [&str; 19] = [
    "$ref",
    "type",
    "properties",
    "required",
    "items",
    "enum",
    "format",
    "nullable",
    "oneOf",
    "pattern",
    "minimum",
    "maximum",
    "additionalProperties",
    "default",
    "description",
    "example",
    "title",
    "minLength",
    "maxLength",
];

/// Refuses a document in which a schema uses a word, a format or a pattern that would silently not be checked.
pub(crate) fn check_understood(document: &Value) -> Result<(), ContractError> {
    let mut found = Vec::new();
    find_schemas(document, "", &mut found);
    for (place, schema) in found {
        check_schema_understood(&place, schema)?;
    }
    Ok(())
}

fn find_schemas<'a>(value: &'a Value, place: &str, found: &mut Vec<(String, &'a Value)>) {
    match value {
        Value::Object(object) => {
            for (name, member) in object {
                let inner = format!("{place}/{name}");
                match (name.as_str(), member) {
                    ("schema", schema) => found.push((inner, schema)),
                    ("schemas", Value::Object(schemas)) => {
                        found.extend(schemas.iter().map(|(name, schema)| (format!("{inner}/{name}"), schema)));
                    }
                    _ => find_schemas(member, &inner, found),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                find_schemas(item, &format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn check_schema_understood(place: &str, schema: &Value) -> Result<(), ContractError> {
    let unsupported = |what: String| ContractError::Unsupported { place: place.to_owned(), what };
    let Some(object) = schema.as_object() else { return Ok(()) };
    for (word, value) in object {
        if !KNOWN.contains(&word.as_str()) {
            return Err(unsupported(format!("the schema word {word:?} is not known")));
        }
        match (word.as_str(), value) {
            ("format", Value::String(format))
                if !matches!(format.as_str(), "date" | "date-time" | "uuid" | "binary") =>
            {
                return Err(unsupported(format!("the format {format:?} is not known")));
            }
            ("pattern", Value::String(pattern)) if forbidden_characters(pattern).is_none() => {
                return Err(unsupported(format!("the pattern {pattern:?} is not known")));
            }
            ("properties", Value::Object(properties)) => {
                for (name, property) in properties {
                    check_schema_understood(&format!("{place}/properties/{name}"), property)?;
                }
            }
            ("items" | "additionalProperties", inner) => check_schema_understood(&format!("{place}/{word}"), inner)?,
            ("oneOf", Value::Array(alternatives)) => {
                for (index, alternative) in alternatives.iter().enumerate() {
                    check_schema_understood(&format!("{place}/oneOf/{index}"), alternative)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The characters that a pattern of the form `^[^…]+$` keeps out: the only form that the contracts use.
fn forbidden_characters(pattern: &str) -> Option<&str> {
    pattern.strip_prefix("^[^")?.strip_suffix("]+$").filter(|set| !set.contains(['\\', '-', '[', ']', '^']))
}

/// Everything in a value that its schema does not allow, each with its place.
pub(crate) fn check(document: &Value, schema: &Value, value: &Value, unknown: Unknown) -> Vec<String> {
    let mut wrong = Vec::new();
    Check { document, unknown }.value(schema, value, "", &mut wrong);
    wrong
}

/// Reads a text, as it stands in a path, a query or a form, as its schema's type.
pub(crate) fn read_text(document: &Value, schema: &Value, text: &str) -> Result<Value, String> {
    let schema = resolve(document, schema);
    match schema.get("type").and_then(Value::as_str) {
        Some("integer") => text.parse::<i64>().map(Value::from).map_err(|_| format!("{text:?} is not a whole number")),
        Some("number") => text.parse::<f64>().map(Value::from).map_err(|_| format!("{text:?} is not a number")),
        Some("boolean") => text.parse::<bool>().map(Value::from).map_err(|_| format!("{text:?} is not true or false")),
        _ => Ok(Value::from(text)),
    }
}

struct Check<'a> {
    document: &'a Value,
    unknown: Unknown,
}

impl Check<'_> {
    fn value(&self, schema: &Value, value: &Value, place: &str, wrong: &mut Vec<String>) {
        let schema = resolve(self.document, schema);
        let named = if place.is_empty() { "the body" } else { place };
        let word = |name: &str| schema.get(name);
        if value.is_null() {
            let nullable = word("nullable").and_then(Value::as_bool).unwrap_or_default();
            if !nullable && (word("type").is_some() || word("oneOf").is_some()) {
                wrong.push(format!("{named} is null"));
            }
            return;
        }
        if let Some(alternatives) = word("oneOf").and_then(Value::as_array) {
            self.one_of(alternatives, value, place, named, wrong);
            return;
        }
        if let Some(expected) = word("type").and_then(Value::as_str)
            && !has_type(value, expected)
        {
            wrong.push(format!("{named} is not of type {expected}"));
            return;
        }
        if let Some(allowed) = word("enum").and_then(Value::as_array)
            && !allowed.contains(value)
        {
            wrong.push(format!("{named} is {value}, which is none of the allowed values"));
        }
        match value {
            Value::String(text) => check_text(schema, text, named, wrong),
            Value::Number(number) => check_bounds(schema, number.as_f64(), named, wrong),
            Value::Array(items) => {
                if let Some(item_schema) = word("items") {
                    for (index, item) in items.iter().enumerate() {
                        self.value(item_schema, item, &format!("{place}[{index}]"), wrong);
                    }
                }
            }
            Value::Object(object) => self.object(schema, object, place, wrong),
            _ => {}
        }
    }

    fn object(&self, schema: &Value, object: &Map<String, Value>, place: &str, wrong: &mut Vec<String>) {
        let inner = |name: &str| if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") };
        for name in schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(name) {
                wrong.push(format!("{} is missing", inner(name)));
            }
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        let additional = schema.get("additionalProperties");
        for (name, member) in object {
            if let Some(known) = properties.and_then(|properties| properties.get(name)) {
                self.value(known, member, &inner(name), wrong);
            } else if let Some(additional @ Value::Object(_)) = additional {
                self.value(additional, member, &inner(name), wrong);
            } else if self.unknown == Unknown::Refused
                && (properties.is_some() && additional != Some(&Value::Bool(true)))
            {
                wrong.push(format!("{} is not a member that the contract knows", inner(name)));
            }
        }
    }

    fn one_of(&self, alternatives: &[Value], value: &Value, place: &str, named: &str, wrong: &mut Vec<String>) {
        let mut closest: Option<Vec<String>> = None;
        let mut matching = 0;
        for alternative in alternatives {
            let mut objections = Vec::new();
            self.value(alternative, value, place, &mut objections);
            if objections.is_empty() {
                matching += 1;
            } else if closest.as_ref().is_none_or(|fewest| objections.len() < fewest.len()) {
                closest = Some(objections);
            }
        }
        match (matching, closest) {
            (1, _) => {}
            (0, Some(objections)) => {
                wrong.push(format!("{named} is none of the allowed forms ({})", objections.join("; ")));
            }
            _ => wrong.push(format!("{named} is several of the allowed forms at once")),
        }
    }
}

fn has_type(value: &Value, expected: &str) -> bool {
    match expected {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

fn check_text(schema: &Value, text: &str, named: &str, wrong: &mut Vec<String>) {
    let well_formed = match schema.get("format").and_then(Value::as_str) {
        Some("date") => text.len() == 10 && text.parse::<NaiveDate>().is_ok(),
        Some("date-time") => DateTime::parse_from_rfc3339(text).is_ok(),
        Some("uuid") => text.len() == 36 && Uuid::try_parse(text).is_ok(),
        _ => true,
    };
    if !well_formed {
        let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
        wrong.push(format!("{named} is not of format {format}"));
    }
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        let kept_out = forbidden_characters(pattern).unwrap_or_default();
        if text.is_empty() || text.contains(|character| kept_out.contains(character)) {
            wrong.push(format!("{named} does not match {pattern}"));
        }
    }
    let length = text.chars().count() as u64;
    if schema.get("minLength").and_then(Value::as_u64).is_some_and(|least| length < least)
        || schema.get("maxLength").and_then(Value::as_u64).is_some_and(|most| length > most)
    {
        wrong.push(format!("{named} has {length} characters"));
    }
}

fn check_bounds(schema: &Value, number: Option<f64>, named: &str, wrong: &mut Vec<String>) {
    let bound = |name: &str| schema.get(name).and_then(Value::as_f64);
    let Some(number) = number else { return };
    if let Some(least) = bound("minimum").filter(|least| number < *least) {
        wrong.push(format!("{named} is {number}, below {least}"));
    }
    if let Some(most) = bound("maximum").filter(|most| number > *most) {
        wrong.push(format!("{named} is {number}, above {most}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn objections(schema: &Value, value: &Value) -> String {
        check(&json!({}), schema, value, Unknown::Refused).join(" | ")
    }

    #[test]
    fn a_value_is_held_to_every_word_of_its_schema() {
        for (schema, value, expected) in [
            (json!({"type": "integer"}), json!(1), ""),
            (json!({"type": "integer"}), json!("1"), "the body is not of type integer"),
            (json!({"type": "integer"}), json!(1.5), "the body is not of type integer"),
            (json!({"type": "integer", "minimum": 30}), json!(29), "the body is 29, below 30"),
            (json!({"type": "integer", "maximum": 500}), json!(501), "the body is 501, above 500"),
            (json!({"type": "string"}), json!(null), "the body is null"),
            (json!({"type": "string", "nullable": true}), json!(null), ""),
            (json!({"type": "string", "format": "date"}), json!("2025-2-01"), "the body is not of format date"),
            (json!({"type": "string", "format": "date"}), json!("2025-02-01"), ""),
            (
                json!({"type": "string", "format": "date-time"}),
                json!("2025-02-01"),
                "the body is not of format date-time",
            ),
            (json!({"type": "string", "format": "date-time"}), json!("2025-02-01T00:00:00+01:00"), ""),
            (json!({"type": "string", "format": "uuid"}), json!("1"), "the body is not of format uuid"),
            (json!({"type": "string", "pattern": "^[^.]+$"}), json!("a.b"), "the body does not match ^[^.]+$"),
            (json!({"type": "string", "pattern": "^[^.]+$"}), json!("a_b"), ""),
            (
                json!({"type": "string", "enum": ["a"]}),
                json!("b"),
                r#"the body is "b", which is none of the allowed values"#,
            ),
            (json!({"type": "array", "items": {"type": "string"}}), json!(["a", 1]), "[1] is not of type string"),
            (json!({"type": "object", "required": ["a"], "properties": {"a": {}}}), json!({}), "a is missing"),
            (
                json!({"type": "object", "properties": {"a": {"type": "object", "properties": {}}}}),
                json!({"a": {"b": 1}}),
                "a.b is not a member that the contract knows",
            ),
            (json!({"type": "object", "additionalProperties": true}), json!({"b": 1}), ""),
            (
                json!({"oneOf": [{"type": "string"}, {"type": "boolean"}]}),
                json!(1),
                "the body is none of the allowed forms (the body is not of type string)",
            ),
            (
                json!({"oneOf": [{"type": "number"}, {"type": "integer"}]}),
                json!(1),
                "the body is several of the allowed forms at once",
            ),
        ] {
            assert_eq!(objections(&schema, &value), expected, "{schema} {value}");
        }
    }

    #[test]
    fn a_contract_that_asks_for_more_than_is_checked_is_refused() {
        for schema in [json!({"allOf": []}), json!({"format": "email"}), json!({"pattern": "^a+$"})] {
            let document = json!({"paths": {"/": {"get": {"parameters": [{"schema": {"items": schema}}]}}}});
            assert!(check_understood(&document).is_err(), "{document}");
        }
    }
}
