#include "channel/mail/mail-guess.h"

#include "base/text.h"

#include <stdbool.h>
#include <string.h>

#define LOOK_AT ((gsize)4000) /* bytes; the rest will not say otherwise */

/* ---- Sets ---- */

typedef struct {
    gsize wide, kana, letters; /* characters of Asia, kana among them, of other scripts */
    bool broken;
} Count;

static Count
count_as(const char *bytes, gsize length, const char *set)
{
    Count count = {.broken = true};
    gsize read;
    g_autofree char *text = g_convert(bytes, (gssize)length, "UTF-8", set, &read, NULL, NULL);

    /* Cut in the middle of a character at most. */
    if (text == NULL || read + 3 < length)
        return count;
    count.broken = false;
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        count.kana += c >= 0x3041 && c <= 0x30FE;
        count.wide += c >= 0x3001 && c <= 0x9FFF;
        count.letters += c > 0x7F && !(c >= 0x3001 && c <= 0x9FFF);
    }
    return count;
}

/* Western text has a letter above ASCII here and there; of other scripts most letters are. */
static bool
is_dense(const char *bytes, gsize length)
{
    gsize high = 0, plain = 0;

    for (gsize i = 0; i < length; i++) {
        high += (guchar)bytes[i] >= 0x80;
        plain += g_ascii_isalpha(bytes[i]);
    }
    return high >= 6 && high > plain;
}

/* Small letters of one are the capitals of the other, and most letters are small. */
static const char *
cyrillic(const char *bytes, gsize length)
{
    gsize high = 0, first = 0, second = 0;

    for (gsize i = 0; i < length; i++) {
        guchar byte = (guchar)bytes[i];

        high += byte >= 0x80;
        first += byte >= 0xC0 && byte < 0xE0;
        second += byte >= 0xE0;
    }
    if ((first + second) * 10 < high * 9 || MAX(first, second) * 10 < (first + second) * 7)
        return NULL;
    return first > second ? "koi8-r" : "windows-1251";
}

const char *
mail_guess_set(const char *bytes, gsize length)
{
    static const char *const japanese[] = {"cp932", "euc-jp"};
    Count chinese;
    const char *set;

    length = MIN(length, LOOK_AT);
    if (!is_dense(bytes, length)) {
        Count count = count_as(bytes, length, "cp932");

        return count_as(bytes, length, "windows-1252").broken && !count.broken && count.wide > 0
                   ? "cp932"
                   : "windows-1252";
    }
    for (gsize i = 0; i < G_N_ELEMENTS(japanese); i++) {
        Count count = count_as(bytes, length, japanese[i]);

        if (!count.broken && count.kana * 5 > count.wide && count.letters * 10 < count.wide)
            return japanese[i];
    }
    chinese = count_as(bytes, length, "gb18030");
    if (!chinese.broken && chinese.letters * 10 < chinese.wide)
        return "gb18030";
    set = cyrillic(bytes, length);
    return set != NULL ? set : "windows-1252";
}

/* ---- Encoded twice ---- */

static bool
may_be_mojibake(const char *text)
{
    return strstr(text, "\xC3\x83") != NULL || strstr(text, "\xC3\x82") != NULL ||
           strstr(text, "\xC3\xA2\xE2\x82\xAC") != NULL;
}

static bool
has_high(const char *text)
{
    for (; *text != '\0'; text++)
        if ((guchar)*text >= 0x80)
            return true;
    return false;
}

/* Length bytes read the other way; NULL when they are not that. */
static char *
undo(const char *text, gsize length)
{
    gsize size;
    g_autofree char *bytes =
        g_convert(text, (gssize)length, "windows-1252", "UTF-8", NULL, &size, NULL);

    if (bytes == NULL || strlen(bytes) != size || !has_high(bytes) ||
        !g_utf8_validate_len(bytes, size, NULL))
        return NULL;
    return g_steal_pointer(&bytes);
}

static gsize
high_run(const char *text)
{
    gsize length = 0;

    while ((guchar)text[length] >= 0x80)
        length++;
    return length;
}

/* Each run of characters above ASCII by itself: the one that is read again as a character or two.
 */
static char *
undo_runs(const char *text)
{
    GString *out = g_string_sized_new(strlen(text) + 1);
    bool any = false;

    while (*text != '\0') {
        gsize run = high_run(text);
        g_autofree char *undone = run >= 4 && may_be_mojibake(text) ? undo(text, run) : NULL;

        if (run == 0) {
            g_string_append_c(out, *text++);
            continue;
        }
        any |= undone != NULL;
        if (undone != NULL)
            g_string_append(out, undone);
        else
            g_string_append_len(out, text, (gssize)run);
        text += run;
    }
    return g_string_free(out, !any);
}

char *
mail_unmojibake(const char *text)
{
    g_autofree char *whole = NULL;
    g_autofree char *undone = NULL;

    if (!may_be_mojibake(text))
        return NULL;
    whole = undo(text, strlen(text));
    if (whole == NULL)
        whole = undo_runs(text);
    undone = whole != NULL ? text_clean(whole, -1) : NULL;
    return g_steal_pointer(&undone);
}
