//! What differs from system to system: the tray's bar, notifications, the start with the session.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
pub(crate) use linux::{Notifier, bar, follow_redirects, has_tray, mend_autostart, register, release_page};
#[cfg(target_os = "macos")]
pub(crate) use macos::{Notifier, bar, follow_redirects, has_tray, mend_autostart, register, release_page};
#[cfg(windows)]
pub(crate) use windows::{Notifier, bar, follow_redirects, has_tray, mend_autostart, register, release_page};
