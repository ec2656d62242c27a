# Français : la langue de référence. Un « title-… » nomme un problème, « reason-… » dit ce qui s'est passé, « fix-… » ce
# qu'il faut faire.

## Mots

moment = { $date } à { $time }
service-finbox = Finbox
service-silverfin = Silverfin

## États d'un bilan

state-announced = Annoncé
state-fetched = Reçu
state-unmatched = À associer
state-waiting-workflow = En attente du workflow
state-needs-review = À examiner
state-sending = Envoi en cours
state-uncertain = À vérifier dans Silverfin
state-delivered = Synchronisé
state-refused = Refusé
state-retry-at = Nouvel essai prévu
state-superseded = Remplacé par une correction
state-stopped = Arrêté avec la connexion

## Pourquoi un bilan en est là

title-no-company = Aucun dossier Silverfin trouvé
reason-no-company = Aucun dossier Silverfin ne porte le numéro d'entreprise { $number }.
fix-no-company = Associez le dossier, ou notez ce numéro dans le dossier Silverfin.
title-several-companies = Plusieurs dossiers Silverfin possibles
reason-several-companies = { $count } dossiers Silverfin portent le numéro d'entreprise { $number }.
fix-several-companies = Associez le dossier à celui qui convient ; ce choix sera retenu.
title-no-enterprise-number = Numéro d'entreprise absent
reason-no-enterprise-number = Ni le dossier ni le bilan ne donnent de numéro d'entreprise valable.
fix-no-enterprise-number = Associez le dossier, ou complétez le numéro d'entreprise dans Finbox.
title-linked-company-gone = Dossier Silverfin disparu
reason-linked-company-gone = Le dossier Silverfin associé (n° { $company }) n'existe plus ou n'est plus visible pour cette connexion.
fix-linked-company-gone = Associez le dossier à un autre dossier Silverfin, ou rendez l'accès à celui-ci.
title-no-firm-connected = Pas encore de connexion à Silverfin
reason-no-firm-connected = Aucune entreprise Silverfin n'est encore connectée.
fix-no-firm-connected = Ajoutez une connexion Silverfin.
title-no-period = Période absente
reason-no-period = Le dossier Silverfin n'a pas d'exercice qui se clôture le { $date }.
fix-no-period = Créez cette période dans Silverfin. Le bilan suivra la nuit d'après.
title-year-start-differs = Début d'exercice différent
reason-year-start-differs = L'exercice commence le { $sheet } dans le bilan social et le { $silverfin } dans Silverfin.
fix-year-start-differs = Corrigez les dates de l'exercice, dans Silverfin ou dans le dossier de paie.
title-no-template = Workflow pas encore ouvert
reason-no-template = Aucun workflow ouvert de cette période ne contient le modèle « { $handle } ».
fix-no-template = Ouvrez le workflow du bilan social dans Silverfin. Le bilan suivra la nuit d'après.
title-workflow-archived = Workflow archivé
reason-workflow-archived = Le workflow « { $workflow } », qui contient le bilan social, est archivé.
fix-workflow-archived = Rouvrez le workflow dans Silverfin. Le bilan suivra la nuit d'après.
title-workflow-completed = Workflow terminé
reason-workflow-completed = Le workflow « { $workflow } », qui contient le bilan social, est déjà terminé.
fix-workflow-completed = Rouvrez le workflow dans Silverfin s'il faut encore y reprendre ce bilan.
title-several-templates = Plusieurs modèles possibles
reason-several-templates = { $count } modèles « { $handle } » se trouvent dans des workflows ouverts ; rien ne dit lequel convient.
fix-several-templates = Ne laissez ouvert qu'un seul workflow avec ce modèle, ou choisissez un autre modèle dans les préférences.
title-changed-in-silverfin = Valeurs modifiées dans Silverfin
reason-changed-in-silverfin = { $count ->
    [one] Une rubrique a été modifiée dans Silverfin ({ $rubrics }), et le bilan dit autre chose.
   *[other] { $count } rubriques ont été modifiées dans Silverfin ({ $rubrics }), et le bilan dit autre chose.
}
fix-changed-in-silverfin = Examinez le bilan et choisissez la valeur à garder. Rien n'est écrasé entre-temps.
title-period-locked = Période verrouillée
reason-period-locked = La période est verrouillée dans Silverfin. Réponse de Silverfin : { $detail }
fix-period-locked = Déverrouillez la période dans Silverfin, puis réessayez.
title-write-ignored = Silverfin n'a rien repris
reason-write-ignored = Silverfin a confirmé l'envoi sans changer les valeurs ; une période verrouillée en est souvent la cause.
fix-write-ignored = Vérifiez que la période n'est pas verrouillée, puis réessayez.
title-no-right = Droit manquant dans Silverfin
reason-no-right = { $scope ->
    [none] La connexion n'a pas le droit d'écrire dans ce dossier. Réponse de Silverfin : { $detail }
   *[other] Il manque à la connexion le droit « { $scope } ». Réponse de Silverfin : { $detail }
}
fix-no-right = Demandez ce droit à l'administrateur de Silverfin, puis reconnectez-vous.
title-silverfin-refused = Refusé par Silverfin
reason-silverfin-refused = Silverfin refuse le bilan (code { $status }). Réponse de Silverfin : { $detail }
fix-silverfin-refused = Corrigez ce que Silverfin signale, puis réessayez.
title-unreadable-sheet = Bilan illisible
reason-unreadable-sheet = Le bilan social ne peut pas être lu. Détail technique : { $detail }
fix-unreadable-sheet = Faites recréer le bilan social dans la source.
title-sheet-contradicts-feed = Bilan contradictoire
reason-sheet-contradicts-feed = Le contenu du bilan ne correspond pas à ce que la source annonce. Détail technique : { $detail }
fix-sheet-contradicts-feed = Faites recréer le bilan social dans la source.
title-network-failed = { $service } injoignable
reason-network-failed = La connexion à { $service } n'a pas pu être établie.
fix-network-failed = Vérifiez la connexion à Internet et le proxy. Un nouvel essai suit de lui-même.
title-certificate-not-trusted = Certificat non reconnu
reason-certificate-not-trusted = Cet ordinateur ne reconnaît pas le certificat de { $host }.
fix-certificate-not-trusted = Demandez à votre service informatique d'ajouter le certificat, ou indiquez-le dans les préférences.
title-asked-to-wait = { $service } demande d'attendre
reason-asked-to-wait = { $until ->
    [none] { $service } a reçu trop de demandes.
   *[other] { $service } a reçu trop de demandes et demande d'attendre jusqu'au { $until }.
}
fix-asked-to-wait = Rien à faire : un nouvel essai suit de lui-même.
title-service-unavailable = { $service } en panne
reason-service-unavailable = { $service } ne fonctionne pas pour le moment (code { $status }).
fix-service-unavailable = Rien à faire : un nouvel essai suit de lui-même.
title-answer-garbled = Réponse incompréhensible
reason-answer-garbled = La réponse de { $service } n'est pas compréhensible. Détail technique : { $detail }
fix-answer-garbled = Un nouvel essai suit de lui-même. Si cela se répète, exportez le diagnostic.
title-login-lapsed = Reconnexion à Silverfin nécessaire
reason-login-lapsed = La connexion à « { $firm } » a expiré.
fix-login-lapsed = Connectez-vous de nouveau à Silverfin. Rien n'est perdu entre-temps.
title-other-payroll-file-missing = Autre dossier de paie attendu
reason-other-payroll-file-missing = Cette entreprise a un autre dossier de paie, « { $dossier } », dont le bilan n'est pas encore lisible.
fix-other-payroll-file-missing = Rien à faire si son bilan suit encore. Sinon, faites-le créer : une moitié de la somme serait fausse.
title-keyring-locked = Trousseau verrouillé
reason-keyring-locked = Les mots de passe de cet ordinateur sont verrouillés.
fix-keyring-locked = Déverrouillez la session ou le trousseau. La synchronisation reprend d'elle-même.
title-source-unauthorised = Accès refusé par Finbox
reason-source-unauthorised = Finbox n'accepte plus l'accès de cet ordinateur.
fix-source-unauthorised = Vérifiez la clé d'accès et la connexion externe dans « Connexion bilan social ».
title-no-trustworthy-answer = Envoi à vérifier
reason-no-trustworthy-answer = Le bilan a été envoyé, mais la réponse n'est pas fiable. Détail technique : { $detail }
fix-no-trustworthy-answer = Rien à faire : les valeurs sont d'abord relues dans Silverfin.

