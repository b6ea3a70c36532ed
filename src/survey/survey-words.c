#include "survey/survey-words.h"

static const SurveyWords french = {
    .language = "fr",
    .scores = {NULL, "Pas du tout satisfait", "Peu satisfait", "Moyennement satisfait", "Satisfait",
               "Très satisfait"},
    .hello = "Bonjour,",
    .done_before = "Votre demande « ",
    .done_after = " » est terminée.",
    .question = "Comment s’est passé cet échange ?",
    .how = "Chaque lien ouvre une page où vous pouvez ajouter un mot. Rien n’est enregistré avant "
           "que vous n’ayez validé cette page.",
    .human =
        "Votre demande n’est pas réglée, ou vous avez une autre question ? Répondez simplement "
        "à ce message : une personne de notre équipe vous lira.",
    .machine = "Ce message a été envoyé automatiquement.",
    .stop = "Ne plus recevoir de questionnaire.",
    .link = "lien vers le questionnaire",
    .stop_link = "lien pour ne plus en recevoir",
    .title = "Votre avis",
    .comment = "Voulez-vous nous en dire plus ?",
    .comment_hint = "Facultatif. Votre commentaire est lu par une personne.",
    .send = "Envoyer mon avis",
    .choose = "Choisissez une réponse avant d’envoyer.",
    .required = "obligatoire",
    .thanks_title = "Merci",
    .thanks_text =
        "Votre avis est enregistré. Pour nous joindre, répondez au message que vous avez "
        "reçu : une personne vous lira.",
    .already_title = "Vous avez déjà répondu",
    .already_text = "Votre avis est enregistré, merci. Pour nous joindre, répondez au message que "
                    "vous avez reçu : une personne vous lira.",
    .expired_title = "Cette page n’est plus ouverte",
    .expired_text = "Le délai pour donner votre avis est passé. Pour nous joindre, répondez au "
                    "message que vous avez reçu : une personne vous lira.",
    .unknown_title = "Page introuvable",
    .unknown_text =
        "Ce lien n’est pas complet ou n’existe pas. Essayez de l’ouvrir à nouveau depuis "
        "le message que vous avez reçu, ou répondez à ce message : une personne vous lira.",
    .stop_title = "Ne plus recevoir de questionnaire",
    .stop_text = "Nous ne vous demanderons plus votre avis après nos échanges. Nous continuerons à "
                 "répondre à vos messages.",
    .stop_button = "Ne plus rien me demander",
    .stopped_title = "C’est noté",
    .stopped_text =
        "Nous ne vous enverrons plus de questionnaire. Si vous changez d’avis, répondez "
        "à l’un de nos messages : une personne vous lira.",
};

static const SurveyWords english = {
    .language = "en",
    .scores = {NULL, "Very dissatisfied", "Dissatisfied", "Neither satisfied nor dissatisfied",
               "Satisfied", "Very satisfied"},
    .hello = "Hello,",
    .done_before = "Your request “",
    .done_after = "” is closed.",
    .question = "How did we do?",
    .how = "Each link opens a page where you may add a word. Nothing is recorded until you send "
           "that page.",
    .human = "Not settled yet, or another question? Just answer this message: a person of our team "
             "will read it.",
    .machine = "This message was sent automatically.",
    .stop = "Send me no more surveys.",
    .link = "link to the survey",
    .stop_link = "link to get no more of them",
    .title = "Your opinion",
    .comment = "Would you like to tell us more?",
    .comment_hint = "Optional. Your comment is read by a person.",
    .send = "Send my opinion",
    .choose = "Choose an answer before sending.",
    .required = "required",
    .thanks_title = "Thank you",
    .thanks_text = "Your opinion is recorded. To reach us, answer the message you received: a "
                   "person will read it.",
    .already_title = "You have already answered",
    .already_text = "Your opinion is recorded, thank you. To reach us, answer the message you "
                    "received: a person will read it.",
    .expired_title = "This page is closed",
    .expired_text = "The time to give your opinion has passed. To reach us, answer the message you "
                    "received: a person will read it.",
    .unknown_title = "Page not found",
    .unknown_text = "This link is incomplete or does not exist. Try to open it again from the "
                    "message you received, or answer that message: a person will read it.",
    .stop_title = "No more surveys",
    .stop_text = "We will not ask for your opinion any more after we have been in touch. We will "
                 "still answer your messages.",
    .stop_button = "Ask me no more",
    .stopped_title = "Noted",
    .stopped_text = "We will send you no more surveys. If you change your mind, answer one of our "
                    "messages: a person will read it.",
};

const SurveyWords *
survey_words(const char *language)
{
    return g_strcmp0(language, "en") == 0 ? &english : &french;
}
