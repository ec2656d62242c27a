//! Where social balance sheets come from: an external connection of Finbox, or a watched folder.
//!
//! The sync knows one trait, [`SheetSource`]. Activation, pairing and the lease between several desktops are Finbox's
//! alone and stand in [`FinboxClient`]. The contract is our own proposal; SD Worx publishes none.

mod client;
mod entry;
mod error;
mod finbox_source;
mod folder;
mod pairing_id;
mod source;

pub use client::{
    AccessKey, Activation, AdministratorAccess, AgentAccess, AgentCredential, AgentIdentity, ConnectionId, Environment,
    ExternalConnection, FinboxClient, InvalidAddress, Lease, LeaseTime, Pairing, SilverfinConnection,
};
pub use entry::{
    Content, Cursor, Dossier, DossierId, EntityTag, FeedPage, FeedUpdate, MediaType, Sha256Digest, SheetEntry, SheetId,
};
pub use error::FinboxError;
pub use finbox_source::FinboxSource;
pub use folder::WatchedFolder;
pub use pairing_id::{InvalidPairingId, PairingId};
pub use source::{Acknowledgement, SheetSource};
