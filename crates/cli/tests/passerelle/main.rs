//! The real `passerelle`, run as a person or a script runs it.

mod command;
mod settings;
mod wrong_use;
