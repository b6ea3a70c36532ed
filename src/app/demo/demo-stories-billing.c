/* Invoices, aids and papers. */
#include "app/demo/demo-cast.h"
#include "app/demo/demo-story.h"

const DemoStory demo_billing_stories[] = {
    {
        .subject = "{Question sur la facture $facture|Facture de $mois|Erreur sur ma facture "
                   "$facture ?}",
        .from = FROM_FAMILY,
        .team = TEAM_BILLING,
        .times = 8,
        .mood = 3,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\n{Je viens de recevoir|J'ai bien reçu} la facture $facture d'un "
                 "montant de "
                 "$montant pour $benef. {Elle compte 22 heures, or $aide n'est pas venue les deux "
                 "derniers vendredis|Je ne retrouve pas la déduction de l'APA|Il me semble que le "
                 "dimanche "
                 "est compté deux fois}.\n\n{Pouvez-vous vérifier ?|Merci de vérifier et de me "
                 "répondre par écrit.}\n\nCordialement,\n$prenom $nom",
                 WITH_PDF},
                {TURN_OUT, 60, 700,
                 "Bonjour $civil $nom,\n\nJ'ai comparé la facture $facture avec les heures "
                 "pointées. {Vous "
                 "avez raison : deux passages annulés ont été comptés par erreur. Une facture "
                 "rectifiée part aujourd'hui, l'ancienne est annulée|La déduction de l'APA "
                 "apparaît sur "
                 "la deuxième page, ligne « participation du département ». Il vous reste donc "
                 "bien "
                 "$montant à régler|Le tarif du dimanche est majoré de 25 %, ce qui explique "
                 "l'écart ; il "
                 "n'est compté qu'une fois}.\n\nJe reste à votre "
                 "disposition,\n$conseiller\nService "
                 "facturation",
                 0},
                {TURN_IN, 60, 1500,
                 "{Merci, c'est plus clair.|D'accord, merci d'avoir pris le temps de vérifier.|Je "
                 "n'avais pas "
                 "vu la deuxième page, désolé$e du dérangement !}\n\n$prenom $nom",
                 WITH_QUOTE},
                {TURN_CLOSE, 10, 200, NULL, 0},
            },
    },
    {
        .subject = "{Attestation fiscale|Attestation pour le crédit d'impôt|Demande d'attestation "
                   "fiscale 2025}",
        .from = FROM_HELPED,
        .team = TEAM_BILLING,
        .times = 4,
        .mood = 5,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\n{Je ne retrouve pas|Mon fils me demande} l'attestation fiscale pour "
                 "ma "
                 "déclaration. {Pouvez-vous me la renvoyer par courrier|Pouvez-vous la lui envoyer "
                 "par "
                 "mail} ? {Je n'ai pas d'imprimante.|}\n\nAvec mes remerciements\n$prenom $nom",
                 0},
                {TURN_OUT, 60, 600,
                 "Bonjour $civil $nom,\n\nVotre attestation part {au courrier de ce soir|ce jour "
                 "par "
                 "courrier, et une copie vous attend dans ce message}. Le montant à reporter est "
                 "celui "
                 "du cadre « sommes versées ».\n\nBonne journée,\n$conseiller",
                 0},
                {TURN_CLOSE, 5, 60, NULL, 0},
            },
    },
    {
        .subject = "{Échelonner le paiement|Difficulté pour régler la facture de $mois|Demande de "
                   "délai de "
                   "paiement}",
        .from = FROM_FAMILY,
        .team = TEAM_BILLING,
        .times = 4,
        .mood = 5,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\nJe m'occupe des papiers de $proche, $benef. {Sa retraite "
                 "complémentaire a été "
                 "suspendue à la suite d'une erreur de dossier|Nous avons eu la chaudière à "
                 "remplacer} et "
                 "nous ne pourrons pas régler $montant en une fois. {Accepteriez-vous|Serait-il "
                 "possible} "
                 "un règlement en trois fois ?\n\nC'est la première fois que nous demandons cela, "
                 "j'espère que vous comprendrez.\n\n$prenom $nom",
                 0},
                {TURN_OUT, 60, 500,
                 "Bonjour $civil $nom,\n\nNous comprenons très bien. Je vous propose trois "
                 "règlements, le "
                 "5 de chaque mois, sans aucun frais. Les interventions de $aide continuent "
                 "normalement.\n\nSi la situation devait durer, parlons-en : le centre communal "
                 "d'action "
                 "sociale de $ville peut parfois aider, et nous connaissons bien le "
                 "dossier.\n\n$conseiller\nService facturation",
                 0},
                {TURN_IN, 30, 900,
                 "Je vous remercie sincèrement, vous m'enlevez un poids. Trois fois le 5 du mois, "
                 "c'est "
                 "parfait.\n\n$prenom $nom",
                 WITH_QUOTE},
                {TURN_NOTE, 10, 100,
                 "Échéancier en trois fois posé sur $facture. Ne pas relancer automatiquement.", 0},
                {TURN_CLOSE, 2, 60, NULL, 0},
            },
    },
    {
        .subject =
            "{Relance reçue alors que j'ai payé|Votre relance du {2|9|16}|Facture déjà réglée}",
        .from = FROM_FAMILY,
        .team = TEAM_BILLING,
        .times = 3,
        .mood = 2,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\nJe reçois {une relance|un courrier de relance assez sec} pour la "
                 "facture "
                 "$facture ($montant) alors que {le virement est parti le 3|le prélèvement "
                 "apparaît sur le "
                 "relevé de $benef}. Voir la capture ci-jointe.\n\n{C'est désagréable, surtout "
                 "pour une "
                 "personne de cet âge qui s'inquiète vite.|Merci de mettre vos comptes à "
                 "jour.}\n\n$prenom "
                 "$nom",
                 WITH_PICTURE},
                {TURN_OUT, 100, 900,
                 "Bonjour $civil $nom,\n\nVotre virement est bien arrivé, mais sans la référence "
                 "de la "
                 "facture : il n'avait pas été rapproché. C'est fait, la relance est annulée. Je "
                 "vous "
                 "prie de nous excuser pour ce courrier, et je vais appeler $benef pour la "
                 "rassurer.\n\n$conseiller",
                 0},
                {TURN_CLOSE, 60, 400, NULL, 0},
            },
    },
    {
        .subject = "{Changement de RIB|Nouvelles coordonnées bancaires|Passage au prélèvement}",
        .from = FROM_HELPED,
        .team = TEAM_BILLING,
        .times = 3,
        .mood = 4,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\n{Je change de banque|Ma petite-fille m'a fait ouvrir un autre "
                 "compte}. {À qui "
                 "dois-je envoyer le nouveau RIB ?|Faut-il refaire un mandat de prélèvement "
                 "?}\n\nMerci de me "
                 "dire\n$prenom $nom",
                 0},
                {TURN_OUT, 30, 400,
                 "Bonjour $civil $nom,\n\nPar prudence, ne nous l'envoyez pas par mail : "
                 "{remettez-le à $aide "
                 "sous enveloppe|gardez-le, nous vous faisons passer le mandat à signer par "
                 "$aide}. Le "
                 "changement sera fait pour la facture de fin de mois.\n\n$conseiller",
                 0},
                {TURN_CLOSE, 10, 200, NULL, 0},
            },
    },
    {
        .subject = "Plan d'aide APA de $benef : notification",
        .from = FROM_PARTNER,
        .team = TEAM_BILLING,
        .times = 4,
        .mood = 0,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\nVeuillez trouver ci-joint la notification du nouveau plan d'aide de "
                 "$benef, "
                 "applicable au premier du mois : {30 heures mensuelles au lieu de 24|26 heures, "
                 "participation de 18 %}. Merci d'adapter vos interventions.\n\nBien à "
                 "vous,\n$prenom "
                 "$nom\nDirection de l'autonomie, département\n$tel",
                 WITH_PDF | WITH_HTML},
                {TURN_NOTE, 60, 400,
                 "Saisi dans le dossier. {Heures en plus à proposer le mardi et le "
                 "vendredi|Appeler la "
                 "famille pour expliquer la participation}.",
                 0},
                {TURN_OUT, 10, 200,
                 "Bonjour,\n\nBien reçu, le nouveau plan d'aide est appliqué au premier du mois. "
                 "Nous "
                 "prévenons $benef et sa famille.\n\n$conseiller\nAu Fil des Jours",
                 0},
                {TURN_CLOSE, 5, 60, NULL, 0},
            },
    },
    {.subject = NULL},
};
