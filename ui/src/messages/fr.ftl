# Les fenêtres, en français : la langue de référence. Les mots du guide sont repris tels quels.

## Partout

locked-by-office = Fixé par votre bureau
cancel = Annuler
close = Fermer
loading = Chargement…
saved = Enregistré
fault-title = Erreur dans la fenêtre
fault-advice = Fermez la fenêtre et rouvrez-la. Si cela se répète, exportez le diagnostic.
written-to = Enregistré dans « { $file } »

## La fenêtre « Paramètres »

nav-label = Pages
nav-connection = Connexion bilan social
nav-dossiers = Dossiers
nav-dossiers-waiting = { $count ->
    [one] { $count } dossier à traiter
   *[other] { $count } dossiers à traiter
}
nav-activity = Activité
nav-preferences = Préférences
nav-help = Aide
agent-label = État de la synchronisation
agent-next-run = Prochaine synchronisation : { $at }

sandbox-band = Bac à sable
sandbox-explained = Finbox et Silverfin sont joués par cet ordinateur. Rien n'en sort.
sandbox-next-night = Nuit suivante
sandbox-night-done = La nuit est passée.

crash-title = Passerelle s'était arrêtée sans prévenir
breakdown-title = Une partie de Passerelle s'était interrompue
crash-explained = Rien n'est perdu et rien n'est envoyé deux fois : chaque étape est notée avant d'être franchie, et la suite reprend où elle en était.
crash-details = Ce qui a cédé
settings-notice-title = Paramètre incompris
policy-notice-title = Règles de votre bureau illisibles
policy-notice-explained = Le fichier { $file } ne peut pas être lu. Les dernières règles qui ont été lues restent en vigueur. Prévenez la personne qui gère les ordinateurs de votre bureau.
wrong-setting-explained = La valeur de { $key }, dans le fichier { $file }, n'est pas acceptée. La valeur par défaut s'applique. Choisissez-en une dans « Préférences », ou corrigez le fichier.
unknown-setting-explained = Le fichier { $file } contient un paramètre que cette version ne connaît pas : { $key }. Il y reste, sans effet.
technical-detail = Détail technique
notices-dismiss = J'ai compris
missed-title = Nuit manquée
missed-explained = L'ordinateur était éteint ou en veille la nuit du { $night }. Faut-il la rattraper ?

## « Connexion bilan social »

connection-intro = Reliez une seule fois votre environnement Finbox à votre environnement Silverfin. Ensuite, les nouveaux bilans sociaux sont envoyés chaque nuit ; vous n'avez rien d'autre à faire.
source-title = D'où viennent les bilans sociaux
source-explained = Indiquez d'abord où Passerelle trouve les bilans sociaux de vos dossiers.
source-label = Source
source-finbox = SD Worx Finbox
source-folder = Dossier surveillé
source-finbox-url = Adresse de Finbox
source-finbox-key = Clé d'accès
source-finbox-key-hint = Gardée dans le trousseau de cet ordinateur, nulle part ailleurs.
source-folder-path = Dossier
source-folder-hint = Chaque fichier de bilan social déposé dans ce dossier est traité la nuit suivante.
source-test = Tester la connexion
source-test-active = Finbox répond. Une connexion externe y est déjà active.
source-test-inactive = Finbox répond. Aucune connexion externe n'y est active pour le moment.
source-test-files = { $count ->
    [0] Le dossier peut être lu. Il est vide.
    [one] Le dossier peut être lu. Il contient un fichier.
   *[other] Le dossier peut être lu. Il contient { $count } fichiers.
}
source-change = Modifier
source-now-finbox = Finbox · { $address }
source-now-folder = Dossier surveillé · { $path }

step-1 = Étape 1
step-1-instruction = Vérifiez que la date de début correspond au jour calendaire actuel.
start-date = Date de début
start-date-right = correspond au jour calendaire actuel
start-date-wrong = ne correspond pas au jour calendaire actuel ({ $today })
start-date-take-today = Reprendre la date du jour
start-date-activated = La connexion a été activée à cette date.

