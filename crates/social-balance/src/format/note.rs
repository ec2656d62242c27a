use std::fmt;

use super::Place;

/// Something that was left out or decided while reading, and that a person may want to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadNote {
    /// What kind of thing.
    pub kind: NoteKind,
    /// Where in the file.
    pub place: Place,
    /// What it is about: a code, an element, a value.
    pub subject: String,
}

/// The kinds of [`ReadNote`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NoteKind {
    /// A cell was given twice with the same value.
    GivenTwice,
    /// A row's code is none of the social balance, in a form that holds nothing else.
    UnknownCode,
    /// The element or fact belongs to the social balance, but no cell is known for it. Its figure is not in the sheet.
    UnknownSocialFact,
    /// A preceding year's value of a row that has no such column. It is not in the sheet.
    NoPrecedingCell,
    /// The sheet's model does not have this cell. It is in the sheet all the same.
    OutsideModel,
    /// The file names another model than expected; the file counts.
    OtherModel,
    /// What stands for a joint committee names none. It is not in the sheet.
    UnreadableJointCommittee,
}

impl NoteKind {
    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GivenTwice => "given_twice",
            Self::UnknownCode => "unknown_code",
            Self::UnknownSocialFact => "unknown_social_fact",
            Self::NoPrecedingCell => "no_preceding_cell",
            Self::OutsideModel => "outside_model",
            Self::OtherModel => "other_model",
            Self::UnreadableJointCommittee => "unreadable_joint_committee",
        }
    }
}

impl fmt::Display for ReadNote {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place.to_string();
        if !place.is_empty() {
            write!(formatter, "{place}: ")?;
        }
        let subject = &self.subject;
        match self.kind {
            NoteKind::GivenTwice => write!(formatter, "{subject} is given twice, with the same value"),
            NoteKind::UnknownCode => write!(formatter, "{subject} is not a rubric of the social balance; left out"),
            NoteKind::UnknownSocialFact => {
                write!(formatter, "{subject} belongs to the social balance, but its rubric is not known; left out")
            }
            NoteKind::NoPrecedingCell => {
                write!(formatter, "{subject} has no column for the preceding year; left out")
            }
            NoteKind::OutsideModel => write!(formatter, "{subject} is not in this model; kept"),
            NoteKind::OtherModel => write!(formatter, "the file is of model {subject}, another than expected"),
            NoteKind::UnreadableJointCommittee => write!(formatter, "{subject} names no joint committee; left out"),
        }
    }
}
