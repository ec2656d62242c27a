//! What a bookkeeper reads: one sentence of each shape in each language.

#![allow(clippy::unwrap_used, reason = "this is a test program")]

mod support;

use std::collections::BTreeSet;

use passerelle_social_balance::check::{self, Expected, Subject};
use passerelle_social_balance::{Language, Model, Sheet};
use support::{Accounts, cells, decimal, sheet};

/// The sentence of one finding, in every language.
fn sentences(id: &str, subject: &Subject<'_>) -> String {
    let report = check::run(subject);
    let finding = report.findings.iter().find(|finding| finding.id == id).unwrap();
    let line = |language: Language| format!("{language} {}", finding.sentence(language));
    Language::ALL.map(line).join("\n").replace('\u{202f}', "~")
}

fn full(figures: &[(&str, &str)]) -> Sheet {
    sheet(Model::Full, 2025, cells(figures))
}

fn micro(figures: &[(&str, &str)]) -> Sheet {
    sheet(Model::Micro, 2025, cells(figures))
}

fn accounts(figures: &[(&str, &str)]) -> Accounts {
    figures.iter().map(|(account, value)| ((*account).to_owned(), decimal(value))).collect()
}

#[test]
fn a_comparison_shows_its_figures_and_what_they_come_to() {
    let sheet = micro(&[("1001", "107.5"), ("1002", "11"), ("1003", "120.1")]);
    insta::assert_snapshot!(sentences("cs_11.00.0_0004", &Subject::new(&sheet)), @"
    fr 1003 (120,1) devrait être inférieur à 1001 + 1002 (107,5 + 11,0 = 118,5).
    nl 1003 (120,1) zou kleiner moeten zijn dan 1001 + 1002 (107,5 + 11,0 = 118,5).
    en 1003 (120.1) should be less than 1001 + 1002 (107.5 + 11.0 = 118.5).
    de 1003 (120,1) sollte kleiner als 1001 + 1002 (107,5 + 11,0 = 118,5) sein.
    ");
}

#[test]
fn a_sum_shows_what_is_subtracted_and_what_is_empty() {
    let sheet = micro(&[("5803", "15780.5"), ("58031", "1234567"), ("58033", "-20")]);
    insta::assert_snapshot!(sentences("cs_11.00.0_0076", &Subject::new(&sheet)), @"
    fr 5803 (15~780,50) devrait être égal à 58031 + 58032 - 58033 (1~234~567 + vide - (-20) = 1~234~587).
    nl 5803 (15.780,50) zou gelijk moeten zijn aan 58031 + 58032 - 58033 (1.234.567 + leeg - (-20) = 1.234.587).
    en 5803 (15,780.50) should equal 58031 + 58032 - 58033 (1,234,567 + empty - (-20) = 1,234,587).
    de 5803 (15.780,50) sollte gleich 58031 + 58032 - 58033 (1.234.567 + leer - (-20) = 1.234.587) sein.
    ");
}

#[test]
fn a_reason_is_given_where_it_adds_something() {
    let sheet = micro(&[("1051", "4"), ("1053", "5")]);
    insta::assert_snapshot!(sentences("cs_11.00.0_0013", &Subject::new(&sheet)), @"
    fr 1053 (5,0) devrait être égal à 1051 (4), puisque 1052 est vide.
    nl 1053 (5,0) zou gelijk moeten zijn aan 1051 (4), want 1052 is leeg.
    en 1053 (5.0) should equal 1051 (4), because 1052 is empty.
    de 1053 (5,0) sollte gleich 1051 (4) sein, denn 1052 ist leer.
    ");
}

#[test]
fn several_demands_stand_in_one_sentence() {
    let sheet = micro(&[("5801", "12"), ("5802", "10")]);
    insta::assert_snapshot!(sentences("cs_11.00.0_0070", &Subject::new(&sheet)), @"
    fr 5803 (vide) devrait être supérieur à 0, 5801 (12) devrait être inférieur à 5802 (10) et 5801 (12) devrait être inférieur à 5803 (vide).
    nl 5803 (leeg) zou groter moeten zijn dan 0, 5801 (12) zou kleiner moeten zijn dan 5802 (10) en 5801 (12) zou kleiner moeten zijn dan 5803 (leeg).
    en 5803 (empty) should be more than 0, 5801 (12) should be less than 5802 (10) and 5801 (12) should be less than 5803 (empty).
    de 5803 (leer) sollte größer als 0 sein, 5801 (12) sollte kleiner als 5802 (10) sein und 5801 (12) sollte kleiner als 5803 (leer) sein.
    ");
}

#[test]
fn no_more_than_and_a_completed_cell() {
    let sheet = micro(&[("1051", "3"), ("5801", "4"), ("5811", "2"), ("5803", "10"), ("1023", "10")]);
    insta::assert_snapshot!(sentences("cs_11.00.0_0075", &Subject::new(&sheet)), @"
    fr 5801 + 5811 (4 + 2 = 6) devrait être inférieur ou égal à 1051 + 1052 + 3051 + 3052 (3 + vide + vide + vide = 3).
    nl 5801 + 5811 (4 + 2 = 6) zou hoogstens 1051 + 1052 + 3051 + 3052 (3 + leeg + leeg + leeg = 3) moeten zijn.
    en 5801 + 5811 (4 + 2 = 6) should be at most 1051 + 1052 + 3051 + 3052 (3 + empty + empty + empty = 3).
    de 5801 + 5811 (4 + 2 = 6) sollte höchstens 1051 + 1052 + 3051 + 3052 (3 + leer + leer + leer = 3) sein.
    ");
    insta::assert_snapshot!(sentences("cs_11.00.0_0072", &Subject::new(&sheet)), @"
    fr 5803 + 5813 (10 + vide = 10) devrait être inférieur à 1023 (10).
    nl 5803 + 5813 (10 + leeg = 10) zou kleiner moeten zijn dan 1023 (10).
    en 5803 + 5813 (10 + empty = 10) should be less than 1023 (10).
    de 5803 + 5813 (10 + leer = 10) sollte kleiner als 1023 (10) sein.
    ");
}

#[test]
fn the_accounts_are_named() {
    let sheet = full(&[("1003", "1.5"), ("1011", "9000"), ("1023", "50")]);
    let accounts = accounts(&[("9087", "1.5"), ("9088", "0"), ("62", "27.5"), ("620", "40"), ("621", "9.25")]);
    let subject = Subject { accounts: &accounts, ..Subject::new(&sheet) };
    insta::assert_snapshot!(sentences("cx_06.17.0_0003", &subject), @"
    fr 9088 des comptes annuels (0) devrait être égal à 1011 + 1012 (9~000 + vide = 9~000), puisque 1003 (1,5) est supérieur à 0.
    nl 9088 van de jaarrekening (0) zou gelijk moeten zijn aan 1011 + 1012 (9.000 + leeg = 9.000), want 1003 (1,5) is groter dan 0.
    en 9088 of the annual accounts (0) should equal 1011 + 1012 (9,000 + empty = 9,000), because 1003 (1.5) is more than 0.
    de 9088 des Jahresabschlusses (0) sollte gleich 1011 + 1012 (9.000 + leer = 9.000) sein, denn 1003 (1,5) ist größer als 0.
    ");
    let matching = full(&[("1003", "1.5"), ("1023", "50")]);
    let subject = Subject { sheet: &matching, ..subject };
    insta::assert_snapshot!(sentences("cs_06.17.0_0018", &subject), @"
    fr 1023 (50) devrait être égal à 620 + 621 + 622 + 623 des comptes annuels (40 + 9,25 + vide + vide = 49,25), puisque 1003 (1,5) est supérieur à 1, 9087 des comptes annuels (1,5) est égal à 1003 (1,5) et 9088 des comptes annuels (0) est égal à 1013 (vide).
    nl 1023 (50) zou gelijk moeten zijn aan 620 + 621 + 622 + 623 van de jaarrekening (40 + 9,25 + leeg + leeg = 49,25), want 1003 (1,5) is groter dan 1, 9087 van de jaarrekening (1,5) is gelijk aan 1003 (1,5) en 9088 van de jaarrekening (0) is gelijk aan 1013 (leeg).
    en 1023 (50) should equal 620 + 621 + 622 + 623 of the annual accounts (40 + 9.25 + empty + empty = 49.25), because 1003 (1.5) is more than 1, 9087 of the annual accounts (1.5) equals 1003 (1.5) and 9088 of the annual accounts (0) equals 1013 (empty).
    de 1023 (50) sollte gleich 620 + 621 + 622 + 623 des Jahresabschlusses (40 + 9,25 + leer + leer = 49,25) sein, denn 1003 (1,5) ist größer als 1, 9087 des Jahresabschlusses (1,5) ist gleich 1003 (1,5) und 9088 des Jahresabschlusses (0) ist gleich 1013 (leer).
    ");
}

#[test]
fn an_inferred_check_says_that_it_is_inferred() {
    let sheet = full(&[("1051", "3"), ("1101", "2")]);
    insta::assert_snapshot!(sentences("cs_06.17.0_0070", &Subject::new(&sheet)), @"
    fr 1051 (3) devrait être égal à 1101 + 1111 + 1121 + 1131 (2 + vide + vide + vide = 2). (contrôle déduit, non publié)
    nl 1051 (3) zou gelijk moeten zijn aan 1101 + 1111 + 1121 + 1131 (2 + leeg + leeg + leeg = 2). (afgeleide controle, niet gepubliceerd)
    en 1051 (3) should equal 1101 + 1111 + 1121 + 1131 (2 + empty + empty + empty = 2). (inferred check, not published)
    de 1051 (3) sollte gleich 1101 + 1111 + 1121 + 1131 (2 + leer + leer + leer = 2) sein. (abgeleitete Prüfung, nicht veröffentlicht)
    ");
}

#[test]
fn last_years_sheet_is_named() {
    let this = micro(&[("1051", "3"), ("1003P", "7"), ("1023P", "8291585.25")]);
    let last = support::sheet(Model::Micro, 2024, cells(&[("1051", "2"), ("1003", "7.5"), ("1023", "8291585")]));
    let subject = Subject { preceding: Some(&last), ..Subject::new(&this) };
    insta::assert_snapshot!(sentences("app_move_heads", &subject), @"
    fr 1051 + 1052 de l'exercice précédent + 2051 + 2052 - 3051 - 3052 (2 + vide + vide + vide - vide - vide = 2) devrait être égal à 1051 + 1052 (3 + vide = 3). (contrôle de Passerelle)
    nl 1051 + 1052 van het vorige boekjaar + 2051 + 2052 - 3051 - 3052 (2 + leeg + leeg + leeg - leeg - leeg = 2) zou gelijk moeten zijn aan 1051 + 1052 (3 + leeg = 3). (controle van Passerelle)
    en 1051 + 1052 of the preceding year + 2051 + 2052 - 3051 - 3052 (2 + empty + empty + empty - empty - empty = 2) should equal 1051 + 1052 (3 + empty = 3). (Passerelle's own check)
    de 1051 + 1052 des Vorjahres + 2051 + 2052 - 3051 - 3052 (2 + leer + leer + leer - leer - leer = 2) sollte gleich 1051 + 1052 (3 + leer = 3) sein. (Prüfung von Passerelle)
    ");
    insta::assert_snapshot!(sentences("app_cont_1003", &subject), @"
    fr 1003P (7,0) devrait être égal à 1003 de l'exercice précédent (7,5). 1023P (8~291~585,25) devrait être égal à 1023 de l'exercice précédent (8~291~585). (contrôle de Passerelle)
    nl 1003P (7,0) zou gelijk moeten zijn aan 1003 van het vorige boekjaar (7,5). 1023P (8.291.585,25) zou gelijk moeten zijn aan 1023 van het vorige boekjaar (8.291.585). (controle van Passerelle)
    en 1003P (7.0) should equal 1003 of the preceding year (7.5). 1023P (8,291,585.25) should equal 1023 of the preceding year (8,291,585). (Passerelle's own check)
    de 1003P (7,0) sollte gleich 1003 des Vorjahres (7,5) sein. 1023P (8.291.585,25) sollte gleich 1023 des Vorjahres (8.291.585) sein. (Prüfung von Passerelle)
    ");
}

#[test]
fn what_is_missing_is_named() {
    let sheet = full(&[("1001", "4"), ("1003", "4")]);
    insta::assert_snapshot!(sentences("app_priv_1", &Subject::new(&sheet)), @"
    fr 1023 devrait être complété, puisque 1001 + 1002 (4,0 + vide = 4,0) est supérieur à 1. 10031 devrait être complété ou 10032 devrait être complété, puisque 1001 + 1002 (4,0 + vide = 4,0) est supérieur à 3. (contrôle de Passerelle)
    nl 1023 zou ingevuld moeten zijn, want 1001 + 1002 (4,0 + leeg = 4,0) is groter dan 1. 10031 zou ingevuld moeten zijn of 10032 zou ingevuld moeten zijn, want 1001 + 1002 (4,0 + leeg = 4,0) is groter dan 3. (controle van Passerelle)
    en 1023 should be completed, because 1001 + 1002 (4.0 + empty = 4.0) is more than 1. 10031 should be completed or 10032 should be completed, because 1001 + 1002 (4.0 + empty = 4.0) is more than 3. (Passerelle's own check)
    de 1023 sollte ausgefüllt sein, denn 1001 + 1002 (4,0 + leer = 4,0) ist größer als 1. 10031 sollte ausgefüllt sein oder 10032 sollte ausgefüllt sein, denn 1001 + 1002 (4,0 + leer = 4,0) ist größer als 3. (Prüfung von Passerelle)
    ");
}

#[test]
fn a_negative_grant_is_told() {
    let sheet = full(&[("58033", "-100"), ("58133", "5")]);
    insta::assert_snapshot!(sentences("app_sign", &Subject::new(&sheet)), @"
    fr 58033 (-100) devrait être supérieur ou égal à 0. (contrôle de Passerelle)
    nl 58033 (-100) zou minstens 0 moeten zijn. (controle van Passerelle)
    en 58033 (-100) should be at least 0. (Passerelle's own check)
    de 58033 (-100) sollte mindestens 0 sein. (Prüfung von Passerelle)
    ");
}

#[test]
fn too_many_decimals_are_told_by_unit() {
    let sheet = full(&[("1003", "12.25"), ("1051", "12.5"), ("1023", "1000.125")]);
    insta::assert_snapshot!(sentences("app_int", &Subject::new(&sheet)), @"
    fr 1003 (12,25) devrait avoir une décimale au plus, 1023 (1~000,125) devrait avoir 2 décimales au plus et 1051 (12,5) devrait être un nombre entier. (contrôle de Passerelle)
    nl 1003 (12,25) zou hoogstens één decimaal moeten hebben, 1023 (1.000,125) zou hoogstens 2 decimalen moeten hebben en 1051 (12,5) zou een geheel getal moeten zijn. (controle van Passerelle)
    en 1003 (12.25) should have one decimal at most, 1023 (1,000.125) should have 2 decimals at most and 1051 (12.5) should be a whole number. (Passerelle's own check)
    de 1003 (12,25) sollte höchstens eine Dezimalstelle haben, 1023 (1.000,125) sollte höchstens 2 Dezimalstellen haben und 1051 (12,5) sollte eine ganze Zahl sein. (Prüfung von Passerelle)
    ");
}

#[test]
fn another_client_file_is_told() {
    let ours = full(&[("1003", "1")]);
    let expected = Expected {
        enterprise_number: "0428759497".parse().unwrap(),
        financial_year: support::sheet(Model::Full, 2024, cells(&[])).financial_year,
    };
    let subject = Subject { expected: Some(expected), ..Subject::new(&ours) };
    insta::assert_snapshot!(sentences("app_emp_vat", &subject), @"
    fr Le bilan social porte le numéro d'entreprise 0403.019.261 ; le dossier client porte 0428.759.497. (contrôle de Passerelle)
    nl De sociale balans heeft ondernemingsnummer 0403.019.261; het klantendossier heeft 0428.759.497. (controle van Passerelle)
    en The social balance has enterprise number 0403.019.261; the client file has 0428.759.497. (Passerelle's own check)
    de Die Sozialbilanz trägt die Unternehmensnummer 0403.019.261, die Kundenakte 0428.759.497. (Prüfung von Passerelle)
    ");
    insta::assert_snapshot!(sentences("app_period", &subject), @"
    fr Le bilan social couvre l'exercice du 01/01/2025 au 31/12/2025 ; le dossier client couvre celui du 01/01/2024 au 31/12/2024. (contrôle de Passerelle)
    nl De sociale balans bestrijkt het boekjaar van 01/01/2025 tot 31/12/2025; het klantendossier dat van 01/01/2024 tot 31/12/2024. (controle van Passerelle)
    en The social balance covers the year from 1 January 2025 to 31 December 2025; the client file the one from 1 January 2024 to 31 December 2024. (Passerelle's own check)
    de Die Sozialbilanz umfasst das Geschäftsjahr vom 01.01.2025 bis 31.12.2025, die Kundenakte das vom 01.01.2024 bis 31.12.2024. (Prüfung von Passerelle)
    ");
}

#[test]
fn an_association_below_the_threshold_is_told() {
    let small = full(&[("1003", "12.5")]);
    let subject = Subject { association: Some(true), ..Subject::new(&small) };
    insta::assert_snapshot!(sentences("app_assoc20", &subject), @"
    fr Une association ne doit établir un bilan social qu'à partir de 20 équivalents temps plein ; 1003 est 12,5. (contrôle de Passerelle)
    nl Een vereniging moet pas vanaf 20 voltijdse equivalenten een sociale balans opmaken; 1003 is 12,5. (controle van Passerelle)
    en An association need not draw up a social balance below 20 full-time equivalents; 1003 is 12.5. (Passerelle's own check)
    de Eine Vereinigung muss erst ab 20 Vollzeitäquivalenten eine Sozialbilanz erstellen; 1003 ist 12,5. (Prüfung von Passerelle)
    ");
}

#[test]
fn a_second_delivery_is_told() {
    let sheet = full(&[("1003", "1")]);
    let delivered = BTreeSet::from([sheet.content_hash()]);
    let subject = Subject { delivered: Some(&delivered), ..Subject::new(&sheet) };
    insta::assert_snapshot!(sentences("app_dup", &subject), @"
    fr Ce bilan social a déjà été livré, avec exactement ces chiffres. (contrôle de Passerelle)
    nl Deze sociale balans werd al geleverd, met precies deze cijfers. (controle van Passerelle)
    en This social balance was delivered before, with exactly these figures. (Passerelle's own check)
    de Diese Sozialbilanz wurde bereits geliefert, mit genau diesen Zahlen. (Prüfung von Passerelle)
    ");
}

#[test]
fn every_check_of_a_bad_sheet_has_a_sentence_in_every_language() {
    let bad = full(&[("1001", "-1.55"), ("1011", "5"), ("1003", "7"), ("1051", "9"), ("5802", "0.5"), ("1502", "3")]);
    let report = check::run(&Subject { association: Some(true), ..Subject::new(&bad) });
    assert!(report.findings.len() > 10);
    for finding in &report.findings {
        for language in Language::ALL {
            let sentence = finding.sentence(language);
            assert!(sentence.ends_with(['.', ')']), "{sentence}");
            assert!(
                finding.rubrics.iter().all(|figure| sentence.contains(&figure.reference.to_string())),
                "{sentence}"
            );
        }
    }
}
