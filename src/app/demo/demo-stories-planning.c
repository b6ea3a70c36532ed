/* Hours, days, who comes and when: what families write about most. */
#include "app/demo/demo-cast.h"
#include "app/demo/demo-story.h"

const DemoStory demo_planning_stories[] = {
    {
        .subject = "{Changement d'horaire {pour|de} $proche|Horaires de passage du $jour|Décaler "
                   "le passage du matin}",
        .from = FROM_FAMILY,
        .team = TEAM_PLANNING,
        .times = 8,
        .mood = 4,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\n{Je me permets de vous écrire au sujet du planning de|Je vous "
                 "contacte pour "
                 "le planning de|Petite question sur le planning de} $benef, $proche. {Elle|Notre "
                 "famille} a un rendez-vous {chez le cardiologue|chez le kinésithérapeute|à "
                 "l'hôpital de jour|chez l'ophtalmologue} $jour à $heure. {Serait-il possible "
                 "d'avancer|Pourriez-vous avancer|Peut-on avancer} le passage de $aide d'une heure "
                 "ce "
                 "jour-là ?\n\n{Merci d'avance|Avec mes remerciements|D'avance merci "
                 "beaucoup},\n$prenom $nom\n{$tel|}",
                 0},
                {TURN_OUT, 20, 200,
                 "Bonjour $civil $nom,\n\n{C'est noté|Merci de nous avoir prévenus à temps} : "
                 "$aide "
                 "{passera|viendra} une heure plus tôt $jour. Son intervention durera le même "
                 "temps que "
                 "d'habitude.\n\n{Bonne journée|Belle journée à vous|Nous vous souhaitons un bon "
                 "rendez-vous},\n$conseiller\nAu Fil des Jours",
                 0},
                {TURN_IN, 15, 400,
                 "{Parfait, merci beaucoup !|Merci pour votre réactivité.|C'est parfait, je "
                 "préviens "
                 "$proche.}\n\n$prenom $nom",
                 WITH_QUOTE},
                {TURN_CLOSE, 2, 60, NULL, 0},
            },
    },
    {
        .subject = "{Absence {de $proche|pour congés}|Suspension des interventions|Vacances : pas "
                   "d'intervention la semaine prochaine}",
        .from = FROM_FAMILY,
        .team = TEAM_PLANNING,
        .times = 5,
        .mood = 5,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\n$benef {sera chez nous|part chez mon frère|sera en séjour de répit} "
                 "{à partir de|dès} $jour {pour une semaine|pour dix jours}. {Il ne faudra donc "
                 "pas|Merci de ne pas} prévoir de passage pendant cette période. {Pouvez-vous me "
                 "confirmer que les heures ne seront pas facturées ?|Est-ce que je dois remplir un "
                 "document ?}\n\nCordialement,\n$prenom $nom",
                 0},
                {TURN_NOTE, 10, 90,
                 "{Prévenu|J'ai prévenu} $aide par téléphone. {Elle propose de prendre une de ses "
                 "remplaçantes à la reprise|Reprise à confirmer l'avant-veille}.",
                 0},
                {TURN_OUT, 5, 120,
                 "Bonjour $civil $nom,\n\nLes passages sont suspendus à partir de $jour. Une "
                 "absence "
                 "annoncée plus de 48 heures à l'avance n'est pas facturée : vous n'avez rien à "
                 "remplir.\n\nDites-nous simplement, deux jours avant le retour, à quelle heure "
                 "reprendre.\n\nBien à vous,\n$conseiller",
                 0},
                {TURN_CLOSE, 5, 100, NULL, 0},
            },
    },
    {
        .subject = "{Retard {ce matin|de l'aide à domicile}|Personne n'est venu {ce matin|à "
                   "8h30}|Encore un retard}",
        .from = FROM_FAMILY,
        .team = TEAM_PLANNING,
        .times = 8,
        .mood = 2,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\n{Il est $heure et|Je vous signale qu'à $heure} personne n'est encore "
                 "passé chez $benef. $aide devait venir {à 8h30|pour le lever|pour la toilette} et "
                 "{nous n'avons reçu aucun appel|le numéro de garde ne répond pas}. {$Proche est "
                 "restée "
                 "seule, sans petit déjeuner|Je suis à 300 km et je ne peux rien faire d'ici}.\n\n"
                 "{C'est la deuxième fois ce mois-ci.|Ce n'est pas normal.|Merci de me rappeler "
                 "très "
                 "vite.}\n\n$prenom $nom\n$tel",
                 0},
                {TURN_NOTE, 2, 20,
                 "{$aide est bloquée : panne de voiture à la sortie de $ville|Arrêt maladie reçu à "
                 "7h50, "
                 "le remplacement n'a pas été vu}. {Je cherche quelqu'un sur le secteur "
                 "nord|Nathalie "
                 "peut y être dans 25 minutes}.",
                 0},
                {TURN_OUT, 5, 40,
                 "Bonjour $civil $nom,\n\nVous avez raison de nous le signaler, et je vous "
                 "présente nos "
                 "excuses : $aide a eu un empêchement ce matin et le relais n'a pas été fait à "
                 "temps. Une "
                 "collègue est en route et sera chez $benef dans moins d'une demi-heure.\n\nLe "
                 "temps "
                 "perdu ne vous sera pas facturé. Je vous appelle dès qu'elle est "
                 "arrivée.\n\n$conseiller",
                 0},
                {TURN_IN, 30, 300,
                 "{Votre collègue est bien arrivée, merci. Mais il faudrait vraiment qu'on soit "
                 "prévenus "
                 "avant.|Bon. $Proche a fini par déjeuner à $heure. J'espère que cela ne se "
                 "reproduira "
                 "pas.}\n\n$prenom $nom",
                 WITH_QUOTE},
                {TURN_OUT, 30, 240,
                 "Je vous comprends. Nous avons noté dans le dossier de $benef que toute absence "
                 "doit vous "
                 "être annoncée par un appel avant l'heure prévue, et j'en ai parlé à l'équipe ce "
                 "midi.\n\nMerci de votre patience,\n$conseiller",
                 0},
                {TURN_CLOSE, 60, 500, NULL, 0},
            },
    },
    {
        .subject =
            "{Jour férié : passage maintenu ?|Interventions pendant les fêtes|Planning du pont}",
        .from = FROM_HELPED,
        .team = TEAM_PLANNING,
        .times = 3,
        .mood = 4,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour madame, monsieur,\n\n{Je voudrais savoir si|Pouvez-vous me dire si} "
                 "$aide vient "
                 "bien $jour ? {C'est pour mes courses et pour les bas de contention|J'ai besoin "
                 "d'elle "
                 "pour le coucher}. Je n'ose pas la déranger sur son téléphone.\n\nMerci à "
                 "vous\n$prenom "
                 "$nom",
                 0},
                {TURN_OUT, 30, 300,
                 "Bonjour $civil $nom,\n\nOui, votre passage est maintenu {à l'heure "
                 "habituelle|mais à "
                 "$heure au lieu de 9h}. Les actes essentiels (lever, toilette, repas, coucher) le "
                 "sont "
                 "tous les jours de l'année.\n\nVous avez bien fait de demander !\n$conseiller",
                 0},
                {TURN_CLOSE, 10, 200, NULL, 0},
            },
    },
    {
        .subject = "{Sortie d'hôpital de $benef|Retour à domicile prévu $jour|Reprise après "
                   "hospitalisation}",
        .from = FROM_PARTNER,
        .team = TEAM_PLANNING,
        .times = 4,
        .mood = 4,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\nNous prévoyons le retour à domicile de $benef $jour dans {la matinée|"
                 "l'après-midi}. {Une aide à la toilette matin et soir sera nécessaire pendant "
                 "trois "
                 "semaines|Le plan d'aide est à revoir : transferts à deux les premiers jours}. "
                 "Vous "
                 "trouverez la fiche de liaison ci-jointe.\n\nPouvez-vous me confirmer la "
                 "reprise ?\n\nBien cordialement,\n$prenom $nom\nService social, Hôpital de "
                 "$ville\n$tel",
                 WITH_PDF},
                {TURN_NOTE, 15, 120,
                 "Évaluation à domicile à caler la veille du retour. {Lit médicalisé livré ?|Voir "
                 "avec "
                 "l'ergothérapeute pour le lève-malade.} Fiche de liaison dans la pièce jointe.",
                 0},
                {TURN_OUT, 20, 180,
                 "Bonjour,\n\nNous confirmons la reprise $jour : passage à {17h30|18h} le jour du "
                 "retour, "
                 "puis matin et soir. Notre responsable de secteur ira voir $benef la veille de la "
                 "reprise, avec la famille.\n\nMerci pour la fiche de liaison, elle nous aide "
                 "beaucoup.\n\n$conseiller\nAu Fil des Jours",
                 0},
                {TURN_AWAY, 1, 3,
                 "Je suis absente du service jusqu'à lundi. En cas d'urgence, merci de joindre le "
                 "secrétariat au 01 99 00 45 10.\n\nMessage automatique, merci de ne pas y "
                 "répondre.",
                 0},
                {TURN_CLOSE, 200, 700, NULL, 0},
            },
    },
    {
        .subject =
            "{Demande d'heures supplémentaires|Une heure de plus le mercredi ?|Augmenter les "
            "passages de $proche}",
        .from = FROM_FAMILY,
        .team = TEAM_PLANNING,
        .times = 4,
        .mood = 4,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\nDepuis {sa chute du mois dernier|quelques semaines|l'hiver}, $proche "
                 "{a du mal à préparer son repas du soir|ne sort plus seule|oublie ses médicaments "
                 "le "
                 "soir}. Nous souhaiterions {ajouter une heure le mercredi et le vendredi|un "
                 "passage "
                 "d'une demi-heure le soir}. Est-ce possible avec $aide, qu'elle connaît "
                 "bien ?\n\n{Merci|Bien à vous},\n$prenom $nom",
                 0},
                {TURN_OUT, 60, 500,
                 "Bonjour $civil $nom,\n\nC'est possible. Avant de commencer, notre responsable de "
                 "secteur "
                 "passe voir $benef pour regarder avec elle ce qui lui serait utile : {mardi ou "
                 "jeudi "
                 "prochain vous conviendrait-il|$jour à $heure, est-ce possible} ?\n\nSelon sa "
                 "situation, "
                 "l'allocation personnalisée d'autonomie peut prendre en charge une partie de ces "
                 "heures. "
                 "Nous vous aiderons à faire la demande de révision.\n\n$conseiller",
                 0},
                {TURN_IN, 200, 2000,
                 "{$Jour me convient très bien.|Jeudi, c'est parfait, je serai sur place.} "
                 "{Qu'est-ce que "
                 "je dois préparer comme papiers ?|Merci de m'envoyer la liste des "
                 "documents.}\n\n$prenom "
                 "$nom",
                 WITH_QUOTE},
                {TURN_OUT, 30, 300,
                 "Seulement le dernier avis d'imposition et le plan d'aide du département, si vous "
                 "les "
                 "avez. Le reste, nous l'avons au dossier.\n\nÀ bientôt,\n$conseiller",
                 0},
                {TURN_SNOOZE, 4, 9, NULL, 0},
            },
    },
    {
        .subject = "{Suite aux visites annulées|Réclamation : passages annulés {cette semaine|sans "
                   "prévenir}|Annulations à répétition}",
        .from = FROM_FAMILY,
        .team = TEAM_PLANNING,
        .times = 7,
        .mood = 1,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Madame, Monsieur,\n\n{Trois passages ont été annulés|Deux visites sur quatre ont "
                 "été "
                 "annulées} cette semaine chez $benef, {dont une par un simple SMS la veille au "
                 "soir|sans qu'on nous prévienne}. {$Proche a 87 ans et vit seule|Je travaille et "
                 "j'ai dû "
                 "poser deux demi-journées}. Nous payons pour un service sur lequel nous devons "
                 "pouvoir "
                 "compter.\n\nJe vous demande {une explication écrite|un rendez-vous avec la "
                 "direction} "
                 "et le remboursement des heures non faites.\n\n$prenom $nom\n$tel",
                 0},
                {TURN_NOTE, 20, 200,
                 "Réclamation. {Vérifié au planning : 3 annulations, 2 faute de remplaçante|Cinq "
                 "collègues "
                 "arrêtées en même temps sur le secteur}. Proposer un appel du responsable de "
                 "secteur "
                 "avant la réponse écrite.",
                 0},
                {TURN_OUT, 60, 500,
                 "$Civil $nom,\n\nJ'ai relu le planning de la semaine avec notre responsable de "
                 "secteur. Vous "
                 "avez raison : plusieurs passages chez $benef n'ont pas été assurés. Cinq de nos "
                 "collègues étaient en arrêt en même temps et nous n'avons pas su vous trouver "
                 "de relais. Ce n'est pas ce que nous vous avons promis.\n\nLes heures non faites "
                 "sont "
                 "déduites de la prochaine facture. Dès lundi, deux aides à domicile connaîtront "
                 "$benef, "
                 "pour que l'une remplace l'autre. Je vous propose d'en parler de vive voix : "
                 "quand "
                 "puis-je vous appeler ?\n\nAvec nos excuses,\n$conseiller",
                 0},
                {TURN_IN, 100, 1500,
                 "{Vous pouvez m'appeler demain entre 12h et 14h.|J'attends surtout de voir si "
                 "cela "
                 "change.} {Merci tout de même pour votre réponse franche.|Je note votre "
                 "engagement pour "
                 "les deux aides.}\n\n$prenom $nom",
                 WITH_QUOTE},
                {TURN_NOTE, 60, 500,
                 "Appelé {ce midi, 20 minutes|à 12h40}. {Très remonté au début, apaisé "
                 "ensuite|Entretien "
                 "cordial}. Avoir de $montant à faire passer sur la facture de $mois.",
                 0},
                {TURN_CLOSE, 60, 600, NULL, 0},
            },
    },
    {.subject = NULL},
};
