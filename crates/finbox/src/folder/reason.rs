//! Why a file was refused, in plain words: French first, then English. Written for the person who finds the file in
//! `refused/`, who may never have heard of Passerelle.

use passerelle_social_balance::format::{ReadError, WriteError};

/// Why a file was refused.
pub(super) struct Reason {
    french: Words,
    english: Words,
    /// The exact place and cause, in English, for whoever knows the form.
    pub(super) detail: String,
}

struct Words {
    what: &'static str,
    to_do: &'static str,
}

macro_rules! reasons {
    ($($name:ident: $french:literal, $french_to_do:literal; $english:literal, $english_to_do:literal;)+) => {
        #[derive(Clone, Copy)]
        enum Kind { $($name),+ }

        impl Kind {
            fn words(self) -> (Words, Words) {
                match self {
                    $(Self::$name => (
                        Words { what: $french, to_do: $french_to_do },
                        Words { what: $english, to_do: $english_to_do },
                    )),+
                }
            }
        }
    };
}

reasons! {
    TooLarge:
        "Le fichier est plus grand qu'un bilan social ne peut l'être.",
        "Déposez le fichier du bilan social seul.";
        "The file is larger than any social balance sheet.",
        "Put in the file of the social balance sheet alone.";
    NotASheet:
        "Ce fichier n'est pas un bilan social dans une forme connue (JSON ou CSV de la Banque nationale, XBRL, ou CSV simple).",
        "Exportez le bilan social dans une de ces formes et déposez-le à nouveau. Un PDF ou un classeur Excel ne convient pas.";
        "This file is no social balance sheet in a known form (the National Bank's JSON or CSV, XBRL, or simple CSV).",
        "Export the social balance sheet in one of these forms and put it in again. A PDF or a workbook will not do.";
    Encoding:
        "Le texte du fichier n'est pas encodé en UTF-8.",
        "Enregistrez le fichier en UTF-8 et déposez-le à nouveau.";
        "The text of the file is not encoded as UTF-8.",
        "Save the file as UTF-8 and put it in again.";
    Incomplete:
        "Le fichier est vide ou s'arrête avant la fin.",
        "Exportez-le encore une fois et déposez-le à nouveau.";
        "The file is empty or ends before it is complete.",
        "Export it once more and put it in again.";
    Malformed:
        "Le fichier est abîmé, ou son contenu n'est pas permis dans un bilan social.",
        "Ne l'ouvrez pas dans un autre programme avant de le déposer : exportez-le encore une fois.";
        "The file is damaged, or its content has no place in a social balance sheet.",
        "Do not open it in another program first: export it once more.";
    Number:
        "Un nombre du fichier ne peut pas être lu sans le deviner.",
        "Écrivez les nombres sans séparateur de milliers et avec le même signe décimal partout, puis déposez le fichier à nouveau.";
        "A number in the file cannot be read without guessing.",
        "Write numbers without thousands separator and with one decimal sign throughout, then put the file in again.";
    Contradiction:
        "Le fichier se contredit : deux valeurs, deux entreprises ou deux dates là où il n'en faut qu'une.",
        "Corrigez le fichier ou exportez-le encore une fois, puis déposez-le à nouveau.";
        "The file contradicts itself: two values, enterprises or dates where there can be one.",
        "Correct the file or export it once more, then put it in again.";
    Empty:
        "Le fichier ne contient aucune rubrique du bilan social.",
        "Vérifiez que c'est bien le fichier du bilan social, puis déposez le bon.";
        "The file has not a single rubric of the social balance sheet.",
        "Make sure that it is the file of the social balance sheet, then put in the right one.";
    WhoseIsMissing:
        "Le fichier ne dit pas à quelle entreprise, à quel exercice ou à quel modèle il appartient.",
        "Déposez à côté un fichier du même nom suivi de « .passerelle.json » (exemple ci-dessous), puis remettez le bilan social dans le dossier.";
        "The file does not say which enterprise, financial year or model it belongs to.",
        "Put beside it a file of the same name followed by \".passerelle.json\" (example below), then put the sheet back into the folder.";
    Identity:
        "Le numéro d'entreprise, les dates de l'exercice ou le modèle ne sont pas valables.",
        "Corrigez-les, puis déposez le fichier à nouveau.";
        "The enterprise number, the dates of the financial year or the model are not valid.",
        "Correct them, then put the file in again.";
    OtherIdentity:
        "Le fichier appartient à une autre entreprise ou à un autre exercice que ce qui a été indiqué à côté.",
        "Corrigez le fichier « .passerelle.json », ou retirez-le si le bilan social dit lui-même à qui il appartient.";
        "The file is of another enterprise or financial year than was said beside it.",
        "Correct the \".passerelle.json\" file, or take it away if the sheet itself says whose it is.";
    Particulars:
        "Le fichier « .passerelle.json » déposé à côté ne peut pas être lu.",
        "Corrigez-le (exemple ci-dessous), puis remettez les deux fichiers dans le dossier.";
        "The \".passerelle.json\" file beside it cannot be read.",
        "Correct it (example below), then put both files back into the folder.";
    Later:
        "Le bilan social n'a pas pu être repris.",
        "Corrigez la cause ci-dessous, puis remettez le fichier dans le dossier.";
        "The social balance sheet could not be taken over.",
        "Remove the cause below, then put the file back into the folder.";
}

