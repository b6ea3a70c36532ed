/* What happens at home: health, worries, words that were hurtful, and what goes well. */
#include "app/demo/demo-cast.h"
#include "app/demo/demo-story.h"

const DemoStory demo_care_stories[] = {
    {
        .subject =
            "{Résultats d'analyses de $benef|Compte rendu de prélèvement|Bilan sanguin de $benef}",
        .from = FROM_PARTNER,
        .team = TEAM_CARE,
        .times = 5,
        .mood = 0,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\nVous trouverez ci-joint {les résultats|le compte rendu} du "
                 "prélèvement fait à "
                 "domicile chez $benef. {Le médecin traitant en a été destinataire|Le potassium "
                 "est à "
                 "contrôler dans dix jours, ordonnance jointe}. Pouvez-vous vous assurer que "
                 "{l'enveloppe de "
                 "liaison est bien au domicile|le prochain prélèvement est noté au cahier de "
                 "liaison} "
                 "?\n\nCordialement,\n$prenom $nom\nLaboratoire des Halles, $ville\n$tel",
                 WITH_PDF | WITH_HTML},
                {TURN_NOTE, 15, 200,
                 "Transmis à l'infirmière coordinatrice. {Prochain prélèvement noté au cahier de "
                 "liaison|$aide vérifie l'enveloppe demain matin}.",
                 0},
                {TURN_OUT, 10, 150,
                 "Bonjour,\n\nC'est fait : $aide a le cahier de liaison en main et l'infirmière "
                 "coordinatrice est prévenue. Merci de nous avoir écrit.\n\n$conseiller\nAu Fil "
                 "des Jours",
                 0},
                {TURN_AWAY, 1, 2,
                 "Le laboratoire est ouvert du lundi au samedi de 7h30 à 18h30. Votre message sera "
                 "lu à "
                 "l'ouverture. Ceci est une réponse automatique.",
                 0},
                {TURN_CLOSE, 30, 300, NULL, 0},
            },
    },
    {
        .subject = "{Inquiétude pour $proche|$Proche ne mange plus|Je suis $inquiet}",
        .from = FROM_FAMILY,
        .team = TEAM_CARE,
        .times = 5,
        .mood = 5,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\nJ'ai eu $benef au téléphone {hier soir|dimanche} et {je l'ai trouvée "
                 "très "
                 "fatiguée|elle m'a parlé de mon père comme s'il était là|elle m'a dit qu'elle "
                 "n'avait pas "
                 "faim depuis plusieurs jours}. $aide {a-t-elle remarqué quelque chose|vous "
                 "a-t-elle dit "
                 "quelque chose} ? {Je vis à l'étranger et je me sens bien impuissant$e.|Je ne "
                 "peux "
                 "pas "
                 "venir avant deux semaines.}\n\nMerci de tout ce que vous faites,\n$prenom $nom",
                 0},
                {TURN_NOTE, 10, 120,
                 "Appel à $aide : {elle finit à peine la moitié de ses repas depuis jeudi|plus de "
                 "confusion "
                 "le soir, rien le matin}. {Poids à prendre demain.|Médecin traitant prévenu.}",
                 0},
                {TURN_OUT, 10, 150,
                 "Bonjour $civil $nom,\n\nJ'ai tout de suite appelé $aide. Elle avait remarqué la "
                 "même "
                 "chose et l'a écrit au cahier de liaison. {Le médecin traitant passe $jour, et "
                 "$aide "
                 "prendra le temps du repas avec $benef tous les midis d'ici là|Nous avons demandé "
                 "une "
                 "visite de l'infirmière dès demain, et le repas du soir sera accompagné cette "
                 "semaine}.\n\nJe vous réécris après la visite. Vous n'êtes pas loin, puisque vous "
                 "veillez.\n\n$conseiller",
                 0},
                {TURN_IN, 60, 900,
                 "Merci infiniment pour votre réponse si rapide. Cela me rassure de savoir $aide "
                 "auprès "
                 "d'elle.\n\n$prenom",
                 WITH_QUOTE},
                {TURN_OUT, 600, 1500,
                 "Bonjour $civil $nom,\n\nDes nouvelles : {c'était une petite infection, elle est "
                 "sous "
                 "antibiotique depuis hier et elle a redemandé de la soupe ce midi|le médecin a "
                 "changé un "
                 "traitement qui lui coupait l'appétit, on revoit cela dans dix jours}. $aide vous "
                 "embrasse de sa part.\n\n$conseiller",
                 0},
                {TURN_CLOSE, 60, 500, NULL, 0},
            },
    },
    {
        .subject =
            "{Souhait de changer d'intervenante|Cela ne se passe pas bien|Remplacement de $aide}",
        .from = FROM_FAMILY,
        .team = TEAM_CARE,
        .times = 4,
        .mood = 3,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\nC'est délicat à écrire. {Le courant ne passe pas entre $proche et la "
                 "nouvelle "
                 "intervenante|$Proche nous dit qu'elle se sent bousculée le matin}. {Elle regarde "
                 "beaucoup "
                 "son téléphone et part dix minutes en avance|Tout est fait, mais vite et sans un "
                 "mot}. "
                 "{Nous ne voulons nuire à personne|Je ne souhaite pas que cela lui porte tort}, "
                 "mais "
                 "pourrait-on retrouver quelqu'un d'autre, comme $aide avant ?\n\nMerci de rester "
                 "discrets.\n\n$prenom $nom",
                 0},
                {TURN_NOTE, 60, 300,
                 "En parler à la responsable de secteur avant toute chose. {Débutante, troisième "
                 "semaine : "
                 "tutorat à prévoir.|Tournée du matin trop serrée, voir les temps de trajet.}",
                 0},
                {TURN_OUT, 60, 400,
                 "Bonjour $civil $nom,\n\nMerci de nous l'avoir dit avec autant de délicatesse. "
                 "Nous "
                 "organisons {une visite de notre responsable de secteur $jour|un passage à deux "
                 "pendant une "
                 "semaine} : elle verra $proche seule, puis l'intervenante, sans citer votre "
                 "message. Si "
                 "cela ne s'améliore pas d'ici quinze jours, $aide reprendra deux matins.\n\nJe "
                 "vous tiens "
                 "au courant,\n$conseiller",
                 0},
                {TURN_IN, 300, 3000,
                 "Merci de votre écoute. {On attend donc la visite.|La proposition des deux matins "
                 "lui "
                 "plairait beaucoup.}\n\n$prenom $nom",
                 WITH_QUOTE},
                {TURN_SNOOZE, 6, 14, NULL, 0},
            },
    },
    {
        .subject = "{Clés de l'appartement|Double des clés|Boîte à clés}",
        .from = FROM_HELPED,
        .team = TEAM_CARE,
        .times = 3,
        .mood = 4,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\nLa serrure a été changée {hier|par le syndic}. J'ai un double pour "
                 "$aide : "
                 "{est-ce que je peux le lui donner directement|comment dois-je faire} "
                 "?\n\nRespectueuses "
                 "salutations\n$prenom $nom",
                 0},
                {TURN_OUT, 30, 300,
                 "Bonjour $civil $nom,\n\nOui, $aide vous remettra un reçu signé contre le double. "
                 "{L'ancien vous sera rendu en même temps.|Votre adresse n'est jamais écrite sur "
                 "le "
                 "porte-clés.}\n\n$conseiller",
                 0},
                {TURN_CLOSE, 10, 120, NULL, 0},
            },
    },
    {
        .subject = "{Un grand merci à $aide|Remerciements|Merci à toute l'équipe}",
        .from = FROM_FAMILY,
        .team = TEAM_CARE,
        .times = 6,
        .mood = 5,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\n{Je tenais à vous écrire pour remercier|Un simple mot pour "
                 "remercier} $aide. "
                 "{Elle a fêté les 90 ans de $proche avec un gâteau et quelques voisines|Depuis "
                 "qu'elle vient, "
                 "$proche s'est remise à chanter|Elle a su trouver les mots dans un moment très "
                 "difficile pour nous}. {Vous pouvez être fiers d'elle|On ne le dit pas assez} : "
                 "ce "
                 "métier est précieux.\n\n{Pouvez-vous le lui transmettre ?|Une photo pour elle, "
                 "avec notre "
                 "amitié.}\n\n$prenom $nom",
                 WITH_PICTURE},
                {TURN_OUT, 60, 600,
                 "Bonjour $civil $nom,\n\nVotre message a fait {le tour de l'équipe|briller "
                 "quelques yeux ce "
                 "matin}. Je l'ai lu à $aide au téléphone, elle en était très émue et vous "
                 "embrasse, "
                 "ainsi que $benef.\n\nMerci d'avoir pris ce temps,\n$conseiller",
                 0},
                {TURN_CLOSE, 5, 120, NULL, 0},
            },
    },
    {
        .subject = "{Décès de $benef|Triste nouvelle}",
        .from = FROM_FAMILY,
        .team = TEAM_CARE,
        .times = 2,
        .mood = 0,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Bonjour,\n\nJ'ai la tristesse de vous annoncer le décès de $benef, {dans la nuit "
                 "de "
                 "samedi|paisiblement, chez elle}. Merci de dire à $aide combien sa présence a "
                 "compté. "
                 "La cérémonie aura lieu $jour à $heure à $ville, elle y sera la "
                 "bienvenue.\n\n$prenom $nom",
                 0},
                {TURN_NOTE, 5, 60,
                 "Interventions arrêtées. Aucune facture ni enquête à envoyer avant un mois. "
                 "Appeler $aide "
                 "en premier.",
                 0},
                {TURN_OUT, 10, 120,
                 "$Civil $nom,\n\nToute l'équipe se joint à moi pour vous adresser nos "
                 "condoléances. $aide "
                 "a été prévenue avec délicatesse ; elle sera présente $jour. Ne vous souciez "
                 "d'aucune "
                 "démarche auprès de nous : nous nous occupons de tout, et je reste à votre écoute "
                 "quand "
                 "vous le souhaiterez.\n\nAvec toute notre sympathie,\n$conseiller",
                 0},
                {TURN_SNOOZE, 25, 30, NULL, 0},
            },
    },
    {.subject = NULL},
};
