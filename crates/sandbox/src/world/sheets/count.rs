use passerelle_social_balance::{Cells, Decimal, EnterpriseNumber, FinancialYear, Model, RubricCode, Sheet};

use super::super::Random;
use super::workforce::{Person, Sex, Workforce};
use super::{Staffing, joint_committees};

/// What a column of section I.A.a says of some people.
#[derive(Clone, Copy, Default)]
struct Work {
    persons: u64,
    equivalents: u64,
    hours: u64,
    cents: u64,
}

impl Work {
    fn and(self, other: Self) -> Self {
        Self {
            persons: self.persons + other.persons,
            equivalents: self.equivalents + other.equivalents,
            hours: self.hours + other.hours,
            cents: self.cents + other.cents,
        }
    }
}

struct Count {
    model: Model,
    cells: Cells,
    zeros: bool,
    cents: bool,
}

impl Workforce {
    /// Counts the workforce. Chance decides only what the people do not: training, benefits, joint committees.
    pub fn sheet(
        &self,
        random: &mut Random,
        enterprise_number: EnterpriseNumber,
        financial_year: FinancialYear,
        model: Model,
    ) -> Sheet {
        let days = (financial_year.end() - financial_year.start()).num_days() + 1;
        let days = u64::try_from(days).unwrap_or(365);
        let mut count = Count {
            model,
            cells: Cells::new(),
            zeros: self.staffing == Staffing::ZerosWritten,
            cents: self.with_cents,
        };
        let year = count.during_the_year(self, days);
        count.preceding_year(self);
        count.closing(&self.people);
        count.movements(&self.people);
        if self.staffing == Staffing::OnePersonWithoutCosts {
            count.cells.retain(|code, _| !code.as_str().starts_with("102") && !code.as_str().starts_with("1033"));
        } else {
            count.benefits(random);
            if self.with_training {
                count.training(random, &self.people, year);
            }
        }
        if self.staffing == Staffing::FewWithoutSplit {
            count.cells.retain(|code, _| !is_split_by_sex(*code));
        }
        if let Some(temporary) = self.temporary {
            count.temporary(random, "1", temporary.agency_tenths, days);
            count.temporary(random, "2", temporary.seconded_tenths, days);
        }
        Sheet {
            enterprise_number,
            financial_year,
            model,
            joint_committees: joint_committees(random),
            cells: count.cells,
        }
    }
}

impl Workforce {
    /// Counts the workforce for the twelve months after an earlier sheet, with that sheet's figures as the preceding
    /// year's. `None` where the calendar ends.
    pub fn sheet_after(&self, random: &mut Random, earlier: &Sheet) -> Option<Sheet> {
        let start = earlier.financial_year.end().succ_opt()?;
        let end = start.checked_add_months(chrono::Months::new(12))?.pred_opt()?;
        let financial_year = FinancialYear::new(start, end).ok()?;
        let mut sheet = self.sheet(random, earlier.enterprise_number, financial_year, earlier.model);
        for preceding in RubricCode::all().filter(|code| code.rubric().is_in(earlier.model)) {
            let Some(code) = preceding.this_year() else { continue };
            match earlier.cell(code) {
                Some(value) => sheet.cells.insert(preceding, value),
                None => sheet.cells.remove(&preceding),
            };
        }
        Some(sheet)
    }
}

/// The men's and women's columns of section I.A.a: 10011 to 10332, with and without `P`.
fn is_split_by_sex(code: RubricCode) -> bool {
    let digits = code.as_str().trim_end_matches('P');
    digits.starts_with("10") && digits.len() == 5
}

/// So many tenths or hundredths, with all decimals written.
fn scaled(units: u64, decimals: u32) -> Decimal {
    Decimal::from_i128_with_scale(i128::from(units), decimals)
}

impl Count {
    fn put(&mut self, code: &str, value: Decimal) {
        if let Ok(code) = code.parse::<RubricCode>()
            && code.rubric().is_in(self.model)
        {
            self.cells.insert(code, value);
        }
    }

    fn number(&mut self, code: &str, value: u64) {
        if value > 0 || self.zeros {
            self.put(code, Decimal::from(value));
        }
    }

