use quick_xml::events::Event;
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::{Form, ReadError, Refusal, SIZE_LIMIT, csv_rows, nbb_csv, simple_csv, xbrl};

/// How many rows of a CSV are looked at: the National Bank's begins with 18 rows of metadata.
const FIRST_ROWS: usize = 25;

/// Finds out a file's form by its content. The name of the file plays no part.
///
/// UTF-8 with or without a byte order mark is read; UTF-16 and Latin-1 are refused (`encoding`), for a figure misread
/// is worse than a file saved once more.
pub fn detect(bytes: &[u8]) -> Result<Form, ReadError> {
    let unknown = |found| Err(Refusal::UnknownForm { found }.into());
    if bytes.starts_with(b"%PDF") {
        return unknown("a PDF");
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return unknown("a zip archive or a spreadsheet");
    }
    let text = text_of(bytes)?;
    let text = text.trim_start();
    match text.bytes().next() {
        None => Err(Refusal::Empty.into()),
        Some(b'<') => xml_form(text),
        Some(b'{') => Ok(Form::NbbJson),
        Some(b'[') => unknown("a JSON list"),
        Some(_) => csv_form(text),
    }
}

/// The text of a file of acceptable size, without its byte order mark.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() > SIZE_LIMIT {
        return Err(Refusal::TooLarge { bytes: bytes.len(), limit: SIZE_LIMIT }.into());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| ReadError::from(Refusal::Encoding))?;
    if text.contains('\0') {
        return Err(Refusal::Encoding.into());
    }
    Ok(text)
}

fn xml_form(text: &str) -> Result<Form, ReadError> {
    let mut reader = NsReader::from_str(text);
    loop {
        let (namespace, event) =
            reader.read_resolved_event().map_err(|error| xbrl::syntax_error(text, text.len(), &error))?;
        match event {
            Event::DocType(content) => return Err(xbrl::document_type(&content).into()),
            Event::Start(element) | Event::Empty(element) => {
                let instance =
                    matches!(namespace, ResolveResult::Bound(Namespace(uri)) if uri == xbrl::INSTANCE.as_bytes());
                if !instance || element.local_name().as_ref() != b"xbrl" {
                    return Err(Refusal::UnknownForm { found: "XML, but not an XBRL instance" }.into());
                }
                return taxonomy(text);
            }
            Event::Eof => return Err(Refusal::Truncated { missing: "there is no element" }.into()),
            _ => {}
        }
    }
}

/// Which of the National Bank's taxonomies an instance is of: their namespaces stand nowhere else.
fn taxonomy(text: &str) -> Result<Form, ReadError> {
    let cbso = text.find("/cbso/dict/");
    let pfs = text.find("/pfs/ci/");
    match (cbso, pfs) {
        (Some(cbso), Some(pfs)) if pfs < cbso => Ok(Form::PfsXbrl),
        (Some(_), _) => Ok(Form::CbsoXbrl),
        (None, Some(_)) => Ok(Form::PfsXbrl),
        (None, None) => Err(Refusal::UnknownForm { found: "XBRL of another taxonomy than the National Bank's" }.into()),
    }
}

fn csv_form(text: &str) -> Result<Form, ReadError> {
    let separator = char::from(csv_rows::separator(text));
    let mut rows = text.lines().filter(|line| !line.trim().is_empty()).take(FIRST_ROWS);
    let fields =
        |line: &str| line.split(separator).map(|field| field.trim().trim_matches('"').to_owned()).collect::<Vec<_>>();
    let is_metadata = |line: &str| {
        let first = fields(line).into_iter().next().unwrap_or_default();
        [nbb_csv::row::ENTERPRISE, nbb_csv::row::MODEL, nbb_csv::row::END].contains(&first.as_str())
    };
    if text.lines().filter(|line| !line.trim().is_empty()).take(FIRST_ROWS).any(is_metadata) {
        return Ok(Form::NbbCsv);
    }
    let header = rows.next().map(fields).unwrap_or_default();
    if simple_csv::is_header(&header.iter().map(String::as_str).collect::<Vec<_>>()) {
        return Ok(Form::SimpleCsv);
    }
    Err(Refusal::UnknownForm { found: "text without a header that says code and value" }.into())
}
