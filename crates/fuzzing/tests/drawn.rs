//! Holds every law to texts that are drawn from its seeds: bent, cut, joined, sprinkled with the dictionary's words. The same
//! texts each time, so that what fails here fails again; `cargo xtask fuzz` draws others, led by what they reach.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod corpus;

use std::collections::BTreeSet;

use corpus::{folder, seeds};
use passerelle_fuzzing::{TARGETS, Target, for_every_law, target};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

/// Bytes that a law is held to in the usual test command, so that each takes about as long whatever its seeds are.
const BYTES: usize = 4_000_000;
/// At most so many texts: the short ones soon repeat.
const TEXTS: usize = 12_000;

/// The words of a dictionary, with its escapes read.
fn words(target: &Target) -> Vec<Vec<u8>> {
    let text = std::fs::read_to_string(folder("dictionaries").join(target.group).with_extension("dict")).unwrap();
    let quoted = text.lines().filter_map(|line| line.split_once('"')?.1.strip_suffix('"'));
    quoted.map(|word| word.replace("\\\"", "\"").replace("\\\\", "\\").into_bytes()).collect()
}

struct Drawing {
    seeds: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
    chance: StdRng,
}

impl Drawing {
    fn of(target: &Target) -> Self {
        let number = target.name.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        let seeds = seeds(target).into_iter().map(|(_, text)| text).collect();
        Self { seeds, words: words(target), chance: StdRng::seed_from_u64(number) }
    }

    fn text(&mut self) -> Vec<u8> {
        let mut text = self.seeds.choose(&mut self.chance).unwrap().clone();
        for _ in 0..self.chance.random_range(1..6) {
            self.bend(&mut text);
        }
        text
    }

    fn place(&mut self, text: &[u8]) -> usize {
        self.chance.random_range(0..=text.len())
    }

    fn piece(&mut self, text: &[u8]) -> std::ops::Range<usize> {
        let (one, other) = (self.place(text), self.place(text));
        one.min(other)..one.max(other).min(one.min(other) + 64)
    }

    fn bend(&mut self, text: &mut Vec<u8>) {
        let at = self.place(text);
        match self.chance.random_range(0..9) {
            0 => text.truncate(at),
            1 => text.insert(at, self.chance.random()),
            2 => drop(text.drain(self.piece(text))),
            3 => {
                let piece = text[self.piece(text)].to_vec();
                drop(text.splice(at..at, piece));
            }
            4 => {
                let other = self.seeds.choose(&mut self.chance).unwrap().clone();
                let piece = other[self.piece(&other)].to_vec();
                drop(text.splice(at..at, piece));
            }
            5 | 6 => {
                if let Some(word) = self.words.choose(&mut self.chance).cloned() {
                    let end = if self.chance.random() { at } else { (at + word.len()).min(text.len()) };
                    drop(text.splice(at..end, word));
                }
            }
            7 => {
                // Another digit, sign or bracket where one stands already: what is still well-formed reaches further.
                if let Some(byte) = text.get_mut(at) {
                    let others: &[u8] = if byte.is_ascii_digit() { b"0123456789-.,e" } else { b"\"{}[],:;<>/= " };
                    *byte = *others.choose(&mut self.chance).unwrap();
                }
            }
            _ => {
                if let Some(byte) = text.get_mut(at) {
                    *byte ^= 1 << self.chance.random_range(0..8);
                }
            }
        }
    }
}

fn hold(law: &str) {
    let target = target(law).unwrap();
    let mut drawing = Drawing::of(target);
    let (mut texts, mut bytes) = (0, 0);
    while texts < TEXTS && bytes < BYTES {
        let text = drawing.text();
        (texts, bytes) = (texts + 1, bytes + text.len());
        let held = std::panic::catch_unwind(|| (target.law)(&text));
        assert!(held.is_ok(), "{law} is broken by text {texts}: {:?}", String::from_utf8_lossy(&text));
    }
    println!("{law}: {texts} texts");
}

macro_rules! laws {
    ($($law:ident),+) => {
        $(#[test] fn $law() { hold(stringify!($law)); })+

        #[test]
        fn every_law_is_held_to_drawn_texts() {
            assert_eq!(BTreeSet::from([$(stringify!($law)),+]), TARGETS.map(|target| target.name).into());
        }
    };
}

for_every_law!(laws);

#[test]
fn the_same_texts_are_drawn_each_time_and_they_differ_from_each_other() {
    let drawn = |target: &Target| -> Vec<Vec<u8>> {
        let mut drawing = Drawing::of(target);
        (0..200).map(|_| drawing.text()).collect()
    };
    for target in &TARGETS {
        let texts = drawn(target);
        assert_eq!(texts, drawn(target), "{}", target.name);
        assert!(texts.iter().collect::<BTreeSet<_>>().len() > 100, "{}", target.name);
    }
}
