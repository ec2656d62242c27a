use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use http::{HeaderMap, header};

/// The longest wait that is taken at its word: a slip of the server must not silence the program for weeks.
pub(crate) const LONGEST: TimeDelta = TimeDelta::days(1);

/// The instant before which the server does not want to be asked again, from the header `Retry-After` (RFC 9110,
/// 10.2.3: seconds, or a date in one of the three forms of HTTP). At most a day ahead. `None` where the header is absent
/// or makes no sense.
pub fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let until = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // Digits that overflow still ask for a long wait.
        let seconds = text.parse().unwrap_or(i64::MAX).min(LONGEST.num_seconds());
        now + TimeDelta::seconds(seconds)
    } else {
        http_date(text)?
    };
    Some(until.clamp(now, now + LONGEST))
}

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .map(|instant| instant.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<i64> {
        let now: DateTime<Utc> = "1994-11-06T08:49:00Z".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::RETRY_AFTER, text.parse().unwrap());
        retry_after(&headers, now).map(|until| (until - now).num_seconds())
    }

    #[test]
    fn seconds_and_all_three_date_forms_are_read() {
        for (text, seconds) in [
            ("0", Some(0)),
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(37)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", Some(37)),
            ("Sun Nov  6 08:49:37 1994", Some(37)),
            ("Sun, 06 Nov 1994 08:40:00 GMT", Some(0)),
            ("99999999", Some(86_400)),
            ("99999999999999999999999", Some(86_400)),
            ("-5", None),
            ("soon", None),
            ("", None),
            ("1.5", None),
        ] {
            assert_eq!(read(text), seconds, "{text:?}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), DateTime::UNIX_EPOCH), None);
    }
}
