//! Names replaced by tokens: the same name by the same token throughout one zip.

use std::collections::BTreeMap;

use passerelle_social_balance::EnterpriseNumber;
use serde_json::Value;

/// What is replaced by what.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    known: BTreeMap<String, String>,
    counts: BTreeMap<&'static str, usize>,
}

/// Shorter names would be found inside words.
const SHORTEST: usize = 3;
/// An unbroken run of so many letters and digits is a key or a token of some kind.
const OPAQUE: usize = 24;

impl Tokens {
    /// One name gets a token.
    pub(super) fn learn(&mut self, kind: &'static str, name: &str) {
        self.learn_all(kind, &[name]);
    }

    /// Several names of one thing get one token.
    pub(super) fn learn_all(&mut self, kind: &'static str, names: &[&str]) {
        let names: Vec<&&str> = names.iter().filter(|name| name.chars().count() >= SHORTEST).collect();
        if names.is_empty() {
            return;
        }
        let known = names.iter().find_map(|name| self.known.get(**name)).cloned();
        let token = known.unwrap_or_else(|| self.next(kind));
        for name in names {
            self.known.entry((**name).to_owned()).or_insert_with(|| token.clone());
        }
    }

    /// An enterprise number, in the spellings that occur.
    pub(super) fn learn_number(&mut self, number: EnterpriseNumber) {
        let (digits, dotted) = (number.digits(), number.to_string());
        self.learn_all("number", &[&digits, &dotted]);
    }

    fn next(&mut self, kind: &'static str) -> String {
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        format!("{kind}-{count}")
    }

    /// A document with every name in it replaced, in texts, in keys and in numbers that name something.
    pub(super) fn in_document(&self, document: Value) -> Value {
        match document {
            Value::String(text) => Value::String(self.in_text(&text)),
            Value::Array(items) => items.into_iter().map(|item| self.in_document(item)).collect(),
            Value::Object(fields) => fields
                .into_iter()
                .map(|(key, value)| {
                    let value = match value {
                        // Numbers of firms and client files lead to somebody's address in Silverfin.
                        Value::Number(number) if key == "firm" || key == "company" => {
                            Value::String(self.in_text(&number.to_string()))
                        }
                        other => self.in_document(other),
                    };
                    (self.in_text(&key), value)
                })
                .collect(),
            other => other,
        }
    }

    /// A text with every name in it replaced.
    pub(super) fn in_text(&self, text: &str) -> String {
        let mut names: Vec<(&String, &String)> = self.known.iter().collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let mut text = text.to_owned();
        for (name, token) in names {
            if text.contains(name.as_str()) {
                text = replace_whole(&text, name, token);
            }
        }
        words_replaced(&text)
    }
}

/// Replaces a name where it stands by itself, not inside a longer word or number.
fn replace_whole(text: &str, name: &str, token: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name) {
        let (before, from) = rest.split_at(at);
        let after = &from[name.len()..];
        let joined = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        replaced.push_str(before);
        let inside = joined(replaced.chars().next_back()) || joined(after.chars().next());
        replaced.push_str(if inside { name } else { token });
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

/// Replaces what is recognised by its form alone: enterprise numbers, mail addresses, keys.
fn words_replaced(text: &str) -> String {
    let part_of_word = |character: char| character.is_alphanumeric() || "@.-_+/=".contains(character);
    let mut replaced = String::with_capacity(text.len());
    let mut word = String::new();
    for character in text.chars().chain([' ']) {
        if part_of_word(character) {
            word.push(character);
        } else {
            replaced.push_str(&word_replaced(&word));
            word.clear();
            replaced.push(character);
        }
    }
    replaced.pop();
    replaced
}

fn word_replaced(word: &str) -> String {
    let trimmed = word.trim_matches(|character: char| ".-_/=".contains(character));
    let digits = trimmed.chars().filter(char::is_ascii_digit).count();
    let token = if trimmed.contains('@') && trimmed.contains('.') {
        "[mail address]"
    } else if (9..=10).contains(&digits) && trimmed.parse::<EnterpriseNumber>().is_ok() {
        "[enterprise number]"
    } else if is_opaque(trimmed) {
        "[key]"
    } else {
        return word.to_owned();
    };
    word.replacen(trimmed, token, 1)
}

/// Long, unbroken, with letters and digits: a key. Identifiers with their dashes and names of our own code are none.
fn is_opaque(word: &str) -> bool {
    word.split(['.', '-', '/', '=']).any(|part| {
        part.len() >= OPAQUE
            && part.chars().any(|character| character.is_ascii_digit())
            && part.chars().any(|character| character.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens() -> Tokens {
        let mut tokens = Tokens::default();
        tokens.learn_all("dossier", &["Boulangerie du Parc", "5f0c9f8e-0000-4000-8000-000000000001"]);
        tokens.learn_all("company", &["Boulangerie du Parc SRL", "40217"]);
        tokens.learn_number("0403019261".parse().unwrap());
        tokens
    }

    #[test]
    fn one_thing_has_one_token_everywhere() {
        let document = serde_json::json!({
            "name": "Boulangerie du Parc",
            "dossier": "5f0c9f8e-0000-4000-8000-000000000001",
            "company": 40217,
            "written": 40217,
            "text": "Boulangerie du Parc SRL has 0403.019.261 (0403019261)",
        });
        insta::assert_json_snapshot!(tokens().in_document(document), @r#"
        {
          "company": "company-1",
          "dossier": "dossier-1",
          "name": "dossier-1",
          "text": "company-1 has number-1 (number-1)",
          "written": 40217
        }
        "#);
    }

    #[test]
    fn what_nobody_named_is_recognised_by_its_form() {
        let text = "BE0428759497 wrote to direction@office.example with fbx_admin_ypXgXhWmbuoCGLzxQiqkDEVP9ZTmIsre. \
                    On 2026-03-02 at 02:14, passerelle_agent::run delivered 174 rubrics";
        assert_eq!(
            tokens().in_text(text),
            "[enterprise number] wrote to [mail address] with [key]. \
             On 2026-03-02 at 02:14, passerelle_agent::run delivered 174 rubrics"
        );
    }

    #[test]
    fn a_name_inside_a_longer_word_is_not_torn_out() {
        assert_eq!(tokens().in_text("file 402170 and 40217"), "file 402170 and company-1");
    }
}
