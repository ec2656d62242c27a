import { expect, test } from "vitest";

import { t } from "../src/words/words.svelte.ts";

/** The guide's and the design's own words: exact, and the accessible names of their controls. */
const LABELS: [key: string, label: string][] = [
  ["nav-connection", "Connexion bilan social"],
  ["nav-dossiers", "Dossiers"],
  ["nav-activity", "Activité"],
  ["nav-preferences", "Préférences"],
  ["nav-help", "Aide"],
  ["sandbox-band", "Bac à sable"],
  ["sandbox-next-night", "Nuit suivante"],
  ["step-1", "Étape 1"],
  ["start-date", "Date de début"],
  ["start-date-right", "correspond au jour calendaire actuel"],
  ["step-2", "Étape 2"],
  ["activate", "Activer la connexion externe"],
  ["pairing-id", "Identifiant d'appariement"],
  ["pairing-copy", "Copier l'identifiant d'appariement"],
  ["step-3", "Étape 3"],
  ["open-silverfin-link", "Accéder au lien Silverfin"],
  ["deactivate", "Désactiver la connexion externe"],
  ["connections-title", "Connexions existantes"],
  ["connections-firm", "Entreprise Silverfin"],
  ["connections-remove", "Retirer"],
  ["source-test", "Tester la connexion"],
  ["dossiers-link", "Associer"],
  ["dossiers-retry-one", "Réessayer"],
  ["dossiers-open", "Ouvrir dans Silverfin"],
  ["dossiers-review", "Examiner"],
  ["dossiers-retry-all", "Tout réessayer"],
  ["activity-export", "Exporter (CSV)"],
  ["language", "Langue"],
  ["autostart", "Ouvrir à l'ouverture de session"],
  ["notifications-each", "Chaque bilan"],
  ["notifications-summary", "Résumé par nuit"],
  ["notifications-problems", "Problèmes seulement"],
  ["notifications-none", "Aucune"],
  ["diagnostics-export", "Exporter le diagnostic"],
  ["link-title", "Lien Silverfin"],
  ["link-validate", "Valider l'id de connexion"],
  ["link-log-in", "Se connecter à Silverfin"],
  ["link-firm", "Entreprise Silverfin:"],
  ["link-add", "Ajouter une connexion Silverfin"],
  ["link-browser", "Utiliser mon navigateur"],
  ["link-paste", "Coller le code"],
  ["link-success", "La connexion a été établie avec succès"],
  ["link-success-explained", "La synchronisation des bilans sociaux démarre automatiquement."],
  ["link-finish", "Terminer"],
  ["tray-sync-now", "Synchroniser maintenant"],
  ["tray-resume", "Reprendre"],
];

test.each(LABELS)("%s is written %j", (key, label) => {
  expect(t(key)).toBe(label);
});
