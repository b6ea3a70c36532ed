#include "survey/survey-words.h"

static const char *const of_organisation[] = {"organisation.name", NULL};
static const char *const of_person[] = {"person.name", "organisation.name", NULL};
static const char *const of_matter[] = {"conversation.subject", "organisation.name", NULL};

const WordingRule survey_wordings[] = {
    [WORD_SCORE_1] =
        {
            .name = "survey.score.1",
            .about_fr = "La réponse 1 sur 5, dans l’invitation et sur la page.",
            .about_en = "The answer 1 of 5, in the invitation and on the page.",
            .otherwise_fr = "Pas du tout satisfait",
            .otherwise_en = "Very dissatisfied",
        },
    [WORD_SCORE_2] =
        {
            .name = "survey.score.2",
            .about_fr = "La réponse 2 sur 5, dans l’invitation et sur la page.",
            .about_en = "The answer 2 of 5, in the invitation and on the page.",
            .otherwise_fr = "Peu satisfait",
            .otherwise_en = "Dissatisfied",
        },
    [WORD_SCORE_3] =
        {
            .name = "survey.score.3",
            .about_fr = "La réponse 3 sur 5, dans l’invitation et sur la page.",
            .about_en = "The answer 3 of 5, in the invitation and on the page.",
            .otherwise_fr = "Moyennement satisfait",
            .otherwise_en = "Neither satisfied nor dissatisfied",
        },
    [WORD_SCORE_4] =
        {
            .name = "survey.score.4",
            .about_fr = "La réponse 4 sur 5, dans l’invitation et sur la page.",
            .about_en = "The answer 4 of 5, in the invitation and on the page.",
            .otherwise_fr = "Satisfait",
            .otherwise_en = "Satisfied",
        },
    [WORD_SCORE_5] =
        {
            .name = "survey.score.5",
            .about_fr = "La réponse 5 sur 5, dans l’invitation et sur la page.",
            .about_en = "The answer 5 of 5, in the invitation and on the page.",
            .otherwise_fr = "Très satisfait",
            .otherwise_en = "Very satisfied",
        },
    [WORD_SUBJECT] =
        {
            .name = "survey.invitation.subject",
            .about_fr = "L’objet de l’invitation.",
            .about_en = "The subject of the invitation.",
            .otherwise_fr = "Votre avis : {{conversation.subject}}",
            .otherwise_en = "Your opinion: {{conversation.subject}}",
            .variables = of_matter,
        },
    [WORD_HELLO] =
        {
            .name = "survey.invitation.hello",
            .about_fr = "Les premiers mots de l’invitation.",
            .about_en = "The first words of the invitation.",
            .otherwise_fr = "Bonjour,",
            .otherwise_en = "Hello,",
            .variables = of_person,
        },
    [WORD_DONE] =
        {
            .name = "survey.invitation.done",
            .about_fr = "Ce qui est terminé.",
            .about_en = "What is closed.",
            .otherwise_fr = "Votre demande « {{conversation.subject}} » est terminée.",
            .otherwise_en = "Your request “{{conversation.subject}}” is closed.",
            .variables = of_matter,
        },
    [WORD_QUESTION] =
        {
            .name = "survey.question",
            .about_fr = "La question, dans l’invitation et sur la page.",
            .about_en = "The question, in the invitation and on the page.",
            .otherwise_fr = "Comment s’est passé cet échange ?",
            .otherwise_en = "How did we do?",
            .variables = of_organisation,
        },
    [WORD_HOW] =
        {
            .name = "survey.invitation.how",
            .about_fr = "Ce que fait un lien de l’invitation.",
            .about_en = "What a link of the invitation does.",
            .otherwise_fr = "Chaque lien ouvre une page où vous pouvez ajouter un mot. Rien n’est "
                            "enregistré avant que vous n’ayez validé cette page.",
            .otherwise_en = "Each link opens a page where you may add a word. Nothing is recorded "
                            "until you send that page.",
            .variables = of_organisation,
            .max = 600,
            .multiline = true,
        },
    [WORD_HUMAN] =
        {
            .name = "survey.invitation.human",
            .about_fr = "Comment joindre une personne.",
            .about_en = "How to reach a person.",
            .otherwise_fr =
                "Votre demande n’est pas réglée, ou vous avez une autre question ? Répondez "
                "simplement à ce message : une personne de notre équipe vous lira.",
            .otherwise_en = "Not settled yet, or another question? Just answer this message: a "
                            "person of our team will read it.",
            .variables = of_organisation,
            .max = 600,
            .multiline = true,
        },
    [WORD_MACHINE] =
        {
            .name = "survey.invitation.machine",
            .about_fr = "Dit qu’un programme a écrit ce message.",
            .about_en = "Says that a program wrote this message.",
            .otherwise_fr = "Ce message a été envoyé automatiquement.",
            .otherwise_en = "This message was sent automatically.",
            .variables = of_organisation,
        },
    [WORD_STOP] =
        {
            .name = "survey.invitation.stop",
            .about_fr = "Le lien pour ne plus être interrogé.",
            .about_en = "The link to be asked no more.",
            .otherwise_fr = "Ne plus recevoir de questionnaire.",
            .otherwise_en = "Send me no more surveys.",
            .variables = of_organisation,
        },
    [WORD_LINK] =
        {
            .name = "survey.invitation.link",
            .about_fr = "Ce qui tient la place d’un lien dans la copie gardée.",
            .about_en = "What stands for a link in the copy that is kept.",
            .otherwise_fr = "lien vers le questionnaire",
            .otherwise_en = "link to the survey",
            .variables = of_organisation,
        },
    [WORD_STOP_LINK] =
        {
            .name = "survey.invitation.stop_link",
            .about_fr = "Ce qui tient la place du lien d’arrêt dans la copie gardée.",
            .about_en = "What stands for the stopping link in the copy that is kept.",
            .otherwise_fr = "lien pour ne plus en recevoir",
            .otherwise_en = "link to get no more of them",
            .variables = of_organisation,
        },
    [WORD_TITLE] =
        {
            .name = "survey.page.title",
            .about_fr = "Le titre de la page.",
            .about_en = "The title of the page.",
            .otherwise_fr = "Votre avis",
            .otherwise_en = "Your opinion",
            .variables = of_organisation,
        },
    [WORD_REQUIRED] =
        {
            .name = "survey.page.required",
            .about_fr = "Écrit à côté de la question.",
            .about_en = "Written beside the question.",
            .otherwise_fr = "obligatoire",
            .otherwise_en = "required",
            .variables = of_organisation,
        },
    [WORD_COMMENT] =
        {
            .name = "survey.page.comment",
            .about_fr = "La question ouverte.",
            .about_en = "The open question.",
            .otherwise_fr = "Voulez-vous nous en dire plus ?",
            .otherwise_en = "Would you like to tell us more?",
            .variables = of_organisation,
        },
    [WORD_COMMENT_HINT] =
        {
            .name = "survey.page.comment_hint",
            .about_fr = "Sous la question ouverte.",
            .about_en = "Under the open question.",
            .otherwise_fr = "Facultatif. Votre commentaire est lu par une personne.",
            .otherwise_en = "Optional. Your comment is read by a person.",
            .variables = of_organisation,
        },
    [WORD_SEND] =
        {
            .name = "survey.page.send",
            .about_fr = "Le bouton.",
            .about_en = "The button.",
            .otherwise_fr = "Envoyer mon avis",
            .otherwise_en = "Send my opinion",
            .variables = of_organisation,
        },
    [WORD_CHOOSE] =
        {
            .name = "survey.page.choose",
            .about_fr = "Dit quand aucune note n’est choisie.",
            .about_en = "Said when no score is chosen.",
            .otherwise_fr = "Choisissez une réponse avant d’envoyer.",
            .otherwise_en = "Choose an answer before sending.",
            .variables = of_organisation,
        },
    [WORD_THANKS_TITLE] =
        {
            .name = "survey.thanks.title",
            .about_fr = "Le titre, après la réponse.",
            .about_en = "The title, after the answer.",
            .otherwise_fr = "Merci",
            .otherwise_en = "Thank you",
            .variables = of_organisation,
        },
    [WORD_THANKS_TEXT] =
        {
            .name = "survey.thanks.text",
            .about_fr = "Le texte, après la réponse.",
            .about_en = "The text, after the answer.",
            .otherwise_fr = "Votre avis est enregistré. Pour nous joindre, répondez au message que "
                            "vous avez reçu : une personne vous lira.",
            .otherwise_en = "Your opinion is recorded. To reach us, answer the message you "
                            "received: a person will read it.",
            .variables = of_organisation,
            .max = 600,
            .multiline = true,
        },
    [WORD_ALREADY_TITLE] =
        {
            .name = "survey.already.title",
            .about_fr = "Le titre, à qui a déjà répondu.",
            .about_en = "The title, to who has answered already.",
            .otherwise_fr = "Vous avez déjà répondu",
            .otherwise_en = "You have already answered",
            .variables = of_organisation,
        },
    [WORD_ALREADY_TEXT] =
        {
            .name = "survey.already.text",
            .about_fr = "Le texte, à qui a déjà répondu.",
            .about_en = "The text, to who has answered already.",
            .otherwise_fr = "Votre avis est enregistré, merci. Pour nous joindre, répondez au "
                            "message que vous avez reçu : une personne vous lira.",
            .otherwise_en = "Your opinion is recorded, thank you. To reach us, answer the message "
                            "you received: a person will read it.",
            .variables = of_organisation,
            .max = 600,
            .multiline = true,
        },
    [WORD_EXPIRED_TITLE] =
        {
            .name = "survey.expired.title",
            .about_fr = "Le titre, quand le délai est passé.",
            .about_en = "The title, when the time has passed.",
            .otherwise_fr = "Cette page n’est plus ouverte",
            .otherwise_en = "This page is closed",
            .variables = of_organisation,
        },
    [WORD_EXPIRED_TEXT] =
        {
            .name = "survey.expired.text",
            .about_fr = "Le texte, quand le délai est passé.",
            .about_en = "The text, when the time has passed.",
            .otherwise_fr = "Le délai pour donner votre avis est passé. Pour nous joindre, "
                            "répondez au message que vous avez reçu : une personne vous lira.",
            .otherwise_en = "The time to give your opinion has passed. To reach us, answer the "
                            "message you received: a person will read it.",
            .variables = of_organisation,
            .max = 600,
            .multiline = true,
        },
    [WORD_UNKNOWN_TITLE] =
        {
            .name = "survey.unknown.title",
            .about_fr = "Le titre, quand le lien n’existe pas.",
            .about_en = "The title, when the link does not exist.",
            .otherwise_fr = "Page introuvable",
            .otherwise_en = "Page not found",
            .variables = of_organisation,
        },
    [WORD_UNKNOWN_TEXT] =
        {
            .name = "survey.unknown.text",
            .about_fr = "Le texte, quand le lien n’existe pas.",
            .about_en = "The text, when the link does not exist.",
            .otherwise_fr =
                "Ce lien n’est pas complet ou n’existe pas. Essayez de l’ouvrir à nouveau depuis "
                "le message que vous avez reçu, ou répondez à ce message : une personne vous lira.",
            .otherwise_en =
                "This link is incomplete or does not exist. Try to open it again from the message "
                "you received, or answer that message: a person will read it.",
            .variables = of_organisation,
            .max = 600,
            .multiline = true,
        },
    [WORD_STOP_ASK_TITLE] =
        {
            .name = "survey.stop.title",
            .about_fr = "Le titre, avant d’arrêter les enquêtes.",
            .about_en = "The title, before surveys stop.",
            .otherwise_fr = "Ne plus recevoir de questionnaire",
            .otherwise_en = "No more surveys",
            .variables = of_organisation,
        },
    [WORD_STOP_ASK_TEXT] =
        {
            .name = "survey.stop.text",
            .about_fr = "Le texte, avant d’arrêter les enquêtes.",
            .about_en = "The text, before surveys stop.",
            .otherwise_fr = "Nous ne vous demanderons plus votre avis après nos échanges. Nous "
                            "continuerons à répondre à vos messages.",
            .otherwise_en = "We will not ask for your opinion any more after we have been in "
                            "touch. We will still answer your messages.",
            .variables = of_organisation,
            .max = 600,
            .multiline = true,
        },
    [WORD_STOPPED_TITLE] =
        {
            .name = "survey.stopped.title",
            .about_fr = "Le titre, quand les enquêtes sont arrêtées.",
            .about_en = "The title, once surveys have stopped.",
            .otherwise_fr = "C’est noté",
            .otherwise_en = "Noted",
            .variables = of_organisation,
        },
    [WORD_STOPPED_TEXT] =
        {
            .name = "survey.stopped.text",
            .about_fr = "Le texte, quand les enquêtes sont arrêtées.",
            .about_en = "The text, once surveys have stopped.",
            .otherwise_fr = "Nous ne vous enverrons plus de questionnaire. Si vous changez d’avis, "
                            "répondez à l’un de nos messages : une personne vous lira.",
            .otherwise_en = "We will send you no more surveys. If you change your mind, answer one "
                            "of our messages: a person will read it.",
            .variables = of_organisation,
            .max = 600,
            .multiline = true,
        },
    [WORD_STOP_BUTTON] =
        {
            .name = "survey.stop.button",
            .about_fr = "Le bouton qui arrête les enquêtes.",
            .about_en = "The button that stops surveys.",
            .otherwise_fr = "Ne plus rien me demander",
            .otherwise_en = "Ask me no more",
            .variables = of_organisation,
        },
    [WORD_COUNT] = WORDINGS_END,
};
