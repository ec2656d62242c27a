//! The tests that need a desktop, all but those of the installed package.

mod connection;
mod ends;
mod guide;
mod hard_times;
mod hostile;
mod keyboard;
mod language;
mod life;
mod many_dossiers;
mod refusals;
mod secrets;
mod windows;
