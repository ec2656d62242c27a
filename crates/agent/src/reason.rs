use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Why a sheet stands where it stands. A code with its particulars; the sentences are in the Fluent files, under
/// `reason-<code>` (what happened) and `fix-<code>` (what to do), with underscores written as hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// Unmatched: no client file has this enterprise number.
    NoCompany {
        /// Ten digits.
        enterprise_number: String,
    },
    /// Unmatched: several client files have it.
    SeveralCompanies {
        /// Ten digits.
        enterprise_number: String,
        /// How many.
        count: usize,
    },
    /// Unmatched: neither feed nor sheet says whose it is.
    NoEnterpriseNumber,
    /// Unmatched: the linked client file is not there any more, or the login no longer sees it.
    LinkedCompanyGone {
        /// The client file's number.
        company: u64,
    },
    /// Waiting: no Silverfin firm is connected yet.
    NoFirmConnected,
    /// Waiting: no year-end period closes on this day.
    NoPeriod {
        /// The closing date looked for.
        end_date: NaiveDate,
    },
    /// Waiting: a year-end period closes on this day, but its financial year starts on another.
    YearStartDiffers {
        /// First day by the sheet.
        sheet: NaiveDate,
        /// First day by Silverfin.
        silverfin: NaiveDate,
    },
    /// Waiting: the period has no open workflow with the template.
    NoTemplate {
        /// The template's handle.
        handle: String,
    },
    /// Waiting: the workflow with the template is archived.
    WorkflowArchived {
        /// The workflow's name.
        workflow: String,
    },
    /// Waiting: the workflow with the template is completed.
    WorkflowCompleted {
        /// The workflow's name.
        workflow: String,
    },
    /// Waiting: several open workflows have a template with this handle, and nothing tells which is meant.
    SeveralTemplates {
        /// The template's handle.
        handle: String,
        /// How many.
        count: usize,
    },
    /// Review: somebody typed or changed these rubrics, and the sheet says otherwise.
    ChangedInSilverfin {
        /// The rubrics' codes.
        rubrics: Vec<String>,
    },
    /// Refused: the period is locked.
    PeriodLocked {
        /// Silverfin's own words.
        detail: String,
    },
    /// Refused: the write was answered as done but changed nothing; a locked period does that.
    WriteIgnored,
    /// Refused: the login may not do this.
    NoRight {
        /// The scope that is missing, if known.
        scope: Option<String>,
        /// Silverfin's own words.
        detail: String,
    },
    /// Refused: for a reason of Silverfin's own.
    SilverfinRefused {
        /// The HTTP status.
        status: u16,
        /// Silverfin's own words.
        detail: String,
    },
    /// Refused: the sheet cannot be read.
    UnreadableSheet {
        /// The reader's code and place.
        detail: String,
    },
    /// Refused: the sheet is another enterprise's or year's than the feed says.
    SheetContradictsFeed {
        /// What differs.
        detail: String,
    },
    /// Retry: no connection to a service.
    NetworkFailed {
        /// "finbox" or "silverfin".
        service: String,
    },
    /// Retry: this computer does not trust the service's certificate.
    CertificateNotTrusted {
        /// The host.
        host: String,
    },
    /// Retry: the service asks to wait.
    AskedToWait {
        /// "finbox" or "silverfin".
        service: String,
        /// Not before, where it says so.
        until: Option<DateTime<Utc>>,
    },
    /// Retry: the service is out of order.
    ServiceUnavailable {
        /// "finbox" or "silverfin".
        service: String,
        /// The HTTP status.
        status: u16,
    },
    /// Retry: the service's answer made no sense.
    AnswerGarbled {
        /// "finbox" or "silverfin".
        service: String,
        /// What was wrong with it.
        detail: String,
    },
    /// Retry: the login to this firm has lapsed; somebody has to log in again.
    LoginLapsed {
        /// The firm's name, or its number.
        firm: String,
    },
    /// Waiting: the same enterprise has another payroll file whose sheet is not readable yet; half a sum would be wrong.
    OtherPayrollFileMissing {
        /// The other dossier.
        dossier: String,
    },
    /// Retry: the keyring is locked.
    KeyringLocked,
    /// Retry: the source no longer accepts the credential.
    SourceUnauthorised,
    /// Uncertain: the request left, no answer came that can be trusted.
    NoTrustworthyAnswer {
        /// What was seen.
        detail: String,
    },
}

impl Reason {
    /// Whether two reasons are the same to whoever has to act on them. A service may word the same refusal anew each time.
    pub fn tell_the_same(one: Option<&Self>, other: Option<&Self>) -> bool {
        let (Some(one), Some(other)) = (one, other) else { return one == other };
        match (one, other) {
            (Self::PeriodLocked { .. }, Self::PeriodLocked { .. })
            | (Self::UnreadableSheet { .. }, Self::UnreadableSheet { .. })
            | (Self::SheetContradictsFeed { .. }, Self::SheetContradictsFeed { .. }) => true,
            (Self::NoRight { scope: one, .. }, Self::NoRight { scope: other, .. }) => one == other,
            (Self::SilverfinRefused { status: one, .. }, Self::SilverfinRefused { status: other, .. }) => one == other,
            _ => one == other,
        }
    }

    /// The stable code: `no_company`.
    pub fn code(&self) -> String {
        serde_json::to_value(self)
            .ok()
            .and_then(|value| value.get("code").and_then(|code| code.as_str().map(str::to_owned)))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Reason;

    #[test]
    fn the_same_refusal_in_other_words_tells_nothing_new() {
        let locked = |detail: &str| Reason::PeriodLocked { detail: detail.to_owned() };
        let refused = |status, detail: &str| Reason::SilverfinRefused { status, detail: detail.to_owned() };
        let asked = |rubric: &str| Reason::ChangedInSilverfin { rubrics: vec![rubric.to_owned()] };
        let rows = [
            (locked("request 1 refused"), locked("request 2 refused"), true),
            (refused(422, "at 02:14"), refused(422, "at 02:31"), true),
            (refused(422, "at 02:14"), refused(404, "at 02:14"), false),
            (locked("no"), refused(422, "no"), false),
            (asked("1003"), asked("1003"), true),
            (asked("1003"), asked("1013"), false),
        ];
        for (one, other, same) in rows {
            assert_eq!(Reason::tell_the_same(Some(&one), Some(&other)), same, "{one:?}, {other:?}");
        }
        assert!(!Reason::tell_the_same(None, Some(&locked("no"))));
    }
}