## Ce qui empêche d'établir la connexion

title-access-key-missing = Clé d'accès absente
reason-access-key-missing = La clé d'accès à Finbox n'a pas encore été saisie.
fix-access-key-missing = Saisissez la clé d'accès.
title-finbox-address-missing = Adresse de Finbox absente
reason-finbox-address-missing = L'adresse de Finbox n'a pas encore été saisie.
fix-finbox-address-missing = Saisissez l'adresse, ou choisissez un dossier surveillé comme source.
title-folder-missing = Dossier surveillé absent
reason-folder-missing = Aucun dossier à surveiller n'a été choisi.
fix-folder-missing = Choisissez le dossier où les bilans sociaux sont déposés.
title-folder-unusable = Dossier surveillé inutilisable
reason-folder-unusable = Le dossier { $folder } ne peut pas être utilisé. Détail technique : { $detail }
fix-folder-unusable = Vérifiez que le dossier existe et que vous pouvez y écrire.
title-not-active = Connexion externe inactive
reason-not-active = La connexion externe n'est pas activée.
fix-not-active = Activez la connexion externe.
title-start-date-not-today = Date de début incorrecte
reason-start-date-not-today = La date de début ne correspond pas au jour calendaire actuel.
fix-start-date-not-today = Reprenez la date du jour.
title-pairing-mistyped = Identifiant d'appariement mal saisi
reason-pairing-mistyped = Cet identifiant d'appariement contient une faute de frappe.
fix-pairing-mistyped = Copiez-le de nouveau plutôt que de le retaper.
title-pairing-unknown = Identifiant d'appariement inconnu
reason-pairing-unknown = Finbox ne connaît pas cet identifiant d'appariement.
fix-pairing-unknown = Copiez l'identifiant affiché après l'activation.
title-pairing-revoked = Identifiant d'appariement révoqué
reason-pairing-revoked = Cet identifiant n'est plus valable : la connexion externe a été désactivée depuis.
fix-pairing-revoked = Activez de nouveau la connexion externe et copiez le nouvel identifiant.
title-too-many-tries = Trop d'essais
reason-too-many-tries = { $until ->
    [none] Trop d'identifiants incorrects ont été essayés.
   *[other] Trop d'identifiants incorrects ont été essayés. Finbox demande d'attendre jusqu'au { $until }.
}
fix-too-many-tries = Attendez un moment, puis réessayez.
title-lease-held = Synchronisé par un autre ordinateur
reason-lease-held = « { $holder } » synchronise cette connexion jusqu'au { $until }.
fix-lease-held = Rien à faire : cet ordinateur prend le relais si l'autre s'arrête.
title-client-missing = Accès à Silverfin incomplet
reason-client-missing = L'identifiant client ou le secret de votre bureau n'a pas encore été saisi.
fix-client-missing = Saisissez les deux, tels que Silverfin les a communiqués à votre bureau.
title-client-unknown = Accès à Silverfin refusé
reason-client-unknown = Silverfin ne connaît pas cet identifiant client avec ce secret.
fix-client-unknown = Vérifiez l'identifiant client et le secret.
title-login-cancelled = Connexion annulée
reason-login-cancelled = La connexion à Silverfin a été interrompue avant la fin.
fix-login-cancelled = Recommencez quand vous voulez.
title-login-refused = Connexion refusée
reason-login-refused = Silverfin a refusé la connexion. Détail technique : { $detail }
fix-login-refused = Recommencez, et acceptez la demande d'accès.
title-wrong-firm = Autre entreprise Silverfin
reason-wrong-firm = L'accès a été donné à l'entreprise { $granted }, et non à { $wanted }.
fix-wrong-firm = Gardez cette connexion si elle convient, ou recommencez avec l'autre entreprise.
title-not-administrator = Droits d'administrateur nécessaires
reason-not-administrator = Votre compte Silverfin ne peut pas donner cet accès.
fix-not-administrator = Demandez à un administrateur de Silverfin d'établir la connexion.
title-keyring-missing = Pas de trousseau
reason-keyring-missing = Cet ordinateur n'a pas de trousseau pour garder les mots de passe. Détail technique : { $detail }
fix-keyring-missing = Ouvrez une session avec trousseau, ou choisissez expressément le coffre en fichier.
title-secret-damaged = Mot de passe inutilisable
reason-secret-damaged = Ce que le trousseau garde pour Passerelle ne peut pas être utilisé. Détail technique : { $detail }
fix-secret-damaged = Saisissez-le de nouveau.
title-settings-unreadable = Paramètres illisibles
reason-settings-unreadable = Les paramètres ne peuvent pas être lus. Détail technique : { $detail }
fix-settings-unreadable = Corrigez le fichier, ou supprimez-le pour revenir aux valeurs par défaut.
title-policy-unreadable = Règles du bureau illisibles
reason-policy-unreadable = Les règles fixées par votre bureau ne peuvent pas être lues. Détail technique : { $detail }
fix-policy-unreadable = Prévenez votre service informatique.
title-mapping-unusable = Correspondance inutilisable
reason-mapping-unusable = La correspondance entre rubriques et Silverfin ne peut pas être utilisée. Détail technique : { $detail }
fix-mapping-unusable = Choisissez une autre correspondance, ou enregistrez-la de nouveau.
title-journal-unusable = Journal inutilisable
reason-journal-unusable = Le journal de Passerelle ne peut pas être utilisé. Détail technique : { $detail }
fix-journal-unusable = Exportez le diagnostic. Rien n'est envoyé entre-temps.
title-disk-full = Disque plein
reason-disk-full = Il n'y a plus de place sur le disque où Passerelle tient son journal.
fix-disk-full = Libérez de la place. Rien n'est perdu : l'envoi reprend ensuite de lui-même.
title-home-read-only = Dossier de Passerelle protégé
reason-home-read-only = Passerelle ne peut pas écrire dans son dossier. Détail technique : { $detail }
fix-home-read-only = Donnez à ce compte le droit d'écrire dans ce dossier. Rien n'est envoyé entre-temps.

