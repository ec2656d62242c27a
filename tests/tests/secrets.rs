//! Secrets that are searched for in everything that the real program leaves behind: its files, logs, answers, errors and the
//! bundle for whoever helps, while services repeat in their errors whatever they were sent.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use passerelle_sandbox::world::World;
use passerelle_sandbox::{FaultKind, FaultRule, Times};
use passerelle_tests::{LeftBehind, LiveOffice, Office, Program, Said, kept_secrets};

const OPERATIONS: [&str; 8] = [
    "listSocialBalances",
    "getSocialBalance",
    "acquireLease",
    "postOauthToken",
    "getCompanies",
    "getPeriods",
    "createReconciliationTextCustomProperties",
    "acknowledgeSocialBalance",
];

/// Secrets that look otherwise in a form, an address, JSON or a page than where they are kept; and so they look there.
const AWKWARD: [&str; 6] = [
    "tilleul+8/canal=&clé",
    "tilleul%2B8%2Fcanal%3D%26cl%C3%A9",
    "tilleul+8/canal=&amp;clé",
    "orme+3/pont=~passe_",
    "orme%2B3%2Fpont%3D%7Epasse_",
    "orme%2B3%2Fpont%3D~passe_",
];

fn office_with_awkward_secrets(now: chrono::DateTime<chrono::Utc>) -> World {
    let mut world = World::plain(1, 3, now);
    AWKWARD[0].clone_into(&mut world.silverfin.client.secret);
    AWKWARD[3].clone_into(&mut world.finbox.administrator_key);
    world
}

#[test]
fn no_secret_is_left_behind_anywhere_whatever_services_repeat() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let office = LiveOffice::start(office_with_awkward_secrets, Duration::ZERO, &home);
    office.connect();
    office.publish();
    let sandbox = &office.running.sandbox;
    let mut secrets = kept_secrets(&home, None);
    secrets.extend(AWKWARD.map(str::to_owned));
    let mut left = LeftBehind::default();
    let say = |left: &mut LeftBehind, arguments: &[&str]| {
        let said = office.program.command(arguments).env("PASSERELLE_LOG", "trace").output().unwrap().into();
        left.heard(&arguments.join(" "), &said);
    };
    for (round, status) in [400, 401, 403, 404, 409, 422, 500].into_iter().enumerate() {
        for operation in OPERATIONS {
            sandbox.add_fault(FaultRule::operation(operation, Times::Next(1), FaultKind::Echo { status }));
        }
        // Logins have to be renewed now and then.
        sandbox.clock().advance(Duration::from_hours(if round % 2 == 0 { 3 } else { 0 }));
        say(&mut left, &["sync"]);
        say(&mut left, &["sync", "--json"]);
        secrets.extend(kept_secrets(&home, None));
    }
    sandbox.clear_faults();
    let echoed = sandbox.ledger().entries().iter().filter(|entry| entry.fault.is_some()).count();
    assert!(echoed > 20, "only {echoed} requests were answered with an echo");
    // A login that fails, with a code and a state; a pairing that fails.
    sandbox.add_fault(FaultRule::operation("postOauthToken", Times::Always, FaultKind::Echo { status: 400 }));
    sandbox.add_fault(FaultRule::operation("validatePairing", Times::Always, FaultKind::Echo { status: 422 }));
    let asked = office.done(&["connection", "authorize-url"]);
    let asked = asked["authorize_url"].as_str().unwrap().to_owned();
    let firm = sandbox.world(|world| *world.silverfin.firms.keys().next().unwrap());
    let person = sandbox.world(|world| passerelle_sandbox::LogIn::administrator_of(world, firm)).unwrap();
    let redirect = sandbox.log_in(&asked, &person).unwrap();
    secrets.extend(kept_secrets(&home, None));
    let code = redirect.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let complete = ["connection", "complete", "--redirect", redirect.as_str()];
    say(&mut left, &complete);
    secrets.insert(code);
    say(&mut left, &["connection", "pair", "SZKN-MQ47-RYTK-2C52"]);
    sandbox.clear_faults();
    let bundle = folder.path().join("bundle.zip");
    for arguments in [
        &["doctor"][..],
        &["connection", "status", "--json"],
        &["connection", "list", "--json"],
        &["settings", "list", "--json"],
        &["dossiers", "--json"],
        &["activity", "--json"],
        &["activity", "--csv"],
        &["diagnostics", "--output", bundle.to_str().unwrap()],
        &["connection", "deactivate", "--yes"],
    ] {
        say(&mut left, arguments);
    }
    left.files_below(folder.path());
    assert!(secrets.len() >= 8, "only {} secrets are known", secrets.len());
    assert!(left.places() > 40, "only {} places were searched", left.places());
    let found: Vec<_> = secrets
        .iter()
        .filter_map(|secret| {
            let places = left.places_of(secret);
            (!places.is_empty()).then(|| format!("{secret} is in {places:?}"))
        })
        .collect();
    assert!(found.is_empty(), "{} of {} secrets were left behind:\n{}", found.len(), secrets.len(), found.join("\n"));
    // The search finds what is there.
    left.add("a leak", format!("… {} …", secrets.first().unwrap()));
    assert_eq!(left.places_of(secrets.first().unwrap()), ["a leak"]);
}

