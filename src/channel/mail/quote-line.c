#include "channel/mail/quote-line.h"

#include "base/text.h"

#include <string.h>

#define FOLD_MAX 600

/* Unicode spaces and marks without width that programs put around colons and names. */
static bool
is_space_at(const char *at, const char *end, gsize *ret_length)
{
    static const char *const spaces[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x8E", "\xE2\x80\x8B",
                                         "\xEF\xBB\xBF"};

    *ret_length = 1;
    if (at < end && (*at == ' ' || *at == '\t' || *at == '\r'))
        return true;
    if (at == end || (unsigned char)*at < 0x80)
        return false;
    for (gsize i = 0; i < G_N_ELEMENTS(spaces); i++) {
        *ret_length = strlen(spaces[i]);
        if ((gsize)(end - at) >= *ret_length && memcmp(at, spaces[i], *ret_length) == 0)
            return true;
    }
    return false;
}

char *
quote_fold(const char *line, gsize length)
{
    g_autofree char *start = g_strndup(line, MIN(length, FOLD_MAX));
    g_autofree char *valid = g_utf8_make_valid(start, -1);

    return text_fold(valid);
}

const char *
quote_skip_marks(const char *line, const char *end)
{
    gsize length;

    while (line < end) {
        if (*line == '>' || *line == '|' || *line == '*')
            line++;
        else if (is_space_at(line, end, &length))
            line += length;
        else
            break;
    }
    return line;
}

