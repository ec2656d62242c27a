use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! numbers {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

macro_rules! uuids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

numbers! {
    /// An accountant's environment in Silverfin.
    FirmId,
    /// Somebody who can log in to Silverfin.
    UserId,
    /// A client file in Silverfin.
    CompanyId,
    /// A period of a client file; "ledger" in Silverfin's web addresses.
    PeriodId,
    /// A workflow of a firm, from which the workflows of client files are made.
    FirmWorkflowId,
    /// A workflow in a period of a client file.
    WorkflowId,
    /// A template of a firm.
    TemplateId,
    /// A template as it stands in a client file.
    ReconciliationId,
    /// A folder among a client file's permanent documents; 0 is the root.
    FolderId,
    /// A permanent document.
    DocumentId,
}

uuids! {
    /// A client file in Finbox.
    DossierId,
    /// A social balance sheet in Finbox; each correction has its own.
    SheetId,
    /// One installation of the agent.
    AgentId,
    /// A connection of Finbox to a Silverfin firm.
    ConnectionId,
}

impl FolderId {
    /// The root of the permanent documents.
    pub const ROOT: Self = Self(0);
}
