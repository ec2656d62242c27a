//! The words of the sentences.

use super::formula::{Operator, Reference};
use crate::Language;

use Language::{Dutch, English, French, German};

/// "empty", of a cell.
pub(super) fn empty(language: Language) -> &'static str {
    match language {
        French => "vide",
        Dutch => "leeg",
        English => "empty",
        German => "leer",
    }
}

/// "and", between two clauses.
pub(super) fn and(language: Language) -> &'static str {
    match language {
        French => " et ",
        Dutch => " en ",
        English => " and ",
        German => " und ",
    }
}

/// "or", between two clauses.
pub(super) fn or(language: Language) -> &'static str {
    match language {
        French => " ou ",
        Dutch => " of ",
        English => " or ",
        German => " oder ",
    }
}

/// "because", before a clause in the order of a main clause.
pub(super) fn because(language: Language) -> &'static str {
    match language {
        French => ", puisque ",
        Dutch => ", want ",
        English => ", because ",
        German => ", denn ",
    }
}

/// What is said after a figure's code of where it stands: nothing for a cell of the sheet itself.
pub(super) fn place(reference: &Reference, language: Language) -> &'static str {
    match (reference, language) {
        (Reference::Rubric(_), _) => "",
        (Reference::Preceding(_), French) => " de l'exercice précédent",
        (Reference::Preceding(_), Dutch) => " van het vorige boekjaar",
        (Reference::Preceding(_), English) => " of the preceding year",
        (Reference::Preceding(_), German) => " des Vorjahres",
        (Reference::Account(_), French) => " des comptes annuels",
        (Reference::Account(_), Dutch) => " van de jaarrekening",
        (Reference::Account(_), English) => " of the annual accounts",
        (Reference::Account(_), German) => " des Jahresabschlusses",
    }
}

/// The name of a figure.
pub(super) fn name(reference: &Reference, language: Language) -> String {
    format!("{}{}", code(reference), place(reference, language))
}

/// The bare code of a figure.
pub(super) fn code(reference: &Reference) -> &str {
    match reference {
        Reference::Rubric(code) | Reference::Preceding(code) => code.as_str(),
        Reference::Account(code) => code,
    }
}

fn relation(operator: Operator, language: Language) -> &'static str {
    let [equal, less, at_most, more, at_least] = match language {
        French => ["égal à", "inférieur à", "inférieur ou égal à", "supérieur à", "supérieur ou égal à"],
        Dutch => ["gelijk", "kleiner", "hoogstens", "groter", "minstens"],
        English => ["equal to", "less than", "at most", "more than", "at least"],
        German => ["gleich", "kleiner", "höchstens", "größer", "mindestens"],
    };
    match operator {
        Operator::Equal => equal,
        Operator::Less => less,
        Operator::AtMost => at_most,
        Operator::More => more,
        Operator::AtLeast => at_least,
    }
}

/// "x should be less than y".
pub(super) fn should_stand(left: &str, operator: Operator, right: &str, language: Language) -> String {
    let relation = relation(operator, language);
    match (language, operator) {
        (French, _) => format!("{left} devrait être {relation} {right}"),
        (English, Operator::Equal) => format!("{left} should equal {right}"),
        (English, _) => format!("{left} should be {relation} {right}"),
        (Dutch, Operator::Equal) => format!("{left} zou {relation} moeten zijn aan {right}"),
        (Dutch, Operator::Less | Operator::More) => format!("{left} zou {relation} moeten zijn dan {right}"),
        (Dutch, _) => format!("{left} zou {relation} {right} moeten zijn"),
        (German, Operator::Less | Operator::More) => format!("{left} sollte {relation} als {right} sein"),
        (German, _) => format!("{left} sollte {relation} {right} sein"),
    }
}

/// "x is less than y".
pub(super) fn stands(left: &str, operator: Operator, right: &str, language: Language) -> String {
    let relation = relation(operator, language);
    match (language, operator) {
        (French, _) => format!("{left} est {relation} {right}"),
        (English, Operator::Equal) => format!("{left} equals {right}"),
        (Dutch, Operator::Equal) => format!("{left} is {relation} aan {right}"),
        (Dutch, Operator::Less | Operator::More) => format!("{left} is {relation} dan {right}"),
        (English | Dutch, _) => format!("{left} is {relation} {right}"),
        (German, Operator::Less | Operator::More) => format!("{left} ist {relation} als {right}"),
        (German, _) => format!("{left} ist {relation} {right}"),
    }
}

/// "x should be completed", or "should be empty".
pub(super) fn should_be_given(name: &str, given: bool, language: Language) -> String {
    match (language, given) {
        (French, true) => format!("{name} devrait être complété"),
        (French, false) => format!("{name} devrait être vide"),
        (Dutch, true) => format!("{name} zou ingevuld moeten zijn"),
        (Dutch, false) => format!("{name} zou leeg moeten zijn"),
        (English, true) => format!("{name} should be completed"),
        (English, false) => format!("{name} should be empty"),
        (German, true) => format!("{name} sollte ausgefüllt sein"),
        (German, false) => format!("{name} sollte leer sein"),
    }
}

