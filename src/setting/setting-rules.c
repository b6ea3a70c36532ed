#include "setting/setting.h"

#include "base/holiday.h"
#include "base/limits.h"

#include <string.h>

const SettingRule setting_rules[] = {
    {
        .name = "organisation.name",
        .type = SETTING_TEXT,
        .min = 1,
        .max = LIMIT_NAME,
        .otherwise = "\"Lien\"",
        .about_fr = "Nom de l'organisation, montré dans les courriels et sur les pages publiques.",
        .about_en = "Name of the organisation, shown in mails and on public pages.",
    },
    {
        .name = "organisation.language",
        .type = SETTING_CHOICE,
        .choices = (const char *const[]){"fr", "en", NULL},
        .otherwise = "\"fr\"",
        .about_fr = "Langue des courriels et des pages publiques quand on ne sait pas laquelle la "
                    "personne lit.",
        .about_en = "Language of mails and public pages when we do not know which one the person "
                    "reads.",
    },
    {
        .name = "brand.colour",
        .type = SETTING_COLOUR,
        .otherwise = "\"#1d4ed8\"",
        .about_fr = "Couleur des boutons et des liens sur les pages publiques et dans les "
                    "courriels ; foncée ou éclaircie s'il le faut pour rester lisible.",
        .about_en = "Colour of buttons and links on public pages and in mails; made darker or "
                    "lighter where needed to stay readable.",
    },
    {
        .name = "calendar.zone",
        .type = SETTING_ZONE,
        .otherwise = "\"Europe/Paris\"",
        .about_fr = "Fuseau horaire dans lequel se comptent les heures ouvrées.",
        .about_en = "Time zone in which working hours are counted.",
    },
    {
        .name = "calendar.hours",
        .type = SETTING_HOURS,
        .otherwise = "\"mon-fri 09:00-12:30 13:30-18:00\"",
        .about_fr =
            "Heures d'ouverture, par jour de la semaine ou par date ; un jour absent est fermé.",
        .about_en = "Opening hours, by day of the week or by date; a day left out is closed.",
    },
    {
        .name = "calendar.holidays",
        .type = SETTING_CHOICE,
        .choices = holiday_zone_words,
        .otherwise = "\"metropole\"",
        .source = "Code du travail, art. L3133-1 ; zones : base/holiday.h",
        .about_fr = "Zone dont les jours fériés sont fermés.",
        .about_en = "Zone whose public holidays are closed.",
    },
    {
        .name = "conversation.undo_seconds",
        .type = SETTING_INT,
        .min = 0,
        .max = 60,
        .otherwise = "10",
        .about_fr =
            "Secondes pendant lesquelles une réponse peut être reprise avant de partir ; 0 : "
            "elle part aussitôt.",
        .about_en = "Seconds during which a reply can be taken back before it leaves; 0: it leaves "
                    "at once.",
    },
    {
        .name = "conversation.hold_back",
        .type = SETTING_BOOL,
        .otherwise = "true",
        .about_fr =
            "Retenir un envoi programmé quand la personne écrit entre-temps, jusqu'à ce que "
            "quelqu'un décide.",
        .about_en = "Hold back a scheduled message when the person writes meanwhile, until someone "
                    "decides.",
    },
    {
        .name = "notice.draft_hours",
        .type = SETTING_INT,
        .min = 0,
        .max = 30 * 24,
        .otherwise = "24",
        .about_fr =
            "Heures au bout desquelles une réponse commencée est rappelée à qui l'écrit, si "
            "la personne attend toujours ; 0 : jamais.",
        .about_en = "Hours after which a reply that was begun is recalled to its author, if the "
                    "person still waits; 0: never.",
    },
    {
        .name = "survey.enabled",
        .type = SETTING_BOOL,
        .otherwise = "true",
        .about_fr = "Demander l'avis de la personne quand sa demande est close.",
        .about_en = "Ask the person how it went when their matter is closed.",
    },
    {
        .name = "survey.pause_days",
        .type = SETTING_INT,
        .min = 0,
        .max = 365,
        .otherwise = "7",
        .about_fr = "Jours pendant lesquels la même personne n'est pas interrogée deux fois.",
        .about_en = "Days during which the same person is not asked twice.",
    },
    {
        .name = "survey.delay_minutes",
        .type = SETTING_INT,
        .min = 0,
        .max = 7 * 24 * 60,
        .otherwise = "0",
        .about_fr =
            "Minutes entre la clôture et la question : de quoi rouvrir une demande close trop tôt.",
        .about_en = "Minutes between closing and asking: time to reopen what was closed too soon.",
    },
    {
        .name = "survey.open_days",
        .type = SETTING_INT,
        .min = 1,
        .max = 365,
        .otherwise = "30",
        .about_fr = "Jours pendant lesquels une réponse est acceptée après l'invitation.",
        .about_en = "Days during which an answer is taken after the invitation.",
    },
    {
        .name = "survey.late_days",
        .type = SETTING_INT,
        .min = 1,
        .max = 30,
        .otherwise = "3",
        .about_fr = "Jours de retard, après une panne, au-delà desquels on n'interroge plus.",
        .about_en = "Days of lateness, after a failure, beyond which nobody is asked any more.",
    },
    {
        .name = "loop.due_hours",
        .type = SETTING_INT,
        .min = 1,
        .max = 400,
        .otherwise = "16",
        .about_fr = "Heures ouvrées pour rappeler une personne mécontente.",
        .about_en = "Working hours within which an unhappy person is called back.",
    },
    {
        .name = "csat.satisfied_from",
        .type = SETTING_INT,
        .min = 2,
        .max = 5,
        .otherwise = "4",
        .source = "Usage de la profession : part des notes 4 et 5 sur 5",
        .about_fr = "Note à partir de laquelle une personne est comptée satisfaite.",
        .about_en = "Score from which a person counts as satisfied.",
    },
    {
        .name = "csat.unhappy_to",
        .type = SETTING_INT,
        .min = 1,
        .max = 4,
        .otherwise = "2",
        .about_fr = "Note jusqu'à laquelle une réponse demande un rappel.",
        .about_en = "Score up to which an answer asks for a call back.",
    },
    {
        .name = "staff.session_hours",
        .type = SETTING_INT,
        .min = 1,
        .max = 30 * 24,
        .otherwise = "12",
        .about_fr = "Heures sans activité après lesquelles il faut se reconnecter.",
        .about_en = "Hours without activity after which one signs in again.",
    },
    {
        .name = "staff.link_hours",
        .type = SETTING_INT,
        .min = 1,
        .max = 30 * 24,
        .otherwise = "72",
        .about_fr = "Heures pendant lesquelles un lien d'invitation reste valable.",
        .about_en = "Hours during which an invitation link works.",
    },
    {
        .name = "file.size_max_mib",
        .type = SETTING_INT,
        .min = 1,
        .max = LIMIT_HTTP_UPLOAD / (1024 * 1024),
        .otherwise = "20",
        .about_fr = "Taille d'un fichier qui est pris, en Mio. Celui d'un courriel plus gros reste "
                    "dans sa source.",
        .about_en = "Size of a file that is taken, in MiB. A larger one of a mail stays in its "
                    "source.",
    },
    {
        .name = "file.refused_in",
        .type = SETTING_TEXT,
        .max = 1000,
        .otherwise = "\"exe com scr pif bat cmd vbs vbe js jse wsf wsh hta msi msp jar lnk ps1 cpl "
                     "reg application/x-dosexec\"",
        .source = "ANSSI, recommandations sur la messagerie : pièces jointes exécutables",
        .about_fr = "Fichiers reçus qui ne sont pas proposés : fins de nom (exe) ou types "
                    "(application/x-dosexec), séparés par des espaces.",
        .about_en = "Received files that are not offered: ends of names (exe) or types "
                    "(application/x-dosexec), with spaces between.",
    },
    {
        .name = "file.refused_out",
        .type = SETTING_TEXT,
        .max = 1000,
        .otherwise = "\"exe com scr pif bat cmd vbs js hta msi lnk ps1 application/x-dosexec\"",
        .about_fr = "Fichiers qui ne peuvent pas être joints à une réponse, écrits de même.",
        .about_en = "Files that cannot be attached to a reply, written the same way.",
    },
    {.name = NULL},
};

const SettingRule *
setting_rule(const char *name)
{
    for (const SettingRule *rule = setting_rules; rule->name != NULL; rule++)
        if (strcmp(rule->name, name) == 0)
            return rule;
    return NULL;
}

const char *
setting_type_word(SettingType type)
{
    static const char *const words[] = {
        [SETTING_BOOL] = "bool",     [SETTING_INT] = "int",   [SETTING_TEXT] = "text",
        [SETTING_CHOICE] = "choice", [SETTING_ZONE] = "zone", [SETTING_HOURS] = "hours",
        [SETTING_COLOUR] = "colour",
    };

    g_return_val_if_fail((size_t)type < G_N_ELEMENTS(words), "text");
    return words[type];
}
