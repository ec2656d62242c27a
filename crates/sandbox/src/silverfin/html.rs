use std::collections::BTreeMap;
use std::fmt::Write as _;

const STYLE: &str = "body{font-family:sans-serif;background:#f4f5f7;color:#1d2433}main{max-width:24rem;\
    margin:4rem auto;padding:2rem;background:#fff;border-radius:.5rem}label{display:block;margin:1rem 0 .25rem}\
    input,select{width:100%;padding:.5rem;box-sizing:border-box}button{margin:1.5rem .5rem 0 0;padding:.6rem 1.2rem}\
    .error{color:#a30000}code{font-size:1.2rem;word-break:break-all}";

/// A page in the manner of Silverfin's login, in French.
pub(super) fn page(title: &str, content: &str) -> String {
    let title = escape(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"fr\">\n<head><meta charset=\"utf-8\"><title>{title} - Silverfin (bac à sable)\
         </title><style>{STYLE}</style></head>\n<body><main>\n<h1>{title}</h1>\n{content}</main></body>\n</html>\n"
    )
}

/// A form that is sent to this address with these hidden fields.
pub(super) fn form(action: &str, hidden: &BTreeMap<String, String>, content: &str) -> String {
    let mut form = format!("<form method=\"post\" action=\"{}\" accept-charset=\"utf-8\">\n", escape(action));
    for (name, value) in hidden {
        let _ = writeln!(form, "<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value));
    }
    form.push_str(content);
    form.push_str("</form>\n");
    form
}

/// A line in the colour of errors.
pub(super) fn error(text: &str) -> String {
    format!("<p class=\"error\" role=\"alert\">{}</p>\n", escape(text))
}

/// The text as it may stand in a page.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// What a browser makes of the first form on a page: where it is sent, its hidden fields, and what is chosen in its lists.
pub(super) fn read_form(page: &str) -> Option<(String, BTreeMap<String, String>)> {
    let form = page.split_once("<form ")?.1.split_once("</form>")?.0;
    let action = attribute(form.split_once('>')?.0, "action")?;
    let mut fields = BTreeMap::new();
    for input in form.split("<input ").skip(1).filter_map(|rest| rest.split_once('>')) {
        if attribute(input.0, "type").as_deref() == Some("hidden") {
            fields.insert(attribute(input.0, "name")?, attribute(input.0, "value")?);
        }
    }
    if let Some((name, options)) = form.split_once("<select ").and_then(|(_, rest)| rest.split_once('>')) {
        let options: Vec<&str> = options.split("<option ").skip(1).collect();
        let chosen = options.iter().find(|option| option.contains(" selected")).or(options.first());
        if let Some(value) = chosen.and_then(|option| attribute(option, "value")) {
            fields.insert(attribute(name, "name")?, value);
        }
    }
    Some((action, fields))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!("{name}=\""))? + name.len() + 2;
    let value = tag.get(start..)?.split('"').next()?;
    Some(
        value
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_reads_back_as_it_was_written() {
        let hidden = BTreeMap::from([("state".to_owned(), "a\"b&<c>'".to_owned())]);
        let list = "<select id=\"x\" name=\"firm_id\"><option value=\"1\">A</option>\
                    <option value=\"2\" selected>B</option></select>";
        let page = page("Titre", &form("/oauth/authorize?a=1&b=2", &hidden, list));
        let (action, fields) = read_form(&page).unwrap();
        assert_eq!(action, "/oauth/authorize?a=1&b=2");
        assert_eq!(fields["state"], "a\"b&<c>'");
        assert_eq!(fields["firm_id"], "2");
    }
}
