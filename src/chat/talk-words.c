#include "chat/talk-words.h"

#include "base/limits.h"
#include "chat/widget.h"

#include <string.h>

static const char *const organisation_alone[] = {"organisation.name", NULL};

const WordingRule chat_wordings[] = {
    {
        .name = "chat.greeting",
        .about_fr = "Les premiers mots de la discussion d’un site, quand quelqu’un est là. Chaque "
                    "site peut avoir les siens.",
        .about_en = "The first words of a site’s chat, when somebody is there. Each site may have "
                    "its own.",
        .otherwise_fr = "Bonjour ! Écrivez-nous, une personne de l’équipe vous répond ici.",
        .otherwise_en = "Hello! Write to us, a person of the team answers you here.",
        .max = WIDGET_TEXT_MAX,
        .multiline = true,
    },
    {
        .name = "chat.away",
        .about_fr = "Les premiers mots de la discussion d’un site, quand personne n’est là.",
        .about_en = "The first words of a site’s chat, when nobody is there.",
        .otherwise_fr = "Personne ne peut répondre à l’instant. Écrivez-nous et laissez votre "
                        "adresse : nous répondons par e-mail.",
        .otherwise_en = "Nobody can answer right now. Write to us and leave your address: we "
                        "answer by e-mail.",
        .max = WIDGET_TEXT_MAX,
        .multiline = true,
    },
    {
        .name = "chat.mail.subject",
        .about_fr = "L’objet de l’e-mail qui dit à un visiteur que sa discussion continue par "
                    "e-mail.",
        .about_en = "The subject of the mail that tells a visitor their chat goes on by mail.",
        .otherwise_fr = "Votre discussion avec {{organisation.name}}",
        .otherwise_en = "Your conversation with {{organisation.name}}",
        .variables = organisation_alone,
    },
    {
        .name = "chat.mail.text",
        .about_fr = "Le texte de cet e-mail. Il ne cite rien de la discussion : n’importe qui a pu "
                    "taper cette adresse.",
        .about_en = "The text of that mail. It quotes nothing of the chat: anybody may have typed "
                    "that address.",
        .otherwise_fr =
            "Bonjour,\n\nVotre discussion avec {{organisation.name}} continue ici : nous "
            "répondrons à cette adresse.\nPour ajouter quelque chose, ou pour joindre une "
            "personne, répondez simplement à ce message.\n\nSi vous n’avez pas écrit à "
            "{{organisation.name}}, ignorez ce message.\n\n{{organisation.name}}",
        .otherwise_en =
            "Hello,\n\nYour conversation with {{organisation.name}} goes on here: we will answer "
            "at this address.\nTo add something, or to reach a person, just answer this "
            "message.\n\nIf you did not write to {{organisation.name}}, ignore this "
            "message.\n\n{{organisation.name}}",
        .variables = organisation_alone,
        .max = 4000,
        .multiline = true,
    },
    WORDINGS_END,
};

static const TalkWords french = {
    .subject = "Discussion sur le site",
    .human = "Je souhaite parler à une personne.",
    .try_title = "Un site pour essayer",
    .try_text = "Ce site est inventé : il montre la discussion et le formulaire comme les verront "
                "les visiteurs du vôtre. Le bouton de la discussion est au bas de la page ; "
                "écrivez, puis répondez depuis Lien.",
    .try_other = "In English",
    .try_slogan = "Bienvenue chez {{organisation}}",
    .try_lead = "Une question, une demande, un imprévu ? Écrivez-nous : une personne vous répond.",
    .try_form = "Nous écrire",
    .try_form_text = "Vous n’êtes pas pressé ? Remplissez ce formulaire, une copie vous est "
                     "envoyée.",
};

static const TalkWords english = {
    .subject = "Chat on the site",
    .human = "I would like to talk to a person.",
    .try_title = "A site to try on",
    .try_text = "This site is invented: it shows the chat and the form as visitors of yours will "
                "see them. The button of the chat is at the bottom of the page; write something, "
                "then answer from Lien.",
    .try_other = "En français",
    .try_slogan = "Welcome to {{organisation}}",
    .try_lead = "A question, a request, something unexpected? Write to us: a person answers.",
    .try_form = "Write to us",
    .try_form_text = "No hurry? Fill in this form, a copy is sent to you.",
};

const TalkWords *
talk_words(const char *language)
{
    return language != NULL && strcmp(language, "fr") == 0 ? &french : &english;
}
