//! What the windows ask of the agent, and what they are told: one table of commands, one snapshot, numbered events.
//!
//! No window system is named here. The desktop shell carries [`Desk::call`] to its windows and implements [`Surface`]; a
//! test does the same without any window. The types of [`view`] and [`input`] are also TypeScript types
//! (`ui/src/generated`), made by `cargo xtask generate`.

pub mod command;
mod desk;
pub mod diagnostics;
mod export;
mod feed;
pub mod input;
mod journey;
pub mod logs;
mod network;
mod surface;
pub mod this_computer;
pub mod typescript;
pub mod view;
mod words;

pub use desk::{Desk, DeskOptions};
pub use export::activity_csv;
pub use feed::{Feed, JournalWatch};
pub use journey::{Journey, Verdict};
pub use network::Network;
pub use surface::{FileWish, LoginWindow, Surface, SurfaceError};
pub use words::{NotBegun, Told, not_begun};
