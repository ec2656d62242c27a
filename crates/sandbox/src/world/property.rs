use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where a custom property stands within a template.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The namespace; has no dot.
    pub namespace: String,
    /// The key; has no dot.
    pub key: String,
}

/// Who changed something in Silverfin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// A program, over the API.
    Application,
    /// Somebody in Silverfin's own windows.
    Person,
}

/// One change of a property, as it went into effect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// What stands since then; `None` for nothing.
    pub value: Option<Value>,
    /// By whom.
    pub author: Author,
    /// When.
    pub at: DateTime<Utc>,
    /// The request that did it, by its number in the ledger; `None` where no request did.
    pub request: Option<u64>,
}

/// A custom property with all that ever stood in it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Property {
    /// Every change in order, also one that wrote again what stood there already.
    pub history: Vec<Change>,
    /// Names of the documents attached to it; while there are any, it cannot be taken away.
    pub attached_documents: Vec<String>,
}

/// One intended change: what should stand where; `None` takes it away.
pub type Write = (Address, Option<Value>);

impl Address {
    /// The address of this namespace and key.
    pub fn new(namespace: impl Into<String>, key: impl Into<String>) -> Self {
        Self { namespace: namespace.into(), key: key.into() }
    }

    /// Where the product's default mapping puts a rubric: namespace `social_balance_integration`, key `code_<rubric>`.
    pub fn of_rubric(rubric: &str) -> Self {
        Self::new("social_balance_integration", format!("code_{rubric}"))
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{}", self.namespace, self.key)
    }
}

impl Property {
    /// What stands there.
    pub fn value(&self) -> Option<&Value> {
        self.history.last().and_then(|change| change.value.as_ref())
    }
}
