#include "form/form-words.h"

#include <string.h>

static const FormWords french = {
    .language = "fr",
    .other_language = "en",
    .other_name = "English",
    .required_note = "Les champs sans « facultatif » sont nécessaires.",
    .optional = "facultatif",
    .send = "Envoyer",
    .sending = "Envoi…",
    .yes = "oui",
    .choose = "Choisir…",
    .file_hint = "10 fichiers au plus, 20 Mo en tout.",
    .file_again = "Si vous aviez joint des fichiers, choisissez-les de nouveau : un navigateur ne "
                  "les garde pas.",
    .date_hint = "Par exemple 31/12/2026.",
    .phone_hint = "Par exemple 01 99 00 12 34.",
    .trap_label = "Laissez ce champ vide",
    .summary_title = "Il reste quelque chose à corriger",
    .error_prefix = "À corriger",
    .wrong =
        {
            [FORM_MISSING] = "Ce champ est nécessaire.",
            [FORM_NOT_EMAIL] = "Écrivez une adresse comme nom@exemple.fr.",
            [FORM_NOT_PHONE] = "Écrivez un numéro comme 01 99 00 12 34.",
            [FORM_NOT_DATE] = "Écrivez une date comme 31/12/2026.",
            [FORM_NOT_OPTION] = "Choisissez une des réponses proposées.",
            [FORM_TOO_LONG] = "Ce texte est trop long : raccourcissez-le.",
            [FORM_FILE_TOO_LARGE] = "Un des fichiers est trop gros.",
            [FORM_FILE_REFUSED] = "Un des fichiers est d'un genre que nous ne prenons pas.",
            [FORM_FILE_INFECTED] = "Un virus a été trouvé dans un des fichiers : envoyez le reste "
                                   "sans lui.",
            [FORM_TOO_MANY_FILES] = "10 fichiers au plus.",
        },
    .thanks_title = "C'est bien reçu, merci",
    .reference = "Référence",
    .date = "Reçu le",
    .what_you_wrote = "Ce que vous avez écrit",
    .copy_sent = "Une copie vous est envoyée par courriel. Pour ajouter quelque chose ou parler à "
                 "une personne, répondez à ce courriel.",
    .copy_none = "Notez la référence ou imprimez cette page : elle nous aidera à retrouver votre "
                 "message.",
    .print = "Imprimer",
    .another = "Envoyer un autre message",
    .closed_title = "Ce formulaire est fermé",
    .closed_text = "Il ne prend plus de messages.",
    .unknown_title = "Il n'y a pas de formulaire ici",
    .unknown_text = "L'adresse est peut-être incomplète.",
    .flood = "Beaucoup de messages viennent d'arriver de votre réseau. Ce que vous avez écrit est "
             "encore là : réessayez dans un moment.",
    .write_to = "Vous pouvez aussi nous écrire :",
};

static const FormWords english = {
    .language = "en",
    .other_language = "fr",
    .other_name = "Français",
    .required_note = "Fields not marked “optional” are needed.",
    .optional = "optional",
    .send = "Send",
    .sending = "Sending…",
    .yes = "yes",
    .choose = "Choose…",
    .file_hint = "10 files at most, 20 MB in all.",
    .file_again = "If you had attached files, choose them again: a browser does not keep them.",
    .date_hint = "For example 31/12/2026.",
    .phone_hint = "For example +33 1 99 00 12 34.",
    .trap_label = "Leave this field empty",
    .summary_title = "Something is still to be corrected",
    .error_prefix = "To correct",
    .wrong =
        {
            [FORM_MISSING] = "This field is needed.",
            [FORM_NOT_EMAIL] = "Write an address such as name@example.org.",
            [FORM_NOT_PHONE] = "Write a number such as +33 1 99 00 12 34.",
            [FORM_NOT_DATE] = "Write a date such as 31/12/2026.",
            [FORM_NOT_OPTION] = "Choose one of the answers.",
            [FORM_TOO_LONG] = "This text is too long: shorten it.",
            [FORM_FILE_TOO_LARGE] = "One of the files is too large.",
            [FORM_FILE_REFUSED] = "One of the files is of a kind that we do not take.",
            [FORM_FILE_INFECTED] = "A virus was found in one of the files: send the rest without "
                                   "it.",
            [FORM_TOO_MANY_FILES] = "10 files at most.",
        },
    .thanks_title = "We have it, thank you",
    .reference = "Reference",
    .date = "Received on",
    .what_you_wrote = "What you wrote",
    .copy_sent = "A copy is on its way to you by e-mail. To add something or to reach a person, "
                 "answer that e-mail.",
    .copy_none = "Note the reference or print this page: it will help us find your message.",
    .print = "Print",
    .another = "Send another message",
    .closed_title = "This form is closed",
    .closed_text = "It takes no more messages.",
    .unknown_title = "There is no form here",
    .unknown_text = "The address may be incomplete.",
    .flood = "Many messages have just come from your network. What you wrote is still here: try "
             "again in a moment.",
    .write_to = "You can also write to us:",
};

const FormWords *
form_words(const char *language)
{
    return g_strcmp0(language, "en") == 0 ? &english : &french;
}

char *
form_date(int64_t at, const char *zone, const char *language)
{
    static const char *const months[2][12] = {
        {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
         "octobre", "novembre", "décembre"},
        {"January", "February", "March", "April", "May", "June", "July", "August", "September",
         "October", "November", "December"},
    };
    bool is_english = strcmp(language, "en") == 0;
    g_autoptr(GTimeZone) where = g_time_zone_new_identifier(zone);
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at / 1000);
    g_autoptr(GDateTime) local =
        where != NULL ? g_date_time_to_timezone(utc, where) : g_date_time_ref(utc);

    return g_strdup_printf("%d %s %d %s %02d:%02d", g_date_time_get_day_of_month(local),
                           months[is_english][g_date_time_get_month(local) - 1],
                           g_date_time_get_year(local), is_english ? "at" : "à",
                           g_date_time_get_hour(local), g_date_time_get_minute(local));
}
