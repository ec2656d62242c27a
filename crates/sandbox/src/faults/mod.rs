//! What goes wrong on purpose: which request it strikes, and what it does to it.

mod deliver;
mod kind;
mod pages;

use http::Method;
use serde::{Deserialize, Serialize};

use crate::contract::Service;
use crate::world::Random;

pub use deliver::Outcome;
pub(crate) use deliver::{broken_before, deliver};
pub use kind::{Effect, FaultKind};
pub(crate) use pages::{ask_for_the_first_page, spin_pages};

/// A rule: which requests, how often, what happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultRule {
    /// Which requests.
    #[serde(default)]
    pub on: Matching,
    /// Which of them.
    #[serde(default)]
    pub times: Times,
    /// What happens.
    pub kind: FaultKind,
}

/// Which requests a rule is about. What is `None` does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Matching {
    /// The service.
    pub service: Option<Service>,
    /// The operation's id in its contract.
    pub operation: Option<String>,
    /// The method.
    pub method: Option<String>,
    /// The path; `*` stands for any run of characters.
    pub path: Option<String>,
}

/// Which of the matching requests a rule strikes. They are counted from when the rule was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Times {
    /// All of them.
    #[default]
    Always,
    /// The nth alone, from 1.
    Nth(u32),
    /// The next n.
    Next(u32),
    /// Each with a chance, drawn from a seed.
    Chance {
        /// Of a hundred.
        percent: u8,
        /// The same seed strikes the same requests.
        seed: u64,
    },
}

/// The rules in force.
#[derive(Debug, Clone, Default)]
pub(crate) struct Faults {
    rules: Vec<Active>,
    last_id: u64,
}

#[derive(Debug, Clone)]
struct Active {
    id: u64,
    rule: FaultRule,
    seen: u32,
    chance: Random,
}

impl FaultRule {
    /// Strikes requests of one operation.
    pub fn operation(operation: &str, times: Times, kind: FaultKind) -> Self {
        let on = Matching { operation: Some(operation.to_owned()), ..Matching::default() };
        Self { on, times, kind }
    }

    /// Strikes requests whose path matches; `*` stands for any run of characters.
    pub fn path(method: &str, path: &str, times: Times, kind: FaultKind) -> Self {
        let on = Matching { method: Some(method.to_owned()), path: Some(path.to_owned()), ..Matching::default() };
        Self { on, times, kind }
    }

    /// Strikes requests to one service.
    pub fn service(service: Service, times: Times, kind: FaultKind) -> Self {
        Self { on: Matching { service: Some(service), ..Matching::default() }, times, kind }
    }
}

impl Faults {
    /// Puts a rule in force; the number that comes back takes it out again.
    pub(crate) fn add(&mut self, rule: FaultRule) -> u64 {
        self.last_id += 1;
        let seed = if let Times::Chance { seed, .. } = rule.times { seed } else { 0 };
        self.rules.push(Active { id: self.last_id, rule, seen: 0, chance: Random::new(seed) });
        self.last_id
    }

    /// Takes a rule out of force. False where there is none of this number.
    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.rules.len();
        self.rules.retain(|active| active.id != id);
        self.rules.len() < before
    }

    /// Takes every rule out of force.
    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    /// The rules in force with their numbers.
    pub(crate) fn rules(&self) -> Vec<(u64, FaultRule)> {
        self.rules.iter().map(|active| (active.id, active.rule.clone())).collect()
    }

    /// What strikes this request: the first rule whose turn it is. Every matching rule counts the request.
    pub(crate) fn strike(
        &mut self,
        service: Service,
        operation: Option<&str>,
        method: &Method,
        path: &str,
    ) -> Option<FaultKind> {
        let mut struck = None;
        for active in &mut self.rules {
            if active.rule.on.matches(service, operation, method, path) && active.takes_its_turn() && struck.is_none() {
                struck = Some(active.rule.kind.clone());
            }
        }
        struck
    }
}

impl Active {
    fn takes_its_turn(&mut self) -> bool {
        self.seen = self.seen.saturating_add(1);
        match self.rule.times {
            Times::Always => true,
            Times::Nth(nth) => self.seen == nth,
            Times::Next(next) => self.seen <= next,
            Times::Chance { percent, .. } => self.chance.percent(u64::from(percent)),
        }
    }
}

impl Matching {
    fn matches(&self, service: Service, operation: Option<&str>, method: &Method, path: &str) -> bool {
        self.service.is_none_or(|expected| expected == service)
            && self.operation.as_deref().is_none_or(|expected| operation == Some(expected))
            && self.method.as_deref().is_none_or(|expected| expected.eq_ignore_ascii_case(method.as_str()))
            && self.path.as_deref().is_none_or(|pattern| matches_pattern(pattern, path))
    }
}

fn matches_pattern(pattern: &str, path: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else { return rest.is_empty() };
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strikes(times: Times) -> Vec<u8> {
        let mut faults = Faults::default();
        faults.add(FaultRule::operation("listDossiers", times, FaultKind::ResetBefore));
        (0..8)
            .map(|_| {
                faults.strike(Service::Finbox, Some("getEnvironment"), &Method::GET, "/v1/environment");
                u8::from(faults.strike(Service::Finbox, Some("listDossiers"), &Method::GET, "/v1/dossiers").is_some())
            })
            .collect()
    }

    #[test]
    fn a_rule_strikes_when_its_turn_comes() {
        assert_eq!(strikes(Times::Always), [1; 8]);
        assert_eq!(strikes(Times::Nth(3)), [0, 0, 1, 0, 0, 0, 0, 0]);
        assert_eq!(strikes(Times::Next(2)), [1, 1, 0, 0, 0, 0, 0, 0]);
        assert_eq!(strikes(Times::Chance { percent: 100, seed: 1 }), [1; 8]);
        assert_eq!(strikes(Times::Chance { percent: 0, seed: 1 }), [0; 8]);
        let seeded = strikes(Times::Chance { percent: 50, seed: 7 });
        assert_eq!(seeded, strikes(Times::Chance { percent: 50, seed: 7 }));
        assert!(seeded.contains(&1) && seeded.contains(&0));
    }

    #[test]
    fn a_star_stands_for_any_run_of_characters() {
        for (pattern, path, expected) in [
            ("/v1/dossiers", "/v1/dossiers", true),
            ("/v1/dossiers", "/v1/dossiers/1", false),
            ("/api/*/periods", "/api/v4/f/1/companies/2/periods", true),
            ("/api/*/periods", "/api/v4/f/1/companies/2/periods/3", false),
            ("*/custom*", "/api/v4/f/1/custom/2", true),
            ("*", "/", true),
        ] {
            assert_eq!(matches_pattern(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn rules_cross_as_json() {
        let rule: FaultRule = serde_json::from_value(serde_json::json!({
            "on": {"operation": "listDossiers"},
            "times": {"nth": 2},
            "kind": {"rate_limited": {"retry_after": "30"}},
        }))
        .unwrap();
        let kind = FaultKind::RateLimited { retry_after: Some("30".into()) };
        assert_eq!(rule, FaultRule::operation("listDossiers", Times::Nth(2), kind));
        let short: FaultRule = serde_json::from_value(serde_json::json!({"kind": "reset_after"})).unwrap();
        assert_eq!(short, FaultRule { on: Matching::default(), times: Times::Always, kind: FaultKind::ResetAfter });
    }
}
