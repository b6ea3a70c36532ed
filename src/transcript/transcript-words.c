#include "transcript/transcript.h"

#define KILO 1000

static const TranscriptWords french = {
    .conversation = "Conversation",
    .with = "Avec",
    .opened = "Ouverte le",
    .made = "Document établi le",
    .by = "par",
    .at = "à",
    .note = "Note interne",
    .to = "À",
    .cc = "Copie à",
    .files = "Pièces jointes",
    .page = "Page",
    .of = "sur",
    .machine = "Message automatique",
    .messages = "Messages",
    .colon = "\u00a0: ",
};

static const TranscriptWords english = {
    .conversation = "Conversation",
    .with = "With",
    .opened = "Opened on",
    .made = "Document made on",
    .by = "by",
    .at = "at",
    .note = "Internal note",
    .to = "To",
    .cc = "Copy to",
    .files = "Attachments",
    .page = "Page",
    .of = "of",
    .machine = "Automatic message",
    .messages = "Messages",
    .colon = ": ",
};

const TranscriptWords *
transcript_words(const Transcript *transcript)
{
    return transcript->english ? &english : &french;
}

char *
transcript_date(const Transcript *transcript, int64_t at)
{
    static const char *const french_months[] = {"janvier",   "février", "mars",     "avril",
                                                "mai",       "juin",    "juillet",  "août",
                                                "septembre", "octobre", "novembre", "décembre"};
    static const char *const english_months[] = {"January",   "February", "March",    "April",
                                                 "May",       "June",     "July",     "August",
                                                 "September", "October",  "November", "December"};
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at / 1000);
    g_autoptr(GDateTime) local =
        utc != NULL ? g_date_time_to_timezone(utc, transcript->zone) : NULL;
    int month = local != NULL ? g_date_time_get_month(local) - 1 : 0;
    int day = local != NULL ? g_date_time_get_day_of_month(local) : 0;

    if (local == NULL)
        return g_strdup("—");
    return g_strdup_printf("%d%s\u00a0%s %d %s\u00a0%02d:%02d", day,
                           day == 1 && !transcript->english ? "er" : "",
                           (transcript->english ? english_months : french_months)[month],
                           g_date_time_get_year(local), transcript_words(transcript)->at,
                           g_date_time_get_hour(local), g_date_time_get_minute(local));
}

char *
transcript_size(const Transcript *transcript, int64_t bytes)
{
    static const char *const french_units[] = {"o", "ko", "Mo"};
    static const char *const english_units[] = {"bytes", "kB", "MB"};
    const char *const *units = transcript->english ? english_units : french_units;
    int power = bytes >= KILO * KILO ? 2 : bytes >= KILO ? 1 : 0;
    int64_t unit = power == 2 ? KILO * KILO : power == 1 ? KILO : 1;

    return g_strdup_printf("%" G_GINT64_FORMAT "\u00a0%s", (bytes + unit / 2) / unit, units[power]);
}

char *
transcript_title(const Transcript *transcript, const TranscriptMessage *message)
{
    const TranscriptWords *words = transcript_words(transcript);
    const char *author = message->author != NULL ? message->author : transcript->organisation;

    if (message->direction == DIRECTION_NOTE)
        return g_strdup_printf("%s – %s", words->note, author);
    if (message->kind == MESSAGE_KIND_AUTOMATIC)
        return g_strdup_printf("%s – %s", words->machine, transcript->organisation);
    return message->direction == DIRECTION_OUT
               ? g_strdup_printf("%s – %s", author, transcript->organisation)
               : g_strdup(author);
}
