//! How a request becomes an answer.

mod answer;
mod call;

#[allow(unused_imports, reason = "the services' handlers build on these")]
pub(crate) use answer::Answer;
#[allow(unused_imports, reason = "the services' handlers build on these")]
pub(crate) use call::{Call, CallBody, Part};
