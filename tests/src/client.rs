use std::collections::BTreeMap;

use passerelle_agent::merge::Marker;
use passerelle_sandbox::Sandbox;
use passerelle_sandbox::world::{
    Address, CompanyId, Content, DossierId, FirmId, Lock, MediaType, Place, PlannedDossier, SheetId, WorkflowState,
    World,
};
use passerelle_social_balance::{Cells, Decimal, Model, Sheet};

/// One client of the office as the sandbox knows it: its dossier in Finbox, its client file in Silverfin, and what people
/// and the payroll do to them.
#[derive(Clone)]
pub struct Client {
    sandbox: Sandbox,
    /// The dossier in Finbox.
    pub dossier: DossierId,
    /// The dossier's name.
    pub name: String,
    /// The firm in Silverfin.
    pub firm: FirmId,
    /// The client file in Silverfin.
    pub company: CompanyId,
    /// The template that the figures belong into.
    pub place: Option<Place>,
    /// The sheet that the scenario has for it.
    pub sheet: Sheet,
}

/// Cells by their codes, such as `[("1003", "12"), ("1013", "18240.5")]`.
pub fn cells(figures: &[(&str, &str)]) -> Cells {
    figures.iter().map(|(code, value)| (code.parse().unwrap(), value.parse().unwrap())).collect()
}

impl Client {
    /// The client that a scenario planned.
    pub fn new(sandbox: &Sandbox, planned: PlannedDossier) -> Self {
        Self {
            sandbox: sandbox.clone(),
            dossier: planned.dossier,
            name: planned.name,
            firm: planned.firm,
            company: planned.company,
            place: planned.place,
            sheet: planned.sheet.expect("the scenario has a sheet for this client"),
        }
    }

    /// Finbox makes the scenario's sheet.
    pub fn publish(&self) -> SheetId {
        self.publish_sheet(self.sheet.clone())
    }

    /// Finbox makes a full sheet with these figures.
    pub fn publish_figures(&self, figures: &[(&str, &str)]) -> SheetId {
        self.publish_sheet(self.sheet_of(figures))
    }

    /// Finbox makes this sheet.
    pub fn publish_sheet(&self, sheet: Sheet) -> SheetId {
        self.sandbox.change(|world, now| world.make_sheet(self.dossier, sheet, now))
    }

    /// A full sheet with these figures.
    pub fn sheet_of(&self, figures: &[(&str, &str)]) -> Sheet {
        self.sheet_with(cells(figures))
    }

    /// The same with these cells.
    pub fn sheet_with(&self, cells: Cells) -> Sheet {
        Sheet { model: Model::Full, cells, ..self.sheet.clone() }
    }

    /// Finbox corrects its newest sheet: the correction has these figures and no other.
    pub fn correct(&self, figures: &[(&str, &str)]) -> SheetId {
        self.sandbox.change(|world, now| {
            let newest = world.finbox.newest_sheet(self.dossier).expect("there is a sheet to correct").id;
            world.correct_sheet(newest, self.sheet_of(figures), now).unwrap()
        })
    }

    /// Finbox corrects some cells of its newest sheet by itself.
    pub fn correct_a_little(&self) -> SheetId {
        self.sandbox.change(|world, now| {
            let newest = world.finbox.newest_sheet(self.dossier).expect("there is a sheet to correct").id;
            world.correct_a_little(newest, now).unwrap()
        })
    }

    /// The sheet's content is what nobody can read: words where a figure belongs. Contract and hash are kept to.
    pub fn make_unreadable(&self, sheet: SheetId) {
        self.sandbox.change(|world, _| {
            let stored = world.finbox.sheets.get_mut(&sheet).unwrap();
            let mut content: serde_json::Value =
                serde_json::from_slice(stored.contents[&MediaType::Json].bytes()).unwrap();
            content["Rubrics"][0]["Value"] = "beaucoup".into();
            stored.contents.insert(MediaType::Json, Content::new(content.to_string().into_bytes()));
        });
    }

    /// The same client with the template that is its target now.
    #[must_use]
    pub fn with_present_place(self) -> Self {
        let end = self.sheet.financial_year.end();
        let place = self.sandbox.world(|world| world.target(self.firm, self.company, end));
        Self { place, ..self }
    }

    /// The template.
    pub fn place(&self) -> Place {
        self.place.expect("the client has a template for its sheet")
    }

    /// Somebody types a value into the template.
    pub fn person_types(&self, rubric: &str, value: &str) {
        let place = self.place();
        self.sandbox.change(|world, now| {
            world.person_edits(place, Address::of_rubric(rubric), Some(value), now).unwrap();
        });
    }

