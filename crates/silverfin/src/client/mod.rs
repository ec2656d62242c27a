//! Silverfin's API v4 for one firm.

mod answer;
mod call;
mod lenient;
mod multipart;
mod operations;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::StatusCode;
use passerelle_transport::{Answer, Clock, Pacer, Transport, TransportError, without_echoes};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use answer::garbled;
pub(crate) use answer::is_markup;
use call::Call;
use lenient::Row;

use crate::{AccessTokens, FirmId, SilverfinAddress, SilverfinError};

/// The waits before a read is tried again.
const WAITS: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(4)];
/// The largest page that every known client asks for.
const PER_PAGE: usize = 200;
/// The most pages that the list of client files can have: 100 000 rows in full pages.
const MOST_PAGES_OF_FILES: usize = 500;
/// The most pages that a list within one client file can have.
const MOST_PAGES: usize = 100;

/// One firm in Silverfin, through one login.
pub struct SilverfinClient {
    address: SilverfinAddress,
    firm: FirmId,
    transport: Arc<dyn Transport>,
    pacer: Arc<Pacer>,
    clock: Arc<dyn Clock>,
    tokens: Arc<dyn AccessTokens>,
    /// The largest page seen of each list: its ceiling cannot be lower.
    largest_pages: Mutex<BTreeMap<&'static str, usize>>,
}

impl SilverfinClient {
    /// The firm, reached with these tokens at this pace. Clients of one Silverfin share one pacer.
    pub fn new(
        address: SilverfinAddress,
        firm: FirmId,
        transport: Arc<dyn Transport>,
        pacer: Arc<Pacer>,
        clock: Arc<dyn Clock>,
        tokens: Arc<dyn AccessTokens>,
    ) -> Self {
        Self { address, firm, transport, pacer, clock, tokens, largest_pages: Mutex::default() }
    }

    /// Where this Silverfin is, for addresses of its pages.
    pub fn address(&self) -> &SilverfinAddress {
        &self.address
    }

    /// The firm in every address.
    pub fn firm_id(&self) -> FirmId {
        self.firm
    }

    /// Reads, and tries twice more when the network or the server stumbles or the answer makes no sense.
    async fn read<T: Send>(
        &self,
        call: &Call,
        read: impl Fn(Value) -> Result<T, SilverfinError> + Send + Sync,
    ) -> Result<T, SilverfinError> {
        let attempt = || async { self.once(call).await.and_then(|answer| answer::data(&answer)).and_then(&read) };
        for wait in WAITS {
            match attempt().await {
                Err(error) if may_pass(&error) => {
                    tracing::debug!(%error, "Silverfin is asked again");
                    // The pacer itself makes everybody wait when Silverfin asked for that.
                    if !matches!(error, SilverfinError::RateLimited { .. }) {
                        self.clock.sleep(wait).await;
                    }
                }
                other => return other,
            }
        }
        attempt().await
    }

    /// Reads a list that comes as one bare array.
    async fn whole_list<T: Row + Send>(&self, call: &Call) -> Result<Vec<T>, SilverfinError> {
        let mut list = List::new(call.path().to_owned());
        self.read(call, rows).await.and_then(|rows| list.take(&rows))?;
        Ok(list.rows)
    }

    /// Reads a list page by page.
    ///
    /// How large a page Silverfin gives is not documented, and a row that is not seen would count as not there. So a page
    /// shorter than asked for is the last one only where it cannot be the server's own ceiling; see [`may_be_capped`].
    async fn paged_list<T: Row + Send>(&self, call: &Call, most_pages: usize) -> Result<Vec<T>, SilverfinError>
    where
        T::Key: Send,
    {
        let mut list = List::new(call.path().to_owned());
        for page in 1..=most_pages {
            let call = call.page(page, PER_PAGE);
            let rows = self.read(&call, rows).await?;
            let new = list.take(&rows)?;
            if !self.may_go_on(T::LIST, rows.len()) {
                return Ok(list.rows);
            }
            if new == 0 {
                // A server that knows no pages gives the whole list each time.
                return if rows.len() < PER_PAGE { Ok(list.rows) } else { Err(list.repeats(page)) };
            }
        }
        Err(garbled(format!("{} does not end", list.name)))
    }

