//! Instances of the CBSO taxonomies as different filers' software makes them.

use passerelle_social_balance::format::{self, Given, NoteKind, Reading};

use super::support::{code, decimal, year};

/// A 25.0 filing with XBRL's namespace behind a prefix of its own, odd prefixes everywhere, members in any order,
/// row 100 without its quality, a default member spelt out, blanks around values, and facts before contexts.
const ODD_PREFIXES: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<xb:xbrl xmlns:xb="http://www.xbrl.org/2003/instance" xmlns:n1="http://www.nbb.be/be/fr/cbso/dict/met"
  xmlns:d="http://www.nbb.be/be/fr/cbso/dict/dim" xmlns:b="http://www.nbb.be/be/fr/cbso/dict/dom/bas"
  xmlns:part="http://www.nbb.be/be/fr/cbso/dict/dom/prd" xmlns:prd="http://www.nbb.be/be/fr/cbso/dict/dom/part"
  xmlns:w="http://www.nbb.be/be/fr/cbso/dict/dom/wrg" xmlns:g="http://www.nbb.be/be/fr/cbso/dict/dom/gdr"
  xmlns:t="http://www.nbb.be/be/fr/cbso/dict/dom/typ" xmlns:k="http://www.nbb.be/be/fr/cbso/dict/dom/wkr"
  xmlns:q="http://www.nbb.be/be/fr/cbso/dict/dom/qlt" xmlns:m="http://www.nbb.be/be/fr/cbso/dict/dom/mmt"
  xmlns:e="http://www.nbb.be/be/fr/cbso/25.0/enum/jcc-enum" xmlns:j="http://www.nbb.be/be/fr/cbso/dict/dom/jcc"
  xmlns:x="http://xbrl.org/2006/xbrldi" xmlns:l="http://www.xbrl.org/2003/linkbase"
  xmlns:h="http://www.w3.org/1999/xlink" xmlns:cur="http://www.xbrl.org/2003/iso4217"
  xmlns:open="http://www.nbb.be/be/fr/cbso/dict/dom/open" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
  <l:schemaRef h:type="simple" h:href="http://www.nbb.be/be/fr/cbso/fws/25.0/mod/m01/m01-f.xsd"/>
  <n1:dec1 contextRef="fte" decimals="1" unitRef="u">
     12.5
  </n1:dec1>
  <n1:dec1 contextRef="fte" decimals="INF" unitRef="u">12.50</n1:dec1>
  <n1:int3 contextRef="heads" decimals="0" unitRef="u">13.0</n1:int3>
  <n1:int3 contextRef="part-time" decimals="0" unitRef="u" i:nil="true"/>
  <n1:am1 contextRef="new" decimals="0" unitRef="eur">7</n1:am1>
  <e:list1 contextRef="committee1">j:m200</e:list1>
  <n1:str2 contextRef="committee2">Eigen &amp; <![CDATA[<zelf>]]></n1:str2>
  <n1:str2 contextRef="other">A narrative of the accounts, which is not read.</n1:str2>
  <xb:context id="fte"><xb:entity><xb:identifier scheme="http://www.fgov.be"> 0403019261 </xb:identifier></xb:entity>
    <xb:period><xb:instant>2024-12-31</xb:instant></xb:period><xb:scenario>
    <x:explicitMember dimension="d:wrg">w:m3</x:explicitMember>
    <x:explicitMember dimension="d:qlt">q:m0</x:explicitMember>
    <x:explicitMember dimension="d:part"> prd:m8 </x:explicitMember>
    <x:explicitMember dimension="d:typ">t:m16</x:explicitMember>
    <x:explicitMember dimension="d:bas">b:m73</x:explicitMember>
    <x:explicitMember dimension="d:wkr">k:m1</x:explicitMember>
    <x:explicitMember dimension="d:prd">part:m1</x:explicitMember>
    <x:explicitMember dimension="d:gdr">g:m1</x:explicitMember></xb:scenario></xb:context>
  <xb:context id="heads"><xb:entity><xb:identifier scheme="http://www.fgov.be">0403019261</xb:identifier>
    <xb:segment><x:explicitMember dimension="d:mmt">m:m2</x:explicitMember>
    <x:explicitMember dimension="d:part">prd:m8</x:explicitMember><x:explicitMember dimension="d:bas">b:m73</x:explicitMember>
    <x:explicitMember dimension="d:wkr">k:m1</x:explicitMember><x:explicitMember dimension="d:prd">part:m1</x:explicitMember>
    <x:explicitMember dimension="d:wrg">w:m1</x:explicitMember></xb:segment></xb:entity>
    <xb:period><xb:instant>2024-12-31</xb:instant></xb:period></xb:context>
  <xb:context id="part-time"><xb:entity><xb:identifier scheme="s">0403019261</xb:identifier></xb:entity>
    <xb:period><xb:instant>2024-12-31</xb:instant></xb:period></xb:context>
  <xb:context id="new"><xb:entity><xb:identifier scheme="s">0403019261</xb:identifier></xb:entity>
    <xb:period><xb:instant>2024-12-31</xb:instant></xb:period><xb:scenario>
    <x:explicitMember dimension="d:part">prd:m8</x:explicitMember></xb:scenario></xb:context>
  <xb:context id="committee1"><xb:entity><xb:identifier scheme="s">0403019261</xb:identifier></xb:entity>
    <xb:period><xb:instant>2024-12-31</xb:instant></xb:period><xb:scenario>
    <x:typedMember dimension="d:open"><open:id>1</open:id></x:typedMember>
    <x:explicitMember dimension="d:part">prd:m8</x:explicitMember><x:explicitMember dimension="d:bas">b:m110</x:explicitMember>
    </xb:scenario></xb:context>
  <xb:context id="committee2"><xb:entity><xb:identifier scheme="s">0403019261</xb:identifier></xb:entity>
    <xb:period><xb:instant>2024-12-31</xb:instant></xb:period><xb:scenario>
    <x:explicitMember dimension="d:bas">b:m110</x:explicitMember><x:explicitMember dimension="d:part">prd:m8</x:explicitMember>
    <x:typedMember dimension="d:open"><open:id>2</open:id></x:typedMember></xb:scenario></xb:context>
  <xb:context id="other"><xb:entity><xb:identifier scheme="s">0403019261</xb:identifier></xb:entity>
    <xb:period><xb:startDate>2024-03-01</xb:startDate><xb:endDate>2024-12-31</xb:endDate></xb:period></xb:context>
  <xb:unit id="u"><xb:measure>xb:pure</xb:measure></xb:unit><xb:unit id="eur"><xb:measure>cur:EUR</xb:measure></xb:unit>
