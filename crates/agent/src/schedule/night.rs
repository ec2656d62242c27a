use chrono::{DateTime, Days, Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use sha2::{Digest, Sha256};

use crate::settings::Values;

/// The window in which the nightly run begins, in the office's time zone, and this installation's place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NightWindow {
    start: NaiveTime,
    length: Duration,
    offset: Duration,
    zone: Tz,
}

impl NightWindow {
    /// A window from one time of day to the next time that the clock shows the other. Installations are spread over the
    /// first three quarters of it, each always at the same place, so that not all ask at once.
    pub fn new(start: NaiveTime, end: NaiveTime, zone: Tz, installation: &str) -> Self {
        let length = if end > start { end - start } else { end - start + Duration::days(1) };
        let digest = Sha256::digest(installation.as_bytes());
        let place = digest.iter().take(4).fold(0_i64, |sum, byte| sum * 256 + i64::from(*byte));
        let offset = Duration::seconds(place % (length.num_seconds() * 3 / 4).max(1));
        Self { start, length, offset, zone }
    }

    /// The window that the settings describe.
    pub fn from_settings(settings: &Values, installation: &str) -> Self {
        Self::new(
            settings.schedule_window_start.time(),
            settings.schedule_window_end.time(),
            settings.schedule_time_zone,
            installation,
        )
    }

    /// The office's time zone.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The civil day in the office.
    pub fn day(&self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.zone).date_naive()
    }

    /// When this installation's run of that night begins.
    pub fn start(&self, night: NaiveDate) -> DateTime<Utc> {
        self.instant(night.and_time(self.start) + self.offset)
    }

    /// When the window of that night ends: a run that begins later is a catch-up. It is always after [`NightWindow::start`]:
    /// where the clock skips the hour in which the window lies, what is left of the window follows the start.
    pub fn end(&self, night: NaiveDate) -> DateTime<Utc> {
        let start = self.start(night);
        let end = self.instant(night.and_time(self.start) + self.length);
        if end > start { end } else { start + (self.length - self.offset) }
    }

    /// The latest night whose run should have begun.
    pub fn latest_begun(&self, now: DateTime<Utc>) -> NaiveDate {
        let tomorrow = self.day(now) + Days::new(1);
        let mut night = tomorrow;
        while self.start(night) > now {
            night = night - Days::new(1);
        }
        night
    }

    /// When the next civil day begins.
    pub fn tomorrow(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.instant((self.day(now) + Days::new(1)).and_time(NaiveTime::MIN))
    }

    /// The instant at which the wall clock shows this time: the first of the two where it shows it twice, and as long
    /// after the change as it would have been without it where it never shows it.
    fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        match self.zone.from_local_datetime(&local) {
            LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => instant.to_utc(),
            LocalResult::None => {
                let before = local - Duration::hours(3);
                let earlier = self.zone.from_local_datetime(&before).earliest();
                earlier.map_or_else(|| local.and_utc(), |instant| instant.to_utc() + Duration::hours(3))
            }
        }
    }
}