## Ce qu'un bouton propose

action-link-dossier = Associer
action-open-in-silverfin = Ouvrir dans Silverfin
action-retry = Réessayer
action-review = Examiner
action-log-in = Se connecter à Silverfin
action-open-connection = Ouvrir « Connexion bilan social »
action-open-preferences = Ouvrir « Préférences »
action-export-diagnostics = Exporter le diagnostic

## Zone de notification

tray-up-to-date = À jour · dernière synchronisation { $last }
tray-never-synced = À jour · pas encore de synchronisation
tray-working = Synchronisation en cours…
tray-working-of = Synchronisation en cours… { $done } sur { $total }
tray-waiting = { $count ->
    [one] Un dossier attend votre décision
   *[other] { $count } dossiers attendent votre décision
}
tray-trouble = { $title }
tray-trouble-retry = { $title } · nouvel essai { $at }
tray-missed-night = La nuit du { $night } a été manquée
tray-paused = En pause jusqu'à la reprise
tray-paused-until = En pause jusqu'au { $until }
tray-not-connected = Pas de connexion
tray-quitting = Passerelle se ferme…
tray-last-success = Dernière synchronisation { $last }
tray-sync-now = Synchroniser maintenant
tray-pause = Mettre en pause
tray-pause-half-an-hour = 30 minutes
tray-pause-until-tomorrow = Jusqu'à demain
tray-pause-until-resumed = Jusqu'à la reprise
tray-resume = Reprendre
tray-catch-up = Rattraper la nuit du { $night }
tray-skip-night = Ne pas la rattraper
tray-dossiers = Dossiers à traiter ({ $count })…
tray-settings = Paramètres…
tray-quit = Quitter Passerelle

