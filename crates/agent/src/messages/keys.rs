//! Every fixed message and the arguments that it takes. Messages of states, reasons and setup faults are found by their code.

/// A message's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(&'static str);

impl Key {
    /// The name in the Fluent files.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

macro_rules! keys {
    ($($constant:ident = $name:literal ($($argument:literal),*);)+) => {
        $(
            #[doc = concat!("`", $name, "`", $(" `$", $argument, "`",)*)]
            pub const $constant: Key = Key($name);
        )+

        /// All of them, each with the names of its arguments.
        pub const ALL: &[(Key, &[&str])] = &[$(($constant, &[$($argument),*])),+];
    };
}

keys! {
    MOMENT = "moment" ("date", "time");
    SERVICE_FINBOX = "service-finbox" ();
    SERVICE_SILVERFIN = "service-silverfin" ();

    ACTION_LINK_DOSSIER = "action-link-dossier" ();
    ACTION_OPEN_IN_SILVERFIN = "action-open-in-silverfin" ();
    ACTION_RETRY = "action-retry" ();
    ACTION_REVIEW = "action-review" ();
    ACTION_LOG_IN = "action-log-in" ();
    ACTION_OPEN_CONNECTION = "action-open-connection" ();
    ACTION_OPEN_PREFERENCES = "action-open-preferences" ();
    ACTION_EXPORT_DIAGNOSTICS = "action-export-diagnostics" ();

    TRAY_UP_TO_DATE = "tray-up-to-date" ("last");
    TRAY_NEVER_SYNCED = "tray-never-synced" ();
    TRAY_WORKING = "tray-working" ();
    TRAY_WORKING_OF = "tray-working-of" ("done", "total");
    TRAY_WAITING = "tray-waiting" ("count");
    TRAY_TROUBLE = "tray-trouble" ("title");
    TRAY_TROUBLE_RETRY = "tray-trouble-retry" ("title", "at");
    TRAY_MISSED_NIGHT = "tray-missed-night" ("night");
    TRAY_PAUSED = "tray-paused" ();
    TRAY_PAUSED_UNTIL = "tray-paused-until" ("until");
    TRAY_NOT_CONNECTED = "tray-not-connected" ();
    TRAY_QUITTING = "tray-quitting" ();
    TRAY_LAST_SUCCESS = "tray-last-success" ("last");
    TRAY_SYNC_NOW = "tray-sync-now" ();
    TRAY_PAUSE = "tray-pause" ();
    TRAY_PAUSE_HALF_AN_HOUR = "tray-pause-half-an-hour" ();
    TRAY_PAUSE_UNTIL_TOMORROW = "tray-pause-until-tomorrow" ();
    TRAY_PAUSE_UNTIL_RESUMED = "tray-pause-until-resumed" ();
    TRAY_RESUME = "tray-resume" ();
    TRAY_CATCH_UP = "tray-catch-up" ("night");
    TRAY_SKIP_NIGHT = "tray-skip-night" ();
    TRAY_DOSSIERS = "tray-dossiers" ("count");
    TRAY_SETTINGS = "tray-settings" ();
    TRAY_QUIT = "tray-quit" ();

    NOTICE_SYNCED_TITLE = "notice-synced-title" ();
    NOTICE_SYNCED_BODY = "notice-synced-body" ("dossier", "year", "firm");
    NOTICE_REST_BODY = "notice-rest-body" ("count");
    NOTICE_SUMMARY_TITLE = "notice-summary-title" ();
    NOTICE_SUMMARY_BODY = "notice-summary-body" ("count");
    NOTICE_PROBLEM_BODY = "notice-problem-body" ("dossier", "detail");
    NOTICE_PROBLEM_OTHERS = "notice-problem-others" ("count");
    NOTICE_MISSED_NIGHT_TITLE = "notice-missed-night-title" ();
    NOTICE_MISSED_NIGHT_BODY = "notice-missed-night-body" ("night");

    RUN_SCHEDULED = "run-scheduled" ("night");
    RUN_CATCH_UP = "run-catch-up" ("night");
    RUN_MANUAL = "run-manual" ();
    RUN_RETRY = "run-retry" ();
    ACTIVITY_ACTIVATED = "activity-activated" ();
    ACTIVITY_PAIRED = "activity-paired" ("environment");
    ACTIVITY_DEACTIVATED = "activity-deactivated" ("count");
    ACTIVITY_FIRM_CONNECTED = "activity-firm-connected" ("firm");
    ACTIVITY_FIRM_REMOVED = "activity-firm-removed" ("firm");
    ACTIVITY_LOGIN_LAPSED = "activity-login-lapsed" ("firm");
    ACTIVITY_BEFORE_ACTIVATION = "activity-before-activation" ("count");
    ACTIVITY_UNREADABLE_ENTRY = "activity-unreadable-entry" ("detail");
    ACTIVITY_STANDBY = "activity-standby" ("firm", "holder");
    ACTIVITY_MOVED = "activity-moved" ("to");
    ACTIVITY_MOVED_BECAUSE = "activity-moved-because" ("to", "reason");
    ACTIVITY_STANDS = "activity-stands" ("written", "kept", "right");
    ACTIVITY_LEFT_OUT_WITHOUT_PLACE = "activity-left-out-without-place" ("rubrics");
    ACTIVITY_LEFT_OUT_OF_SUM = "activity-left-out-of-sum" ("rubrics");
    ACTIVITY_DECIDED = "activity-decided" ("count");
    ACTIVITY_RETRY_ASKED = "activity-retry-asked" ();
    ACTIVITY_LINKED_BY_NUMBER = "activity-linked-by-number" ("company");
    ACTIVITY_LINKED_BY_PERSON = "activity-linked-by-person" ("company");
    ACTIVITY_LINK_DROPPED = "activity-link-dropped" ();
    ACTIVITY_DOCUMENT_STORED = "activity-document-stored" ();
    ACTIVITY_DOCUMENT_GIVEN_UP = "activity-document-given-up" ("detail");
    ACTIVITY_RUN_TROUBLED = "activity-run-troubled" ("reason");
    ACTIVITY_NOTIFIED = "activity-notified" ("title", "body");
    ACTIVITY_CRASHED = "activity-crashed" ();
}
