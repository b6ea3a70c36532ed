#include "imap/imap-answer.h"
#include "imap/imap-search.h"

#include "base/limits.h"

#include <string.h>

/* An answer on one line: words as they stand, texts between quotes, a status before a colon. */
static char *
show(const ImapAnswer *answer)
{
    static const char *const statuses[] = {"", "OK", "NO", "BAD", "BYE", "PREAUTH"};
    GString *out = g_string_new(answer->kind == IMAP_CONTINUE ? "+"
                                : answer->kind == IMAP_TAGGED ? answer->tag
                                                              : "*");

    g_string_append_printf(out, " %s", statuses[answer->status]);
    for (guint i = 0; i < answer->tokens->len; i++) {
        const ImapToken *token = imap_token(answer, i);

        g_assert_cmpuint(token->size, ==, strlen(token->text));
        g_string_append_printf(out,
                               token->kind == IMAP_TEXT    ? " '%s'"
                               : token->kind == IMAP_OPEN  ? " ("
                               : token->kind == IMAP_CLOSE ? " )"
                                                           : " %s",
                               token->text);
    }
    if (answer->said[0] != '\0')
        g_string_append_printf(out, " : %s", answer->said);
    return g_string_free(out, FALSE);
}

/* All answers of some bytes that come in pieces, a line each; the last line says what broke it. */
static char *
read_all(const char *bytes, gsize size, gsize piece)
{
    g_autoptr(ImapParser) parser = imap_parser_new(1000);
    GString *out = g_string_new(NULL);

    for (gsize at = 0; at < size && imap_parser_broken(parser) == NULL;) {
        gsize taken = imap_parser_feed(parser, bytes + at, MIN(piece, size - at));

        at += taken;
        if (imap_parser_answer(parser) != NULL) {
            g_autofree char *shown = show(imap_parser_answer(parser));

            g_string_append_printf(out, "%s\n", shown);
        }
    }
    if (imap_parser_broken(parser) != NULL)
        g_string_append_printf(out, "!%s\n", imap_parser_broken(parser));
    return g_string_free(out, FALSE);
}

typedef struct {
    const char *said, *read;
} Case;

static void
check(const Case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (gsize piece = 1; piece < 100; piece = piece * 3 + 1) {
            g_autofree char *read = read_all(cases[i].said, strlen(cases[i].said), piece);

            g_assert_cmpstr(read, ==, cases[i].read);
        }
}

static void
reads_what_servers_say(void)
{
    static const Case cases[] = {
        {"* 23 EXISTS\r\n", "*  23 EXISTS\n"},
        {"* 23 EXISTS\n", "*  23 EXISTS\n"},
        {"* OK [CAPABILITY IMAP4rev1 IDLE] Dovecot ready.\r\n",
         "* OK CAPABILITY IMAP4rev1 IDLE : Dovecot ready.\n"},
        {"* OK [UIDVALIDITY 3857529045] UIDs valid\r\n",
         "* OK UIDVALIDITY 3857529045 : UIDs valid\n"},
        {"* OK [PERMANENTFLAGS (\\Seen \\*)] \"odd\" (text {7}\r\n",
         "* OK PERMANENTFLAGS ( \\Seen \\* ) : \"odd\" (text {7}\n"},
        {"* BYE\r\n", "* BYE\n"},
        {"L7 NO [AUTHENTICATIONFAILED] no\r\nL8 ok\r\n",
         "L7 NO AUTHENTICATIONFAILED : no\nL8 OK\n"},
        {"+\r\n+ \r\n+ idling {3}\r\n", "+ \n+ \n+  : idling {3}\n"},
        {"* LIST (\\HasNoChildren) \"/\" \"a \\\"b\\\\\"\r\n",
         "*  LIST ( \\HasNoChildren ) '/' 'a \"b\\'\n"},
        {"* LIST () NIL {5}\r\nab\"(\r\r\n", "*  LIST ( ) NIL 'ab\"(\r'\n"},
        {"* 1 FETCH (UID 9 BODY[] {3}\r\nabc FLAGS ())\r\n* 2 EXISTS\r\n",
         "*  1 FETCH ( UID 9 BODY[] 'abc' FLAGS ( ) )\n*  2 EXISTS\n"},
        {"* 1 FETCH (BODY[HEADER.FIELDS (FROM \"TO\")]<0> {0}\r\n A ~{1+}\r\nx)\r\n",
         "*  1 FETCH ( BODY[HEADER.FIELDS (FROM \"TO\")]<0> '' A 'x' )\n"},
        {"* 1 FETCH (BODY[] {12}\r\n{3}\r\nL1 OK\r\n)\r\n",
         "*  1 FETCH ( BODY[] '{3}\r\nL1 OK\r\n' )\n"},
        {"* SEARCH\r\n", "*  SEARCH\n"},
        {"* SEARCH {x}\r\n", "*  SEARCH {x}\n"},
    };

    check(cases, G_N_ELEMENTS(cases));
}