step-2 = Étape 2
step-2-instruction = Appuyez sur « Activer la connexion externe » et copiez l'« Identifiant d'appariement ».
activate = Activer la connexion externe
activate-needs-source = Indiquez d'abord d'où viennent les bilans sociaux.
activate-needs-today = La connexion ne s'active qu'à la date du jour : corrigez la date de début à l'étape 1.
activate-only-new = Seuls les bilans créés après l'activation seront synchronisés.
activated = La connexion externe est activée.
active-since = Connexion externe active depuis le { $at }
active = Connexion externe active
active-environment = Environnement Finbox : { $environment }
active-in-folder = Les bilans viennent d'un dossier surveillé ; un identifiant d'appariement n'est pas nécessaire.
pairing-id = Identifiant d'appariement
pairing-copy = Copier l'identifiant d'appariement
pairing-copied = Identifiant copié
pairing-elsewhere = L'identifiant est affiché sur l'ordinateur qui a activé la connexion.
deactivate = Désactiver la connexion externe
deactivate-title = Désactiver la connexion externe ?
deactivate-stops = Plus aucun bilan social ne sera envoyé à Silverfin, et l'identifiant d'appariement ne sera plus valable.
deactivate-under-way = { $count ->
    [one] Un bilan qui attend encore ne sera plus envoyé.
   *[other] { $count } bilans qui attendent encore ne seront plus envoyés.
}
deactivate-until-later = Les bilans créés d'ici à une nouvelle activation ne seront pas envoyés non plus.
deactivate-keeps = Ce qui se trouve déjà dans Silverfin y reste.
deactivate-confirm = Désactiver
deactivated = { $stopped ->
    [0] La connexion externe est désactivée.
    [one] La connexion externe est désactivée. Un bilan ne sera plus envoyé.
   *[other] La connexion externe est désactivée. { $stopped } bilans ne seront plus envoyés.
}

step-3 = Étape 3
step-3-instruction = Cliquez sur le bouton « Accéder au lien Silverfin ».
open-silverfin-link = Accéder au lien Silverfin
open-silverfin-link-hint = Un autre ordinateur du bureau a déjà activé la connexion ? Passez directement à cette étape avec son identifiant d'appariement.

connections-title = Connexions existantes
connections-empty = Aucune entreprise Silverfin n'est encore connectée.
connections-firm = Entreprise Silverfin
connections-since = Connectée le
connections-by = Synchronisée par
connections-by-this = cet ordinateur
connections-by-none = –
connections-night = Dernière nuit
connections-night-none = pas encore
connections-night-count = { $count ->
    [0] aucun nouveau bilan
    [one] un bilan
   *[other] { $count } bilans
}
connections-lapsed = Reconnexion nécessaire
connections-colleague = par un autre ordinateur
connections-remove = Retirer
connections-remove-title = Retirer « { $firm } » ?
connections-remove-explained = Plus rien ne sera envoyé à cette entreprise Silverfin, et l'accès gardé sur cet ordinateur sera effacé. Ce qui se trouve déjà dans Silverfin y reste.
connections-remove-confirm = Retirer la connexion
connections-removed = La connexion à « { $firm } » est retirée.
connections-actions = Actions

## La fenêtre « Lien Silverfin »

