#include "channel/mail/mail-word.h"

#include "channel/mail/mail-charset.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define CHARSET_MAX 60

typedef struct {
    char charset[CHARSET_MAX];
    char encoding;          /* 'B' or 'Q' */
    const char *text, *end; /* of what is encoded */
    const char *after;
} Word;

/* "=?charset*language?B?text?=" at text. */
static bool
read_word(const char *text, Word *ret)
{
    const char *charset = text + 2;
    const char *mark, *end, *after;
    gsize length;

    if (text[0] != '=' || text[1] != '?')
        return false;
    mark = strchr(charset, '?');
    if (mark == NULL || mark[1] == '\0' || mark[2] != '?')
        return false;
    length = MIN(strcspn(charset, "*"), (gsize)(mark - charset));
    end = strstr(mark + 3, "?=");
    after = end != NULL ? end + 2 : NULL;
    if (end == NULL) /* its end was cut off */
        end = after = mark + 3 + strlen(mark + 3);
    if (length == 0 || length >= CHARSET_MAX || memchr(charset, ' ', length) != NULL)
        return false;
    memcpy(ret->charset, charset, length);
    ret->charset[length] = '\0';
    ret->encoding = g_ascii_toupper(mark[1]);
    ret->text = mark + 3;
    ret->end = end;
    ret->after = after;
    return ret->encoding == 'B' || ret->encoding == 'Q';
}

static void
append_base64(GByteArray *bytes, const Word *word)
{
    gint state = 0;
    guint save = 0;
    guint8 *room = g_malloc((gsize)(word->end - word->text) / 4 * 3 + 12);
    gsize length =
        g_base64_decode_step(word->text, (gsize)(word->end - word->text), room, &state, &save);

    if (state > 1) /* cut short: what was begun is ended */
        length += g_base64_decode_step("==", state > 2 ? 1 : 2, room + length, &state, &save);
    g_byte_array_append(bytes, room, (guint)length);
    g_free(room);
}

static void
append_quoted(GByteArray *bytes, const Word *word)
{
    for (const char *at = word->text; at < word->end; at++) {
        guint8 byte = *at == '_' ? ' ' : (guint8)*at;

        if (*at == '=' && at + 2 < word->end && g_ascii_isxdigit(at[1]) &&
            g_ascii_isxdigit(at[2])) {
            byte = (guint8)(g_ascii_xdigit_value(at[1]) << 4 | g_ascii_xdigit_value(at[2]));
            at += 2;
        }
        g_byte_array_append(bytes, &byte, 1);
    }
}

/* A run of words of one character set: some programs cut a character between two. Returns what
 * follows. */
static const char *
append_words(GString *out, const Word *first)
{
    g_autoptr(GByteArray) bytes = g_byte_array_sized_new(128);
    g_autofree char *decoded = NULL;
    Word word = *first;
    const char *after;

    for (;;) {
        Word next;

        if (word.encoding == 'B')
            append_base64(bytes, &word);
        else
            append_quoted(bytes, &word);
        after = word.after;
        if (!read_word(after + strspn(after, " \t"), &next))
            break;
        after += strspn(after, " \t");
        if (g_ascii_strcasecmp(next.charset, word.charset) != 0)
            break;
        word = next;
    }
    decoded = mail_decode((const char *)bytes->data, bytes->len, first->charset, NULL);
    g_string_append(out, decoded);
    return after;
}

char *
mail_words_decode(const char *text)
{
    GString *out = g_string_sized_new(strlen(text) + 1);

    while (*text != '\0') {
        gsize plain = strcspn(text, "=");
        Word word;

        g_string_append_len(out, text, (gssize)plain);
        text += plain;
        if (*text == '\0')
            break;
        if (read_word(text, &word))
            text = append_words(out, &word);
        else
            g_string_append_c(out, *text++);
    }
    return g_string_free(out, FALSE);
}
