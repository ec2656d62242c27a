use bytes::Bytes;

use crate::server::Part;

/// The most parts that a form may have.
const MOST_PARTS: usize = 64;

/// Reads a `multipart/form-data` body (RFC 7578) with this boundary, or says what is wrong with it.
pub(crate) fn read(body: &Bytes, boundary: &str) -> Result<Vec<Part>, String> {
    let delimiter = format!("--{boundary}").into_bytes();
    let inner_delimiter = [b"\r\n".as_slice(), &delimiter].concat();
    let mut at = find(body, &delimiter, 0).ok_or("the boundary does not occur in the body")? + delimiter.len();
    let mut parts = Vec::new();
    loop {
        let rest = body.get(at..).unwrap_or_default();
        if rest.starts_with(b"--") {
            return Ok(parts);
        }
        if !rest.starts_with(b"\r\n") {
            return Err("the boundary is not followed by a line break".into());
        }
        at += 2;
        let head_end = find(body, b"\r\n\r\n", at).ok_or("the head of a part does not end")?;
        let end = find(body, &inner_delimiter, head_end + 2).ok_or("a part does not end")?;
        let content = if end >= head_end + 4 { body.slice(head_end + 4..end) } else { Bytes::new() };
        parts.push(read_part(body.get(at..head_end).unwrap_or_default(), content)?);
        if parts.len() > MOST_PARTS {
            return Err(format!("there are more than {MOST_PARTS} parts"));
        }
        at = end + inner_delimiter.len();
    }
}

fn read_part(head: &[u8], content: Bytes) -> Result<Part, String> {
    let head = std::str::from_utf8(head).map_err(|_| "the head of a part is not text")?;
    let header = |name: &str| {
        head.split("\r\n").find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.trim().eq_ignore_ascii_case(name).then(|| value.trim())
        })
    };
    let disposition = header("content-disposition").ok_or("a part has no Content-Disposition")?;
    if !disposition.starts_with("form-data") {
        return Err("a part is not form-data".into());
    }
    Ok(Part {
        name: parameter(disposition, "name").ok_or("a part has no name")?,
        file_name: parameter(disposition, "filename"),
        media_type: header("content-type").map(str::to_owned),
        content,
    })
}

/// A parameter of a header: `name="value"` or `name=value`.
pub(crate) fn parameter(header: &str, name: &str) -> Option<String> {
    let mut rest = header.split_once(';')?.1;
    loop {
        let (found, value) = rest.trim_start().split_once('=')?;
        let (value, after) = if let Some(quoted) = value.strip_prefix('"') {
            let mut text = String::new();
            let mut characters = quoted.char_indices();
            let end = loop {
                match characters.next()? {
                    (index, '"') => break index + 1,
                    (_, '\\') => text.push(characters.next()?.1),
                    (_, character) => text.push(character),
                }
            };
            (text, quoted.get(end..).unwrap_or_default())
        } else {
            let end = value.find(';').unwrap_or(value.len());
            (value[..end].trim().to_owned(), &value[end..])
        };
        if found.trim().eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after.trim_start().strip_prefix(';')?;
    }
}

fn find(body: &[u8], what: &[u8], from: usize) -> Option<usize> {
    body.get(from..)?.windows(what.len()).position(|window| window == what).map(|at| at + from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_bytes_and_names() {
        let body = Bytes::from_static(
            b"--xx\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nBilan \xc3\xa9t\xc3\xa9\r\n\
              --xx\r\ncontent-disposition: form-data; filename=\"a \\\"b\\\".pdf\"; name=content\r\n\
              Content-Type: application/pdf\r\n\r\n%PDF\r\n--x\r\n\r\n--xx\r\n\
              Content-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n--xx--\r\n",
        );
        let parts = read(&body, "xx").unwrap();
        let seen: Vec<_> =
            parts.iter().map(|part| (part.name.as_str(), part.file_name.as_deref(), &part.content[..])).collect();
        assert_eq!(
            seen,
            [
                ("name", None, "Bilan été".as_bytes()),
                ("content", Some("a \"b\".pdf"), b"%PDF\r\n--x\r\n"),
                ("empty", None, b""),
            ]
        );
        assert_eq!(parts[1].media_type.as_deref(), Some("application/pdf"));
    }

    #[test]
    fn a_form_that_breaks_off_is_refused() {
        for body in ["", "--xx", "--xx\r\n", "--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue"] {
            assert!(read(&Bytes::from_static(body.as_bytes()), "xx").is_err(), "{body:?}");
        }
    }
}
