//! The one way from our windows into the program.

use passerelle_api::command::Window;
use passerelle_api::view::Failure;
use serde_json::Value;
use tauri::{State, WebviewWindow};

use crate::slot::Slot;

/// Does what one of our windows asks for. The login window has no capability to come here, and no label that is known here.
#[tauri::command]
pub(crate) async fn call(
    window: WebviewWindow,
    slot: State<'_, Slot>,
    command: String,
    input: Value,
) -> Result<Value, Option<Box<Failure>>> {
    let asking = Window::of_label(window.label()).ok_or(None)?;
    let service = slot.wait().await.ok_or(None)?;
    service.desk.call(asking, &command, input).await.map_err(Some)
}
