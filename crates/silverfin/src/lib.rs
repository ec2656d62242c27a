//! Where social balance sheets go: Silverfin's OAuth server and its API v4.
//!
//! Only public facts are built on. Answers are read leniently (unknown fields ignored, missing ones tolerated) because
//! Silverfin announces that fields may be added; requests are exact. A write is never repeated here: whether it may be
//! sent again is known only where its intent is.

mod address;
mod api;
mod client;
mod error;
pub mod oauth;
mod scope;
mod session;
mod values;

pub use address::{InvalidAddress, SilverfinAddress, UnknownFirm};
pub use api::SilverfinApi;
pub use client::SilverfinClient;
pub use error::SilverfinError;
pub use oauth::{LoginError, OAuthClient, TokenPair};
pub use scope::{SCOPES, SCOPES_WITH_DOCUMENTS};
pub use session::{AccessTokens, Session, TokenLock, TokenStore, TokenStoreError};
pub use values::{
    Company, CompanyId, CustomProperty, DocumentId, Firm, FirmId, FirmTemplate, FiscalYear, FolderContent, FolderId,
    Period, PeriodId, PropertyAddress, PropertyValue, Reconciliation, ReconciliationId, User, Workflow, WorkflowId,
    WorkflowStatus,
};
