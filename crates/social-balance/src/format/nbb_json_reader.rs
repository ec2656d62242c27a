//! The National Bank's JSON. Its own files say neither whose sheet it is nor of which year or model; Finbox's do.
//! Administrators are in it with their addresses: those values are skipped, never taken in.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::account::Year;
use super::draft::{Draft, Named, date, named};
use super::{Form, Given, NoteKind, Place, ReadError, Reading, Refusal, number};

/// Deeper than any of the National Bank's answers.
const DEEPEST: usize = 32;
/// More values than any of its answers has: a full filing has a few thousand.
const MOST_VALUES: usize = 500_000;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Document<'a> {
    #[serde(borrow, default)]
    enterprise_number: Option<&'a RawValue>,
    #[serde(borrow, default)]
    enterprise_name: Option<&'a RawValue>,
    #[serde(borrow, default)]
    exercise_dates: Option<ExerciseDates<'a>>,
    #[serde(borrow, default)]
    model_type: Option<&'a RawValue>,
    #[serde(borrow, default)]
    joint_committees: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    rubrics: Option<Vec<RubricValue<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExerciseDates<'a> {
    #[serde(borrow, default)]
    start_date: Option<&'a RawValue>,
    #[serde(borrow, default)]
    end_date: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RubricValue<'a> {
    #[serde(borrow, default)]
    code: Option<&'a RawValue>,
    #[serde(borrow, default)]
    value: Option<&'a RawValue>,
    #[serde(borrow, default)]
    period: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Committee<'a> {
    #[serde(borrow, default)]
    joint_committee_code: Option<&'a RawValue>,
    #[serde(borrow, default)]
    joint_committee: Option<&'a RawValue>,
}

pub(super) fn read(text: &str, given: &Given) -> Result<Reading, ReadError> {
    refuse_bombs(text)?;
    let document: Document<'_> = serde_json::from_str(text).map_err(|error| syntax_error(&error))?;
    let mut draft = Draft::new(Form::NbbJson);
    if let Some(number) = scalar(document.enterprise_number, || "EnterpriseNumber")? {
        draft.enterprise(&number, Place::named("EnterpriseNumber"))?;
    }
    if let Some(name) = scalar(document.enterprise_name, || "EnterpriseName")? {
        draft.enterprise_name(&name);
    }
    if let Some(dates) = document.exercise_dates {
        if let Some(start) = scalar(dates.start_date, || "ExerciseDates.startDate")? {
            draft.starts_on(date(&start, &Place::named("ExerciseDates.startDate"))?);
        }
        if let Some(end) = scalar(dates.end_date, || "ExerciseDates.endDate")? {
            let place = Place::named("ExerciseDates.endDate");
            draft.ends_on(date(&end, &place)?, place)?;
        }
    }
    if let Some(model) = scalar(document.model_type, || "ModelType")? {
        draft.model(&model, Place::named("ModelType"))?;
    }
    for (index, committee) in document.joint_committees.iter().flatten().enumerate() {
        let path = || format!("JointCommittees[{index}]");
        if let Some(committee) = committee_name(committee, path)? {
            draft.joint_committee(&committee, Place::named(path()));
        }
    }
    for (index, rubric) in document.rubrics.iter().flatten().enumerate() {
        take_rubric(&mut draft, rubric, index)?;
    }
    draft.finish(given)
}

