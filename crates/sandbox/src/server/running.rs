use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;
use bytes::Bytes;
use futures::stream::{self, StreamExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::connection::{BreakableListener, Breaker};
use super::sandbox::Sandbox;
use crate::contract::ContractError;
use crate::faults::Outcome;
use crate::options::Options;
use crate::world::World;

/// The largest request body that is read.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// A sandbox behind a socket. It stops when this value is dropped.
#[derive(Debug)]
pub struct Running {
    /// The sandbox itself.
    pub sandbox: Sandbox,
    /// Finbox's base address, with `/v1/…` below it.
    pub finbox_url: String,
    /// Silverfin's base address, with `/oauth/…` and `/api/v4/…` below it.
    pub silverfin_url: String,
    /// The control's base address.
    pub control_url: String,
    /// Where it listens.
    pub address: SocketAddr,
    down: Arc<AtomicBool>,
    task: JoinHandle<()>,
}

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The sandbox has made-up secrets and no protection: it listens on loopback alone.
    #[error("{0} is not a loopback address")]
    NotLoopback(SocketAddr),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {cause}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        cause: io::Error,
    },
    /// A contract that comes with the sandbox is not usable.
    #[error(transparent)]
    Contract(#[from] ContractError),
}

impl Sandbox {
    /// Puts both services with this world in them behind a socket.
    pub async fn start(world: World, options: Options) -> Result<Running, StartError> {
        Self::new(world, &options)?.listen(options.address).await
    }

    /// Puts this sandbox behind a socket.
    pub async fn listen(self, address: SocketAddr) -> Result<Running, StartError> {
        if !address.ip().is_loopback() {
            return Err(StartError::NotLoopback(address));
        }
        let failed = |cause| StartError::Listen { address, cause };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let down = Arc::new(AtomicBool::new(false));
        let listener = BreakableListener { listener, down: down.clone() };
        let service = self.router().into_make_service_with_connect_info::<Breaker>();
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, service).await {
                tracing::error!(%error, "the sandbox stopped");
            }
        });
        let base = format!("http://{address}");
        Ok(Running {
            sandbox: self,
            finbox_url: format!("{base}/finbox"),
            silverfin_url: base.clone(),
            control_url: format!("{base}/sandbox"),
            address,
            down,
            task,
        })
    }

    /// Both services and the control as a router. Connections can be reset only behind [`Sandbox::listen`]; elsewhere
    /// they break in the body.
    pub fn router(&self) -> Router {
        Router::new().fallback(serve).with_state(self.clone())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.down.store(true, Ordering::SeqCst);
        self.task.abort();
    }
}

async fn serve(
    State(sandbox): State<Sandbox>,
    breaker: Option<axum::Extension<ConnectInfo<Breaker>>>,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, LARGEST_BODY).await else {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = http::StatusCode::PAYLOAD_TOO_LARGE;
        return response;
    };
    let exchange = sandbox.receive(http::Request::from_parts(head, body));
    // A task of its own: what was asked for is done even where the caller hangs up meanwhile.
    let delay = sandbox.latency() + exchange.delay();
    let answering = tokio::spawn(async move {
        if delay > Duration::ZERO {
            tokio::time::sleep(delay).await;
        }
        exchange.answer()
    });
    let outcome = answering.await.unwrap_or(Outcome::Refused);
    let breaker = breaker.map(|axum::Extension(ConnectInfo(breaker))| breaker);
    into_response(outcome, breaker.as_ref())
}

fn into_response(outcome: Outcome, breaker: Option<&Breaker>) -> Response {
    match outcome {
        Outcome::Answer(response) => response.map(Body::from),
        Outcome::Truncated(response) => response.map(|body| {
            // What there is must have left before the connection breaks.
            let end = stream::once(async {
                tokio::task::yield_now().await;
                Err(broken())
            });
            Body::from_stream(stream::iter([Ok(body)]).chain(end))
        }),
        Outcome::Huge { response, blanks } => response.map(|body| {
            let blanks = stream::iter(blank_pieces(blanks)).map(Ok::<_, io::Error>);
            Body::from_stream(stream::iter([Ok(body)]).chain(blanks))
        }),
        Outcome::Dripping { response, piece_bytes, pause } => response.map(|body| {
            let pieces: Vec<Bytes> = body.chunks(piece_bytes).map(Bytes::copy_from_slice).collect();
            Body::from_stream(stream::iter(pieces).then(move |piece| async move {
                tokio::time::sleep(pause).await;
                Ok::<_, io::Error>(piece)
            }))
        }),
        Outcome::Reset { .. } => {
            if let Some(breaker) = breaker {
                breaker.reset();
            }
            nothing()
        }
        Outcome::Refused => {
            if let Some(breaker) = breaker {
                breaker.close();
            }
            nothing()
        }
    }
}

fn nothing() -> Response {
    Response::new(Body::from_stream(stream::iter([Err::<Bytes, _>(broken())])))
}

fn broken() -> io::Error {
    io::ErrorKind::ConnectionReset.into()
}

fn blank_pieces(blanks: u64) -> impl Iterator<Item = Bytes> {
    const PIECE: u64 = 64 * 1024;
    let piece = Bytes::from(vec![b' '; 64 * 1024]);
    let rest = usize::try_from(blanks % PIECE).unwrap_or_default();
    let last = piece.slice(..rest);
    std::iter::repeat_n(piece, usize::try_from(blanks / PIECE).unwrap_or(usize::MAX)).chain([last])
}
