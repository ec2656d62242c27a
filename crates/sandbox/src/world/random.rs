use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A small seeded source of chance (`SplitMix64`): the same seed gives the same world on every machine and for ever, which
/// a library's generator does not promise from one version to the next. Not fit for secrets of the real world.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Random(u64);

impl Random {
    /// A source that begins at this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number, any of all 2^64.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below the limit; 0 for a limit of 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        match limit {
            0 => 0,
            limit => self.number() % limit,
        }
    }

    /// A number from the first to the last, both included; the first where they are the wrong way round.
    pub fn between(&mut self, first: u64, last: u64) -> u64 {
        first + self.below(last.saturating_sub(first).saturating_add(1))
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    /// One of the choices; `None` only where there are none.
    pub fn choose<'choices, T>(&mut self, choices: &'choices [T]) -> Option<&'choices T> {
        let count = u64::try_from(choices.len()).unwrap_or(u64::MAX);
        usize::try_from(self.below(count)).ok().and_then(|index| choices.get(index))
    }

    /// An identifier in the form of a random UUID.
    pub fn uuid(&mut self) -> Uuid {
        let bits = (u128::from(self.number()) << 64) | u128::from(self.number());
        uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid()
    }

    /// Letters and digits, as a key or a token has them.
    pub fn token(&mut self, length: usize) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        (0..length).filter_map(|_| self.choose(LETTERS)).map(|letter| char::from(*letter)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_world() {
        let (mut one, mut other) = (Random::new(7), Random::new(7));
        assert_eq!(one.token(40), other.token(40));
        assert_eq!(one.uuid(), other.uuid());
        assert_ne!(Random::new(7).number(), Random::new(8).number());
        assert_eq!(one.uuid().get_version_num(), 4);
    }

    #[test]
    fn limits_are_kept() {
        let mut random = Random::new(1);
        for _ in 0..1000 {
            assert!(random.below(3) < 3);
            assert!((5..=6).contains(&random.between(5, 6)));
        }
        assert_eq!(random.below(0), 0);
        assert_eq!(random.between(9, 2), 9);
    }
}
