use std::collections::{BTreeMap, BTreeSet};

use http::Method;
use serde_json::Value;

use super::{ContractError, schema};

/// An OpenAPI 3.0 document, as far as the two contracts use the format.
#[derive(Debug)]
pub(crate) struct Contract {
    document: Value,
    operations: Vec<Operation>,
}

/// One operation of a contract.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    /// Its `operationId`.
    pub(crate) id: String,
    /// Its method.
    pub(crate) method: Method,
    /// Its path's segments.
    pub(crate) segments: Vec<Segment>,
    /// Its parameters, those of its path included.
    pub(crate) parameters: Vec<Parameter>,
    /// The body that it takes.
    pub(crate) body: Option<BodyContract>,
    /// Its answers by status, "default" among them; per media type the schema, if it has one.
    pub(crate) answers: BTreeMap<String, BTreeMap<String, Option<Value>>>,
    /// Whoever holds all scopes of one of these sets may call it. Empty: no credential is asked for.
    pub(crate) scopes: Vec<BTreeSet<String>>,
}

/// One segment of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    /// Stands there as it is.
    Fixed(String),
    /// Holds a parameter of this name.
    Parameter(String),
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// One parameter.
#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    /// Its name.
    pub(crate) name: String,
    /// Where it stands.
    pub(crate) place: Place,
    /// Whether it must be there.
    pub(crate) required: bool,
    /// What it may be.
    pub(crate) schema: Value,
}

/// The body that an operation takes.
#[derive(Debug, Clone)]
pub(crate) struct BodyContract {
    /// Whether it must be there.
    pub(crate) required: bool,
    /// Its schema per media type.
    pub(crate) contents: BTreeMap<String, Option<Value>>,
}

/// What a contract has at an address.
#[derive(Debug)]
pub(crate) enum Found<'a> {
    /// This operation, and the parameters in the path.
    Operation(&'a Operation, BTreeMap<String, String>),
    /// The path, but not with this method.
    OtherMethods,
    /// Nothing.
    Nothing,
}

impl Contract {
    /// Reads a document, and refuses one that uses what the validator does not know.
    pub(crate) fn read(text: &str) -> Result<Self, ContractError> {
        let document: Value =
            serde_yaml_ng::from_str(text).map_err(|error| ContractError::Unreadable(error.to_string()))?;
        schema::check_understood(&document)?;
        let mut operations = Vec::new();
        for (path, item) in members(document.get("paths")) {
            for (name, operation) in members(Some(item)) {
                let Some(method) = method(name) else { continue };
                operations.push(read_operation(&document, path, item, method, operation)?);
            }
        }
        share_parameters(&mut operations);
        Ok(Self { document, operations })
    }

    /// The whole document, in which references are looked up.
    pub(crate) fn document(&self) -> &Value {
        &self.document
    }

    /// Every operation, in the document's order.
    pub(crate) fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The operation at an address. Fixed segments win over parameters.
    pub(crate) fn find(&self, method: &Method, path: &str) -> Found<'_> {
        let mut found = Found::Nothing;
        let mut most_fixed = 0;
        for operation in &self.operations {
            let Some(parameters) = match_path(&operation.segments, path) else { continue };
            if operation.method != *method {
                if matches!(found, Found::Nothing) {
                    found = Found::OtherMethods;
                }
                continue;
            }
            let fixed = operation.segments.iter().filter(|segment| matches!(segment, Segment::Fixed(_))).count();
            if fixed > most_fixed {
                most_fixed = fixed;
                found = Found::Operation(operation, parameters);
            }
        }
        found
    }
}

/// The value that a `$ref` stands for, or the value itself.
pub(crate) fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => reference
            .strip_prefix('#')
            .and_then(|pointer| document.pointer(pointer))
            .map_or(value, |target| resolve(document, target)),
        None => value,
    }
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

fn method(name: &str) -> Option<Method> {
    match name {
        "get" => Some(Method::GET),
        "put" => Some(Method::PUT),
        "post" => Some(Method::POST),
        "delete" => Some(Method::DELETE),
        _ => None,
    }
}

fn read_operation(
    document: &Value,
    path: &str,
    item: &Value,
    method: Method,
    operation: &Value,
) -> Result<Operation, ContractError> {
    let wrong = |what: &str| ContractError::Unsupported { place: format!("{method} {path}"), what: what.to_owned() };
    let id = operation.get("operationId").and_then(Value::as_str).ok_or_else(|| wrong("has no operationId"))?;
    let mut parameters = Vec::new();
    for holder in [item, operation] {
        for parameter in holder.get("parameters").and_then(Value::as_array).into_iter().flatten() {
            let parameter = resolve(document, parameter);
            let text = |name: &str| parameter.get(name).and_then(Value::as_str);
            parameters.push(Parameter {
                name: text("name").ok_or_else(|| wrong("has a parameter without a name"))?.to_owned(),
                place: match text("in") {
                    Some("path") => Place::Path,
                    Some("query") => Place::Query,
                    Some("header") => Place::Header,
                    _ => return Err(wrong("has a parameter in an unknown place")),
                },
                required: parameter.get("required").and_then(Value::as_bool).unwrap_or_default(),
                schema: parameter.get("schema").cloned().unwrap_or_default(),
            });
        }
    }
    let body = operation.get("requestBody").map(|body| BodyContract {
        required: body.get("required").and_then(Value::as_bool).unwrap_or_default(),
        contents: contents(body),
    });
    let answers = members(operation.get("responses"))
        .map(|(status, answer)| (status.clone(), contents(resolve(document, answer))))
        .collect();
    let security = operation.get("security").or_else(|| document.get("security"));
    let scopes = security.and_then(Value::as_array).into_iter().flatten().map(read_scopes).collect();
    Ok(Operation { id: id.to_owned(), method, segments: segments(path), parameters, body, answers, scopes })
}

