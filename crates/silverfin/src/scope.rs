//! The rights that an operation needs, by the names of Silverfin's own index of operations.

/// Who logged in.
pub(crate) const USER: &str = "user:profile";
/// Client files, and the firm's templates.
pub(crate) const FILES: &str = "administration:read";
/// Periods, templates in them, their properties.
pub(crate) const FIGURES: &str = "financials:read";
/// Writing properties.
pub(crate) const WRITE_FIGURES: &str = "financials:write";
/// Workflows of a period.
pub(crate) const WORKFLOWS: &str = "workflows:read";
/// Permanent documents.
pub(crate) const DOCUMENTS: &str = "permanent_documents:read";
/// Uploading permanent documents.
pub(crate) const WRITE_DOCUMENTS: &str = "permanent_documents:write";

/// What a login asks for to deliver sheets.
pub const SCOPES: &[&str] = &[USER, FILES, FIGURES, WRITE_FIGURES, WORKFLOWS];

/// What a login asks for to deliver sheets and their PDF.
pub const SCOPES_WITH_DOCUMENTS: &[&str] =
    &[USER, FILES, FIGURES, WRITE_FIGURES, WORKFLOWS, DOCUMENTS, WRITE_DOCUMENTS];
