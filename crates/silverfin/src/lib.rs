//! Where social balance sheets go: Silverfin's OAuth server and its API v4.
//!
//! Only public facts are built on. Answers are read leniently (unknown fields ignored, missing ones tolerated) because
//! Silverfin announces that fields may be added; requests are exact. A write is never repeated here: whether it may be
//! sent again is known only where its intent is.

mod api;
mod error;
mod values;

pub use api::SilverfinApi;
pub use error::SilverfinError;
pub use values::{
    Company, CompanyId, CustomProperty, DocumentId, Firm, FirmId, FirmTemplate, FiscalYear, FolderContent, FolderId,
    Period, PeriodId, PropertyAddress, PropertyValue, Reconciliation, ReconciliationId, User, Workflow, WorkflowId,
    WorkflowStatus,
};
