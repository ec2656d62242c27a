use bytes::Bytes;
use http::{HeaderValue, Method, Request, header};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

use super::answer::garbled;
use super::multipart::Multipart;
use crate::{FirmId, SilverfinAddress, SilverfinError};

/// One call, before it becomes a request.
#[derive(Clone)]
pub(super) struct Call {
    method: Method,
    /// Below the firm. Words and numbers only, so that nothing needs escaping.
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<(String, Bytes)>,
    /// What the operation needs, as documented.
    pub(super) scope: Option<&'static str>,
}

impl Call {
    pub(super) fn get(scope: Option<&'static str>, path: impl Into<String>) -> Self {
        Self::new(Method::GET, scope, path.into())
    }

    pub(super) fn post(scope: &'static str, path: impl Into<String>) -> Self {
        Self::new(Method::POST, Some(scope), path.into())
    }

    fn new(method: Method, scope: Option<&'static str>, path: String) -> Self {
        Self { method, path, query: Vec::new(), body: None, scope }
    }

    pub(super) fn json(mut self, body: &impl Serialize) -> Result<Self, SilverfinError> {
        let bytes =
            serde_json::to_vec(body).map_err(|error| garbled(format!("the request cannot be written: {error}")))?;
        self.body = Some(("application/json".to_owned(), Bytes::from(bytes)));
        Ok(self)
    }

    pub(super) fn form(mut self, form: Multipart) -> Self {
        self.body = Some((form.content_type, form.body));
        self
    }

    /// The same call for one page of its list.
    pub(super) fn page(&self, page: usize, per_page: usize) -> Self {
        let mut call = self.clone();
        call.query.push(("page", page.to_string()));
        call.query.push(("per_page", per_page.to_string()));
        call
    }

    /// What is asked for, without the host.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn request(
        &self,
        address: &SilverfinAddress,
        firm: FirmId,
        token: &SecretString,
    ) -> Result<Request<Bytes>, SilverfinError> {
        let firm = firm.to_string();
        let root = ["api", "v4", "f", &firm];
        let mut address = address.below(root.into_iter().chain(self.path.split('/')));
        if !self.query.is_empty() {
            address.query_pairs_mut().extend_pairs(&self.query);
        }
        // A token that no header can hold was not given out by any server.
        let mut bearer = HeaderValue::from_str(&format!("Bearer {}", token.expose_secret()))
            .map_err(|_| SilverfinError::LoginLapsed)?;
        bearer.set_sensitive(true);
        let mut request = Request::builder()
            .method(&self.method)
            .uri(address.as_str())
            .header(header::ACCEPT, "application/json")
            .header(header::AUTHORIZATION, bearer);
        let mut body = Bytes::new();
        if let Some((content_type, content)) = &self.body {
            request = request.header(header::CONTENT_TYPE, content_type);
            body = content.clone();
        }
        request.body(body).map_err(|error| garbled(format!("the request cannot be written: {error}")))
    }
}
