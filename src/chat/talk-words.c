#include "chat/talk-words.h"

#include <string.h>

static const TalkWords french = {
    .subject = "Discussion sur le site",
    .human = "Je souhaite parler à une personne.",
    .greeting = "Bonjour ! Écrivez-nous, une personne de l’équipe vous répond ici.",
    .away = "Personne ne peut répondre à l’instant. Écrivez-nous et laissez votre adresse : nous "
            "répondons par e-mail.",
    .mail_subject = "Votre discussion avec {{organisation}}",
    .mail_text =
        "Bonjour,\n\n"
        "Votre discussion avec {{organisation}} continue ici : nous répondrons à cette adresse.\n"
        "Pour ajouter quelque chose, ou pour joindre une personne, répondez simplement à ce "
        "message.\n\n"
        "Si vous n’avez pas écrit à {{organisation}}, ignorez ce message.\n\n"
        "{{organisation}}",
    .try_title = "Essayer la discussion",
    .try_text = "Cette page montre la discussion comme la verront les visiteurs de votre site. Le "
                "bouton est au bas de la page ; écrivez, puis répondez depuis Lien.",
    .try_other = "In English",
};

static const TalkWords english = {
    .subject = "Chat on the site",
    .human = "I would like to talk to a person.",
    .greeting = "Hello! Write to us, a person of the team answers you here.",
    .away = "Nobody can answer right now. Write to us and leave your address: we answer by e-mail.",
    .mail_subject = "Your conversation with {{organisation}}",
    .mail_text =
        "Hello,\n\n"
        "Your conversation with {{organisation}} goes on here: we will answer at this address.\n"
        "To add something, or to reach a person, just answer this message.\n\n"
        "If you did not write to {{organisation}}, ignore this message.\n\n"
        "{{organisation}}",
    .try_title = "Try the chat",
    .try_text = "This page shows the chat as visitors of your site will see it. Its button is at "
                "the bottom of the page; write something, then answer from Lien.",
    .try_other = "En français",
};

const TalkWords *
talk_words(const char *language)
{
    return language != NULL && strcmp(language, "fr") == 0 ? &french : &english;
}
