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

    /// Whether nothing more will happen to this sheet.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Delivered | Self::Superseded | Self::Stopped)
    }
}

impl fmt::Display for SheetState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}
