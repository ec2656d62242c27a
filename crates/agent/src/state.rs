use std::fmt;

use serde::{Deserialize, Serialize};

/// Where a sheet is on its way. See `docs/behaviour.md` for every arrow between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetState {
    /// Seen in the feed, its content not fetched yet.
    Announced,
    /// Stored here, checks run.
    Fetched,
    /// No client file, or several, with this enterprise number: the accountant links the dossier.
    Unmatched,
    /// The period, its workflow or the template in it is not there or not open yet.
    WaitingWorkflow,
    /// Somebody changed values in Silverfin, or the merge rule asks: the accountant decides.
    NeedsReview,
    /// Committed before the request leaves.
    Sending,
    /// Sent, no trustworthy answer: only a read leads on.
    Uncertain,
    /// Read back and equal.
    Delivered,
    /// Silverfin, or the sheet itself, said no.
    Refused,
    /// Waits for a time: network, too many calls, a service out of order.
    RetryAt,
    /// A later revision took its place before it was delivered.
    Superseded,
    /// The connection was deactivated before it was delivered. Never sent again.
    Stopped,
}

impl SheetState {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Announced,
        Self::Fetched,
        Self::Unmatched,
        Self::WaitingWorkflow,
        Self::NeedsReview,
        Self::Sending,
        Self::Uncertain,
        Self::Delivered,
        Self::Refused,
        Self::RetryAt,
        Self::Superseded,
        Self::Stopped,
    ];

    /// The name in data: `waiting_workflow`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Fetched => "fetched",
            Self::Unmatched => "unmatched",
            Self::WaitingWorkflow => "waiting_workflow",
            Self::NeedsReview => "needs_review",
            Self::Sending => "sending",
            Self::Uncertain => "uncertain",
            Self::Delivered => "delivered",
            Self::Refused => "refused",
            Self::RetryAt => "retry_at",
            Self::Superseded => "superseded",
            Self::Stopped => "stopped",
        }
    }

    /// Whether it stays so until a person does something.
    pub fn waits_for_person(self) -> bool {
        matches!(self, Self::Unmatched | Self::NeedsReview | Self::Refused)
    }

    /// Whether it rests between two nights with nothing of it under way in Silverfin.
    pub fn is_resting(self) -> bool {
        matches!(
            self,
            Self::Announced
                | Self::Fetched
                | Self::Unmatched
                | Self::WaitingWorkflow
                | Self::NeedsReview
                | Self::Refused
                | Self::RetryAt
        )
    }

    /// Whether a request may have left of which the end is not known.
    pub fn is_sent(self) -> bool {
        matches!(self, Self::Sending | Self::Uncertain)
    }

    /// The arrows. Whatever rests is looked at anew each night and may end in any other resting state; what is under
    /// way leads on only by its own answer or by a read. There is no arrow from uncertain to sending.
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Announced
            | Self::Fetched
            | Self::Unmatched
            | Self::WaitingWorkflow
            | Self::NeedsReview
            | Self::Refused
            | Self::RetryAt => next != Self::Announced && next != Self::Uncertain,
            Self::Sending => {
                matches!(next, Self::Delivered | Self::Uncertain | Self::Refused | Self::RetryAt | Self::Stopped)
            }
            Self::Uncertain => {
                matches!(next, Self::Uncertain | Self::Delivered | Self::Fetched | Self::NeedsReview | Self::Stopped)
            }
            Self::Delivered | Self::Superseded | Self::Stopped => false,
        }
    }

    /// Whether nothing more will happen to this sheet.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Delivered | Self::Superseded | Self::Stopped)
    }
}

/// The text is the name of no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a state of a sheet")]
pub struct UnknownState(pub String);

impl std::str::FromStr for SheetState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or_else(|| UnknownState(text.to_owned()))
    }
}

impl fmt::Display for SheetState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_arrow_between_states() {
        let rows: Vec<String> = SheetState::ALL
            .iter()
            .map(|from| {
                let to = SheetState::ALL.iter().filter(|to| from.may_become(**to));
                format!("{from} -> {}", to.map(|to| to.as_str()).collect::<Vec<_>>().join(" ")).trim_end().to_owned()
            })
            .collect();
        insta::assert_snapshot!(rows.join("\n").trim_end(), @r"
        announced -> fetched unmatched waiting_workflow needs_review sending delivered refused retry_at superseded stopped
        fetched -> fetched unmatched waiting_workflow needs_review sending delivered refused retry_at superseded stopped
        unmatched -> fetched unmatched waiting_workflow needs_review sending delivered refused retry_at superseded stopped
        waiting_workflow -> fetched unmatched waiting_workflow needs_review sending delivered refused retry_at superseded stopped
        needs_review -> fetched unmatched waiting_workflow needs_review sending delivered refused retry_at superseded stopped
        sending -> uncertain delivered refused retry_at stopped
        uncertain -> fetched needs_review uncertain delivered stopped
        delivered ->
        refused -> fetched unmatched waiting_workflow needs_review sending delivered refused retry_at superseded stopped
        retry_at -> fetched unmatched waiting_workflow needs_review sending delivered refused retry_at superseded stopped
        superseded ->
        stopped ->
        ");
    }

    #[test]
    fn nothing_leads_from_uncertain_to_a_second_write_without_a_read() {
        assert!(!SheetState::Uncertain.may_become(SheetState::Sending));
        assert!(!SheetState::Uncertain.may_become(SheetState::RetryAt));
        assert!(!SheetState::Sending.may_become(SheetState::Sending));
    }
}
