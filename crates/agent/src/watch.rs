//! Where a test, or a crash hook, may end the program: at every commit of the journal.

use std::fmt;

/// Sees every commit of the journal, before and after. In the product it does nothing; a test makes it fail at one
/// moment, which is as good as a crash there: nothing that was not committed is remembered.
pub trait Watch: Send + Sync {
    /// Called at each moment. An error ends everything under way at once.
    fn reached(&self, moment: Moment, commit: Commit) -> Result<(), Interrupted>;
}

/// Before or after a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// Nothing of it is written yet.
    Before,
    /// It is on disk.
    After,
}

/// The end that a test (or a crash hook of the command line) asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("interrupted {moment:?} {commit}")]
pub struct Interrupted {
    /// When.
    pub moment: Moment,
    /// At which commit.
    pub commit: Commit,
}

/// Watches nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoWatch;

impl Watch for NoWatch {
    fn reached(&self, _: Moment, _: Commit) -> Result<(), Interrupted> {
        Ok(())
    }
}

macro_rules! commits {
    ($($(#[$meta:meta])* $variant:ident => $name:literal),+ $(,)?) => {
        /// Every commit of the journal, by what it stands for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Commit { $($(#[$meta])* $variant),+ }

        impl Commit {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in data, in lower case with underscores.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

commits! {
    /// An activation begins or ends, or is paired.
    Activation => "activation",
    /// A Silverfin firm is connected, removed, or its login has lapsed.
    Firm => "firm",
    /// A run begins.
    RunStarted => "run_started",
    /// A run ends.
    RunFinished => "run_finished",
    /// A page of the feed is stored, with the cursor behind it.
    FeedPage => "feed_page",
    /// A sheet's content is stored.
    ContentStored => "content_stored",
    /// A dossier is linked to a client file, or the link is dropped.
    Link => "link",
    /// A sheet rests: unmatched, waiting, to be reviewed, refused, to be retried.
    Resting => "resting",
    /// A delivery's plan is stored, before the first request leaves.
    Sending => "sending",
    /// A request left and no trustworthy answer came.
    Uncertain => "uncertain",
    /// An uncertain delivery was found not to stand: it is planned anew.
    FoundMissing => "found_missing",
    /// A delivery was read back and is right.
    Delivered => "delivered",
    /// The source was told.
    Acknowledged => "acknowledged",
    /// A later revision takes a sheet's place.
    Superseded => "superseded",
    /// The accountant decided.
    Decided => "decided",
    /// A document's upload begins, is uncertain, or ends.
    Document => "document",
    /// Something is noted for people.
    Noted => "noted",
}

impl fmt::Display for Commit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}
