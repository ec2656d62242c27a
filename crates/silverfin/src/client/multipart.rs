use bytes::{BufMut, Bytes, BytesMut};
use sha2::{Digest, Sha256};

/// A form with files (RFC 7578), written out.
pub(super) struct Multipart {
    /// For the header `Content-Type`.
    pub(super) content_type: String,
    /// The body.
    pub(super) body: Bytes,
}

/// A part of the form.
pub(super) enum Part<'a> {
    Text(&'a str),
    File { name: &'a str, content: &'a [u8] },
}

impl Part<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::File { content, .. } => content,
        }
    }
}

/// Writes the form. The boundary is made of the parts' own hash and occurs in none of them.
pub(super) fn write(parts: &[(&str, Part<'_>)]) -> Multipart {
    let boundary = boundary(parts);
    let mut body = BytesMut::new();
    for (field, part) in parts {
        let field = quoted(field);
        let file = match part {
            Part::Text(_) => String::new(),
            Part::File { name, .. } => {
                format!("; filename=\"{}\"\r\nContent-Type: {}", quoted(name), media_type(name))
            }
        };
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"{file}\r\n\r\n");
        body.put_slice(head.as_bytes());
        body.put_slice(part.bytes());
        body.put_slice(b"\r\n");
    }
    body.put_slice(format!("--{boundary}--\r\n").as_bytes());
    Multipart { content_type: format!("multipart/form-data; boundary={boundary}"), body: body.freeze() }
}

/// What a document is, by its name: Silverfin shows a PDF in its own viewer only where it knows that it is one.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, extension)) if extension.eq_ignore_ascii_case("pdf") => "application/pdf",
        _ => "application/octet-stream",
    }
}

fn boundary(parts: &[(&str, Part<'_>)]) -> String {
    let mut hasher = Sha256::new();
    for (field, part) in parts {
        hasher.update(field.as_bytes());
        hasher.update(part.bytes());
    }
    loop {
        let hash = hasher.clone().finalize();
        let boundary =
            format!("passerelle-{:016x}", hash.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)));
        if !parts.iter().any(|(_, part)| contains(part.bytes(), boundary.as_bytes())) {
            return boundary;
        }
        hasher.update(b"another");
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// A name between quotation marks, escaped as browsers do (HTML standard, "multipart/form-data encoding algorithm").
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_written_as_browsers_write_it() {
        let content = b"%PDF\r\n--";
        let form =
            write(&[("parent_id", Part::Text("0")), ("content", Part::File { name: "a \"b\"\r\n.pdf", content })]);
        let boundary = form.content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
        let expected = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"parent_id\"\r\n\r\n0\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"content\"; filename=\"a %22b%22%0D%0A.pdf\"\r\n\
             Content-Type: application/pdf\r\n\r\n%PDF\r\n--\r\n--{boundary}--\r\n"
        );
        assert_eq!(form.body, expected.as_bytes());
    }

    #[test]
    fn the_boundary_occurs_in_no_part() {
        // A content that holds the boundary of itself cannot be written down, but one can hold another form's.
        let first = write(&[("content", Part::Text("x"))]);
        let holding = write(&[("content", Part::File { name: "n", content: &first.body })]);
        assert_ne!(first.content_type, holding.content_type);
        let boundary = holding.content_type.split('=').next_back().unwrap();
        let times = holding.body.windows(boundary.len()).filter(|window| *window == boundary.as_bytes()).count();
        assert_eq!(times, 2);
    }
}