/* The part of a line without spaces at both ends. */
static void
trim(const char **line, gsize *length)
{
    const char *end = *line + *length;
    gsize space;

    while (*line < end && is_space_at(*line, end, &space))
        *line += space;
    while (end > *line && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
        end--;
    *length = (gsize)(end - *line);
}

bool
quote_is_quoted(const char *line, gsize length)
{
    const char *mark;

    trim(&line, &length);
    if (length == 0)
        return false;
    if (line[0] == '>' || (line[0] == '|' && (length == 1 || line[1] == ' ')))
        return true;
    /* "C> text": the initials of who wrote it. */
    mark = memchr(line, '>', MIN(length, (gsize)12));
    if (mark == NULL || mark == line || (mark + 1 < line + length && mark[1] != ' '))
        return false;
    for (const char *at = line; at < mark; at++)
        if (!g_ascii_isalpha(*at))
            return false;
    return true;
}

bool
quote_is_rule(const char *line, gsize length)
{
    gsize drawn = 0;

    trim(&line, &length);
    if (length == 3 && memcmp(line, "\xE1\x90\xA7", 3) == 0) /* a tracker's mark */
        return true;
    for (gsize i = 0; i < length; i++) {
        if (strchr("-_=*#~+", line[i]) != NULL && line[i] != '\0')
            drawn++;
        else if (line[i] != ' ')
            return false;
    }
    return drawn >= 2;
}

bool
quote_is_signature_mark(const char *line, gsize length)
{
    trim(&line, &length);
    return (length == 2 && memcmp(line, "--", 2) == 0) ||
           (length == 3 && memcmp(line, "\xE2\x80\x94", 3) == 0); /* an editor's dash for both */
}

static bool
starts_with_any(const char *text, const char *const *starts, gsize n)
{
    for (gsize i = 0; i < n; i++)
        if (g_str_has_prefix(text, starts[i]))
            return true;
    return false;
}

bool
quote_is_program_signature(const char *line, gsize length)
{
    static const char *const starts[] = {
        "envoye de mon ",
        "envoye depuis ",
        "envoye a partir d",
        "envoye avec ",
        "envoye par ",
        "envoye via ",
        "telecharger outlook",
        "obtenez outlook",
        "obtenir outlook",
        "provenance : ",
        "sent from my ",
        "sent from mail",
        "sent from windows",
        "sent from yahoo",
        "sent from outlook",
        "sent from [",
        "sent from a ",
        "sent via ",
        "sent with ",
        "sent by ",
        "sent from mobile",
        "sent from samsung",
        "sent from proton",
        "get outlook for",
        "get [outlook",
        "from my iphone",
        "from my ipad",
        "from my android",
        "von meinem ",
        "gesendet von ",
        "gesendet mit",
        "diese nachricht wurde von meinem",
        "enviado desde ",
        "enviado do meu",
        "enviado de mi",
        "inviato da ",
        "verzonden met ",
        "verzonden vanaf ",
        "verstuurd vanaf ",
        "sendt fra ",
        "skickat fran ",
        "wyslano z ",
        "skickas fran ",
        "\xE5\xBE\x9E\xE6\x88\x91\xE7\x9A\x84", /* from my, in Chinese */
        "garanti sans virus",
        "virus-free. www",
        "sans virus. www",
        "sans virus.www",
        "telecharger bluemail",
        "cet e-mail a ete verifie par",
        "ce mail a ete verifie par",
        "l'absence de virus dans ce courrier",
        "cet email a ete envoye depuis",
        "www.avast.com",
        "https://www.avast.com",
        "<https://www.avast.com",
    };
    g_autofree char *folded = NULL;
    const char *at;

    trim(&line, &length);
    if (length == 0 || length > 140)
        return false;
    folded = quote_fold(line, length);
    for (at = folded; *at != '\0' && strchr("<([*_|\" ", *at) != NULL; at++)
        ;
    if (starts_with_any(at, starts, G_N_ELEMENTS(starts)))
        return true;
    at = strstr(folded, " from mobile");
    return at != NULL && at[strlen(" from mobile")] == '\0';
}

bool
quote_is_original_mark(const char *line, gsize length)
{
    static const char *const words[] = {
        "original message",
        "message d'origine",
        "message original",
        "message initial",
        "forwarded message",
        "begin forwarded message",
        "message transfere",
        "debut du message transfere",
        "debut du message reexpedie",
        "message reexpedie",
        "e mail transfere",
        "courriel original",
        "mail original",
        "mail d'origine",
        "e mail d'origine",
        "courriel d'origine",
        "original nachricht",
        "ursprungliche nachricht",
        "weitergeleitete nachricht",
        "anfang der weitergeleiteten nachricht",
        "mensaje original",
        "mensaje reenviado",
        "mensagem original",
        "mensagem encaminhada",
        "messaggio originale",
        "messaggio inoltrato",
        "oorspronkelijk bericht",
        "doorgestuurd bericht",
        "wiadomosc oryginalna",
        "ursprungligt meddelande",
        "opprinnelig melding",
        "original appointment",
        "message d\xE2\x80\x99origine",
    };
    static const char *const passed_on[] = {"forwarded by ", "transfere par ", "reachemine par ",
                                            "transmis par ", "weitergeleitet von "};
    const char *end;
    const char *at;
    bool drawn;
    g_autofree char *folded = NULL;

    trim(&line, &length);
    end = line + length;
    at = quote_skip_marks(line, end);
    drawn = end - at > 4 && (memcmp(at, "--", 2) == 0 || memcmp(at, "__", 2) == 0);
    if (length < 8 || length > 200 || (!drawn && length > 60))
        return false;
    folded = quote_fold(at, (gsize)(end - at));
    g_strdelimit(folded, "-_=*>:", ' ');
    g_strstrip(folded);
    if (drawn && starts_with_any(folded, passed_on, G_N_ELEMENTS(passed_on)))
        return true;
    if (strncmp(folded, "message du ", 11) == 0 && g_ascii_isdigit(folded[11]))
        return strpbrk(folded + 11, "/") != NULL && strlen(folded) < 40;
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(folded, words[i]) == 0)
            return true;
    return false;
}

typedef struct {
    const char *word;
    QuoteLabel label;
} LabelWord;