link-title = Lien Silverfin
link-step-1-instruction = Après avoir vérifié la connexion, entrez l'identifiant d'appariement et cliquez sur « Valider l'id de connexion ».
link-validate = Valider l'id de connexion
link-validated = Validé. Environnement Finbox : { $environment }
link-validated-unnamed = L'identifiant est validé.
link-folder = Les bilans viennent d'un dossier surveillé : cette étape n'est pas nécessaire.
link-step-2-instruction = Après validation, vous pouvez vous connecter à votre compte de Silverfin.
link-log-in = Se connecter à Silverfin
link-later = Validez d'abord l'identifiant d'appariement.
link-firm = Entreprise Silverfin:
link-firm-hint = Le numéro de l'entreprise ou l'adresse d'une de ses pages. Peut rester vide : la connexion dit de quelle entreprise il s'agit.
link-add = Ajouter une connexion Silverfin
link-browser = Utiliser mon navigateur
link-paste = Coller le code
link-other-ways = Si la connexion ne s'affiche pas dans Passerelle :
link-client-missing-title = Accès à Silverfin incomplet
link-client-missing = L'identifiant client et le secret que Silverfin a communiqués à votre bureau se saisissent une fois dans les préférences.
link-begun-window = La fenêtre « Se connecter à Silverfin » est ouverte. Saisissez-y vos données de connexion de Silverfin ({ $host }).
link-begun-browser = La connexion se poursuit dans votre navigateur, sur { $host }. Revenez ici quand elle est faite.
link-begun-paste = Connectez-vous dans votre navigateur, sur { $host }, puis copiez ici le code que Silverfin affiche.
link-begun-title = Connexion en cours
link-finishing = L'accès est échangé avec Silverfin…
link-code = Code affiché par Silverfin
link-code-send = Valider le code
link-cancel = Abandonner la connexion
link-success = La connexion a été établie avec succès
link-success-explained = La synchronisation des bilans sociaux démarre automatiquement.
link-success-firm = Entreprise Silverfin : { $firm }
link-finish = Terminer
link-add-another = Ajouter une autre connexion

## « Dossiers »

dossiers-search = Rechercher
dossiers-search-hint = Nom ou numéro
dossiers-filter = Afficher
dossiers-filter-all = Tous ({ $count })
dossiers-filter-waiting = À traiter ({ $count })
dossiers-filter-under-way = En cours ({ $count })
dossiers-filter-delivered = Synchronisés ({ $count })
dossiers-filter-ended = Arrêtés ou remplacés ({ $count })
dossiers-order = Trier par
dossiers-order-urgency = À traiter d'abord
dossiers-order-name = Nom
dossiers-order-since = Changement récent
dossiers-order-year = Exercice
dossiers-retry-all = Tout réessayer
dossiers-retried = { $count ->
    [0] Rien n'est à réessayer.
    [one] Un bilan est réessayé.
   *[other] { $count } bilans sont réessayés.
}
dossiers-count = { $count ->
    [0] Aucun dossier
    [one] Un dossier
   *[other] { $count } dossiers
}
dossiers-empty-title = Pas encore de bilan social
dossiers-empty = Dès qu'un nouveau bilan social est créé dans la source, son dossier paraît ici.
dossiers-empty-inactive = Activez d'abord la connexion externe.
dossiers-none-title = Aucun dossier ne correspond
dossiers-none = Modifiez la recherche ou le filtre.
dossiers-none-clear = Tout afficher
dossiers-table = Liste des dossiers
dossiers-column-dossier = Dossier
dossiers-column-company = Dossier Silverfin
dossiers-column-year = Exercice
dossiers-column-state = État, depuis
dossiers-column-advice = À faire
dossiers-not-linked = Pas associé
dossiers-no-number = Sans numéro d'entreprise
dossiers-nothing-to-do = –
dossiers-retry-at = Nouvel essai le { $at }
dossiers-retry-one = Réessayer
dossiers-open = Ouvrir dans Silverfin
dossiers-review = Examiner
dossiers-link = Associer

details-number = Numéro d'entreprise
details-company = Dossier Silverfin
details-year = Exercice
details-year-span = du { $start } au { $end }
details-model = Modèle
details-model-full = Complet
details-model-abridged = Abrégé
details-model-micro = Micro
details-revision = Version
details-revision-first = Première
details-revision-later = Correction n° { $number }
details-state = État
details-since = Depuis
details-retry = Nouvel essai
details-delivered = Relu dans Silverfin
details-findings = Contrôles
details-findings-count = { $count ->
    [0] Tous respectés
    [one] Un contrôle n'est pas respecté
   *[other] { $count } contrôles ne sont pas respectés
}

