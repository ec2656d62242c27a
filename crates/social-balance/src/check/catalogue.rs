//! All checks, from `data/checks.csv`.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::builtin::Builtin;
use super::formula::Formula;
use super::parser::FormulaError;
use crate::Model;

static CHECKS: LazyLock<Vec<Check>> = LazyLock::new(|| read(include_str!("../../data/checks.csv")).unwrap_or_default());

/// One check.
#[derive(Debug)]
pub struct Check {
    /// Its id: the National Bank's (`cs_11.00.0_0004`), or our own (`app_period`).
    pub id: String,
    /// Where the check itself comes from.
    pub origin: Origin,
    /// The source.
    pub source: String,
    /// The words in which the source gives it.
    pub wording: String,
    /// What it demands, in the formula language; "builtin …" where that cannot say it.
    pub text: String,
    pub(super) rule: Rule,
    pub(super) models: Vec<Model>,
    pub(super) associations_only: bool,
    pub(super) documented_for: Option<Layout>,
}

/// Where a check comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Published by the National Bank.
    Documented,
    /// Concluded from what the National Bank published; its number and wording were not seen.
    Inferred,
    /// Passerelle's own.
    Own,
}

#[derive(Debug)]
pub(super) enum Rule {
    /// Each of them must hold. One that speaks of cells that a sheet's model lacks is passed over.
    Formulas(Vec<Formula>),
    Builtin(Builtin),
}

/// A layout of the annual accounts, as far as it matters for the number of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) model: Model,
    pub(super) association: bool,
}

impl Check {
    /// Whether sheets of this layout are held to it.
    pub fn is_for(&self, model: Model) -> bool {
        self.models.contains(&model)
    }

    /// Whether only associations and foundations are held to it.
    pub fn is_for_associations_only(&self) -> bool {
        self.associations_only
    }

    /// The formulas that it consists of; none for a check that formulas cannot say.
    pub fn formulas(&self) -> &[Formula] {
        match &self.rule {
            Rule::Formulas(formulas) => formulas,
            Rule::Builtin(_) => &[],
        }
    }

    /// Whether its id is only inferred for such a filer. The National Bank numbers the same check differently in each layout
    /// of the accounts, and not every list was seen.
    pub fn id_is_inferred(&self, model: Model, association: Option<bool>) -> bool {
        match self.origin {
            Origin::Own => false,
            Origin::Inferred => true,
            Origin::Documented => self
                .documented_for
                .is_none_or(|layout| layout.model != model || association != Some(layout.association)),
        }
    }
}

/// All checks, in the order of the catalogue.
pub fn checks() -> &'static [Check] {
    &CHECKS
}

#[derive(Deserialize)]
struct Row {
    id: String,
    models: String,
    filer: String,
    documented_for: String,
    origin: Origin,
    source: String,
    wording: String,
    rule: String,
}

#[derive(Debug, thiserror::Error)]
enum CatalogueError {
    #[error(transparent)]
    Csv(#[from] csv::Error),
    #[error("{id}: {error}")]
    Formula { id: String, error: FormulaError },
    #[error("{id}: {word:?} is unknown")]
    Word { id: String, word: String },
}

fn read(text: &str) -> Result<Vec<Check>, CatalogueError> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| Row::check(row?)).collect()
}