## Notifications

notice-synced-title = Bilan social synchronisé
notice-synced-body = { $dossier } · exercice { $year } · { $firm }
notice-rest-body = { $count ->
    [one] … et un autre bilan
   *[other] … et { $count } autres bilans
}
notice-summary-title = Bilans sociaux synchronisés
notice-summary-body = { $count ->
    [one] Un bilan social a été synchronisé.
   *[other] { $count } bilans sociaux ont été synchronisés.
}
notice-problem-body = { $dossier } : { $detail }
notice-problem-others = { $count ->
    [one] … et un autre dossier
   *[other] … et { $count } autres dossiers
}
notice-missed-night-title = Nuit manquée
notice-missed-night-body = L'ordinateur était éteint ou en veille la nuit du { $night }. Faut-il la rattraper ?

## Activité

run-scheduled = Nuit du { $night }
run-catch-up = Nuit du { $night }, rattrapée
run-manual = Synchronisation demandée
run-retry = Nouvel essai
activity-activated = Connexion externe activée
activity-paired = Ordinateur apparié avec « { $environment } »
activity-deactivated = { $count ->
    [0] Connexion externe désactivée
    [one] Connexion externe désactivée ; un bilan ne sera plus envoyé
   *[other] Connexion externe désactivée ; { $count } bilans ne seront plus envoyés
}
activity-firm-connected = Connecté à Silverfin : « { $firm } »
activity-firm-removed = Connexion Silverfin retirée : « { $firm } »
activity-login-lapsed = Connexion à « { $firm } » expirée
activity-before-activation = { $count ->
    [one] Un bilan créé avant l'activation n'est pas envoyé
   *[other] { $count } bilans créés avant l'activation ne sont pas envoyés
}
activity-unreadable-entry = Annonce incompréhensible. Détail technique : { $detail }
activity-standby = « { $holder } » synchronise déjà « { $firm } »
activity-moved = { $to }
activity-moved-because = { $to } : { $reason }
activity-stands = Rubriques écrites : { $written } · déjà justes : { $right } · laissées telles quelles : { $kept }
activity-left-out-without-place = Non transmis, faute de place dans le modèle : { $rubrics }
activity-left-out-of-sum = Non additionné, car le modèle d'un autre dossier salarial ne l'a pas : { $rubrics }
activity-decided = { $count ->
    [one] Décision prise pour une rubrique
   *[other] Décision prise pour { $count } rubriques
}
activity-retry-asked = Nouvel essai demandé
activity-linked-by-number = Associé par le numéro d'entreprise à « { $company } »
activity-linked-by-person = Associé à « { $company } »
activity-link-dropped = Association supprimée : elle ne menait plus nulle part
activity-document-stored = PDF ajouté aux documents permanents
activity-document-given-up = PDF pas ajouté : { $detail }
activity-run-troubled = { $reason }
activity-notified = Notification : { $title } – { $body }
activity-crashed = Passerelle s'était arrêtée sans prévenir ; rien n'est perdu
