use super::super::Random;
use super::Staffing;

/// The people of an employer in one year, and what else a sheet tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workforce {
    pub(super) staffing: Staffing,
    pub(super) people: Vec<Person>,
    pub(super) temporary: Option<Temporary>,
    pub(super) with_training: bool,
    pub(super) with_cents: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    Man,
    Woman,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) sex: Sex,
    /// Primary, secondary, higher non-university, university: the last but one digit of 1200 to 1203.
    pub(super) education: u8,
    /// Indefinite, fixed term, clearly defined work, replacement: the last digit of 110 to 113.
    pub(super) contract: u8,
    /// The last digit of 130 (management), 134 (employees), 132 (workers), 133 (others).
    pub(super) occupation: u8,
    /// Tenths of a full-time post; 10 is full time.
    pub(super) tenths: u64,
    /// Tenths of the financial year on the payroll.
    pub(super) presence: u64,
    /// Hours worked in a tenth of a calendar year of full-time work.
    pub(super) pace: u64,
    /// Cost of an hour in cents.
    pub(super) rate: u64,
    pub(super) entered: bool,
    pub(super) left: Option<Leaving>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Leaving {
    /// Pension, early retirement, dismissal, other: the last digit of 340 to 343.
    pub(super) reason: u8,
    /// Works on for the employer as a self-employed person: row 350.
    pub(super) self_employed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Temporary {
    pub(super) agency_tenths: u64,
    pub(super) seconded_tenths: u64,
}

impl Workforce {
    /// A workforce with so many heads at the closing date (or, where nobody is left then, during the year).
    pub fn draw(random: &mut Random, heads: u32, staffing: Staffing) -> Self {
        let heads = match staffing {
            Staffing::OnePersonWithoutCosts => 1,
            Staffing::FewWithoutSplit => heads.clamp(1, 3),
            Staffing::TemporaryOnly => 0,
            _ => heads.max(1),
        };
        let movement = |random: &mut Random| match staffing {
            Staffing::OnePersonWithoutCosts | Staffing::FewWithoutSplit | Staffing::TemporaryOnly => 0,
            _ => random.below(u64::from(heads) / 4 + 2),
        };
        let (entries, exits) = (movement(random), movement(random));
        let mut people: Vec<Person> = (0..heads).map(|_| Person::draw(random)).collect();
        for person in people.iter_mut().take(usize::try_from(entries).unwrap_or_default()) {
            person.enter(random);
        }
        if staffing == Staffing::FirstYear {
            for person in &mut people {
                person.enter(random);
            }
        }
        if staffing == Staffing::NoneAtClosing {
            for person in &mut people {
                person.leave(random);
            }
        } else {
            for _ in 0..exits {
                let mut person = Person::draw(random);
                if staffing == Staffing::FirstYear || random.percent(20) {
                    person.enter(random);
                }
                person.leave(random);
                people.push(person);
            }
        }
        let temporary = (staffing == Staffing::TemporaryOnly || (heads > 4 && random.percent(60))).then(|| Temporary {
            agency_tenths: random.between(2, 10 + 2 * u64::from(heads)),
            seconded_tenths: if random.percent(25) { random.between(2, 20) } else { 0 },
        });
        let (with_training, with_cents) = (random.percent(80), random.percent(30));
        Self { staffing, people, temporary, with_training, with_cents }
    }

    /// The same employer a year later: who was there at the closing date is still there, but for a few who leave, and some
    /// are new.
    #[must_use]
    pub fn next_year(&self, random: &mut Random) -> Self {
        let mut people: Vec<Person> = self.people.iter().filter(|person| person.left.is_none()).cloned().collect();
        for person in &mut people {
            person.entered = false;
            person.presence = 10;
        }
        let share = u64::try_from(people.len()).unwrap_or_default() / 4;
        let exits = usize::try_from(random.below(share + 1)).unwrap_or_default();
        for person in people.iter_mut().take(exits) {
            person.leave(random);
        }
        for _ in 0..=random.below(share + 1) {
            let mut person = Person::draw(random);
            person.enter(random);
            people.push(person);
        }
        Self { staffing: Staffing::Usual, people, ..self.clone() }
    }
}

impl Person {
    fn draw(random: &mut Random) -> Self {
        let part_time = random.percent(30);
        Self {
            sex: if random.percent(50) { Sex::Man } else { Sex::Woman },
            education: pick(random, [15, 45, 25, 15]),
            contract: pick(random, [82, 10, 4, 4]),
            occupation: [0, 4, 2, 3].get(usize::from(pick(random, [8, 50, 38, 4]))).copied().unwrap_or(4),
            tenths: if part_time { random.between(2, 9) } else { 10 },
            presence: 10,
            pace: random.between(140, 172),
            rate: random.between(2800, 6500),
            entered: false,
            left: None,
        }
    }

    fn enter(&mut self, random: &mut Random) {
        self.entered = true;
        self.presence = random.between(2, 9);
    }

    fn leave(&mut self, random: &mut Random) {
        let reason = pick(random, [20, 10, 35, 35]);
        self.left = Some(Leaving { reason, self_employed: reason == 3 && random.percent(30) });
        self.presence = random.between(2, 9);
    }

    pub(super) fn is_full_time(&self) -> bool {
        self.tenths == 10
    }
}

/// One of four with these weights in a hundred.
fn pick(random: &mut Random, weights: [u64; 4]) -> u8 {
    let mut drawn = random.below(weights.iter().sum());
    for (index, weight) in (0..).zip(weights) {
        if drawn < weight {
            return index;
        }
        drawn -= weight;
    }
    0
}
