//! The table of commands: the only place that lists them. The shell carries a name and a JSON value in, and a JSON value
//! or a [`Failure`](crate::view::Failure) out; the TypeScript types come from the same lines.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ts_rs::TS;

use crate::desk::Desk;
use crate::input::{
    ActivityInput, CandidatesInput, CodeInput, DossiersInput, FirmInput, LinkInput, LoginInput, NightInput, Nothing,
    PageInput, PairingInput, RetryInput, SecretInput, SettingInput, SheetInput, StartDateInput, SwitchInput,
};
use crate::view::{
    Activated, ActivityPage, Candidate, Connections, Deactivated, DossierPage, Environment, Findings, Outcome, Setting,
    Snapshot, SourceTest, StartDate, Written,
};

/// A window that may ask. The login window is none: it shows a remote page and can ask nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Window {
    /// "Paramètres".
    Settings,
    /// "Lien Silverfin".
    SilverfinLink,
}

impl Window {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Settings, Self::SilverfinLink];

    /// The label by which the shell knows it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::SilverfinLink => "silverfin-link",
        }
    }

    /// The window of a label; `None` for the login window and whatever else there may be.
    pub fn of_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|window| window.label() == label)
    }
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub about: &'static str,
    /// The windows that may ask for it.
    pub windows: &'static [Window],
    /// What goes in, as TypeScript.
    pub input: String,
    /// What comes out, as TypeScript.
    pub output: String,
}

const BOTH: &[Window] = &Window::ALL;
const SETTINGS: &[Window] = &[Window::Settings];
const LINK: &[Window] = &[Window::SilverfinLink];

macro_rules! commands {
    ($($windows:ident $name:ident($input:ty) -> $output:ty, $about:literal;)+) => {
        /// Every command.
        pub fn table() -> Vec<Command> {
            let configuration = ts_rs::Config::default();
            vec![$(Command {
                name: stringify!($name),
                about: $about,
                windows: $windows,
                input: <$input as TS>::name(&configuration),
                output: <$output as TS>::name(&configuration),
            }),+]
        }

        pub(crate) fn visit_types(found: &mut crate::typescript::Found) {
            $(found.with::<$input>(); found.with::<$output>();)+
        }

        impl Desk {
            /// Does what a window asks for. A window that may not ask for it is told so, and nothing is done.
            pub async fn call(&self, window: Window, name: &str, input: Value) -> Outcome<Value> {
                match name {
                    $(stringify!($name) => {
                        if !$windows.contains(&window) {
                            return Err(self.not_permitted(name));
                        }
                        let input: $input = self.read(input)?;
                        let output: $output = Box::pin(self.$name(input)).await?;
                        self.write(&output)
                    })+
                    _ => Err(self.not_permitted(name)),
                }
            }
        }
    };
}

commands! {
    BOTH snapshot(Nothing) -> Snapshot, "All that a window shows of how things stand.";
    SETTINGS check_start_date(StartDateInput) -> StartDate, "Whether \"Date de début\" is the current calendar day.";
    SETTINGS activate(StartDateInput) -> Activated, "\"Activer la connexion externe\".";
    SETTINGS copy_pairing_id(Nothing) -> Nothing, "\"Copier l'identifiant d'appariement\".";
    SETTINGS open_silverfin_link(Nothing) -> Nothing, "\"Accéder au lien Silverfin\": opens the window.";
    SETTINGS deactivate(Nothing) -> Deactivated, "\"Désactiver la connexion externe\".";
    SETTINGS test_source(Nothing) -> SourceTest, "\"Tester la connexion\".";
    BOTH connections(Nothing) -> Connections, "Asks Finbox for the pairing id and \"Connexions existantes\".";
    SETTINGS remove_connection(FirmInput) -> Nothing, "\"Retirer\": nothing more is sent to this firm.";
    LINK validate_pairing_id(PairingInput) -> Environment, "\"Valider l'id de connexion\".";
    LINK begin_login(LoginInput) -> Nothing, "\"Ajouter une connexion Silverfin\" and its two other ways; goes on as events.";
    LINK paste_code(CodeInput) -> Nothing, "Ends a login with what was pasted; goes on as events.";
    LINK cancel_login(Nothing) -> Nothing, "Gives the login up and closes its window.";
    LINK close_window(Nothing) -> Nothing, "\"Terminer\": closes the window.";
    SETTINGS sync_now(Nothing) -> Nothing, "\"Synchroniser maintenant\".";
    SETTINGS resume(Nothing) -> Nothing, "\"Reprendre\".";
    SETTINGS catch_up(NightInput) -> Nothing, "Makes up for a missed night.";
    SETTINGS skip_night(NightInput) -> Nothing, "Does not make up for it.";
    SETTINGS set_setting(SettingInput) -> Setting, "Changes one setting.";
    SETTINGS set_secret(SecretInput) -> Nothing, "Keeps or forgets a secret.";
    SETTINGS set_autostart(SwitchInput) -> Nothing, "\"Ouvrir à l'ouverture de session\".";
    SETTINGS choose_folder(Nothing) -> Written, "Asks for the folder to watch, and keeps it as the setting.";
    SETTINGS choose_certificates(Nothing) -> Written, "Asks for a file of extra certificates, and keeps it as the setting.";
    SETTINGS dossiers(DossiersInput) -> DossierPage, "A part of the dossiers.";
    SETTINGS link_candidates(CandidatesInput) -> Vec<Candidate>, "\"Associer\": the client files that a dossier may be linked to.";
    SETTINGS link_dossier(LinkInput) -> Nothing, "Links a dossier to a client file.";
    SETTINGS retry(RetryInput) -> u32, "\"Réessayer\", \"Tout réessayer\": how many come forward.";
    SETTINGS open_in_silverfin(SheetInput) -> Nothing, "\"Ouvrir dans Silverfin\".";
    SETTINGS activity(ActivityInput) -> ActivityPage, "A part of the activity, newest first.";
    SETTINGS export_activity(Nothing) -> Written, "\"Exporter (CSV)\".";
    SETTINGS doctor(Nothing) -> Findings, "Looks at everything that a connection needs.";
    SETTINGS export_diagnostics(Nothing) -> Written, "\"Exporter le diagnostic\".";
    SETTINGS dismiss_notices(Nothing) -> Nothing, "The notices of the start were read.";
    BOTH open_page(PageInput) -> Nothing, "Opens a page, or brings it to the front.";
    SETTINGS next_night(Nothing) -> Nothing, "\"Nuit suivante\": moves the sandbox's clock to the next night.";
}

impl Desk {
    fn read<T: DeserializeOwned>(&self, input: Value) -> Outcome<T> {
        serde_json::from_value(input).map_err(|error| self.unexpected("a command's input cannot be read", &error))
    }

    fn write<T: Serialize>(&self, output: &T) -> Outcome<Value> {
        serde_json::to_value(output).map_err(|error| self.unexpected("a command's answer cannot be written", &error))
    }
}
