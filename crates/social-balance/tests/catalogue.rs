//! The catalogue in the program says what the data says, row by row.
#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use passerelle_social_balance::{Language, Model, RubricCode, Unit};

#[test]
fn the_catalogue_agrees_with_its_data_row_by_row() {
    let mut reader = csv::Reader::from_reader(include_str!("../data/rubrics.csv").as_bytes());
    let header = reader.headers().unwrap().clone();
    let mut codes = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        let field = |name: &str| record[header.iter().position(|title| title == name).unwrap()].to_owned();
        let Ok(code) = field("code").parse::<RubricCode>() else {
            assert_eq!(field("code"), "(none: joint committees)");
            continue;
        };
        let rubric = code.rubric();
        let unit = match field("metric").as_str() {
            "met:dec1" => Unit::OneDecimal,
            "met:int3" => Unit::Heads,
            "met:int4" => Unit::Hours,
            "met:am1" => Unit::Euro,
            "met:am2" => Unit::SignedEuro,
            other => panic!("{other}"),
        };
        assert_eq!(rubric.unit(), unit, "{code}");
        for language in Language::ALL {
            assert_eq!(rubric.label(language), field(language.tag()), "{code}");
        }
        let models = field("models");
        for model in [Model::Full, Model::Abridged, Model::Micro] {
            assert_eq!(rubric.is_in(model), models.contains(model.as_str()), "{code} in {model}");
        }
        assert_eq!(rubric.xbrl_fact(), field("xbrl_fact"), "{code}");
        codes.push(code);
    }
    codes.sort_unstable();
    assert_eq!(codes, RubricCode::all().collect::<Vec<_>>());
}
