/* Those who discover us, give, offer their time, look for work; and what machines send. */
#include "app/demo/demo-cast.h"
#include "app/demo/demo-story.h"

const DemoStory demo_bond_stories[] = {
    {
        .subject = "{Demande de renseignements|Mise en place d'une aide à domicile|Quels sont vos "
                   "tarifs ?}",
        .from = FROM_FAMILY,
        .team = TEAM_CARE,
        .times = 7,
        .mood = 4,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\n{Mes parents habitent $ville et commencent à avoir besoin d'un peu "
                 "d'aide|$Proche rentre bientôt de l'hôpital et vit seule à $ville}. "
                 "{Intervenez-vous dans ce "
                 "secteur ? Quels "
                 "sont vos tarifs et les délais ?|Comment cela se passe-t-il chez vous, et combien "
                 "cela "
                 "coûte-t-il ?} {Je découvre tout cela et je suis un peu "
                 "perdu$e.|}\n\nCordialement,\n$prenom "
                 "$nom\n$tel",
                 WITH_HTML},
                {TURN_OUT, 60, 500,
                 "Bonjour $civil $nom,\n\nOui, nous intervenons à $ville, tous les jours de 7h à "
                 "21h. L'heure "
                 "est à 27,40 € en semaine ; la moitié revient en crédit d'impôt, et l'allocation "
                 "personnalisée d'autonomie peut couvrir une grande partie du reste.\n\nLe plus "
                 "simple est "
                 "une visite, gratuite et sans engagement : nous regardons ensemble ce qui serait "
                 "utile. "
                 "Seriez-vous disponible $jour ?\n\nNe vous inquiétez pas, c'est notre "
                 "métier.\n$conseiller",
                 0},
                {TURN_IN, 300, 4000,
                 "Merci pour ces explications très claires. {$Jour à 14h, c'est possible ?|Je vois "
                 "avec mon "
                 "frère et je reviens vers vous.}\n\n$prenom $nom",
                 WITH_QUOTE},
                {TURN_OUT, 30, 300,
                 "C'est entendu. {Notre responsable de secteur, Mme Benhamou, sonnera à 14h|Prenez "
                 "votre "
                 "temps, mon numéro direct est le 01 99 00 45 12}.\n\n$conseiller",
                 0},
                {TURN_CLOSE, 60, 400, NULL, 0},
            },
    },
    {
        .subject =
            "{Candidature : auxiliaire de vie|Candidature spontanée|Je cherche un poste d'aide à "
            "domicile}",
        .from = FROM_CANDIDATE,
        .team = TEAM_CARE,
        .times = 6,
        .mood = 0,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Madame, Monsieur,\n\n{Titulaire du diplôme d'État d'accompagnant éducatif et "
                 "social|Après dix ans dans la vente et la maladie de ma mère}, je souhaite "
                 "{rejoindre votre "
                 "équipe|me tourner vers l'aide à domicile}. {Je suis véhiculé$e et disponible "
                 "immédiatement|Je cherche un temps partiel, plutôt le matin}. Vous trouverez mon "
                 "CV "
                 "ci-joint.\n\nDans l'attente de vous rencontrer,\n$prenom $nom\n$tel",
                 WITH_PDF},
                {TURN_NOTE, 60, 500,
                 "{Profil intéressant pour le secteur nord|À recevoir, le parcours personnel est "
                 "fort}. "
                 "{Voir avec Hélène pour un créneau mardi.|}",
                 0},
                {TURN_OUT, 30, 600,
                 "Bonjour $civil $nom,\n\nMerci pour votre candidature, elle a retenu notre "
                 "attention. Nous "
                 "vous proposons un entretien {$jour à $heure|la semaine prochaine}, suivi d'une "
                 "demi-journée avec une collègue : vous verrez le métier tel qu'il est, et nous "
                 "ferons "
                 "connaissance.\n\n$conseiller\nAu Fil des Jours",
                 0},
                {TURN_IN, 60, 1500,
                 "Bonjour,\n\nJe vous remercie, {je serai là|le créneau me convient}. {Dois-je "
                 "apporter "
                 "quelque chose ?|À bientôt.}\n\n$prenom $nom",
                 WITH_QUOTE},
                {TURN_CLOSE, 200, 900, NULL, 0},
            },
    },
    {
        .subject =
            "{Don à l'association|Reçu fiscal pour mon don|Faire un don en mémoire de $benef}",
        .from = FROM_DONOR,
        .team = TEAM_BILLING,
        .times = 5,
        .mood = 5,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\n{Vous avez accompagné ma tante jusqu'au bout|J'ai lu l'article sur "
                 "vos ateliers "
                 "du mardi dans le bulletin de $ville} et je voudrais vous faire un don. {Peut-on "
                 "l'affecter "
                 "aux sorties du printemps ?|Un virement de $montant vous conviendrait-il ?} {Et "
                 "recevrai-je un "
                 "reçu fiscal ?|}\n\nBien à vous,\n$prenom $nom",
                 0},
                {TURN_OUT, 60, 600,
                 "Bonjour $civil $nom,\n\nVotre message nous touche beaucoup. {Oui, votre don sera "
                 "affecté aux "
                 "sorties du printemps, et nous vous raconterons|Tout don compte, quel qu'il "
                 "soit}. Le "
                 "reçu fiscal part dans la semaine qui suit : 66 % du don sont déductibles de "
                 "l'impôt, dans "
                 "la limite de 20 % du revenu imposable.\n\nAvec notre gratitude,\n$conseiller",
                 0},
                {TURN_IN, 200, 4000,
                 "{C'est fait, le virement est parti ce matin.|Merci. J'ai été bénévole dans une "
                 "autre vie, je "
                 "sais ce que c'est !}\n\n$prenom $nom",
                 WITH_QUOTE},
                {TURN_CLOSE, 30, 400, NULL, 0},
            },
    },
    {
        .subject = "{Devenir bénévole|Proposer un peu de mon temps|Visites de convivialité}",
        .from = FROM_DONOR,
        .team = TEAM_CARE,
        .times = 3,
        .mood = 5,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\n{Jeune retraitée|Étudiant en dernière année}, j'ai {deux après-midi "
                 "par "
                 "semaine|mes samedis} et j'aimerais {tenir compagnie à des personnes seules|aider "
                 "aux "
                 "ateliers}. {Faut-il une formation ?|Comment faites-vous les choses ?}\n\n$prenom "
                 "$nom",
                 0},
                {TURN_OUT, 100, 900,
                 "Bonjour $civil $nom,\n\nQuelle bonne nouvelle ! Nous réunissons les nouveaux "
                 "bénévoles "
                 "$jour à $heure, autour d'un café : une heure pour se connaître, puis une "
                 "demi-journée de "
                 "formation à l'écoute. Ensuite, vous rendez une première visite à deux.\n\nÀ très "
                 "bientôt,\n$conseiller",
                 0},
                {TURN_CLOSE, 30, 500, NULL, 0},
            },
    },
    {
        .subject =
            "{Invitation au café des aidants|Convention de partenariat|Réunion de coordination}",
        .from = FROM_PARTNER,
        .team = TEAM_CARE,
        .times = 3,
        .mood = 0,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\nLe prochain café des aidants aura lieu $jour à $heure, salle "
                 "Jeanne-Barret à "
                 "$ville. {Pourriez-vous relayer l'invitation auprès des familles|Une de vos "
                 "équipes "
                 "pourrait-elle témoigner} ? L'affiche est jointe.\n\nCordialement,\n$prenom "
                 "$nom\nCentre "
                 "communal d'action sociale",
                 WITH_PICTURE | WITH_HTML},
                {TURN_OUT, 100, 800,
                 "Bonjour,\n\nAvec plaisir : l'invitation part avec les plannings de la semaine, "
                 "et "
                 "{$aide|notre responsable de secteur} viendra témoigner.\n\n$conseiller",
                 0},
                {TURN_CLOSE, 10, 200, NULL, 0},
            },
    },
    {
        .subject = "{Planning de $mois_prochain|Je n'ai plus mon planning}",
        .from = FROM_HELPED,
        .team = TEAM_CARE,
        .times = 2,
        .mood = 0,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\nPouvez-vous m'envoyer le planning de $mois_prochain par mail s'il "
                 "vous "
                 "plaît ? Je ne "
                 "retrouve plus le papier.\n\nMerci\n$prenom $nom",
                 0},
                {TURN_OUT, 30, 300,
                 "Bonjour $civil $nom,\n\nVoici les jours de $mois_prochain : les lundis, "
                 "mercredis et "
                 "vendredis de "
                 "$heure à midi, y compris le 23 et le 30. Le papier arrive aussi par "
                 "$aide.\n\n$conseiller",
                 0},
                {TURN_BOUNCE, 0, 1, NULL, 0},
                {TURN_NOTE, 20, 200,
                 "Le mail revient : boîte inconnue. Appelé au domicile, le planning sera remis en "
                 "main "
                 "propre.",
                 0},
                {TURN_CLOSE, 5, 60, NULL, 0},
            },
    },
    {
        .subject = "{Lettre de l'autonomie n° 48|Journées du grand âge : le programme}",
        .from = FROM_MACHINE,
        .team = TEAM_CARE,
        .times = 3,
        .mood = 0,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Chers adhérents,\n\nAu sommaire ce mois-ci : {le point sur la dotation "
                 "qualité|les aides "
                 "techniques qui simplifient les transferts|former sans fermer, retours "
                 "d'expérience}.\n\n"
                 "Bonne lecture,\nLa fédération\n\nPour ne plus recevoir cette lettre, cliquez "
                 "ici.",
                 WITH_HTML},
            },
    },
    {.subject = NULL},
};
