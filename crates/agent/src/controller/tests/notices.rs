use std::collections::BTreeSet;

use super::*;
use crate::settings::NotificationLevel;
use crate::shell::Page;

fn told(outbox: &mut Outbox, level: NotificationLevel) -> String {
    let notices = outbox.drain(level, &french());
    let lines: Vec<String> = notices
        .iter()
        .map(|one| format!("{} | {} -> {:?}", one.title, one.body.replace('\n', " / "), one.page))
        .collect();
    lines.join("\n")
}

fn summary(sheets: usize) -> RunSummary {
    RunSummary { synced: (1..=sheets).map(synced).collect(), ..RunSummary::default() }
}

#[test]
fn each_sheet_is_told_and_after_eight_the_rest_as_one() {
    let mut outbox = Outbox::default();
    outbox.add(&summary(2));
    insta::assert_snapshot!(told(&mut outbox, NotificationLevel::Each), @"
    Bilan social synchronisé | Dossier 1 · exercice 31/12/2025 · Fiduciaire du Parc -> Activity
    Bilan social synchronisé | Dossier 2 · exercice 31/12/2025 · Fiduciaire du Parc -> Activity
    ");
    outbox.add(&summary(45));
    let notices = outbox.drain(NotificationLevel::Each, &french());
    assert_eq!(notices.len(), 9);
    assert_eq!(notices[8].body, "… et 37 autres bilans");
    outbox.add(&summary(9));
    assert_eq!(outbox.drain(NotificationLevel::Each, &french())[8].body, "… et un autre bilan");
    assert!(outbox.is_empty());
}

#[test]
fn a_summary_is_one_for_the_run() {
    let mut outbox = Outbox::default();
    outbox.add(&summary(45));
    insta::assert_snapshot!(told(&mut outbox, NotificationLevel::Summary), @"Bilans sociaux synchronisés | 45 bilans sociaux ont été synchronisés. -> Activity");
    outbox.add(&summary(0));
    assert!(told(&mut outbox, NotificationLevel::Summary).is_empty());
}

#[test]
fn what_needs_the_accountant_is_told_once_per_cause() {
    let waits = Reason::NoTemplate { handle: "social_balance_sheet".to_owned() };
    let locked = Reason::PeriodLocked { detail: "period is locked".to_owned() };
    let arisen = vec![
        arisen(1, no_company()),
        arisen(2, no_company()),
        arisen(3, no_company()),
        arisen(3, locked),
        arisen(4, waits),
    ];
    let summary = RunSummary { arisen, ..summary(1) };
    let mut outbox = Outbox::default();
    outbox.add(&summary);
    insta::assert_snapshot!(told(&mut outbox, NotificationLevel::Problems), @"
    Aucun dossier Silverfin trouvé | Dossier 1 : Aucun dossier Silverfin ne porte le numéro d'entreprise 0403.019.261. / … et 2 autres dossiers -> Dossiers
    Période verrouillée | Dossier 3 : La période est verrouillée dans Silverfin. Réponse de Silverfin : period is locked -> Dossiers
    ");
    outbox.add(&summary);
    assert!(told(&mut outbox, NotificationLevel::None).is_empty());
    assert!(outbox.is_empty(), "what nobody wants to be told does not pile up");
}

#[test]
fn a_lapsed_login_is_told_once_until_it_is_mended() {
    let lapsed = RunSummary { troubles: vec![login_lapsed()], ..RunSummary::default() };
    let broken = RunSummary { is_broken: true, ..RunSummary::default() };
    let mut outbox = Outbox::default();
    outbox.add(&lapsed);
    insta::assert_snapshot!(told(&mut outbox, NotificationLevel::Each), @"Reconnexion à Silverfin nécessaire | La connexion à « Fiduciaire du Parc » a expiré. Connectez-vous de nouveau à Silverfin. Rien n'est perdu entre-temps. -> SilverfinLink");
    for again in [&lapsed, &broken, &lapsed] {
        outbox.add(again);
        assert!(told(&mut outbox, NotificationLevel::Each).is_empty());
    }
    outbox.add(&RunSummary::default());
    outbox.add(&lapsed);
    assert_eq!(outbox.drain(NotificationLevel::Each, &french())[0].page, Page::SilverfinLink);
}

#[test]
fn a_trouble_that_goes_away_by_itself_calls_nobody() {
    let trouble = Cause::Sheet(Reason::NetworkFailed { service: "finbox".to_owned() });
    let mut outbox = Outbox::default();
    outbox.add(&RunSummary { troubles: vec![trouble], ..RunSummary::default() });
    assert!(outbox.is_empty());
}

#[test]
fn a_trouble_that_was_mended_before_it_could_be_told_is_not_told() {
    let mut outbox = Outbox::default();
    outbox.add(&RunSummary { troubles: vec![login_lapsed()], ..RunSummary::default() });
    outbox.add(&RunSummary::default());
    assert!(outbox.is_empty());
}

#[test]
fn no_run_takes_the_place_of_what_an_earlier_one_told() {
    let runs = [
        RunSummary { arisen: vec![arisen(1, no_company())], ..summary(12) },
        RunSummary {
            synced: (21..=32).map(synced).collect(),
            arisen: vec![arisen(2, no_company())],
            ..RunSummary::default()
        },
    ];
    for level in [NotificationLevel::Each, NotificationLevel::Summary] {
        let mut outbox = Outbox::default();
        let mut tags = BTreeSet::new();
        let mut told = 0;
        for run in &runs {
            outbox.add(run);
            let notices = outbox.drain(level, &french());
            told += notices.len();
            tags.extend(notices.into_iter().map(|notice| notice.tag));
        }
        assert_eq!(tags.len(), told, "{level:?}: {tags:?}");
    }
}
