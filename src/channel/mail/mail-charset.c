#include "channel/mail/mail-charset.h"

#include "base/text.h"
#include "channel/mail/mail-guess.h"

#include <errno.h>
#include <iconv.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

/* Names that mails use and iconv lacks, or whose bytes are those of a larger set in practice. */
static const char *
iconv_name(const char *charset)
{
    static const char *const aliases[][2] = {
        {"iso-8859-1", "windows-1252"},
        {"iso8859-1", "windows-1252"},
        {"iso_8859-1", "windows-1252"},
        {"latin1", "windows-1252"},
        {"us-ascii", "windows-1252"},
        {"ascii", "windows-1252"},
        {"iso-8859-8-i", "iso-8859-8"},
        {"iso-8859-6-i", "iso-8859-6"},
        {"ks_c_5601-1987", "cp949"},
        {"ks_c_5601", "cp949"},
        {"euc-kr", "cp949"},
        {"gb2312", "gb18030"},
        {"gbk", "gb18030"},
        {"x-gbk", "gb18030"},
        {"shift_jis", "cp932"},
        {"shift-jis", "cp932"},
        {"sjis", "cp932"},
        {"x-sjis", "cp932"},
        {"big5", "big5-hkscs"},
        {"iso-2022-jp", "iso-2022-jp-3"},
        {"x-mac-roman", "macintosh"},
        {"cp-850", "cp850"},
        {"windows-31j", "cp932"},
        {"unicode-1-1-utf-7", "utf-7"},
        {"x-unknown", ""},
        {"unknown-8bit", ""},
        {"unknown", ""},
        {"default", ""},
        {"_autodetect", ""},
        {"utf8", "utf-8"},
        {"utf-8mb4", "utf-8"},
        {"cp-1252", "windows-1252"},
        {"windows1252", "windows-1252"},
        {"x-ansi", "windows-1252"},
        {"ansi", "windows-1252"},
        {"iso 8859-1", "windows-1252"},
        {"x-user-defined", ""},
        {"iso-8859-8-e", "iso-8859-8"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(aliases); i++)
        if (g_ascii_strcasecmp(charset, aliases[i][0]) == 0)
            return aliases[i][1];
    return charset;
}

/* The C library unloads the table of a set that nobody has open, and a mail after that maps its
 * file again. One converter of each set is kept open, for that alone. */
static void
keep_open(const char *const *sets)
{
    static iconv_t kept[200];
    static gsize n_kept;

    for (; *sets != NULL && n_kept < G_N_ELEMENTS(kept); sets++)
        kept[n_kept++] = iconv_open("UTF-8", *sets);
}

/* Those that mails use every day. */
static void
keep_tables(void)
{
    static const char *const sets[] = {
        "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-15", "WINDOWS-1250",
        "WINDOWS-1251", "WINDOWS-1252", "KOI8-R",      "UTF-7",
        "UTF-16",       "GB18030",      "BIG5-HKSCS",  "EUC-KR",
        "EUC-JP-MS",    "CP932",        "ISO-2022-JP", NULL};

    keep_open(sets);
}

static void
keep_rare_tables(void)
{
    static const char names[] =
        "ISO-8859-3 ISO-8859-4 ISO-8859-5 ISO-8859-6 ISO-8859-7 ISO-8859-8 ISO-8859-9 "
        "ISO-8859-10 ISO-8859-11 ISO-8859-13 ISO-8859-14 ISO-8859-16 WINDOWS-1253 "
        "WINDOWS-1254 WINDOWS-1255 WINDOWS-1256 WINDOWS-1257 WINDOWS-1258 WINDOWS-874 "
        "KOI8-U KOI8-RU KOI8-T UTF-16LE UTF-16BE UTF-32 UTF-32LE UTF-32BE UCS-2 UCS-4 "
        "UTF-7-IMAP GBK GB2312 EUC-CN ISO-2022-CN ISO-2022-CN-EXT BIG5 CP950 EUC-TW "
        "CP949 JOHAB ISO-2022-KR EUC-JP SHIFT_JIS EUC-JISX0213 SHIFT_JISX0213 "
        "ISO-2022-JP-2 ISO-2022-JP-3 CP437 CP737 CP775 CP850 CP852 CP855 CP857 CP858 "
        "CP860 CP861 CP862 CP863 CP864 CP865 CP866 CP869 CP874 CP1125 MACINTOSH MAC- "
        "CENTRALEUROPE MAC-CYRILLIC MAC-UK MACCYRILLIC TIS-620 TCVN VISCII ARMSCII-8 "
        "GEORGIAN-PS GEORGIAN-ACADEMY PT154 RK1048 HP-ROMAN8 ISO-IR-197 ISO_6937 "
        "ANSI_X3.4-1968 UHC MIK";
    g_auto(GStrv) sets = g_strsplit(names, " ", -1);

    keep_open((const char *const *)sets);
}

static void
keep_tables_once(void)
{
    static pthread_once_t tables = PTHREAD_ONCE_INIT;

    (void)pthread_once(&tables, keep_tables);
}

void
mail_charset_prepare(void)
{
    keep_tables_once();
    keep_rare_tables();
}

/* Converts all of bytes; what does not belong becomes U+FFFD and is counted. NULL if charset is
 * unknown. */
static char *
convert(const char *bytes, gsize length, const char *charset, gsize *ret_broken)
{
    g_autofree char *room = NULL;
    char *in = (char *)(gsize)bytes, *out;
    gsize size, left;
    iconv_t converter;

    keep_tables_once();
    converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1)
        return NULL;
    size = left =
        length * 4 + 16; /* no character is more than four bytes; U+FFFD is three for one */
    out = room = g_malloc(size);
    *ret_broken = 0;
    while (length > 0 && iconv(converter, &in, &length, &out, &left) == (gsize)-1) {
        if (errno == E2BIG || left < 8 || length == 0)
            break;
        memcpy(out, "\xEF\xBF\xBD", 3);
        out += 3;
        left -= 3;
        in++;
        length--;
        (*ret_broken)++;
    }
    (void)iconv(converter, NULL, NULL, &out, &left);
    iconv_close(converter);
    return text_clean(room, (gssize)(size - left));
}

