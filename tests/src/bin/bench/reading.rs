//! One full XBRL sheet: read, then held to every check.

use std::hint::black_box;
use std::time::Instant;

use anyhow::Context;
use chrono::DateTime;
use passerelle_sandbox::world::sheets::{self, Staffing};
use passerelle_sandbox::world::{MediaType, Random, World};
use passerelle_social_balance::Model;
use passerelle_social_balance::check::{self, Subject};
use passerelle_social_balance::format::{self, Given};

use passerelle_measuring::{Figures, median, milliseconds};

const TIMES: usize = 500;

/// Measures it many times and takes the middle.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    let (file, given) = xbrl().context("the scenario has no XBRL sheet")?;
    let mut times = Vec::new();
    let mut cells = 0;
    for _ in 0..TIMES {
        let begun = Instant::now();
        let reading = format::read(black_box(&file), &given)?;
        let report = check::run(&Subject { accounts: &reading.accounts, ..Subject::new(&reading.sheet) });
        black_box(report);
        times.push(milliseconds(begun.elapsed()));
        cells = reading.sheet.cells.len();
    }
    figures.limited("reading and checking one full XBRL sheet", median(times), 1.0, "ms");
    figures.explained("that sheet, cells", cells);
    figures.explained("that sheet, bytes", file.len());
    Ok(())
}

/// The file, and what the feed would say of it beforehand.
fn xbrl() -> Option<(Vec<u8>, Given)> {
    let now = DateTime::UNIX_EPOCH;
    let mut world = World::plain(1, 1, now);
    let planned = world.planned().first().copied().cloned()?;
    let of_year = planned.sheet?;
    let (number, year) = (of_year.enterprise_number, of_year.financial_year);
    let sheet = sheets::sheet(&mut Random::new(1), number, year, Model::Full, 90, Staffing::Usual);
    let id = world.make_sheet(planned.dossier, sheet, now);
    let given = Given {
        enterprise_number: Some(number),
        financial_year: Some(year),
        model: Some(Model::Full),
        ..Given::default()
    };
    Some((world.finbox.sheets.get(&id)?.contents.get(&MediaType::Xbrl)?.bytes().to_vec(), given))
}
