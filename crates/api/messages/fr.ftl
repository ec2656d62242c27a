# Ce que seules les fenêtres disent. « title-… » nomme, « detail-… » raconte, « advice-… » conseille.

login-window-title = Se connecter à Silverfin · { $host }
login-browser-done = La connexion a été établie. Vous pouvez fermer cette page et revenir à Passerelle.
login-browser-failed = La connexion n'a pas abouti. Revenez à Passerelle pour savoir pourquoi.
login-browser-foreign = Cette réponse n'appartient pas à la connexion en cours. Rien n'a été repris. Revenez à Passerelle pour la suite.

title-not-paired = Ordinateur pas encore appairé
advice-not-paired = Validez d'abord l'identifiant d'appariement dans la fenêtre « Lien Silverfin ».
title-no-login-begun = Aucune connexion en cours
advice-no-login-begun = Recommencez avec « Ajouter une connexion Silverfin ».
title-already-running = Une synchronisation est déjà en cours
advice-already-running = Attendez qu'elle se termine.
title-firm-unknown = Entreprise Silverfin non connectée
detail-firm-unknown = L'entreprise { $detail } ne figure pas parmi les connexions existantes.
title-dossier-unknown = Dossier introuvable
advice-dossier-unknown = La liste a peut-être changé entre-temps : cherchez-le de nouveau.
title-company-unknown = Dossier Silverfin introuvable
detail-company-unknown = La connexion à Silverfin ne voit aucun dossier n° { $detail }.
title-firm-ambiguous = Plusieurs entreprises Silverfin possibles
advice-firm-ambiguous = Choisissez le dossier dans la liste : elle indique l'entreprise.
title-other-enterprise = Ce dossier Silverfin est celui d'une autre entreprise
detail-other-enterprise = Il porte le numéro d'entreprise { $detail }.
advice-other-enterprise = Corrigez d'abord le numéro d'entreprise, dans Silverfin ou dans Finbox.
title-nothing-to-review = Rien à examiner ici
advice-nothing-to-review = La liste a peut-être changé entre-temps.
title-undecided = Des rubriques restent à décider
advice-undecided = Choisissez une valeur pour chaque rubrique.
title-setting-managed = Réglage fixé par votre bureau
detail-setting-managed = La règle de votre bureau fixe ce réglage.
advice-setting-managed = Adressez-vous à la personne qui gère les ordinateurs de votre bureau.
title-setting-invalid = Valeur non acceptée
detail-setting-invalid = { $detail ->
    [address] Attendu : une adresse qui commence par https://.
    [proxy] Attendu : une adresse qui commence par http:// ou https://.
    [number] Attendu : un nombre entier, dans les limites de ce réglage.
    [time] Attendu : une heure, par exemple 22:30.
    [file] Attendu : un fichier ou un dossier de cet ordinateur, qui peut être lu et contient ce qu'il faut.
   *[other] Cette valeur n'a pas la forme attendue.
}
title-code-unreadable = Code non reconnu
detail-code-unreadable = Ce texte n'est ni un code de Silverfin, ni l'adresse de la page qui le montre, ou il vient d'une autre connexion.
advice-code-unreadable = Copiez le code entier, ou toute l'adresse de la page.
title-code-lapsed = Code non accepté par Silverfin
detail-code-lapsed = Il a expiré (un code vaut dix minutes), a déjà servi, ou vaut pour une autre entreprise que celle qui est indiquée.
advice-code-lapsed = Vérifiez « Entreprise Silverfin: », puis recommencez avec « Ajouter une connexion Silverfin ».
title-firm-missing = Entreprise Silverfin à indiquer
advice-firm-missing = Cette connexion ne dit pas l'entreprise : indiquez-la dans « Entreprise Silverfin: », puis recommencez.
title-firm-not-granted = Accès accordé pour une autre entreprise
detail-firm-not-granted = L'accès n'a pas été accordé pour l'entreprise { $detail }.
advice-firm-not-granted = Recommencez et choisissez cette entreprise sur la page de Silverfin, ou indiquez celle que vous y choisissez.
title-firm-unreadable = Entreprise Silverfin non reconnue
detail-firm-unreadable = « { $detail } » n'est ni un numéro d'entreprise, ni l'adresse d'une de ses pages.
title-access-not-given = Accès non accordé
detail-access-not-given = Silverfin n'a pas donné l'accès. Sa fenêtre, restée ouverte, dit pourquoi.
advice-access-not-given = Seul un administrateur de Silverfin peut donner cet accès. Si vous en êtes un, recommencez avec « Ajouter une connexion Silverfin » ; sinon, demandez-le-lui.
title-login-window-closed = Fenêtre de connexion fermée
detail-login-window-closed = La fenêtre a été fermée avant la fin de la connexion. Rien n'a été changé.
advice-login-window-closed = Recommencez quand vous voulez.
title-login-window-certificate = Certificat inconnu de la fenêtre de connexion
detail-login-window-certificate = La fenêtre de connexion ne connaît que les certificats de cet ordinateur : le fichier choisi dans les préférences ne vaut pas pour elle.
advice-login-window-certificate = Choisissez « Utiliser mon navigateur » si Silverfin s'y ouvre sans avertissement. Sinon, demandez à votre service informatique d'ajouter le certificat à ceux de cet ordinateur.
title-login-took-too-long = Connexion sans suite
detail-login-took-too-long = Le navigateur n'est pas revenu avec une réponse.
advice-login-took-too-long = Recommencez, ou choisissez « Coller le code ».
advice-network-failed = Vérifiez la connexion à Internet et le proxy, puis recommencez.
title-desktop-refused = Refusé par cet ordinateur
detail-desktop-refused = Ce que l'ordinateur devait faire n'a pas abouti. Message du système : { $detail }
advice-desktop-refused = Recommencez. Si cela se répète, exportez le diagnostic dans « Aide ».
title-file-unwritable = Fichier impossible à écrire
detail-file-unwritable = Le système n'a pas permis d'écrire le fichier. Message du système : { $detail }
advice-file-unwritable = Choisissez un autre dossier.
title-not-permitted = Action non autorisée ici
detail-not-permitted = Cette fenêtre ne peut pas demander « { $detail } ».
title-unexpected = Erreur inattendue
advice-unexpected = Exportez le diagnostic et demandez de l'aide.
title-not-begun = Passerelle n'a pas pu démarrer
detail-not-begun = Détail technique : { $detail }
advice-not-begun = Redémarrez l'ordinateur. Si cela se répète, demandez de l'aide et joignez ce message.
title-service-runs = Le service nocturne de Passerelle tourne déjà
advice-service-runs = Il garde le dossier de Passerelle sur cet ordinateur. Arrêtez-le d'abord, ou servez-vous de la ligne de commande.
