use std::collections::BTreeSet;
use std::fmt::Write as _;

use passerelle_social_balance::{Model, RubricCode, Sheet};

use super::{Habits, Heading};

const BANK: &str = "http://www.nbb.be/be/fr/cbso";

/// How an instance is spelt. Nothing of it means anything: a reader that resolves names sees no difference.
struct Spelling {
    /// The taxonomy's framework.
    framework: &'static str,
    /// The prefix of XBRL's own elements, with its colon.
    own: &'static str,
    metric: &'static str,
    dimension: &'static str,
}

/// A CBSO instance, cut down to the social balance. Written from the published filings that the sandbox's authors saw,
/// apart from the product's own writer, so that both cannot be wrong in the same way.
pub(super) fn write(sheet: &Sheet, heading: &Heading) -> Vec<u8> {
    let spelling = match heading.habits {
        Habits::Usual => Spelling { framework: "22.19", own: "", metric: "met", dimension: "dim" },
        Habits::Other => Spelling { framework: "25.0", own: "xbrli:", metric: "m", dimension: "d" },
    };
    let (mut contexts, mut facts) = (String::new(), String::new());
    let mut domains = BTreeSet::from(["bas".to_owned(), "part".to_owned()]);
    for (index, (code, value)) in sheet.cells.iter().enumerate() {
        let fact = code.rubric().xbrl_fact();
        let (metric, members) = fact.split_once('#').unwrap_or((fact, ""));
        let mut members: Vec<&str> = members.split('#').filter(|member| is_written(*code, member, &spelling)).collect();
        if heading.habits == Habits::Other {
            members.reverse();
        }
        let mut scenario = String::new();
        for (dimension, member) in members.iter().filter_map(|member| member.split_once('=')) {
            let dimension = dimension.replace("dim:", &format!("{}:", spelling.dimension));
            domains.extend(member.split_once(':').map(|(domain, _)| domain.to_owned()));
            let _ =
                write!(scenario, "<xbrldi:explicitMember dimension=\"{dimension}\">{member}</xbrldi:explicitMember>");
        }
        context(&mut contexts, sheet, heading, &spelling, &format!("I{index}"), &scenario);
        let unit = if metric.starts_with("met:am") { "U-EUR" } else { "U-pure" };
        let metric = metric.replace("met:", &format!("{}:", spelling.metric));
        let _ =
            writeln!(facts, "<{metric} contextRef=\"I{index}\" decimals=\"INF\" unitRef=\"{unit}\">{value}</{metric}>");
    }
    for (index, committee) in (1..).zip(&sheet.joint_committees) {
        let dimension = spelling.dimension;
        let scenario = format!(
            "<xbrldi:explicitMember dimension=\"{dimension}:part\">part:m8</xbrldi:explicitMember>\
             <xbrldi:explicitMember dimension=\"{dimension}:bas\">bas:m110</xbrldi:explicitMember>\
             <xbrldi:typedMember dimension=\"{dimension}:open\"><open:id>{index}</open:id></xbrldi:typedMember>"
        );
        context(&mut contexts, sheet, heading, &spelling, &format!("C{index}"), &scenario);
        let (element, value) = if committee.is_number() {
            ("jcc-enum:list1".to_owned(), format!("jcc:m{committee}"))
        } else {
            (format!("{}:str2", spelling.metric), escaped(committee.as_str()))
        };
        let _ = writeln!(facts, "<{element} contextRef=\"C{index}\">{value}</{element}>");
    }
    domains.extend(["jcc".to_owned(), "open".to_owned()]);
    document(sheet, &spelling, &domains, &contexts, &facts).into_bytes()
}

/// In filings of framework 25.0 the full-time equivalents of row 100 come without `qlt:m3`.
fn is_written(code: RubricCode, member: &str, spelling: &Spelling) -> bool {
    let left_out =
        spelling.framework == "25.0" && matches!(code.as_str(), "1003" | "1003P") && member == "dim:qlt=qlt:m3";
    !left_out
}

fn context(text: &mut String, sheet: &Sheet, heading: &Heading, spelling: &Spelling, id: &str, scenario: &str) {
    let own = spelling.own;
    let _ = writeln!(
        text,
        "<{own}context id=\"{id}\"><{own}entity><{own}identifier scheme=\"http://www.fgov.be\">{number}\
         </{own}identifier></{own}entity><{own}period><{own}instant>{end}</{own}instant></{own}period>\
         <{own}scenario>{scenario}</{own}scenario></{own}context>",
        number = heading.enterprise_number,
        end = sheet.financial_year.end(),
    );
}

fn document(sheet: &Sheet, spelling: &Spelling, domains: &BTreeSet<String>, contexts: &str, facts: &str) -> String {
    let Spelling { framework, own, metric, dimension } = spelling;
    let model = match sheet.model {
        Model::Full => "m02",
        Model::Abridged => "m01",
        Model::Micro => "m87",
    };
    let declaration = own.strip_suffix(':').map_or("xmlns".to_owned(), |prefix| format!("xmlns:{prefix}"));
    let mut declared = String::new();
    for domain in domains {
        let _ = write!(declared, " xmlns:{domain}=\"{BANK}/dict/dom/{domain}\"");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <{own}xbrl {declaration}=\"http://www.xbrl.org/2003/instance\" \
         xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         xmlns:xbrldi=\"http://xbrl.org/2006/xbrldi\" xmlns:iso4217=\"http://www.xbrl.org/2003/iso4217\" \
         xmlns:{metric}=\"{BANK}/dict/met\" xmlns:{dimension}=\"{BANK}/dict/dim\" \
         xmlns:jcc-enum=\"{BANK}/{framework}/enum/jcc-enum\"{declared}>\n\
         <link:schemaRef xlink:type=\"simple\" xlink:href=\"{BANK}/fws/{framework}/mod/{model}/{model}-f.xsd\"/>\n\
         {contexts}\
         <{own}unit id=\"U-EUR\"><{own}measure>iso4217:EUR</{own}measure></{own}unit>\n\
         <{own}unit id=\"U-pure\"><{own}measure>{own}pure</{own}measure></{own}unit>\n\
         {facts}</{own}xbrl>\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