/// "x is completed", or "is empty".
pub(super) fn is_given(name: &str, given: bool, language: Language) -> String {
    match (language, given) {
        (French, true) => format!("{name} est complété"),
        (French, false) => format!("{name} est vide"),
        (Dutch, true) => format!("{name} is ingevuld"),
        (Dutch, false) => format!("{name} is leeg"),
        (English, true) => format!("{name} is completed"),
        (English, false) => format!("{name} is empty"),
        (German, true) => format!("{name} ist ausgefüllt"),
        (German, false) => format!("{name} ist leer"),
    }
}

/// A sentence on the wrong enterprise.
pub(super) fn other_enterprise(sheet: &str, expected: &str, language: Language) -> String {
    match language {
        French => {
            format!("Le bilan social porte le numéro d'entreprise {sheet} ; le dossier client porte {expected}.")
        }
        Dutch => {
            format!("De sociale balans heeft ondernemingsnummer {sheet}; het klantendossier heeft {expected}.")
        }
        English => format!("The social balance has enterprise number {sheet}; the client file has {expected}."),
        German => format!("Die Sozialbilanz trägt die Unternehmensnummer {sheet}, die Kundenakte {expected}."),
    }
}

/// A sentence on the wrong year.
pub(super) fn other_year(sheet: [&str; 2], expected: [&str; 2], language: Language) -> String {
    let ([start, end], [expected_start, expected_end]) = (sheet, expected);
    match language {
        French => format!(
            "Le bilan social couvre l'exercice du {start} au {end} ; le dossier client couvre celui du {expected_start} au {expected_end}."
        ),
        Dutch => format!(
            "De sociale balans bestrijkt het boekjaar van {start} tot {end}; het klantendossier dat van {expected_start} tot {expected_end}."
        ),
        English => format!(
            "The social balance covers the year from {start} to {end}; the client file the one from {expected_start} to {expected_end}."
        ),
        German => format!(
            "Die Sozialbilanz umfasst das Geschäftsjahr vom {start} bis {end}, die Kundenakte das vom {expected_start} bis {expected_end}."
        ),
    }
}

/// "x should have at most so many decimals".
pub(super) fn fewer_decimals(name: &str, allowed: u32, language: Language) -> String {
    match (language, allowed) {
        (French, 0) => format!("{name} devrait être un nombre entier"),
        (French, 1) => format!("{name} devrait avoir une décimale au plus"),
        (French, _) => format!("{name} devrait avoir {allowed} décimales au plus"),
        (Dutch, 0) => format!("{name} zou een geheel getal moeten zijn"),
        (Dutch, 1) => format!("{name} zou hoogstens één decimaal moeten hebben"),
        (Dutch, _) => format!("{name} zou hoogstens {allowed} decimalen moeten hebben"),
        (English, 0) => format!("{name} should be a whole number"),
        (English, 1) => format!("{name} should have one decimal at most"),
        (English, _) => format!("{name} should have {allowed} decimals at most"),
        (German, 0) => format!("{name} sollte eine ganze Zahl sein"),
        (German, 1) => format!("{name} sollte höchstens eine Dezimalstelle haben"),
        (German, _) => format!("{name} sollte höchstens {allowed} Dezimalstellen haben"),
    }
}

/// A sentence on an association that need not file.
pub(super) fn below_threshold(average: &str, language: Language) -> String {
    match language {
        French => format!(
            "Une association ne doit établir un bilan social qu'à partir de 20 équivalents temps plein ; 1003 est {average}."
        ),
        Dutch => format!(
            "Een vereniging moet pas vanaf 20 voltijdse equivalenten een sociale balans opmaken; 1003 is {average}."
        ),
        English => format!(
            "An association need not draw up a social balance below 20 full-time equivalents; 1003 is {average}."
        ),
        German => format!(
            "Eine Vereinigung muss erst ab 20 Vollzeitäquivalenten eine Sozialbilanz erstellen; 1003 ist {average}."
        ),
    }
}

/// A sentence on a sheet that was delivered before.
pub(super) fn already_delivered(language: Language) -> &'static str {
    match language {
        French => "Ce bilan social a déjà été livré, avec exactement ces chiffres.",
        Dutch => "Deze sociale balans werd al geleverd, met precies deze cijfers.",
        English => "This social balance was delivered before, with exactly these figures.",
        German => "Diese Sozialbilanz wurde bereits geliefert, mit genau diesen Zahlen.",
    }
}

/// Said of a check that was not published.
pub(super) fn inferred(language: Language) -> &'static str {
    match language {
        French => "contrôle déduit, non publié",
        Dutch => "afgeleide controle, niet gepubliceerd",
        English => "inferred check, not published",
        German => "abgeleitete Prüfung, nicht veröffentlicht",
    }
}

/// Said of a check of our own.
pub(super) fn own(language: Language) -> &'static str {
    match language {
        French => "contrôle de Passerelle",
        Dutch => "controle van Passerelle",
        English => "Passerelle's own check",
        German => "Prüfung von Passerelle",
    }
}