associate-title = Associer « { $dossier } »
associate-explained = Choisissez le dossier Silverfin de { $number }. Ce choix sera retenu.
associate-explained-without-number = Choisissez le dossier Silverfin qui convient. Ce choix sera retenu.
associate-search = Rechercher parmi tous les dossiers Silverfin
associate-search-run = Chercher
associate-candidates = Dossiers Silverfin possibles
associate-none = Aucun dossier Silverfin ne s'impose. Cherchez-le par son nom ou son numéro.
associate-none-found = Aucun dossier Silverfin ne correspond à cette recherche.
associate-same-number = Porte le même numéro d'entreprise
associate-same-number-among-others = Porte le même numéro d'entreprise, à côté d'un autre
associate-similar-name = Sans numéro, mais d'un nom semblable
associate-searched = Trouvé par la recherche
associate-done = « { $dossier } » est associé à « { $company } ».

## « Activité »

activity-search = Rechercher
activity-filter = Afficher
activity-filter-all = Tout
activity-filter-delivered = Bilans synchronisés
activity-filter-moved = Changements d'état
activity-filter-connection = Connexion et choix
activity-filter-trouble = Problèmes
activity-export = Exporter (CSV)
activity-more = Afficher ce qui précède
activity-by-hand = Entre deux nuits
activity-began = Commencée à { $time }
activity-span = de { $start } à { $end }
activity-empty-title = Rien à signaler pour le moment
activity-empty = Chaque nuit laisse ici ce qui a été regardé, envoyé, mis en attente, et pourquoi.
activity-none = Rien ne correspond à cette recherche.
activity-lines = { $count ->
    [one] Une ligne
   *[other] { $count } lignes
}

## « Préférences »

preferences-general = Général
language = Langue
language-system = Celle de l'ordinateur
autostart = Ouvrir à l'ouverture de session
autostart-hint = Passerelle démarre sans fenêtre, dans la zone de notification.
autostart-unavailable = Cet ordinateur ne permet pas de le changer d'ici.
preferences-notifications = Notifications
notifications-level = Notifications
notifications-each = Chaque bilan
notifications-summary = Résumé par nuit
notifications-problems = Problèmes seulement
notifications-none = Aucune
notifications-hint = Tout se retrouve de toute façon sous « Activité ».
quiet-hours = Heures calmes
quiet-hint = Les notifications de ces heures sont montrées à la fin. Deux champs vides : pas d'heures calmes.
preferences-night = La nuit
night-window = Fenêtre de la nuit
night-hint = La synchronisation a lieu une fois par nuit, entre ces deux heures ({ $zone }).
missed-night = Après une nuit manquée
missed-catch-up = Rattraper au réveil de l'ordinateur
missed-skip = Attendre la nuit suivante
missed-ask = Me demander
preferences-source = Source
preferences-silverfin = Accès à Silverfin
silverfin-client-id = Identifiant client
silverfin-secret = Secret
silverfin-secret-hint = Tels que Silverfin les a communiqués à votre bureau. Le secret est gardé dans le trousseau de cet ordinateur.
silverfin-url = Adresse de Silverfin
silverfin-more = Réglages avancés
silverfin-redirect = Adresse de retour
silverfin-redirect-hint = Telle qu'elle est enregistrée chez Silverfin.
silverfin-scopes = Droits demandés
silverfin-scopes-hint = Séparés par une espace.
preferences-network = Réseau
proxy-mode = Proxy
proxy-system = Comme le système
proxy-none = Aucun
proxy-manual = Adresse ci-dessous
proxy-url = Adresse du proxy
certificates = Certificats supplémentaires
certificates-hint = Un fichier PEM, si votre bureau inspecte les connexions.
preferences-figures = Rubriques et correspondance
ownership-explained = Certaines rubriques sont mieux connues ailleurs que dans la paie. Que faire de leurs valeurs ?
ownership-personnel-costs = Frais de personnel et avantages (102x, 1033)
ownership-temporary-staff = Personnel intérimaire (150x à 152x)
ownership-training = Formation (58xx)
ownership-preceding-year = Exercice précédent
ownership-deliver = Écrire comme les autres
ownership-propose = Écrire seulement si rien ne s'y trouve
ownership-leave = Ne jamais écrire
mapping-handle = Modèle du bilan social
mapping-hint = L'identifiant du modèle de votre bureau dans Silverfin.
mapping-more = Correspondance avec Silverfin
mapping-namespace = Espace de noms
mapping-key = Clé
mapping-key-hint = « {"{"}rubric{"}"} » tient lieu du code de la rubrique.
mapping-file = Correspondance enregistrée
mapping-file-hint = Le nom d'une correspondance relevée dans un modèle rempli ; elle remplace alors les trois réglages ci-dessus.
preferences-documents = Documents
documents-pdf = Joindre le PDF aux documents permanents
documents-pdf-hint = Dans le dossier Silverfin du client, à côté des valeurs.
documents-folder = Dossier des documents
preferences-computer = Cet ordinateur
agent-name = Nom de cet ordinateur
agent-name-hint = Tel que vos collègues le voient parmi les connexions.
diagnostics-look = Tout vérifier
diagnostics-found = { $count ->
    [0] Tout est en ordre.
    [one] Un point demande votre attention.
   *[other] { $count } points demandent votre attention.
}
diagnostics-export = Exporter le diagnostic
diagnostics-hint = Sans mot de passe ni valeur de bilan ; vous voyez le fichier avant de l'envoyer à quelqu'un.