impl Row {
    fn check(self) -> Result<Check, CatalogueError> {
        let unknown = |word: &str| CatalogueError::Word { id: self.id.clone(), word: word.to_owned() };
        let model = |word: &str| word.parse::<Model>().map_err(|_| unknown(word));
        let rule = if let Some(name) = self.rule.strip_prefix("builtin ") {
            Rule::Builtin(Builtin::named(name).ok_or_else(|| unknown(name))?)
        } else {
            let formulas = self.rule.split(';').map(|text| {
                text.trim().parse().map_err(|error| CatalogueError::Formula { id: self.id.clone(), error })
            });
            Rule::Formulas(formulas.collect::<Result<_, _>>()?)
        };
        let associations_only = match self.filer.as_str() {
            "association" => true,
            "any" => false,
            other => return Err(unknown(other)),
        };
        let documented_for = match self.documented_for.split_once(' ') {
            Some((layout, "association")) => Some(Layout { model: model(layout)?, association: true }),
            Some((layout, "company")) => Some(Layout { model: model(layout)?, association: false }),
            _ if self.documented_for.is_empty() => None,
            _ => return Err(unknown(&self.documented_for)),
        };
        let models = self.models.split(' ').map(model).collect::<Result<_, _>>()?;
        Ok(Check {
            rule,
            models,
            associations_only,
            documented_for,
            id: self.id,
            origin: self.origin,
            source: self.source,
            wording: self.wording,
            text: self.rule,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::check::Reference;

    #[test]
    fn every_row_is_read_and_every_id_stands_once() {
        let read = read(include_str!("../../data/checks.csv")).unwrap();
        assert_eq!(read.len(), 247);
        assert_eq!(checks().len(), 247);
        assert_eq!(read.iter().map(|check| &check.id).collect::<BTreeSet<_>>().len(), 247);
        let of = |origin| read.iter().filter(|check| check.origin == origin).count();
        assert_eq!((of(Origin::Documented), of(Origin::Inferred), of(Origin::Own)), (159, 79, 9));
    }

    #[test]
    fn checks_are_held_by_model() {
        let count = |model| checks().iter().filter(|check| check.is_for(model)).count();
        assert_eq!(count(Model::Full), 143 + 6 + 1 + 9);
        assert_eq!(count(Model::Abridged), 88 + 9);
        assert_eq!(count(Model::Micro), 88 + 9);
    }

    #[test]
    fn a_published_formula_speaks_only_of_cells_that_its_models_have() {
        for check in checks().iter().filter(|check| check.origin != Origin::Own) {
            for reference in check.formulas().iter().flat_map(Formula::references) {
                if let Reference::Rubric(code) = reference {
                    assert!(check.models.iter().all(|model| code.rubric().is_in(*model)), "{} {code}", check.id);
                }
            }
        }
    }

    #[test]
    fn a_formula_names_what_the_published_words_name() {
        let digits = |text: &str| -> BTreeSet<String> {
            text.split(|character: char| !character.is_ascii_alphanumeric())
                .filter(|word| word.len() > 1 && word.starts_with(|first: char| first.is_ascii_digit()))
                .map(str::to_owned)
                .collect()
        };
        for check in checks().iter().filter(|check| check.origin != Origin::Own) {
            let words = check.wording.split(" (published").next().unwrap();
            let mut named = digits(words);
            if check.id == "cs_06.17.0_0085" || check.id == "cs_06.17.0_0086" {
                named.extend(digits(&check.text));
            }
            assert_eq!(named, digits(&check.text), "{}", check.id);
        }
    }

    #[test]
    fn an_id_is_inferred_where_the_list_of_the_filers_own_layout_was_not_seen() {
        let find = |id: &str| checks().iter().find(|check| check.id == id).unwrap();
        let micro = find("cs_11.00.0_0004");
        assert!(!micro.id_is_inferred(Model::Micro, Some(false)));
        assert!(micro.id_is_inferred(Model::Micro, Some(true)));
        assert!(micro.id_is_inferred(Model::Abridged, Some(false)));
        assert!(micro.id_is_inferred(Model::Micro, None));
        let full = find("cs_06.17.0_0004");
        assert!(!full.id_is_inferred(Model::Full, Some(true)));
        assert!(full.id_is_inferred(Model::Full, Some(false)));
        assert!(find("cs_06.17.0_0017").id_is_inferred(Model::Full, Some(true)));
        assert!(!find("app_int").id_is_inferred(Model::Full, None));
    }
}
