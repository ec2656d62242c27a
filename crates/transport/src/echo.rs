use std::collections::BTreeSet;

use bytes::Bytes;

use crate::Answer;

/// Shorter texts are no secrets that a service gives out, and would be found in the middle of words.
const SHORTEST: usize = 8;
const MASK: &str = "[secret]";

/// The answer without these secrets: a service that repeats in an error what it was sent must not bring it into a reason, a
/// log or the journal. That holds for what is no text as well: an error quotes what it can read of it.
#[must_use]
pub fn without_echoes(answer: Answer, secrets: &[&str]) -> Answer {
    let text = String::from_utf8_lossy(answer.body());
    let secrets = secrets.iter().map(|secret| secret.trim()).filter(|secret| secret.len() >= SHORTEST);
    let spellings: BTreeSet<String> = secrets.flat_map(spellings).collect();
    let mut masked: Option<String> = None;
    // What goes on is longer than what it goes on from, and comes first: no rest of it is left.
    for spelling in spellings.into_iter().rev() {
        let now = masked.as_deref().unwrap_or(&text);
        if now.contains(&spelling) {
            masked = Some(now.replace(&spelling, MASK));
        }
    }
    drop(text);
    match masked {
        Some(masked) => answer.map(|_| Bytes::from(masked)),
        None => answer,
    }
}

/// How a secret may come back: as it is, as it stands in a form or an address, in JSON, in a page.
fn spellings(secret: &str) -> [String; 5] {
    let in_form: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let in_address = in_form.replace('+', "%20");
    let in_json = secret.replace('\\', "\\\\").replace('"', "\\\"");
    let in_page = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    [secret.to_owned(), in_form, in_address, in_json, in_page]
}

#[cfg(test)]
mod tests {
    use super::without_echoes;
    use crate::scripted_answer;

    #[test]
    fn what_was_sent_as_a_secret_does_not_come_back() {
        let rows = [
            (r#"{"error":"bad token abcdefgh-1, abcdefgh-1"}"#, r#"{"error":"bad token [secret], [secret]"}"#),
            (r#"{"error":"bad token"}"#, r#"{"error":"bad token"}"#),
            ("key short is not masked", "key short is not masked"),
        ];
        for (body, expected) in rows {
            let answer = without_echoes(scripted_answer(400, body), &["abcdefgh-1\n", "short", ""]);
            assert_eq!((answer.status().as_u16(), answer.body().as_ref()), (400, expected.as_bytes()));
        }
        let longer =
            without_echoes(scripted_answer(400, "bad abcdefgh-1-and-more"), &["abcdefgh-1", "abcdefgh-1-and-more"]);
        assert_eq!(longer.body().as_ref(), b"bad [secret]", "no rest of it is left");
        let binary = |body| crate::Answer::new(bytes::Bytes::from_static(body));
        let masked = without_echoes(binary(b"\xff abcdefgh-1\xee"), &["abcdefgh-1"]);
        assert_eq!(masked.body().as_ref(), "\u{fffd} [secret]\u{fffd}".as_bytes());
        let harmless = without_echoes(binary(b"\xff nothing"), &["abcdefgh-1"]);
        assert_eq!(harmless.body().as_ref(), b"\xff nothing", "what holds no secret is left as it is");
    }
    #[test]
    fn a_secret_comes_back_in_no_other_spelling_either() {
        let secret = "of=our & \"own+%\\";
        for echoed in [
            "client_secret=of%3Dour+%26+%22own%2B%25%5C&x=1",
            "client_secret=of%3Dour%20%26%20%22own%2B%25%5C&x=1",
            r#"{"client_secret":"of=our & \"own+%\\"}"#,
            "<p>of=our &amp; &quot;own+%\\</p>",
        ] {
            let answer = without_echoes(scripted_answer(400, echoed), &[secret]);
            let text = String::from_utf8(answer.body().to_vec()).unwrap();
            assert!(text.contains("[secret]") && !text.contains("own"), "{text}");
        }
    }
}
