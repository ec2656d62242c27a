use passerelle_social_balance::RubricCode;

use super::{Argument, Messages, keys};
use crate::journal::{Event, LinkedBy};

impl Messages {
    /// Something that happened, in one line of the activity.
    pub fn event(&self, event: &Event) -> String {
        let text = |text: &str| Argument::from(text.to_owned());
        let count = |count: usize| Argument::from(count);
        match event {
            Event::Activated { .. } => self.text(keys::ACTIVITY_ACTIVATED, &[]),
            Event::Paired { environment } => self.text(keys::ACTIVITY_PAIRED, &[("environment", text(environment))]),
            Event::Deactivated { stopped } => self.text(keys::ACTIVITY_DEACTIVATED, &[("count", count(*stopped))]),
            Event::FirmConnected { name, .. } => self.text(keys::ACTIVITY_FIRM_CONNECTED, &[("firm", text(name))]),
            Event::FirmRemoved { firm } => self.text(keys::ACTIVITY_FIRM_REMOVED, &[("firm", firm.to_string().into())]),
            Event::LoginLapsed { firm } => self.text(keys::ACTIVITY_LOGIN_LAPSED, &[("firm", firm.to_string().into())]),
            Event::BeforeActivation { count: sheets } => {
                self.text(keys::ACTIVITY_BEFORE_ACTIVATION, &[("count", count(*sheets))])
            }
            Event::UnreadableEntry { detail, .. } => {
                self.text(keys::ACTIVITY_UNREADABLE_ENTRY, &[("detail", text(detail))])
            }
            Event::Standby { firm, holder } => {
                let arguments = [("firm", firm.to_string().into()), ("holder", text(holder))];
                self.text(keys::ACTIVITY_STANDBY, &arguments)
            }
            Event::Moved { to, reason, .. } => {
                let to = ("to", self.state(*to).into());
                match reason {
                    None => self.text(keys::ACTIVITY_MOVED, &[to]),
                    Some(reason) => {
                        let because = ("reason", self.sheet_reason(reason).into());
                        self.text(keys::ACTIVITY_MOVED_BECAUSE, &[to, because])
                    }
                }
            }
            Event::Stands { written, kept, right_already } => {
                let arguments =
                    [("written", count(written.len())), ("kept", count(kept.len())), ("right", count(*right_already))];
                self.text(keys::ACTIVITY_STANDS, &arguments)
            }
            Event::LeftOut { without_place, of_other_layout } => {
                let line = |key, codes: &[RubricCode]| {
                    let rubrics = codes.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", ");
                    (!codes.is_empty()).then(|| self.text(key, &[("rubrics", rubrics.into())]))
                };
                let lines = [
                    line(keys::ACTIVITY_LEFT_OUT_WITHOUT_PLACE, without_place),
                    line(keys::ACTIVITY_LEFT_OUT_OF_SUM, of_other_layout),
                ];
                lines.into_iter().flatten().collect::<Vec<_>>().join(" · ")
            }
            Event::Decided { rubrics } => self.text(keys::ACTIVITY_DECIDED, &[("count", count(*rubrics))]),
            Event::RetryAsked => self.text(keys::ACTIVITY_RETRY_ASKED, &[]),
            Event::Linked { name, by, .. } => {
                let key = match by {
                    LinkedBy::Number => keys::ACTIVITY_LINKED_BY_NUMBER,
                    LinkedBy::Person => keys::ACTIVITY_LINKED_BY_PERSON,
                };
                self.text(key, &[("company", text(name))])
            }
            Event::LinkDropped => self.text(keys::ACTIVITY_LINK_DROPPED, &[]),
            Event::DocumentStored => self.text(keys::ACTIVITY_DOCUMENT_STORED, &[]),
            Event::DocumentGivenUp { detail } => {
                self.text(keys::ACTIVITY_DOCUMENT_GIVEN_UP, &[("detail", text(detail))])
            }
            Event::RunTroubled { reason } => {
                self.text(keys::ACTIVITY_RUN_TROUBLED, &[("reason", self.sheet_reason(reason).into())])
            }
            Event::Notified { title, body } => {
                self.text(keys::ACTIVITY_NOTIFIED, &[("title", text(title)), ("body", text(body))])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use passerelle_silverfin::{CompanyId, FirmId};
    use passerelle_social_balance::Language;

    use super::*;
    use crate::{Reason, SheetState};

    fn events() -> Vec<Event> {
        let text = || "Détail".to_owned();
        let firm = FirmId(101);
        let company = CompanyId(7);
        let reason = || Reason::NoTemplate { handle: "social_balance_sheet".to_owned() };
        let (from, to) = (SheetState::Fetched, SheetState::WaitingWorkflow);
        vec![
            Event::Activated { start_date: None },
            Event::Paired { environment: text() },
            Event::Deactivated { stopped: 2 },
            Event::FirmConnected { firm, name: text() },
            Event::FirmRemoved { firm },
            Event::LoginLapsed { firm },
            Event::BeforeActivation { count: 1 },
            Event::UnreadableEntry { id: None, detail: text() },
            Event::Standby { firm, holder: text() },
            Event::Moved { from, to, reason: None },
            Event::Moved { from, to, reason: Some(reason()) },
            Event::Stands { written: RubricCode::all().take(90).collect(), kept: Vec::new(), right_already: 9 },
            Event::LeftOut {
                without_place: RubricCode::all().take(2).collect(),
                of_other_layout: RubricCode::all().skip(2).take(1).collect(),
            },
            Event::Decided { rubrics: 1 },
            Event::RetryAsked,
            Event::Linked { company, name: text(), by: LinkedBy::Number },
            Event::Linked { company, name: text(), by: LinkedBy::Person },
            Event::LinkDropped,
            Event::DocumentStored,
            Event::DocumentGivenUp { detail: text() },
            Event::RunTroubled { reason: reason() },
            Event::Notified { title: text(), body: text() },
        ]
    }

    #[test]
    fn what_happened_is_told_in_a_line() {
        let messages = Messages::new(Language::French);
        let lines: Vec<String> = events().iter().map(|event| messages.event(event)).collect();
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn every_event_is_told_in_every_language() {
        for language in Language::ALL {
            let messages = Messages::new(language);
            for event in events() {
                let line = messages.event(&event);
                assert!(!line.is_empty() && !line.contains(['{', '$']) && !line.starts_with("activity-"), "{line}");
            }
        }
    }
}
