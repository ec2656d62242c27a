// Made by `cargo xtask generate` from crates/api. Not edited by hand.

import type {
	Activated,
	ActivityInput,
	ActivityPage,
	Candidate,
	CandidatesInput,
	CodeInput,
	Connections,
	Deactivated,
	DossierPage,
	DossiersInput,
	Environment,
	Findings,
	FirmInput,
	LinkInput,
	LoginInput,
	NightInput,
	PageInput,
	PairingInput,
	RetryInput,
	SecretInput,
	Setting,
	SettingInput,
	SheetInput,
	Snapshot,
	SourceTest,
	StartDate,
	StartDateInput,
	SwitchInput,
	Written,
} from './types';

/** Every command with what goes in and what comes out. Failing, each rejects with a `Failure`. */
export interface Commands {
	/** All that a window shows of how things stand. Asked by: settings, silverfin-link. */
	snapshot: { input: null; output: Snapshot };
	/** Whether "Date de début" is the current calendar day. Asked by: settings. */
	check_start_date: { input: StartDateInput; output: StartDate };
	/** "Activer la connexion externe". Asked by: settings. */
	activate: { input: StartDateInput; output: Activated };
	/** "Copier l'identifiant d'appariement". Asked by: settings. */
	copy_pairing_id: { input: null; output: null };
	/** "Accéder au lien Silverfin": opens the window. Asked by: settings. */
	open_silverfin_link: { input: null; output: null };
	/** "Désactiver la connexion externe". Asked by: settings. */
	deactivate: { input: null; output: Deactivated };
	/** "Tester la connexion". Asked by: settings. */
	test_source: { input: null; output: SourceTest };
	/** Asks Finbox for the pairing id and "Connexions existantes". Asked by: settings, silverfin-link. */
	connections: { input: null; output: Connections };
	/** "Retirer": nothing more is sent to this firm. Asked by: settings. */
	remove_connection: { input: FirmInput; output: null };
	/** "Valider l'id de connexion". Asked by: silverfin-link. */
	validate_pairing_id: { input: PairingInput; output: Environment };
	/** "Ajouter une connexion Silverfin" and its two other ways; goes on as events. Asked by: silverfin-link. */
	begin_login: { input: LoginInput; output: null };
	/** Ends a login with what was pasted; goes on as events. Asked by: silverfin-link. */
	paste_code: { input: CodeInput; output: null };
	/** Gives the login up and closes its window. Asked by: silverfin-link. */
	cancel_login: { input: null; output: null };
	/** "Terminer": closes the window. Asked by: silverfin-link. */
	close_window: { input: null; output: null };
	/** "Synchroniser maintenant". Asked by: settings. */
	sync_now: { input: null; output: null };
	/** "Reprendre". Asked by: settings. */
	resume: { input: null; output: null };
	/** Makes up for a missed night. Asked by: settings. */
	catch_up: { input: NightInput; output: null };
	/** Does not make up for it. Asked by: settings. */
	skip_night: { input: NightInput; output: null };
	/** Changes one setting. Asked by: settings. */
	set_setting: { input: SettingInput; output: Setting };
	/** Keeps or forgets a secret. Asked by: settings. */
	set_secret: { input: SecretInput; output: null };
	/** "Ouvrir à l'ouverture de session". Asked by: settings. */
	set_autostart: { input: SwitchInput; output: null };
	/** Asks for the folder to watch, and keeps it as the setting. Asked by: settings. */
	choose_folder: { input: null; output: Written };
	/** Asks for a file of extra certificates, and keeps it as the setting. Asked by: settings. */
	choose_certificates: { input: null; output: Written };
	/** A part of the dossiers. Asked by: settings. */
	dossiers: { input: DossiersInput; output: DossierPage };
	/** "Associer": the client files that a dossier may be linked to. Asked by: settings. */
	link_candidates: { input: CandidatesInput; output: Array<Candidate> };
	/** Links a dossier to a client file. Asked by: settings. */
	link_dossier: { input: LinkInput; output: null };
	/** "Réessayer", "Tout réessayer": how many come forward. Asked by: settings. */
	retry: { input: RetryInput; output: number };
	/** "Ouvrir dans Silverfin". Asked by: settings. */
	open_in_silverfin: { input: SheetInput; output: null };
	/** A part of the activity, newest first. Asked by: settings. */
	activity: { input: ActivityInput; output: ActivityPage };
	/** "Exporter (CSV)". Asked by: settings. */
	export_activity: { input: null; output: Written };
	/** Looks at everything that a connection needs. Asked by: settings. */
	doctor: { input: null; output: Findings };
	/** "Exporter le diagnostic". Asked by: settings. */
	export_diagnostics: { input: null; output: Written };
	/** The notices of the start were read. Asked by: settings. */
	dismiss_notices: { input: null; output: null };
	/** Opens a page, or brings it to the front. Asked by: settings, silverfin-link. */
	open_page: { input: PageInput; output: null };
	/** "Nuit suivante": moves the sandbox's clock to the next night. Asked by: settings. */
	next_night: { input: null; output: null };
}

export type CommandName = keyof Commands;

/** The windows that may ask, by their labels. */
export type WindowLabel = 'settings' | 'silverfin-link';