/// A proxy that the system names, with a password in its address, and that hangs up.
#[test]
fn the_password_of_a_proxy_is_said_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::with_home(&folder.path().join("home"));
    let nobody = "https://finbox.invalid/api";
    for (setting, value) in [("finbox.url", nobody), ("agent.name", "bureau-1")] {
        assert_eq!(program.run(&["settings", "set", setting, value]).status, Some(0));
    }
    program.run_with_input(&["secret", "set", "finbox.access_key"], "orme-3-pont-passe");
    let mut left = LeftBehind::default();
    let password = "hetre-9-quai-porte";
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://office:{password}@{}", listener.local_addr().unwrap());
    let visits = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&visits);
    std::thread::spawn(move || {
        // It hangs up on everybody.
        for _ in listener.incoming() {
            counted.fetch_add(1, Ordering::SeqCst);
        }
    });
    let bundle = folder.path().join("bundle.zip");
    let mut refused = 0;
    for arguments in [
        &["connection", "activate"][..],
        &["connection", "activate", "--json"],
        &["connection", "pair", "SZKN-MQ47-RYTK-2C52"],
        &["doctor"],
        &["settings", "list", "--json"],
        &["diagnostics", "--output", bundle.to_str().unwrap()],
    ] {
        let mut command = program.command(arguments);
        for name in ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
            command.env(name, &proxy);
        }
        command.env("PASSERELLE_LOG", "trace").env_remove("NO_PROXY").env_remove("no_proxy");
        let said: Said = command.output().unwrap().into();
        refused += usize::from(said.status != Some(0));
        left.heard(&arguments.join(" "), &said);
    }
    left.files_below(folder.path());
    assert!(refused >= 3 && visits.load(Ordering::SeqCst) >= 3, "the proxy was never asked");
    let in_a_header = "b2ZmaWNlOmhldHJlLTktcXVhaS1wb3J0ZQ==";
    for secret in [password, in_a_header] {
        assert_eq!(left.places_of(secret), Vec::<&str>::new());
    }
    // A password in a setting is refused, and not repeated.
    let said = program.run(&["settings", "set", "proxy.url", &proxy]);
    assert_ne!(said.status, Some(0));
    let mut refusal = LeftBehind::default();
    refusal.heard("settings set", &said);
    assert_eq!(refusal.places_of(password), Vec::<&str>::new());
}

/// Every test with a real program ends with such a search; this one shows that it finds.
#[test]
fn what_is_planted_in_a_home_or_in_an_output_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let office = LiveOffice::start(|now| World::plain(1, 1, now), Duration::ZERO, &home);
    office.connect();
    assert_eq!(office.leaks(), Vec::<String>::new());
    let key = office.running.sandbox.world(|world| world.finbox.administrator_key.clone());
    let log = home.join("logs").join("planted.log");
    std::fs::write(&log, format!("asked with {key}")).unwrap();
    // A log is in the bundle, too, where nothing that looks like a secret may come through.
    assert!(office.leaks().contains(&format!("{}: {key}", log.display())), "{:?}", office.leaks());
    std::fs::remove_file(&log).unwrap();
    assert_eq!(office.leaks(), Vec::<String>::new());
    let token = kept_secrets(&home, None).into_iter().next().unwrap();
    let said = std::process::Command::new("printf").arg(&token).output().unwrap();
    office.program.heard(&["sync"], said);
    assert_eq!(office.leaks(), [format!("output of sync: {token}")]);
    assert!(catch_unwind(AssertUnwindSafe(|| drop(office))).is_err(), "the end of a test finds it as well");
}

/// The same for an installation in the test's own process.
#[tokio::test]
async fn what_is_planted_in_a_folder_or_logged_is_found() {
    let (office, desktop, client) = Office::of_one_client().await;
    client.publish();
    desktop.next_night().await;
    assert_eq!(desktop.leaks(), Vec::<String>::new());
    let secret = office.sandbox.world(|world| world.silverfin.client.secret.clone());
    tracing::trace!(secret, "planted");
    assert_eq!(desktop.leaks(), [format!("what was logged: {secret}")]);
    assert_eq!(desktop.leaks(), Vec::<String>::new());
    let file = desktop.folder().join("planted");
    std::fs::write(&file, &secret).unwrap();
    assert_eq!(desktop.leaks(), [format!("{}: {secret}", file.display())]);
    assert!(catch_unwind(AssertUnwindSafe(|| drop(desktop))).is_err(), "the end of a test finds it as well");
}
