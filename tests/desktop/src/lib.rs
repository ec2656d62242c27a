//! The real program on a real desktop: a screen, a session bus, a keyring, a tray, notifications, and both services on this
//! computer. A test says what a person does and sees; nothing of the program is reached but what a person reaches.
//!
//! Run by `cargo xtask desktop`, which builds the program first.

#![cfg(target_os = "linux")]

mod app;
mod desktop;
mod driver;
mod hostile;
mod login;
mod notifications;
mod page;
mod patience;
mod pictures;
mod services;
mod steps;
mod tray;

pub use app::{App, program};
pub use desktop::{Desktop, Look};
pub use hostile::HostileSite;
pub use notifications::{Heard, Notifications};
pub use page::Page;
pub use patience::until;
pub use services::Services;
pub use tray::{Entry, Tray};