secret-present = Saisi
secret-missing = Pas encore saisi
secret-unknown = Le trousseau est verrouillé ou absent
secret-save = Enregistrer
secret-replace = Remplacer
path-choose = Choisir…
path-clear = Effacer
path-none = Aucun
span-from = de
span-to = à
span-half = Une heure seule ne compte pas : indiquez aussi l'autre.

## « Aide »

help-steps-title = Établir la connexion
help-step-1 = Ouvrez « Connexion bilan social ».
help-step-2 = Étape 1 : vérifiez que la date de début correspond au jour calendaire actuel.
help-step-3 = Étape 2 : appuyez sur « Activer la connexion externe » et copiez l'« Identifiant d'appariement ».
help-step-4 = Étape 3 : cliquez sur le bouton « Accéder au lien Silverfin ».
help-step-5 = Entrez l'identifiant d'appariement et cliquez sur « Valider l'id de connexion ».
help-step-6 = Cliquez sur « Ajouter une connexion Silverfin » et saisissez vos données de connexion de Silverfin. Dès que vous cliquez sur « Se connecter », la connexion est établie.
help-faq-title = Foire aux questions
help-question-1 = Puis-je désactiver la connexion si nécessaire ?
help-answer-1 = Oui, quand vous le souhaitez : cliquez sur « Désactiver la connexion externe » sous « Connexion bilan social ». À partir de cet instant, plus rien n'est envoyé depuis cet ordinateur.
help-question-2 = Quand la synchronisation automatique a-t-elle lieu ?
help-answer-2 = Chaque nuit, entre { $from } et { $to }. Passerelle vérifie si un nouveau bilan social est disponible pour un dossier et l'envoie au dossier correspondant dans Silverfin. Si l'ordinateur était éteint, la nuit est rattrapée selon vos préférences.
help-question-3 = Puis-je lancer manuellement la synchronisation du bilan social ?
help-answer-3 = Oui. « Synchroniser maintenant », en bas à gauche de cette fenêtre et dans la zone de notification, fait tout de suite ce que ferait la prochaine nuit.
help-question-4 = Les bilans sociaux existants sont-ils également récupérés après l'activation de ma connexion ?
help-answer-4 = Non. Seuls les bilans créés après l'activation de votre connexion sont synchronisés avec Silverfin. Une nouvelle activation recommence à zéro.
help-question-5 = La synchronisation fonctionne-t-elle également pour les workflows Silverfin qui ne sont pas encore ouverts ?
help-answer-5 = Non, un workflow Silverfin doit être ouvert. Le bilan attend, le dossier le dit, et Passerelle réessaie chaque nuit jusqu'à ce que le workflow soit ouvert.
help-about-title = À propos
help-version = Passerelle { $version }
help-licence = Logiciel libre sous la licence publique de l'Union européenne (EUPL 1.2).
help-components = Construit avec des logiciels libres
help-unofficial = Passerelle n'est pas un produit de SD Worx ni de Silverfin.