    /// Somebody empties a field of the template.
    pub fn person_empties(&self, rubric: &str) {
        let place = self.place();
        self.sandbox.change(|world, now| {
            world.person_edits(place, Address::of_rubric(rubric), None, now).unwrap();
        });
    }

    /// The template is set up anew: nothing is left in it, as if it had just been added to the workflow.
    pub fn template_is_reset(&self) {
        let place = self.place();
        self.sandbox.change(|world, _| {
            world.period_mut(place.firm, place.company, place.period).unwrap().properties.remove(&place.reconciliation);
        });
    }

    /// Somebody locks the period, in one of three manners, or unlocks it.
    pub fn lock(&self, lock: Lock) {
        let place = self.place();
        self.sandbox.change(|world, _| assert!(world.set_lock(place.firm, place.company, place.period, lock)));
    }

    /// Every workflow that holds the template is opened, archived or completed.
    pub fn set_workflows(&self, state: WorkflowState) {
        let place = self.place();
        self.sandbox.change(|world, _| {
            let period = world.period_mut(place.firm, place.company, place.period).unwrap();
            for workflow in period.workflows.values_mut() {
                if workflow.reconciliations.contains(&place.reconciliation) {
                    workflow.state = state;
                }
            }
        });
    }

    /// What stands for a rubric.
    pub fn stands(&self, rubric: &str) -> Option<String> {
        let place = self.place();
        self.sandbox.world(|world| world.standing(place, &Address::of_rubric(rubric)))
    }

    /// All figures that stand in the template; empty where there is no template.
    pub fn figures(&self) -> Cells {
        let Some(place) = self.place else { return Cells::new() };
        let standing = self.sandbox.world(|world| world.figures_standing(place));
        standing.into_iter().map(|(code, text)| (code, text.parse::<Decimal>().unwrap())).collect()
    }

    /// Asserts that these figures stand in the template, and no other.
    pub fn assert_stands(&self, figures: &[(&str, &str)]) {
        assert_eq!(self.figures(), cells(figures), "the figures of {}", self.name);
    }

    /// Asserts that what stands in the template is what Finbox's newest sheets of these clients give together, exactly.
    pub fn assert_stands_as_due(&self, together_with: &[&Self]) {
        let mut dossiers: Vec<DossierId> = together_with.iter().map(|client| client.dossier).collect();
        dossiers.push(self.dossier);
        let due = self.sandbox.world(|world| world.figures_due(&dossiers, self.sheet.financial_year.end()));
        assert!(!due.is_empty(), "no sheet of {} can be seen", self.name);
        assert_eq!(self.figures(), due, "the figures of {}", self.name);
    }

    /// Asserts that nothing at all stands in the client file that a program wrote.
    pub fn assert_untouched(&self) {
        let written = self.sandbox.world(|world| self.properties_by_programs(world));
        assert!(written.is_empty(), "a program wrote into the file of {}: {written:?}", self.name);
    }

    fn properties_by_programs(&self, world: &World) -> Vec<Address> {
        let of_company = world.all_properties().filter(|(place, ..)| place.company == self.company);
        of_company
            .filter(|(_, _, property)| {
                property.history.iter().any(|change| change.author == passerelle_sandbox::world::Author::Application)
            })
            .map(|(_, address, _)| address.clone())
            .collect()
    }

    /// The marker that stands with the figures.
    pub fn marker(&self) -> Option<Marker> {
        let place = self.place();
        let text = self.sandbox.world(|world| world.standing(place, &Address::new("passerelle", "delivery")))?;
        Some(Marker::read(&text).expect("the marker can be read"))
    }

    /// Asserts that the marker says that these sheets, and no other, stand whole.
    pub fn assert_marked(&self, sheets: &[SheetId]) {
        let marker = self.marker().expect("there is a marker");
        let named: Vec<_> = marker.sheets.iter().map(|sheet| SheetId(sheet.id.0)).collect();
        let mut sheets = sheets.to_vec();
        sheets.sort_unstable();
        assert_eq!(named, sheets, "the sheets that the marker of {} names", self.name);
        assert_eq!(marker.state, passerelle_agent::merge::MarkerState::Written);
    }

    /// How often Finbox was told that this sheet stands.
    pub fn times_acknowledged(&self, sheet: SheetId) -> usize {
        let acknowledged: BTreeMap<_, _> = self.sandbox.world(World::acknowledged);
        acknowledged.get(&sheet).copied().unwrap_or_default()
    }
}
