#include "conversation/status-wording.h"

/* As the application says them by itself (web/src/conversation). */
#define STATUS_MAX 60

const WordingRule conversation_wordings[] = {
    {
        .name = "conversation.status.open",
        .about_fr = "Le nom de l’état d’une conversation à traiter.",
        .about_en = "The name of the state of a conversation to do.",
        .otherwise_fr = "À traiter",
        .otherwise_en = "To handle",
        .max = STATUS_MAX,
    },
    {
        .name = "conversation.status.waiting",
        .about_fr = "Le nom de l’état d’une conversation qui attend la personne.",
        .about_en = "The name of the state of a conversation that waits for the person.",
        .otherwise_fr = "En attente de la personne",
        .otherwise_en = "Waiting for the person",
        .max = STATUS_MAX,
    },
    {
        .name = "conversation.status.pending",
        .about_fr = "Le nom de l’état d’une conversation qui attend quelqu’un de chez nous.",
        .about_en = "The name of the state of a conversation that waits for someone of ours.",
        .otherwise_fr = "En attente de notre côté",
        .otherwise_en = "Waiting for us",
        .max = STATUS_MAX,
    },
    {
        .name = "conversation.status.snoozed",
        .about_fr = "Le nom de l’état d’une conversation mise de côté jusqu’à un moment.",
        .about_en = "The name of the state of a conversation put aside until a time.",
        .otherwise_fr = "En pause",
        .otherwise_en = "Snoozed",
        .max = STATUS_MAX,
    },
    {
        .name = "conversation.status.closed",
        .about_fr = "Le nom de l’état d’une conversation close.",
        .about_en = "The name of the state of a conversation closed.",
        .otherwise_fr = "Close",
        .otherwise_en = "Closed",
        .max = STATUS_MAX,
    },
    WORDINGS_END,
};