    fn tenths(&mut self, code: &str, tenths: u64) {
        if tenths > 0 || self.zeros {
            self.put(code, scaled(tenths, 1));
        }
    }

    /// Euros; rounded down where the payroll gives no cents, part by part, so that sums stay sums.
    fn euros(&mut self, code: &str, cents: u64) {
        if cents > 0 || self.zeros {
            self.put(code, if self.cents { scaled(cents, 2) } else { Decimal::from(cents / 100) });
        }
    }

    fn work<'people>(&self, people: impl Iterator<Item = &'people Person>, days: u64) -> Work {
        let mut work = Work::default();
        let mut equivalents = 0;
        for person in people {
            work.persons += person.presence;
            equivalents += person.presence * person.tenths;
            let hours = (person.presence * person.tenths * person.pace * days / 3650).max(2);
            work.hours += hours;
            let cents = hours * person.rate;
            work.cents += if self.cents { cents } else { cents - cents % 100 };
        }
        let whole = equivalents == work.persons * 10;
        work.equivalents =
            if whole || work.persons < 2 { work.persons } else { ((equivalents + 5) / 10).clamp(1, work.persons - 1) };
        work
    }

    fn during_the_year(&mut self, workforce: &Workforce, days: u64) -> Work {
        let part = |sex: Sex, full_time: bool| {
            let people =
                workforce.people.iter().filter(move |person| person.sex == sex && person.is_full_time() == full_time);
            self.work(people, days)
        };
        let [full_men, full_women] = [part(Sex::Man, true), part(Sex::Woman, true)];
        let [part_men, part_women] = [part(Sex::Man, false), part(Sex::Woman, false)];
        let (full, part) = (full_men.and(full_women), part_men.and(part_women));
        let columns = [("1", full, full_men, full_women), ("2", part, part_men, part_women)];
        for (column, total, men, women) in columns {
            for (suffix, work) in [("", total), ("1", men), ("2", women)] {
                self.tenths(&format!("100{column}{suffix}"), work.persons);
                self.number(&format!("101{column}{suffix}"), work.hours);
                self.euros(&format!("102{column}{suffix}"), work.cents);
            }
        }
        let sums = [("", full.and(part)), ("1", full_men.and(part_men)), ("2", full_women.and(part_women))];
        for (suffix, work) in sums {
            self.tenths(&format!("1003{suffix}"), work.equivalents);
            self.number(&format!("1013{suffix}"), work.hours);
            self.euros(&format!("1023{suffix}"), work.cents);
        }
        full.and(part)
    }

    /// Everybody who was there when the year began, for a whole year and at a little less pay.
    fn preceding_year(&mut self, workforce: &Workforce) {
        if workforce.staffing == Staffing::FirstYear {
            return;
        }
        let before: Vec<Person> = workforce
            .people
            .iter()
            .filter(|person| !person.entered)
            .map(|person| Person { presence: 10, rate: person.rate * 97 / 100, ..person.clone() })
            .collect();
        let part = |sex: Sex| self.work(before.iter().filter(move |person| person.sex == sex), 365);
        let (men, women) = (part(Sex::Man), part(Sex::Woman));
        for (suffix, work) in [("", men.and(women)), ("1", men), ("2", women)] {
            self.tenths(&format!("1003{suffix}P"), work.equivalents);
            self.number(&format!("1013{suffix}P"), work.hours);
            self.euros(&format!("1023{suffix}P"), work.cents);
        }
    }

    /// One row of heads full-time, heads part-time and full-time equivalents.
    fn row<'people>(&mut self, row: &str, people: impl Iterator<Item = &'people Person>) {
        let (mut full, mut part, mut tenths) = (0, 0, 0);
        for person in people {
            if person.is_full_time() {
                full += 1;
            } else {
                part += 1;
            }
            tenths += person.tenths;
        }
        self.number(&format!("{row}1"), full);
        self.number(&format!("{row}2"), part);
        self.tenths(&format!("{row}3"), tenths);
    }

    fn closing(&mut self, people: &[Person]) {
        let staff = || people.iter().filter(|person| person.left.is_none());
        self.row("105", staff());
        for digit in 0..4 {
            self.row(&format!("11{digit}"), staff().filter(|person| person.contract == digit));
            for (row, sex) in [("120", Sex::Man), ("121", Sex::Woman)] {
                let educated = staff().filter(|person| person.sex == sex && person.education == digit);
                self.row(&format!("{row}{digit}"), educated);
            }
        }
        // Last, because 1201 to 1203 name both the totals of row 120 and printed rows above.
        self.row("120", staff().filter(|person| person.sex == Sex::Man));
        self.row("121", staff().filter(|person| person.sex == Sex::Woman));
        for digit in [0, 4, 2, 3] {
            self.row(&format!("13{digit}"), staff().filter(|person| person.occupation == digit));
        }
    }

    fn movements(&mut self, people: &[Person]) {
        let entries = || people.iter().filter(|person| person.entered);
        let exits = || people.iter().filter(|person| person.left.is_some());
        self.row("205", entries());
        self.row("305", exits());
        for digit in 0..4 {
            self.row(&format!("21{digit}"), entries().filter(|person| person.contract == digit));
            self.row(&format!("31{digit}"), exits().filter(|person| person.contract == digit));
            let reason = exits().filter(|person| person.left.is_some_and(|leaving| leaving.reason == digit));
            self.row(&format!("34{digit}"), reason);
        }
        self.row("350", exits().filter(|person| person.left.is_some_and(|leaving| leaving.self_employed)));
    }

    fn cell(&self, code: &str) -> Decimal {
        code.parse().ok().and_then(|code| self.cells.get(&code).copied()).unwrap_or_default()
    }

    /// Benefits above pay: a small share of the costs, in whole euros.
    fn benefits(&mut self, random: &mut Random) {
        for column in ["", "P"] {
            let share = Decimal::from(random.between(5, 30)) / Decimal::ONE_THOUSAND;
            let [men, women] = ["1", "2"].map(|sex| (self.cell(&format!("1023{sex}{column}")) * share).trunc());
            for (suffix, value) in [("", men + women), ("1", men), ("2", women)] {
                if !value.is_zero() {
                    self.put(&format!("1033{suffix}{column}"), value);
                }
            }
        }
    }

    /// Training of part of the staff, as long as it stays far below the hours and costs of all work.
    fn training(&mut self, random: &mut Random, people: &[Person], year: Work) {
        let mut hours_left = year.hours / 4;
        let mut cents_left = year.cents / 4;
        for (rows, most) in [(["580", "581"], 60), (["582", "583"], 40), (["584", "585"], 10)] {
            for (row, sex) in rows.into_iter().zip([Sex::Man, Sex::Woman]) {
                let staff = people.iter().filter(|person| person.left.is_none() && person.sex == sex).count();
                let trainees = u64::try_from(staff).unwrap_or_default() * random.below(most) / 100;
                let hours = trainees * random.between(4, 24);
                let gross = hours * random.between(25, 60);
                let fund = trainees * random.below(80);
                let grants = gross * random.below(25) / 100;
                let net = gross + fund - grants;
                if trainees == 0 || hours >= hours_left || net * 100 >= cents_left {
                    continue;
                }
                hours_left -= hours;
                cents_left -= net * 100;
                self.number(&format!("{row}1"), trainees);
                self.number(&format!("{row}2"), hours);
                self.number(&format!("{row}3"), net);
                if row.starts_with("580") || row.starts_with("581") {
                    for (detail, value) in [("31", gross), ("32", fund), ("33", grants)] {
                        self.number(&format!("{row}{detail}"), value);
                    }
                }
            }
        }
    }

    fn temporary(&mut self, random: &mut Random, column: &str, tenths: u64, days: u64) {
        if tenths == 0 {
            return;
        }
        let hours = (tenths * random.between(150, 180) * days / 365).max(tenths + 1);
        self.tenths(&format!("150{column}"), tenths);
        self.number(&format!("151{column}"), hours);
        self.number(&format!("152{column}"), hours * random.between(28, 48));
    }
}
