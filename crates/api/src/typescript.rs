//! The TypeScript that the windows are written against, made from the same types that the commands use.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use crate::command::{Window, table};
use crate::view::Event;

const HEAD: &str = "// Made by `cargo xtask generate` from crates/api. Not edited by hand.\n";

/// The files by name: `types.ts` with every type, `commands.ts` with the table of commands.
pub fn files() -> BTreeMap<&'static str, String> {
    BTreeMap::from([("types.ts", types()), ("commands.ts", commands())])
}

/// Every type that a command or an event speaks of, by name.
fn types() -> String {
    let mut found = Found::default();
    found.with::<Event>();
    crate::command::visit_types(&mut found);
    let mut text = HEAD.to_owned();
    for (docs, declaration) in found.types.into_values() {
        let _ = write!(text, "\n{docs}export {declaration}\n");
    }
    text
}

fn commands() -> String {
    let mut text = HEAD.to_owned();
    let table = table();
    let mut names: Vec<String> =
        table.iter().flat_map(|command| [named(&command.input), named(&command.output)]).flatten().collect();
    names.sort();
    names.dedup();
    let _ = writeln!(text, "\nimport type {{\n\t{},\n}} from './types';", names.join(",\n\t"));
    text.push_str(
        "\n/** Every command with what goes in and what comes out. Failing, each rejects with a `Failure`. */\n",
    );
    text.push_str("export interface Commands {\n");
    for command in &table {
        let windows: Vec<&str> = command.windows.iter().map(|window| window.label()).collect();
        let _ = writeln!(text, "\t/** {} Asked by: {}. */", command.about, windows.join(", "));
        let _ = writeln!(text, "\t{}: {{ input: {}; output: {} }};", command.name, command.input, command.output);
    }
    text.push_str("}\n\nexport type CommandName = keyof Commands;\n");
    let labels: Vec<String> = Window::ALL.iter().map(|window| format!("'{}'", window.label())).collect();
    let _ = write!(
        text,
        "\n/** The windows that may ask, by their labels. */\nexport type WindowLabel = {};\n",
        labels.join(" | ")
    );
    text
}

/// The type's own name, where it is one of ours: `Candidate` of `Array<Candidate>`.
fn named(text: &str) -> Option<String> {
    let inner = text.strip_prefix("Array<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
    inner.starts_with(char::is_uppercase).then(|| inner.to_owned())
}

/// Types that were come upon.
#[derive(Default)]
pub(crate) struct Found {
    configuration: Config,
    types: BTreeMap<String, (String, String)>,
}

impl Found {
    /// Notes a type and those that it is made of.
    pub(crate) fn with<T: TS + 'static + ?Sized>(&mut self) {
        // Only what has a file of its own in the library's eyes is a type of ours; the rest is TypeScript's.
        if T::output_path().is_some() {
            let name = T::ident(&self.configuration);
            if self.types.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            self.types.insert(name, (docs, T::decl(&self.configuration)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

impl TypeVisitor for Found {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.with::<T>();
    }
}
