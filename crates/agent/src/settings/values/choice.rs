use std::fmt;

use passerelle_social_balance::Language;

use super::SettingValue;

/// A choice between words.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in settings.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl SettingValue for $name {
            const KIND: &'static str = choice!(@words $($word),+);

            fn from_text(text: &str) -> Result<Self, String> {
                Self::ALL.iter().copied().find(|choice| choice.as_str() == text.trim())
                    .ok_or_else(|| format!("must be {}", Self::KIND))
            }

            fn to_text(&self) -> Option<String> { Some(self.as_str().to_owned()) }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result { formatter.pad(self.as_str()) }
        }
    };
    (@words $first:literal $(, $rest:literal)*) => { concat!($first $(, "|", $rest)*) };
}

choice! {
    /// Where sheets come from.
    SourceKind {
        /// An external connection of Finbox.
        Finbox = "finbox",
        /// A folder that files are put into.
        Folder = "folder",
    }
}

choice! {
    /// What is done with rubrics that the payroll does not know first-hand.
    OwnershipRule {
        /// Written like all others.
        Deliver = "deliver",
        /// Written only where nothing stands, or what was delivered earlier still stands unchanged.
        Propose = "propose",
        /// Never written.
        Leave = "leave",
    }
}

choice! {
    /// What happens when the computer was off or asleep for a whole night.
    MissedNight {
        /// The night is caught up once, on waking.
        CatchUp = "catch_up",
        /// The next night does it.
        Skip = "skip",
        /// The accountant is asked.
        Ask = "ask",
    }
}

choice! {
    /// Which notifications are shown.
    NotificationLevel {
        /// One for each sheet, and problems.
        Each = "each",
        /// One for each run, and problems.
        Summary = "summary",
        /// Problems only.
        Problems = "problems",
        /// None at all.
        None = "none",
    }
}

choice! {
    /// How the network is reached.
    ProxyMode {
        /// As the operating system says.
        System = "system",
        /// Directly.
        None = "none",
        /// By the address in `proxy.url`.
        Manual = "manual",
    }
}

/// The language that a person is spoken to in: a fixed one, or the computer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LanguageChoice {
    /// The computer's, or French where Passerelle does not speak it.
    System,
    /// This one.
    Fixed(Language),
}

impl LanguageChoice {
    /// The language to speak, where the computer's own is `locale` ("nl-BE", "de_BE.UTF-8").
    pub fn resolve(self, locale: Option<&str>) -> Language {
        match self {
            Self::Fixed(language) => language,
            Self::System => locale.and_then(|tag| tag.parse().ok()).unwrap_or_default(),
        }
    }
}

impl SettingValue for LanguageChoice {
    const KIND: &'static str = "fr|nl|en|de|system";

    fn from_text(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text == "system" {
            return Ok(Self::System);
        }
        Language::ALL
            .into_iter()
            .find(|language| language.tag() == text)
            .map(Self::Fixed)
            .ok_or_else(|| format!("must be {}", Self::KIND))
    }

    fn to_text(&self) -> Option<String> {
        Some(match self {
            Self::System => "system".to_owned(),
            Self::Fixed(language) => language.tag().to_owned(),
        })
    }
}
