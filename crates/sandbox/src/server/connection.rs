use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// How a connection may be broken from inside a handler.
#[derive(Debug, Clone)]
pub(crate) struct Breaker(Arc<AtomicU8>);

const WHOLE: u8 = 0;
const RESET: u8 = 1;
const CLOSED: u8 = 2;

impl Breaker {
    /// The next byte that the server wants to send resets the connection instead.
    pub(crate) fn reset(&self) {
        self.0.store(RESET, Ordering::SeqCst);
    }

    /// The next byte that the server wants to send closes the connection instead.
    pub(crate) fn close(&self) {
        self.0.store(CLOSED, Ordering::SeqCst);
    }
}

/// A listener whose connections can be broken, one by one or all at once.
pub(crate) struct BreakableListener {
    pub(crate) listener: TcpListener,
    pub(crate) down: Arc<AtomicBool>,
}

/// A connection that can be broken.
pub(crate) struct BreakableStream {
    stream: TcpStream,
    breaker: Breaker,
    down: Arc<AtomicBool>,
}

impl Listener for BreakableListener {
    type Io = BreakableStream;
    type Addr = (SocketAddr, Breaker);

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            match self.listener.accept().await {
                Ok((stream, address)) => {
                    let breaker = Breaker(Arc::new(AtomicU8::new(WHOLE)));
                    let down = self.down.clone();
                    return (BreakableStream { stream, breaker: breaker.clone(), down }, (address, breaker));
                }
                Err(error) => {
                    tracing::warn!(%error, "the sandbox could not accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok((self.listener.local_addr()?, Breaker(Arc::new(AtomicU8::new(WHOLE)))))
    }
}

impl Connected<IncomingStream<'_, BreakableListener>> for Breaker {
    fn connect_info(stream: IncomingStream<'_, BreakableListener>) -> Self {
        stream.remote_addr().1.clone()
    }
}

impl BreakableStream {
    fn broken(&self) -> Option<io::Error> {
        match self.breaker.0.load(Ordering::SeqCst) {
            RESET => Some(io::ErrorKind::ConnectionReset.into()),
            CLOSED => Some(io::ErrorKind::ConnectionAborted.into()),
            _ if self.down.load(Ordering::SeqCst) => Some(io::ErrorKind::ConnectionAborted.into()),
            _ => None,
        }
    }
}

impl Drop for BreakableStream {
    fn drop(&mut self) {
        if self.breaker.0.load(Ordering::SeqCst) == RESET {
            // An abortive close: the peer sees a reset, not an end.
            if let Err(error) = self.stream.set_zero_linger() {
                tracing::warn!(%error, "the sandbox could not reset a connection");
            }
        }
    }
}

impl AsyncRead for BreakableStream {
    fn poll_read(mut self: Pin<&mut Self>, task: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if let Some(error) = self.broken() {
            return Poll::Ready(Err(error));
        }
        Pin::new(&mut self.stream).poll_read(task, buffer)
    }
}

impl AsyncWrite for BreakableStream {
    fn poll_write(mut self: Pin<&mut Self>, task: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if let Some(error) = self.broken() {
            return Poll::Ready(Err(error));
        }
        Pin::new(&mut self.stream).poll_write(task, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        if let Some(error) = self.broken() {
            return Poll::Ready(Err(error));
        }
        Pin::new(&mut self.stream).poll_flush(task)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        if let Some(error) = self.broken() {
            return Poll::Ready(Err(error));
        }
        Pin::new(&mut self.stream).poll_shutdown(task)
    }
}