fn take_rubric(draft: &mut Draft, rubric: &RubricValue<'_>, index: usize) -> Result<(), ReadError> {
    let path = |key: &str| format!("Rubrics[{index}].{key}");
    let Some(code) = scalar(rubric.code, || path("Code"))? else { return Ok(()) };
    let period = scalar(rubric.period, || path("Period"))?;
    let year = match period.as_deref().map(str::trim) {
        None | Some("N") => Year::This,
        Some("NM1") => Year::Preceding,
        Some(other) => match named(code.trim(), Year::This) {
            Named::Figure(_) => {
                let refusal = Refusal::UnknownPeriod { period: number::shown(other) };
                return Err(ReadError::new(Place::named(path("Period")), refusal));
            }
            Named::NoPrecedingCell | Named::Nothing => return Ok(()),
        },
    };
    match named(code.trim(), year) {
        Named::Figure(figure) => {
            let Some(value) = scalar(rubric.value, || path("Value"))?.filter(|value| !value.trim().is_empty()) else {
                return Ok(());
            };
            let place = || Place::named(path("Value"));
            let value = number::with_point(&value).map_err(|refusal| ReadError::new(place(), refusal))?;
            draft.figure(figure, value, place)
        }
        Named::NoPrecedingCell => {
            draft.note(NoteKind::NoPrecedingCell, Place::named(path("Code")), number::shown(&code));
            Ok(())
        }
        Named::Nothing => Ok(()),
    }
}

/// A string, or a number as it is spelt: no float comes between. `null` is nothing.
fn scalar<Path: Into<String>>(
    raw: Option<&RawValue>,
    path: impl FnOnce() -> Path,
) -> Result<Option<Cow<'_, str>>, ReadError> {
    let Some(raw) = raw.map(RawValue::get) else { return Ok(None) };
    let wrong =
        |detail: &str| ReadError::new(Place::named(path()), Refusal::MalformedJson { detail: detail.to_owned() });
    match raw.bytes().next() {
        Some(b'"') => match raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(plain) if !plain.contains('\\') => Ok(Some(Cow::Borrowed(plain))),
            _ => serde_json::from_str::<String>(raw)
                .map(|text| Some(Cow::Owned(text)))
                .map_err(|_| wrong("a text is broken")),
        },
        Some(b'-' | b'0'..=b'9') => Ok(Some(Cow::Borrowed(raw))),
        Some(b'n') => Ok(None),
        _ => Err(wrong("a text or a number is expected")),
    }
}

/// Committees come as texts, as numbers, or as objects with a code or, where there is none, the filer's own words.
fn committee_name(raw: &RawValue, path: impl Fn() -> String) -> Result<Option<Cow<'_, str>>, ReadError> {
    if !raw.get().starts_with('{') {
        return scalar(Some(raw), path);
    }
    let committee: Committee<'_> = serde_json::from_str(raw.get()).map_err(|error| {
        ReadError::new(
            Place::named(path()),
            Refusal::MalformedJson { detail: error.to_string().chars().take(200).collect() },
        )
    })?;
    let code = scalar(committee.joint_committee_code, &path)?.filter(|code| !code.trim().is_empty());
    Ok(match code {
        Some(code) => Some(code),
        None => scalar(committee.joint_committee, path)?.filter(|name| !name.trim().is_empty()),
    })
}

/// Counts depth and values before anything is built, in one pass over the bytes.
fn refuse_bombs(text: &str) -> Result<(), ReadError> {
    let (mut depth, mut values, mut line) = (0_usize, 0_usize, 1_u64);
    let (mut quoted, mut escaped) = (false, false);
    for byte in text.bytes() {
        line += u64::from(byte == b'\n');
        if quoted {
            quoted = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if depth > DEEPEST {
            return Err(ReadError::new(Place::line(line), Refusal::TooDeep { limit: DEEPEST }));
        }
        if values > MOST_VALUES {
            return Err(ReadError::new(Place::line(line), Refusal::TooMany { what: "values", limit: MOST_VALUES }));
        }
    }
    Ok(())
}

fn syntax_error(error: &serde_json::Error) -> ReadError {
    let place = Place::line(error.line() as u64);
    match error.classify() {
        serde_json::error::Category::Eof => {
            ReadError::new(place, Refusal::Truncated { missing: "a bracket, brace or quotation mark is not closed" })
        }
        _ => ReadError::new(place, Refusal::MalformedJson { detail: error.to_string().chars().take(200).collect() }),
    }
}