</xb:xbrl>
"#;

fn read(text: &str) -> Reading {
    format::read(text.as_bytes(), &Given::default()).unwrap()
}

fn refused(text: &str) -> &'static str {
    code(&format::read(text.as_bytes(), &Given::default()))
}

#[test]
fn prefixes_order_blanks_and_default_members_make_no_difference() {
    let reading = read(ODD_PREFIXES);
    let cells: Vec<(&str, String)> =
        reading.sheet.cells.iter().map(|(code, value)| (code.as_str(), value.normalize().to_string())).collect();
    assert_eq!(cells, [("1003", "12.5".to_owned()), ("1051", "13".to_owned())]);
    assert_eq!(reading.sheet.enterprise_number.digits(), "0403019261");
    assert_eq!(reading.sheet.financial_year, year("2024-03-01", "2024-12-31"), "another context says the start");
    let committees: Vec<String> = reading.sheet.joint_committees.iter().map(ToString::to_string).collect();
    assert_eq!(committees, ["200", "Eigen & <zelf>"]);
    let notes: Vec<(NoteKind, Option<u64>)> =
        reading.notes.iter().map(|note| (note.kind, note.place.line_number())).collect();
    assert_eq!(notes, [(NoteKind::GivenTwice, Some(16)), (NoteKind::UnknownSocialFact, Some(19))]);
}

#[test]
fn the_start_of_the_year_comes_from_outside_where_nothing_says_it() {
    let text = ODD_PREFIXES.replace(
        "<xb:startDate>2024-03-01</xb:startDate><xb:endDate>2024-12-31</xb:endDate>",
        "<xb:instant>2024-12-31</xb:instant>",
    );
    assert_eq!(refused(&text), "missing_start_date");
    let given = Given { financial_year: Some(year("2024-02-01", "2024-12-31")), ..Given::default() };
    let reading = format::read(text.as_bytes(), &given).unwrap();
    assert_eq!(reading.sheet.financial_year, year("2024-02-01", "2024-12-31"));
    let given = Given { financial_year: Some(year("2023-01-01", "2023-12-31")), ..Given::default() };
    assert_eq!(code(&format::read(text.as_bytes(), &given)), "other_year");
}

#[test]
fn an_instance_that_contradicts_itself_is_refused() {
    let change = |from: &str, to: &str| {
        assert!(ODD_PREFIXES.contains(from), "{from}");
        refused(&ODD_PREFIXES.replacen(from, to, 1))
    };
    assert_eq!(change("12.50<", "12.51<"), "duplicate_cell");
    assert_eq!(change(">13.0<", ">12,5<"), "wrong_number");
    assert_eq!(change(">13.0<", ">1e1<"), "wrong_number");
    assert_eq!(change(">13.0<", "><"), "wrong_number");
    assert_eq!(change(">13.0<", ">1<x:y/>3<"), "xbrl_invalid");
    assert_eq!(change("id=\"heads\"", "id=\"fte\""), "xbrl_invalid");
    assert_eq!(change("contextRef=\"heads\"", "contextRef=\"nowhere\""), "xbrl_invalid");
    assert_eq!(change("dimension=\"d:mmt\"", "dimension=\"d:bas\""), "xbrl_invalid");
    assert_eq!(change(" 0403019261 <", "0403019262<"), "enterprise_number");
    assert_eq!(change(" 0403019261 <", "0428759497<"), "several_enterprises");
    assert_eq!(change("<xb:instant>2024-12-31", "<xb:instant>2023-12-31"), "several_closing_dates");
    assert_eq!(change("<xb:instant>2024-12-31", "<xb:instant>31/12/2024"), "wrong_date");
    assert_eq!(change("m01/m01-f.xsd", "m03/m03-f.xsd"), "unknown_model");
    assert_eq!(change("<l:schemaRef", "<l:linkbaseRef"), "missing_model");
    assert_eq!(change("xb:measure>xb:pure", "xb:measure>cur:USD"), "other_currency");
    assert_eq!(change("xmlns:n1=", "xmlns:n2="), "xml_malformed");
    assert_eq!(
        change("<x:explicitMember dimension=\"d:wrg\">w:m1", "<x:explicitMember dimension=\"d:wrg\">w:m9"),
        "read"
    );
}

#[test]
fn a_member_of_an_undeclared_prefix_marks_no_cell() {
    let text = ODD_PREFIXES.replace("dimension=\"d:wrg\">w:m1", "dimension=\"d:wrg\">wrg:m1");
    let reading = read(&text);
    assert_eq!(reading.sheet.cell("1051".parse().unwrap()), None);
    assert_eq!(reading.sheet.cell("1003".parse().unwrap()), Some(decimal("12.5")));
    assert!(reading.notes.iter().any(|note| note.kind == NoteKind::UnknownSocialFact));
}
