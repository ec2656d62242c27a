use std::fmt;

use chrono::{NaiveTime, Timelike};

use super::SettingValue;

/// A whole number between two bounds, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bounded<const LOW: u16, const HIGH: u16>(u16);

impl<const LOW: u16, const HIGH: u16> Bounded<LOW, HIGH> {
    /// The number, if it lies between the bounds.
    pub fn new(number: u16) -> Option<Self> {
        (LOW..=HIGH).contains(&number).then_some(Self(number))
    }

    /// The nearest number between the bounds.
    pub(in crate::settings) const fn nearest(number: u16) -> Self {
        Self(if number < LOW {
            LOW
        } else if number > HIGH {
            HIGH
        } else {
            number
        })
    }

    /// The number.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl<const LOW: u16, const HIGH: u16> SettingValue for Bounded<LOW, HIGH> {
    const KIND: &'static str = "whole number";

    fn from_text(text: &str) -> Result<Self, String> {
        text.trim()
            .parse()
            .ok()
            .and_then(Self::new)
            .ok_or_else(|| format!("must be a whole number from {LOW} to {HIGH}"))
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.to_string())
    }

    fn to_json(&self) -> serde_json::Value {
        self.0.into()
    }
}

impl SettingValue for bool {
    const KIND: &'static str = "true|false";

    fn from_text(text: &str) -> Result<Self, String> {
        text.trim().parse().map_err(|_| format!("must be {}", Self::KIND))
    }

    fn to_text(&self) -> Option<String> {
        Some(self.to_string())
    }

    fn to_json(&self) -> serde_json::Value {
        (*self).into()
    }
}

/// A time of day to the minute, as the clock on the wall shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(NaiveTime);

impl TimeOfDay {
    /// So many whole minutes after midnight; a day has 1440.
    pub(in crate::settings) const fn after_midnight(minutes: u32) -> Self {
        match NaiveTime::from_num_seconds_from_midnight_opt(minutes % 1440 * 60, 0) {
            Some(time) => Self(time),
            None => Self(NaiveTime::MIN),
        }
    }

    /// A time, without its seconds.
    pub fn new(time: NaiveTime) -> Self {
        Self::after_midnight(time.num_seconds_from_midnight() / 60)
    }

    /// The time.
    pub fn time(self) -> NaiveTime {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}", self.0.hour(), self.0.minute())
    }
}

impl SettingValue for TimeOfDay {
    const KIND: &'static str = "time of day, HH:MM";

    fn from_text(text: &str) -> Result<Self, String> {
        NaiveTime::parse_from_str(text.trim(), "%H:%M")
            .map(Self)
            .map_err(|_| "must be a time of day such as 01:30".to_owned())
    }

    fn to_text(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl SettingValue for chrono_tz::Tz {
    const KIND: &'static str = "time zone such as Europe/Brussels";

    fn from_text(text: &str) -> Result<Self, String> {
        text.trim().parse().map_err(|_| format!("must be a {}", Self::KIND))
    }

    fn to_text(&self) -> Option<String> {
        Some(self.name().to_owned())
    }
}
