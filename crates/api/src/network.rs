use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use bytes::Bytes;
use passerelle_transport::{Answer, Transport, TransportError};

/// The network as the settings want it reached: another proxy or certificate counts from the next request on.
pub struct Network {
    current: RwLock<Arc<dyn Transport>>,
}

impl Network {
    /// Reached so.
    pub fn new(transport: Arc<dyn Transport>) -> Self {
        Self { current: RwLock::new(transport) }
    }

    /// Reached otherwise from now on. What is under way ends as it began.
    pub fn replace(&self, transport: Arc<dyn Transport>) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = transport;
    }
}

#[async_trait]
impl Transport for Network {
    async fn send(&self, request: http::Request<Bytes>) -> Result<Answer, TransportError> {
        let current = Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner));
        current.send(request).await
    }
}