static const LabelWord label_words[] = {
    {"from", QUOTE_LABEL_FROM},
    {"de", QUOTE_LABEL_FROM},
    {"expediteur", QUOTE_LABEL_FROM},
    {"von", QUOTE_LABEL_FROM},
    {"van", QUOTE_LABEL_FROM},
    {"fran", QUOTE_LABEL_FROM},
    {"da", QUOTE_LABEL_FROM},
    {"od", QUOTE_LABEL_FROM},
    {"fra", QUOTE_LABEL_FROM},
    {"lahettaja", QUOTE_LABEL_FROM},
    {"\xD0\xBE\xD1\x82", QUOTE_LABEL_FROM},
    {"emetteur", QUOTE_LABEL_FROM},
    {"date", QUOTE_LABEL_DATE},
    {"sent", QUOTE_LABEL_DATE},
    {"envoye", QUOTE_LABEL_DATE},
    {"envoye le", QUOTE_LABEL_DATE},
    {"gesendet", QUOTE_LABEL_DATE},
    {"datum", QUOTE_LABEL_DATE},
    {"skickat", QUOTE_LABEL_DATE},
    {"enviado", QUOTE_LABEL_DATE},
    {"enviado el", QUOTE_LABEL_DATE},
    {"enviada em", QUOTE_LABEL_DATE},
    {"fecha", QUOTE_LABEL_DATE},
    {"data", QUOTE_LABEL_DATE},
    {"dato", QUOTE_LABEL_DATE},
    {"inviato", QUOTE_LABEL_DATE},
    {"verzonden", QUOTE_LABEL_DATE},
    {"wyslano", QUOTE_LABEL_DATE},
    {"sendt", QUOTE_LABEL_DATE},
    {"to", QUOTE_LABEL_TO},
    {"a", QUOTE_LABEL_TO},
    {"destinataire", QUOTE_LABEL_TO},
    {"an", QUOTE_LABEL_TO},
    {"till", QUOTE_LABEL_TO},
    {"para", QUOTE_LABEL_TO},
    {"aan", QUOTE_LABEL_TO},
    {"do", QUOTE_LABEL_TO},
    {"til", QUOTE_LABEL_TO},
    {"pour", QUOTE_LABEL_TO},
    {"subject", QUOTE_LABEL_SUBJECT},
    {"objet", QUOTE_LABEL_SUBJECT},
    {"sujet", QUOTE_LABEL_SUBJECT},
    {"betreff", QUOTE_LABEL_SUBJECT},
    {"amne", QUOTE_LABEL_SUBJECT},
    {"asunto", QUOTE_LABEL_SUBJECT},
    {"assunto", QUOTE_LABEL_SUBJECT},
    {"oggetto", QUOTE_LABEL_SUBJECT},
    {"onderwerp", QUOTE_LABEL_SUBJECT},
    {"temat", QUOTE_LABEL_SUBJECT},
    {"emne", QUOTE_LABEL_SUBJECT},
    {"cc", QUOTE_LABEL_OTHER},
    {"copie a", QUOTE_LABEL_OTHER},
    {"copie", QUOTE_LABEL_OTHER},
    {"bcc", QUOTE_LABEL_OTHER},
    {"cci", QUOTE_LABEL_OTHER},
    {"reply-to", QUOTE_LABEL_OTHER},
    {"repondre a", QUOTE_LABEL_OTHER},
    {"reponse a", QUOTE_LABEL_OTHER},
    {"risposta", QUOTE_LABEL_OTHER},
    {"importance", QUOTE_LABEL_OTHER},
    {"attachments", QUOTE_LABEL_OTHER},
    {"pieces jointes", QUOTE_LABEL_OTHER},
    {"pj", QUOTE_LABEL_OTHER},
    {"kopie", QUOTE_LABEL_OTHER},
    {"organisation", QUOTE_LABEL_OTHER},
};

/* The colon that ends a label: near the start, ASCII or full width. */
static const char *
label_colon(const char *at, const char *end)
{
    for (const char *c = at; c < end && c - at < 24; c++) {
        if (*c == ':')
            return c;
        if (end - c >= 3 && memcmp(c, "\xEF\xBC\x9A", 3) == 0)
            return c;
        if (g_ascii_isdigit(*c) || *c == ',' || *c == '.')
            return NULL;
    }
    return NULL;
}

QuoteLabel
quote_label(const char *line, gsize length)
{
    const char *end = line + length;
    const char *at = quote_skip_marks(line, end);
    const char *colon = label_colon(at, end);
    g_autofree char *word = NULL;

    if (colon == NULL || colon == at)
        return QUOTE_LABEL_NONE;
    word = quote_fold(at, (gsize)(colon - at));
    g_strdelimit(word, "*_", ' ');
    g_strstrip(word);
    for (gsize i = 0; i < G_N_ELEMENTS(label_words); i++)
        if (strcmp(word, label_words[i].word) == 0)
            return label_words[i].label;
    return QUOTE_LABEL_NONE;
}

bool
quote_is_header_line(const char *line, gsize length)
{
    g_autofree char *folded = NULL;

    if (length < 30 || quote_label(line, length) != QUOTE_LABEL_FROM)
        return false;
    folded = quote_fold(line, length);
    return (strstr(folded, " envoye :") != NULL || strstr(folded, " envoye:") != NULL ||
            strstr(folded, " sent:") != NULL || strstr(folded, " date :") != NULL ||
            strstr(folded, " date:") != NULL) &&
           (strstr(folded, " objet :") != NULL || strstr(folded, " objet:") != NULL ||
            strstr(folded, " subject:") != NULL || strstr(folded, " a :") != NULL ||
            strstr(folded, " to:") != NULL);
}