impl Reason {
    fn of(kind: Kind, detail: String) -> Self {
        let (french, english) = kind.words();
        Self { french, english, detail }
    }

    /// The reader does not take the file.
    pub(super) fn unreadable(error: &ReadError) -> Self {
        Self::of(kind(error.code()), error.to_string())
    }

    /// The sheet cannot be written in the form that it is handed on in.
    pub(super) fn unwritable(error: &WriteError) -> Self {
        Self::of(Kind::Malformed, error.to_string())
    }

    /// The file is too large to be read.
    pub(super) fn too_large(bytes: u64) -> Self {
        Self::of(Kind::TooLarge, format!("{bytes} bytes"))
    }

    /// The particulars beside the file cannot be read.
    pub(super) fn particulars(wrong: String) -> Self {
        Self::of(Kind::Particulars, wrong)
    }

    /// The sheet was read, and refused later for a reason that the sync knows.
    pub(super) fn later(reason: &str) -> Self {
        Self::of(Kind::Later, reason.to_owned())
    }

    /// What is put beside the refused file.
    pub(super) fn text(&self) -> String {
        let Self { french, english, detail } = self;
        format!(
            "{}\n{}\n\nDétail technique (en anglais) : {detail}\n\n---\n\n{}\n{}\n\nTechnical detail: {detail}\n\n---\n\n\
             .passerelle.json:\n{{\"enterprise_number\": \"0403.019.261\", \"start_date\": \"2025-01-01\", \
             \"end_date\": \"2025-12-31\", \"model\": \"abridged\"}}\n(model: full, abridged, micro)\n",
            french.what, french.to_do, english.what, english.to_do
        )
    }
}

fn kind(code: &str) -> Kind {
    match code {
        "too_large" => Kind::TooLarge,
        "unknown_form" => Kind::NotASheet,
        "encoding" => Kind::Encoding,
        "empty" | "truncated" => Kind::Incomplete,
        "csv_thousands_separator"
        | "csv_mixed_decimal_signs"
        | "wrong_number"
        | "inexact_number"
        | "other_currency" => Kind::Number,
        "duplicate_cell" | "several_enterprises" | "several_closing_dates" => Kind::Contradiction,
        "no_social_rubric" => Kind::Empty,
        "missing_enterprise_number" | "missing_financial_year" | "missing_start_date" | "missing_model" => {
            Kind::WhoseIsMissing
        }
        "enterprise_number" | "wrong_date" | "financial_year" | "unknown_model" => Kind::Identity,
        "other_enterprise" | "other_year" => Kind::OtherIdentity,
        _ => Kind::Malformed,
    }
}

#[cfg(test)]
mod tests {
    use passerelle_social_balance::format::{self, Given};

    use super::*;

    #[test]
    fn a_reason_says_in_french_and_english_what_is_wrong_and_what_to_do() {
        let error = format::read(b"%PDF-1.7", &Given::default()).unwrap_err();
        let text = Reason::unreadable(&error).text();
        let (french, english) =
            (text.find("Un PDF ou un classeur").unwrap(), text.find("A PDF or a workbook").unwrap());
        assert!(french < english);
        assert!(text.contains("Technical detail: this is a PDF"));
    }

    #[test]
    fn common_mistakes_have_words_of_their_own() {
        let words = |bytes: &[u8]| {
            let error = format::read(bytes, &Given::default()).unwrap_err();
            (error.code(), Reason::unreadable(&error).english.what)
        };
        for (bytes, code, says) in [
            (b"code;value\n1003;1\n".as_slice(), "missing_enterprise_number", "does not say which enterprise"),
            (b"code;value\n1003;1.234,5\n", "csv_thousands_separator", "without guessing"),
            (b"\xff\xfe\x00", "encoding", "UTF-8"),
            (b"{\"Rubrics\":[", "truncated", "ends before it is complete"),
            (b"", "empty", "is empty"),
        ] {
            let (found, what) = words(bytes);
            assert_eq!(found, code);
            assert!(what.contains(says), "{what}");
        }
    }
}
