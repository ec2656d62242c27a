//! What the agent wants of the outside. The desktop implements it with windows and a tray, the command line with lines of
//! text, tests by writing it down.

use serde::{Deserialize, Serialize};

use crate::controller::{Notice, Snapshot, Tray};

/// A place in the windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// "Connexion bilan social".
    Connection,
    /// "Dossiers".
    Dossiers,
    /// "Activité".
    Activity,
    /// "Préférences".
    Preferences,
    /// "Aide".
    Help,
    /// The window "Lien Silverfin".
    SilverfinLink,
}

/// How the agent ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing was under way any more.
    Clean,
    /// A run did not stop in time. The journal knows what was under way; the next start goes on from there.
    Overdue,
}

/// The outside, as the controller sees it. Calls return at once; what cannot be done is logged, not reported back.
pub trait Shell: Send {
    /// Shows another icon, tooltip or menu. Called only when something changed.
    fn set_tray(&mut self, tray: &Tray);

    /// Shows a notification.
    fn notify(&mut self, notice: &Notice);

    /// Opens a window on a page, or brings it to the front.
    fn open_page(&mut self, page: Page);

    /// Tells open windows what there is to know now. Called only when something changed.
    fn publish(&mut self, snapshot: &Snapshot);

    /// Ends the program. The last call.
    fn exit(&mut self, exit: Exit);
}