/* ISO-2022-JP as it is really written, with the characters that Windows added to its sets: as EUC
 * it is one table of iconv's. */
static char *
decode_japanese(const char *bytes, gsize length, gsize *ret_broken)
{
    g_autoptr(GByteArray) euc = g_byte_array_sized_new((guint)length + 1);
    bool wide = false;

    for (gsize i = 0; i < length; i++) {
        guint8 byte = (guint8)bytes[i];

        if (byte == 0x1B && i + 2 < length && (bytes[i + 1] == '$' || bytes[i + 1] == '(')) {
            wide = bytes[i + 1] == '$';
            i += 2;
            continue;
        }
        if (byte == '\n')
            wide = false;
        if (wide && byte > ' ' && byte < 0x7F)
            byte |= 0x80;
        g_byte_array_append(euc, &byte, 1);
    }
    return convert((const char *)euc->data, euc->len, "EUC-JP-MS", ret_broken);
}

/* The first byte above ASCII, or end: eight bytes at a time, for most of what comes is ASCII. */
static const char *
skip_ascii(const char *at, const char *end)
{
    uint64_t eight;

    while (end - at >= (ptrdiff_t)sizeof eight) {
        memcpy(&eight, at, sizeof eight);
        if ((eight & UINT64_C(0x8080808080808080)) != 0)
            break;
        at += sizeof eight;
    }
    while (at < end && (unsigned char)*at < 0x80)
        at++;
    return at;
}

static bool
is_ascii(const char *bytes, gsize length)
{
    return skip_ascii(bytes, bytes + length) == bytes + length;
}

/* As g_utf8_validate_len() says, at a fraction of its cost. */
static bool
is_utf8(const char *bytes, gsize length)
{
    const char *end = bytes + length;
    const char *at = bytes;

    if (memchr(bytes, '\0', length) != NULL)
        return false;
    while ((at = skip_ascii(at, end)) < end) {
        const char *run = at;

        while (at < end && (unsigned char)*at >= 0x80)
            at++;
        if (!g_utf8_validate_len(run, (gsize)(at - run), NULL))
            return false;
    }
    return true;
}

/* A set in which bytes that happen to be correct UTF-8 would make no sense. */
static bool
is_western(const char *name)
{
    return name[0] == '\0' || g_ascii_strcasecmp(name, "windows-1252") == 0 ||
           g_ascii_strcasecmp(name, "iso-8859-15") == 0;
}