static void
refuses_what_no_server_may_say(void)
{
    static const Case cases[] = {
        {"\r\n", "!an answer without words\n"},
        {"HTTP/1.1 400 Bad Request\r\n", "!a tag without a status\n"},
        {"*\r\n", "!an answer without words\n"},
        {"* LIST (a\r\n", "!list not closed\n"},
        {"* LIST a)\r\n", "!list closed that was not opened\n"},
        {"* LIST \"a\r\n", "!quote not closed\n"},
        {"* LIST \"a {1}\r\nb\" {1}\r\nc\r\n", "!quote not closed\n"},
        {"* OK [UIDNEXT 3\r\n", "!code not closed\n"},
        {"* 1 FETCH (BODY[ {3}\r\nabc)\r\n", "!bracket not closed\n"},
        {"* 1 FETCH (BODY[] {1001}\r\n", "!literal too large\n"},
        {"* 1 FETCH (A {600}\r\n", ""},
        {"* 1 FETCH (BODY[] {18446744073709551615}\r\n", "!literal too large\n"},
    };

    check(cases, G_N_ELEMENTS(cases));
}

static void
two_literals_share_their_limit(void)
{
    g_autofree char *filling = g_strnfill(600, 'x');
    g_autofree char *said = g_strdup_printf("* 1 FETCH (A {600}\r\n%s B {401}\r\n", filling);
    g_autofree char *read = read_all(said, strlen(said), 50);

    g_assert_cmpstr(read, ==, "!literal too large\n");
}

static void
a_line_has_an_end(void)
{
    g_autofree char *endless = g_strnfill(LIMIT_IMAP_LINE + 1, 'x');
    g_autofree char *deep = g_strnfill(LIMIT_IMAP_DEPTH + 3, '(');
    g_autofree char *words = g_malloc(2 * LIMIT_IMAP_WORDS + 5);
    g_autofree char *line = read_all(endless, strlen(endless), 1 << 16);
    g_autofree char *levels = NULL, *many = NULL;

    g_assert_cmpstr(line, ==, "!line too long\n");
    deep[0] = '*';
    deep[1] = ' ';
    deep[LIMIT_IMAP_DEPTH + 2] = '(';
    levels = g_strconcat(deep, "(\r\n", NULL);
    g_free(g_steal_pointer(&line));
    line = read_all(levels, strlen(levels), 1 << 16);
    g_assert_cmpstr(line, ==, "!lists too deep\n");
    for (gsize i = 0; i < 2 * LIMIT_IMAP_WORDS + 4; i++)
        words[i] = i % 2 == 0 ? '1' : ' ';
    words[0] = '*';
    words[2 * LIMIT_IMAP_WORDS + 3] = '\n';
    many = read_all(words, 2 * LIMIT_IMAP_WORDS + 4, 1 << 16);
    g_assert_cmpstr(many, ==, "!too many words\n");
}

static void
a_nul_is_no_letter(void)
{
    g_autofree char *read = read_all("* a\0b\r\n", 7, 3);

    g_assert_cmpstr(read, ==, "!a NUL in a line\n");
}

static void
dates_have_a_zone(void)
{
    static const struct {
        const char *text;
        int64_t ms;
    } cases[] = {
        {"17-Jul-1996 02:44:25 -0700", INT64_C(837596665000)},
        {" 7-Feb-2026 12:00:00 +0100", INT64_C(1770462000000)},
        {"07-feb-2026 12:00:00 +0100", INT64_C(1770462000000)},
        {"31-Feb-2026 12:00:00 +0100", 0},
        {"7-Fev-2026 12:00:00 +0100", 0},
        {"yesterday", 0},
        {"", 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(imap_date_read(cases[i].text), ==, cases[i].ms);
}

static void
sets_are_short(void)
{
    const uint32_t uids[] = {1, 2, 3, 5, 7, 8, 4294967295};
    g_autofree uint32_t *odd = g_new(uint32_t, 5000);
    size_t taken = 0;
    g_autofree char *set = imap_uid_set(uids, G_N_ELEMENTS(uids), &taken);
    g_autofree char *long_set = NULL;

    g_assert_cmpstr(set, ==, "1:3,5,7:8,4294967295");
    g_assert_cmpuint(taken, ==, G_N_ELEMENTS(uids));
    for (uint32_t i = 0; i < 5000; i++)
        odd[i] = 2 * i + 1;
    long_set = imap_uid_set(odd, 5000, &taken);
    g_assert_cmpuint(taken, <, 5000);
    g_assert_cmpuint(strlen(long_set), <, 4100);
}

static void
folders_have_accents(void)
{
    g_autofree char *wire = imap_folder_encode("Réclamations & co");
    g_autofree char *back = imap_folder_decode(wire);
    g_autofree char *kept = imap_folder_decode("Réclamations");

    g_assert_cmpstr(wire, ==, "R&AOk-clamations &- co");
    g_assert_cmpstr(back, ==, "Réclamations & co");
    g_assert_cmpstr(kept, ==, "Réclamations");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/imap-answer/what servers say is read, however it is cut",
                    reads_what_servers_say);
    g_test_add_func("/imap-answer/what no server may say breaks the parser",
                    refuses_what_no_server_may_say);
    g_test_add_func("/imap-answer/the literals of an answer share a limit",
                    two_literals_share_their_limit);
    g_test_add_func("/imap-answer/lines, lists and words have limits", a_line_has_an_end);
    g_test_add_func("/imap-answer/a NUL is no letter", a_nul_is_no_letter);
    g_test_add_func("/imap-answer/dates are read with their zone", dates_have_a_zone);
    g_test_add_func("/imap-answer/sets of mails are written short", sets_are_short);
    g_test_add_func("/imap-answer/folders have accents", folders_have_accents);
    return g_test_run();
}