fn contents(holder: &Value) -> BTreeMap<String, Option<Value>> {
    members(holder.get("content"))
        .map(|(media_type, content)| (media_type.clone(), content.get("schema").cloned()))
        .collect()
}

fn read_scopes(requirement: &Value) -> BTreeSet<String> {
    members(Some(requirement))
        .flat_map(|(_, scopes)| scopes.as_array().into_iter().flatten())
        .filter_map(|scope| scope.as_str().map(str::to_owned))
        .collect()
}

/// The authorize address with a firm is "the same operation" by the contract's own word, but its list of parameters
/// leaves out two of the first one's.
fn share_parameters(operations: &mut [Operation]) {
    let Some(shared) = operations.iter().find(|operation| operation.id == "authorizeUser") else { return };
    let shared = shared.parameters.clone();
    for operation in operations.iter_mut().filter(|operation| operation.id == "authorizeUserForFirm") {
        for parameter in &shared {
            if !operation.parameters.iter().any(|known| known.name == parameter.name) {
                operation.parameters.push(parameter.clone());
            }
        }
    }
}

fn segments(path: &str) -> Vec<Segment> {
    path.trim_start_matches('/')
        .split('/')
        .map(|segment| match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => Segment::Parameter(name.to_owned()),
            None => Segment::Fixed(segment.to_owned()),
        })
        .collect()
}

fn match_path(segments: &[Segment], path: &str) -> Option<BTreeMap<String, String>> {
    let mut parts = path.strip_prefix('/')?.split('/');
    let mut parameters = BTreeMap::new();
    for segment in segments {
        let part = percent_decode(parts.next()?)?;
        match segment {
            Segment::Fixed(text) if *text == part => {}
            Segment::Parameter(name) if !part.is_empty() => {
                parameters.insert(name.clone(), part);
            }
            _ => return None,
        }
    }
    parts.next().is_none().then_some(parameters)
}

fn percent_decode(segment: &str) -> Option<String> {
    let mut bytes = segment.bytes();
    let mut decoded = Vec::with_capacity(segment.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Service, of};

    fn found(service: Service, method: &Method, path: &str) -> String {
        match of(service).unwrap().find(method, path) {
            Found::Operation(operation, parameters) => format!("{} {parameters:?}", operation.id),
            Found::OtherMethods => "other methods".into(),
            Found::Nothing => "nothing".into(),
        }
    }

    #[test]
    fn an_operation_is_found_by_method_and_path() {
        for (service, method, path, expected) in [
            (Service::Finbox, Method::GET, "/v1/dossiers", "listDossiers {}"),
            (Service::Finbox, Method::POST, "/v1/dossiers", "other methods"),
            (Service::Finbox, Method::GET, "/v1/dossiers/", "nothing"),
            (
                Service::Finbox,
                Method::POST,
                "/v1/pairings/8K3M%20QZ5T/validation",
                r#"validatePairing {"pairing_id": "8K3M QZ5T"}"#,
            ),
            (
                Service::Silverfin,
                Method::GET,
                "/api/v4/f/7/companies/9",
                r#"getCompanyDetails {"company_id": "9", "firm_id": "7"}"#,
            ),
            (Service::Silverfin, Method::GET, "/api/v4/f/7/user/firm", r#"getCurrentUserFirm {"firm_id": "7"}"#),
            (Service::Silverfin, Method::GET, "/api/v4/f//companies", "nothing"),
        ] {
            assert_eq!(found(service, &method, path), expected, "{method} {path}");
        }
    }

    #[test]
    fn scopes_are_sets_to_choose_from() {
        let Found::Operation(operation, _) =
            of(Service::Silverfin).unwrap().find(&Method::GET, "/api/v4/f/1/companies/2/periods")
        else {
            panic!("there is such an operation")
        };
        assert_eq!(
            operation.scopes,
            [BTreeSet::from(["financials:read".to_owned()]), BTreeSet::from(["communication:read".to_owned()])]
        );
    }

    #[test]
    fn pkce_may_be_sent_to_either_authorize_address() {
        for path in ["/oauth/authorize", "/f/1/oauth/authorize"] {
            let Found::Operation(operation, _) = of(Service::Silverfin).unwrap().find(&Method::GET, path) else {
                panic!("there is such an operation")
            };
            assert!(operation.parameters.iter().any(|parameter| parameter.name == "code_challenge"), "{path}");
        }
    }
}