/* Sets where an ASCII byte may be part of another character: their text is never just "ASCII". */
static bool
is_stateful(const char *name)
{
    return g_ascii_strncasecmp(name, "iso-2022", 8) == 0 ||
           g_ascii_strncasecmp(name, "utf-7", 5) == 0 ||
           g_ascii_strncasecmp(name, "utf-16", 6) == 0 ||
           g_ascii_strncasecmp(name, "utf-32", 6) == 0 || g_ascii_strncasecmp(name, "hz", 2) == 0 ||
           g_ascii_strncasecmp(name, "ucs", 3) == 0;
}

/* UTF-8 with some bad bytes rather than another set: most of what lies above ASCII is well formed.
 */
static bool
is_mostly_utf8(const char *bytes, gsize length)
{
    const char *end = bytes + length;
    gsize good = 0, bad = 0;

    for (const char *at = bytes; at < end;) {
        gunichar c;

        if ((unsigned char)*at < 0x80) {
            at++;
            continue;
        }
        c = g_utf8_get_char_validated(at, end - at);
        if (c == (gunichar)-1 || c == (gunichar)-2) {
            bad++;
            at++;
        } else {
            good++;
            at = g_utf8_next_char(at);
        }
    }
    return good > bad;
}

static char *
decode_utf8(const char *bytes, gsize length, const char **ret_note)
{
    char *text = text_clean(bytes, (gssize)length);
    char *repaired = mail_unmojibake(text);

    if (repaired == NULL)
        return text;
    g_free(text);
    *ret_note = "characters encoded twice were repaired";
    return repaired;
}

static char *
decode_unknown(const char *bytes, gsize length, const char **ret_note)
{
    gsize broken;

    if (memchr(bytes, '\x1b', length) != NULL && memmem(bytes, length, "\x1b$", 2) != NULL) {
        char *text = decode_japanese(bytes, length, &broken);

        if (text != NULL && broken == 0)
            return text;
        g_free(text);
    }
    if (is_utf8(bytes, length))
        return decode_utf8(bytes, length, ret_note);
    *ret_note = "the character set was guessed";
    if (is_mostly_utf8(bytes, length))
        return text_clean(bytes, (gssize)length);
    return convert(bytes, length, mail_guess_set(bytes, length), &broken);
}

/* Of text with NULs in it: two bytes a character, or a program that put them there. */
static char *
decode_with_nul(const char *bytes, gsize length, const char *charset, const char **ret_note)
{
    g_autofree char *rest = NULL;
    gsize kept = 0;
    char *text;

    if (length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return mail_decode(bytes, length, "utf-16", ret_note);
    rest = g_malloc(length + 1);
    for (gsize i = 0; i < length; i++)
        if (bytes[i] != '\0')
            rest[kept++] = bytes[i];
    text = mail_decode(rest, kept, charset, ret_note);
    *ret_note = "bytes that are no characters were taken out";
    return text;
}

char *
mail_decode(const char *bytes, gsize length, const char *charset, const char **ret_note)
{
    const char *name = iconv_name(charset != NULL ? charset : "");
    const char *ignored;
    gsize broken = 0;
    char *text;

    if (ret_note == NULL)
        ret_note = &ignored;
    *ret_note = NULL;
    if (!is_stateful(name) && memchr(bytes, '\0', length) != NULL)
        return decode_with_nul(bytes, length, charset, ret_note);
    if (name[0] == '\0' || g_ascii_strcasecmp(name, "utf-8") == 0)
        return decode_unknown(bytes, length, ret_note);
    if (!is_stateful(name)) {
        if (is_ascii(bytes, length))
            return memchr(bytes, '\x1b', length) != NULL ? decode_unknown(bytes, length, ret_note)
                                                         : text_clean(bytes, (gssize)length);
        if (is_western(name) && is_utf8(bytes, length)) {
            text = decode_utf8(bytes, length, ret_note);
            *ret_note = "declared as another character set, it is UTF-8";
            return text;
        }
    }
    text = g_ascii_strncasecmp(name, "iso-2022-jp", 11) == 0
               ? decode_japanese(bytes, length, &broken)
               : convert(bytes, length, name, &broken);
    if (text == NULL || (broken > 0 && is_utf8(bytes, length))) {
        g_free(text);
        text = decode_unknown(bytes, length, ret_note);
        *ret_note = "the character set was guessed";
    } else if (broken > 0) {
        *ret_note = "some bytes are not in the declared character set";
    }
    return text;
}
