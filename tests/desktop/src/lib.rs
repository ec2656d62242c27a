//! The real program on a real desktop: a screen, a session bus, a keyring, a tray, notifications, and both services on this
//! computer. A test says what a person does and sees; nothing of the program is reached but what a person reaches.
//!
//! Run by `cargo xtask desktop`, which builds the program first.

#![cfg(target_os = "linux")]

mod accessibility;
mod app;
mod desktop;
mod driver;
mod hard_times;
mod hostile;
mod judge;
mod keyboard;
mod keyring;
mod login;
mod long_list;
mod notifications;
mod page;
mod patience;
mod pictures;
mod services;
mod sizes;
mod steps;
mod tour;
mod tray;
mod untrusted;
mod words;

pub use app::{App, program};
pub use desktop::{Desktop, Look};
pub use hard_times::HardTimes;
pub use hostile::HostileSite;
pub use judge::Judge;
pub use long_list::Scrolled;
pub use notifications::{Heard, Notifications};
pub use page::Page;
pub use patience::{until, until_within};
pub use services::Services;
pub use sizes::Size;
pub use tour::{Tour, Visitor};
pub use tray::{Entry, Tray};
pub use untrusted::UntrustedSite;
pub use words::Words;
