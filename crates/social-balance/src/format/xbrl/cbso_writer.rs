use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write;

use quick_xml::escape::escape;
use rust_decimal::Decimal;

use super::super::account::{CBSO_FACTS, Year};
use super::super::{WriteOptions, nbb_csv, number};
use super::cbso_facts::{
    ENTERPRISE_NAME, JOINT_COMMITTEE_NAME, JOINT_COMMITTEE_NUMBER, YEAR_END, YEAR_START, preceding,
};
use super::{CURRENCIES, DIMENSIONS, INSTANCE, LINKBASE, NATIONAL_BANK};
use crate::Sheet;

/// The framework whose members are written: that of taxonomy 22.19.3.
const FRAMEWORK: &str = "22.19";
/// The enterprise number, in the filing's identification.
const ENTERPRISE_NUMBER: &str = "met:str2#dim:bas=bas:m26#dim:part=part:m2#dim:psn=psn:m1#dim:qlt=qlt:m1";

/// An instance being written: contexts by their members, each once, and the facts.
struct Writer {
    contexts: BTreeMap<String, usize>,
    facts: String,
}

/// Writes an instance of taxonomy 22.19.3, cut down to the social balance and what identifies it.
pub(in super::super) fn write(
    sheet: &Sheet,
    options: &WriteOptions,
    accounts: &[(&'static str, Year, Decimal)],
) -> String {
    let mut writer = Writer { contexts: BTreeMap::new(), facts: String::new() };
    let year = sheet.financial_year;
    writer.text(ENTERPRISE_NUMBER, &sheet.enterprise_number.digits());
    writer.text(YEAR_START, &year.start().to_string());
    writer.text(YEAR_END, &year.end().to_string());
    if let Some(name) = &options.enterprise_name {
        writer.text(ENTERPRISE_NAME, name);
    }
    for (index, committee) in sheet.joint_committees.iter().enumerate() {
        let typed = format!("(typed {})", index + 1);
        let (fact, text) = if committee.is_number() {
            (JOINT_COMMITTEE_NUMBER, format!("jcc:m{committee}"))
        } else {
            (JOINT_COMMITTEE_NAME, committee.to_string())
        };
        writer.text(&fact.replace("(typed)", &typed), &text);
    }
    for (code, value) in &sheet.cells {
        writer.figure(code.rubric().xbrl_fact(), &number::written(*code, *value));
    }
    for (code, year, value) in accounts {
        if let Some((_, fact)) = CBSO_FACTS.iter().find(|(account, _)| account == code) {
            let fact = if *year == Year::Preceding { preceding(fact) } else { (*fact).to_owned() };
            writer.figure(&fact, &value.to_string());
        }
    }
    writer.finish(sheet)
}

impl Writer {
    /// The metric of a fact and the number of its context.
    fn context<'f>(&mut self, fact: &'f str) -> (&'f str, usize) {
        let (metric, members) = fact.split_once('#').unwrap_or((fact, ""));
        let next = self.contexts.len() + 1;
        (metric, *self.contexts.entry(members.to_owned()).or_insert(next))
    }

    fn text(&mut self, fact: &str, text: &str) {
        let (metric, context) = self.context(fact);
        let text: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
        let _ = writeln!(self.facts, "<{metric} contextRef=\"c{context}\">{}</{metric}>", escape(text));
    }

    fn figure(&mut self, fact: &str, number: &str) {
        let (metric, context) = self.context(fact);
        let unit = if metric.starts_with("met:am") { "U-EUR" } else { "U-pure" };
        let _ = writeln!(
            self.facts,
            "<{metric} contextRef=\"c{context}\" decimals=\"INF\" unitRef=\"{unit}\">{number}</{metric}>"
        );
    }

    fn finish(self, sheet: &Sheet) -> String {
        let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let _ = writeln!(text, "<xbrl xmlns=\"{INSTANCE}\"");
        for (prefix, namespace) in [
            ("link", LINKBASE),
            ("xbrldi", DIMENSIONS),
            ("xlink", "http://www.w3.org/1999/xlink"),
            ("iso4217", CURRENCIES),
        ] {
            let _ = writeln!(text, " xmlns:{prefix}=\"{namespace}\"");
        }
        for name in ["met", "dim"] {
            let _ = writeln!(text, " xmlns:{name}=\"{NATIONAL_BANK}fr/cbso/dict/{name}\"");
        }
        for domain in self.domains() {
            let _ = writeln!(text, " xmlns:{domain}=\"{NATIONAL_BANK}fr/cbso/dict/dom/{domain}\"");
        }
        let _ = writeln!(text, " xmlns:jcc-enum=\"{NATIONAL_BANK}fr/cbso/{FRAMEWORK}/enum/jcc-enum\">");
        let model = nbb_csv::model_code(sheet.model);
        let _ = writeln!(
            text,
            "<link:schemaRef xlink:type=\"simple\" \
             xlink:href=\"{NATIONAL_BANK}fr/cbso/fws/{FRAMEWORK}/mod/{}/{model}.xsd\"/>",
            model.split('-').next().unwrap_or_default()
        );
        let mut contexts: Vec<(&String, &usize)> = self.contexts.iter().collect();
        contexts.sort_by_key(|(_, number)| **number);
        for (members, number) in contexts {
            push_context(&mut text, sheet, *number, members);
        }
        text.push_str("<unit id=\"U-EUR\"><measure>iso4217:EUR</measure></unit>\n");
        text.push_str("<unit id=\"U-pure\"><measure>pure</measure></unit>\n");
        text.push_str(&self.facts);
        text.push_str("</xbrl>\n");
        text
    }

    /// The domains that members are of; `jcc` and `open` stand in values.
    fn domains(&self) -> BTreeSet<&str> {
        let members = self.contexts.keys().flat_map(|members| members.split('#'));
        members
            .filter_map(|member| member.split_once('=')?.1.split_once(':'))
            .map(|(domain, _)| domain)
            .chain(["jcc", "open"])
            .collect()
    }
}

fn push_context(text: &mut String, sheet: &Sheet, number: usize, members: &str) {
    let _ = write!(
        text,
        "<context id=\"c{number}\"><entity><identifier scheme=\"http://www.fgov.be\">{}</identifier></entity>\
         <period><instant>{}</instant></period><scenario>",
        sheet.enterprise_number.digits(),
        sheet.financial_year.end()
    );
    for (dimension, member) in members.split('#').filter_map(|member| member.split_once('=')) {
        let _ = match member.strip_prefix("(typed ").and_then(|rest| rest.strip_suffix(')')) {
            Some(id) => write!(
                text,
                "<xbrldi:typedMember dimension=\"{dimension}\"><open:id>{id}</open:id></xbrldi:typedMember>"
            ),
            None => write!(text, "<xbrldi:explicitMember dimension=\"{dimension}\">{member}</xbrldi:explicitMember>"),
        };
    }
    text.push_str("</scenario></context>\n");
}