    /// Whether another page may follow one of so many rows.
    fn may_go_on(&self, list: &'static str, rows: usize) -> bool {
        let mut largest = self.largest_pages.lock().unwrap_or_else(PoisonError::into_inner);
        let largest = largest.entry(list).or_default();
        let is_below_a_page_once_seen = rows < *largest;
        *largest = rows.max(*largest);
        rows >= PER_PAGE || (may_be_capped(rows) && !is_below_a_page_once_seen)
    }

    /// Makes a write, once. What its failure leaves open is for [`SilverfinError::leaves_write_uncertain`] to say.
    async fn write(&self, call: &Call) -> Result<Answer, SilverfinError> {
        self.once(call).await
    }

    /// Makes one call. A token that is not accepted means that nothing was done, so the call is made once more with
    /// another: that is safe for writes too.
    async fn once(&self, call: &Call) -> Result<Answer, SilverfinError> {
        let token = self.tokens.current().await?;
        let mut answer = self.send(call, &token).await?;
        if answer.status() == StatusCode::UNAUTHORIZED {
            let token = self.tokens.renewed(&token).await?;
            answer = self.send(call, &token).await?;
            if answer.status() == StatusCode::UNAUTHORIZED && !answer::is_markup(answer.body()) {
                return Err(SilverfinError::LoginLapsed);
            }
        }
        answer::check(answer, call.scope, self.clock.now())
    }

    async fn send(&self, call: &Call, token: &SecretString) -> Result<Answer, SilverfinError> {
        let request = call.request(&self.address, self.firm, token)?;
        let turn =
            self.pacer.turn().await.map_err(|paused| SilverfinError::RateLimited { until: Some(paused.until) })?;
        let outcome = self.transport.send(request).await;
        turn.ended(&outcome);
        Ok(without_echoes(outcome?, &[token.expose_secret()]))
    }
}

fn may_pass(error: &SilverfinError) -> bool {
    match error {
        SilverfinError::Transport(error) => matches!(
            error,
            TransportError::Network { .. } | TransportError::TimedOut { .. } | TransportError::Garbled { .. }
        ),
        SilverfinError::RateLimited { .. } | SilverfinError::Unavailable { .. } | SilverfinError::Garbled { .. } => {
            true
        }
        _ => false,
    }
}

/// Whether so many rows may be all that the server gives at once: ceilings are round numbers.
fn may_be_capped(rows: usize) -> bool {
    rows >= 10 && rows.is_multiple_of(5)
}

fn rows(data: Value) -> Result<Vec<Value>, SilverfinError> {
    match data {
        Value::Array(rows) => Ok(rows),
        _ => Err(garbled("a list was expected")),
    }
}

/// Rows taken so far, each once: a list may shift between two pages.
struct List<T: Row> {
    name: String,
    rows: Vec<T>,
    /// What was taken, by the page that it came on.
    keys: BTreeMap<T::Key, usize>,
    pages: usize,
}

impl<T: Row> List<T> {
    fn new(name: String) -> Self {
        Self { name, rows: Vec::new(), keys: BTreeMap::new(), pages: 0 }
    }

    /// Takes in a page. Answers how many of its rows are new.
    fn take(&mut self, page: &[Value]) -> Result<usize, SilverfinError> {
        let before = self.rows.len();
        self.pages += 1;
        for row in page {
            match T::read(row) {
                Ok(Some(row)) => match self.keys.insert(row.key(), self.pages) {
                    Some(page) if page == self.pages => {
                        return Err(garbled(format!("a page of {} says one thing twice", self.name)));
                    }
                    Some(_) => {}
                    None => self.rows.push(row),
                },
                Ok(None) => tracing::warn!(list = self.name, "a row without its id is passed over"),
                Err(reason) => return Err(garbled(reason)),
            }
        }
        Ok(self.rows.len() - before)
    }

    fn repeats(&self, page: usize) -> SilverfinError {
        garbled(format!("page {page} of {} says again what was said before", self.name))
    }
}
