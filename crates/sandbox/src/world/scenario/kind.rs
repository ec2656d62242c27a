use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$meta:meta])* $kind:ident => $expected:ident, $label:literal;)+) => {
        /// What a dossier of the office is there to show.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum DossierKind {
            $(#[doc = $label] $(#[$meta])* $kind,)+
        }

        impl DossierKind {
            /// All of them, in the order in which a table shows them.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// In a few words.
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$kind => $label,)+
                }
            }

            /// What is right after the first night, with both firms connected.
            pub fn expected(self) -> Expected {
                match self {
                    $(Self::$kind => Expected::$expected,)+
                }
            }
        }
    };
}

kinds! {
    TenDigits => Delivered, "number typed as ten digits";
    WithCountryCode => Delivered, "number typed with BE and points";
    Dotted => Delivered, "number typed with BE, a blank and points";
    NineDigits => Delivered, "number typed without its leading zero";
    Bracketed => Delivered, "number typed with brackets and dashes";
    WithTaxWord => Delivered, "number typed after the word TVA, with slashes";
    OnlyVatNumber => Delivered, "number only in the VAT number field, and only in the detail call";
    OnlyRegistrationNumber => Delivered, "number only in the registration number field";
    NumberOnlyInDetail => Delivered, "list without any number field";
    NumberBeginsWithOne => Delivered, "number that begins with 1";
    NumberOnlyOnSheet => Delivered, "dossier without number, but the sheet has it";
    Association => Delivered, "association, full model";
    Monthly => Delivered, "monthly periods";
    Quarterly => Delivered, "quarterly periods";
    BrokenYear => Delivered, "financial year from July to June";
    ShortYear => Delivered, "short first financial year";
    LongYear => Delivered, "long financial year of eighteen months";
    ZerosWritten => Delivered, "zeros written instead of empty cells";
    NoneAtClosing => Delivered, "no staff left at the closing date";
    TemporaryOnly => Delivered, "temporary workers only";
    OnePersonWithoutCosts => Delivered, "one person, costs left blank";
    FewWithoutSplit => Delivered, "three persons, not split into men and women";
    HoursDoNotAddUp => Delivered, "sheet with findings: hours do not add up";
    SexesDoNotAddUp => Delivered, "sheet with findings: men and women do not add up";
    ManyProperties => Delivered, "more than 200 properties in the template";
    OtherEdits => Delivered, "people's notes in the same template";
    SameEdits => Delivered, "somebody typed the very same figures already";
    BooksEdited => Delivered, "somebody typed other personnel costs, which the books decide";
    CorrectedAtOnce => Delivered, "sheet corrected before the first night";
    PayrollFileOne => Delivered, "first of two payroll files of one enterprise";
    PayrollFileTwo => Delivered, "second of two payroll files of one enterprise";
    TwinArchived => Delivered, "template of the same handle in an archived workflow";
    SecondFirm => Delivered, "client of the second firm";
    FiguresEdited => NeedsReview, "somebody typed other head counts before";
    WorkflowMissing => WaitingWorkflow, "workflow not added yet";
    WorkflowArchived => WaitingWorkflow, "workflow archived";
    WorkflowCompleted => WaitingWorkflow, "workflow completed";
    TemplateMissing => WaitingWorkflow, "open workflow without the template";
    TemplateTwice => WaitingWorkflow, "two templates of one handle in one workflow";
    PeriodMissing => WaitingWorkflow, "no period for the financial year";
    YearStartDiffers => WaitingWorkflow, "financial year that starts on another day in Silverfin";
    LockedUnprocessable => Refused, "period locked, writes answer 422";
    LockedForbidden => Refused, "period locked, writes answer 403";
    LockedSilent => Refused, "period locked, writes are ignored in silence";
    NumberMissing => Unmatched, "client file without a number";
    NumberMistyped => Unmatched, "client file with a mistyped number";
    NumberTwice => Unmatched, "two client files with one number";
    CompanyArchived => Unmatched, "client file archived in Silverfin";
    NumberNowhere => Unmatched, "neither dossier nor sheet has a number";
    MadeBeforeActivation => NoSheet, "sheet made before the activation";
    NoSheetYet => NoSheet, "no sheet yet";
    /// One of many in a world for load.
    Plain => Delivered, "plain client";
}

/// Where a dossier's newest sheet should stand after a night.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// In Silverfin, read back and acknowledged.
    Delivered,
    /// Nowhere: whose it is in Silverfin is not known.
    Unmatched,
    /// Nowhere yet: period, workflow or template are not there or not open.
    WaitingWorkflow,
    /// Held until the accountant decides.
    NeedsReview,
    /// Nowhere: Silverfin would not have it.
    Refused,
    /// The feed has no sheet of this dossier.
    NoSheet,
}

impl Expected {
    /// The name in data, "delivered" for instance.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Unmatched => "unmatched",
            Self::WaitingWorkflow => "waiting_workflow",
            Self::NeedsReview => "needs_review",
            Self::Refused => "refused",
            Self::NoSheet => "no_sheet",
        }
    }
}
