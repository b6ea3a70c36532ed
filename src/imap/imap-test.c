/* A server that plays a part, against the client: each line of a script is what it awaits ("C ")
 * or what it says ("S "; $ is the tag of the last command). "S!" says without a line feed. When the
 * script ends it closes. */
#include "imap/imap.h"

#include "base/error.h"
#include "base/limits.h"

#include <stdio.h>
#include <string.h>

#define HELLO     "S * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2] hello"
#define CAPABLE   "C CAPABILITY", "S * CAPABILITY IMAP4rev1 IDLE UIDPLUS", "S $ OK done"
#define SIGNED_IN HELLO, "C AUTHENTICATE PLAIN AG1lAHNlY3JldA==", "S $ OK in", CAPABLE
#define SELECTED                                                                                   \
    SIGNED_IN, "C EXAMINE \"INBOX\"", "S * 3 EXISTS", "S * OK [UIDVALIDITY 7] ok",                 \
        "S * OK [UIDNEXT 40] ok", "S $ OK [READ-ONLY] done"

typedef struct {
    GSocketListener *listener;
    GThread *thread;
    uint16_t port;
    const char *const *script;
    GString *heard; /* what did not follow the script */
} Stage;

static bool
say(GOutputStream *out, const char *line, const char *tag)
{
    bool end = line[1] == ' ';
    g_auto(GStrv) pieces = g_strsplit(line + 2, "$", -1);
    g_autofree char *text = g_strjoinv(tag, pieces);

    return g_output_stream_write_all(out, text, strlen(text), NULL, NULL, NULL) &&
           (!end || g_output_stream_write_all(out, "\r\n", 2, NULL, NULL, NULL));
}

/* Commands have a tag, what continues one has none. */
static bool
await(Stage *stage, GDataInputStream *in, const char *wanted, char **tag)
{
    g_autofree char *line = g_data_input_stream_read_line(in, NULL, NULL, NULL);
    const char *words = line;
    guint number;
    int size = 0;

    if (line == NULL)
        return false;
    g_strchomp(line);
    if (sscanf(line, "L%u %n", &number, &size) == 1 && size > 0) {
        g_free(*tag);
        *tag = g_strdup_printf("L%u", number);
        words = line + size;
    }
    if (!g_pattern_match_simple(wanted, words))
        g_string_append_printf(stage->heard, "awaited \"%s\", heard \"%s\"\n", wanted, words);
    return true;
}

static void *
play(void *data)
{
    Stage *stage = data;
    g_autoptr(GSocketConnection) peer = g_socket_listener_accept(stage->listener, NULL, NULL, NULL);
    g_autoptr(GDataInputStream) in =
        g_data_input_stream_new(g_io_stream_get_input_stream(G_IO_STREAM(peer)));
    GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(peer));
    g_autofree char *tag = g_strdup("none");

    for (const char *const *line = stage->script; *line != NULL; line++)
        if (!((*line)[0] == 'S' ? say(out, *line, tag) : await(stage, in, *line + 2, &tag)))
            break;
    return NULL;
}

static Stage *
stage_open(const char *const *script)
{
    Stage *stage = g_new0(Stage, 1);

    stage->listener = g_socket_listener_new();
    stage->port = g_socket_listener_add_any_inet_port(stage->listener, NULL, NULL);
    stage->script = script;
    stage->heard = g_string_new(NULL);
    stage->thread = g_thread_new("stage", play, stage);
    return stage;
}

static void
stage_close(Stage *stage)
{
    g_thread_join(stage->thread);
    g_assert_cmpstr(stage->heard->str, ==, "");
    g_string_free(stage->heard, TRUE);
    g_socket_listener_close(stage->listener);
    g_object_unref(stage->listener);
    g_free(stage);
}

static Imap *
client(const Stage *stage, GCancellable *cancellable)
{
    return imap_new(&(ImapServer){.host = "127.0.0.1",
                                  .port = stage->port,
                                  .security = IMAP_PLAIN,
                                  .user = "me",
                                  .secret = "secret",
                                  .patience = 20},
                    cancellable);
}

/* "step code" of the trouble. */
static void
assert_trouble(const Imap *imap, const GError *error, const char *wanted)
{
    g_autofree char *got =
        g_strdup_printf("%s %s", imap_trouble(imap)->step, imap_trouble(imap)->code);

    g_assert_nonnull(error);
    g_assert_cmpstr(got, ==, wanted);
}

/* ---- Signing in ---- */

static void
sign_in_fails_with_a_word(void)
{
    static const struct {
        const char *script[8];
        const char *trouble;
    } cases[] = {
        {{"S HTTP/1.1 400 Bad Request"}, "greeting not-imap"},
        {{"S * BYE too busy"}, "greeting busy"},
        {{"S * 3 EXISTS"}, "greeting not-imap"},
        {{NULL}, "greeting closed"},
        {{HELLO, "C AUTHENTICATE PLAIN *", "S $ NO [AUTHENTICATIONFAILED] no"},
         "sign-in wrong-password"},
        {{HELLO, "C AUTHENTICATE PLAIN *", "S $ NO [UNAVAILABLE] later"}, "sign-in busy"},
        {{HELLO, "C AUTHENTICATE PLAIN *", "S $ NO [ALERT] Application-specific password required"},
         "sign-in app-password-needed"},
        {{HELLO, "C AUTHENTICATE PLAIN *", "S $ BAD Command"}, "sign-in wrong-password"},
        {{HELLO, "C AUTHENTICATE PLAIN *", "S * BYE"}, "sign-in closed"},
        {{HELLO, "C AUTHENTICATE PLAIN *", "S L99 OK done"}, "sign-in protocol"},
        {{HELLO, "C AUTHENTICATE PLAIN *", "S + ", "C ", "S + ", "C "}, "sign-in protocol"},
        {{"S * OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hello"}, "sign-in sign-in-off"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Stage *stage = stage_open(cases[i].script);
        g_autoptr(Imap) imap = client(stage, NULL);
        g_autoptr(GError) error = NULL;

        g_assert_false(imap_open(imap, &error));
        assert_trouble(imap, error, cases[i].trouble);
        g_clear_pointer(&imap, imap_free);
        stage_close(stage);
    }
}

static void
a_server_of_old_takes_login(void)
{
    const char *const script[] = {"S * OK ready",
                                  "C CAPABILITY",
                                  "S * CAPABILITY IMAP4rev1",
                                  "S $ OK done",
                                  "C LOGIN \"me\" \"secret\"",
                                  "S $ OK in",
                                  CAPABLE,
                                  "C LOGOUT",
                                  NULL};
    Stage *stage = stage_open(script);
    g_autoptr(Imap) imap = client(stage, NULL);
    g_autoptr(GError) error = NULL;

    g_assert_true(imap_open(imap, &error));
    g_assert_no_error(error);
    g_assert_true(imap_can(imap, "UIDPLUS"));
    g_assert_false(imap_can(imap, "MOVE"));
    imap_logout(imap);
    stage_close(stage);
}

/* "+" with the base64 of {"status":"401","schemes":"bearer"}, as large providers answer. */
static void
a_token_refused_says_why(void)
{
    const char *const script[] = {HELLO,
                                  "C AUTHENTICATE XOAUTH2 dXNlcj1tZQFhdXRoPUJlYXJlciB0b2tlbgEB",
                                  "S + eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIn0=",
                                  "C ",
                                  "S $ NO AUTHENTICATE failed",
                                  NULL};
    Stage *stage = stage_open(script);
    g_autoptr(Imap) imap = imap_new(&(ImapServer){.host = "127.0.0.1",
                                                  .port = stage->port,
                                                  .security = IMAP_PLAIN,
                                                  .user = "me",
                                                  .secret = "token",
                                                  .oauth = true},
                                    NULL);
    g_autoptr(GError) error = NULL;

    g_assert_false(imap_open(imap, &error));
    assert_trouble(imap, error, "sign-in oauth-expired");
    g_assert_cmpstr(imap_trouble(imap)->detail, ==, "401");
    g_assert_error(error, APP_ERROR, APP_ERROR_FORBIDDEN);
    stage_close(stage);
}

static void
plain_words_stay_on_this_machine(void)
{
    g_autoptr(Imap) imap = imap_new(&(ImapServer){.host = "192.0.2.1",
                                                  .port = 143,
                                                  .security = IMAP_PLAIN,
                                                  .user = "me",
                                                  .secret = "secret"},
                                    NULL);
    g_autoptr(GError) error = NULL;

    g_assert_false(imap_open(imap, &error));
    assert_trouble(imap, error, "connect insecure");
}

static void
words_before_tls_are_not_believed(void)
{
    const char *const script[] = {"S * OK hi", "C STARTTLS", "S!$ OK go\r\n* CAPABILITY EVIL\r\n",
                                  NULL};
    Stage *stage = stage_open(script);
    g_autoptr(Imap) imap = imap_new(&(ImapServer){.host = "127.0.0.1",
                                                  .port = stage->port,
                                                  .security = IMAP_STARTTLS,
                                                  .user = "me",
                                                  .secret = "secret"},
                                    NULL);
    g_autoptr(GError) error = NULL;

    g_assert_false(imap_open(imap, &error));
    assert_trouble(imap, error, "tls protocol");
    stage_close(stage);
}

static void
a_closed_door_and_an_unknown_house_are_told_apart(void)
{
    g_autoptr(Imap) closed = imap_new(&(ImapServer){.host = "127.0.0.1",
                                                    .port = 1,
                                                    .security = IMAP_PLAIN,
                                                    .user = "me",
                                                    .secret = "secret"},
                                      NULL);
    g_autoptr(GError) error = NULL;

    g_assert_false(imap_open(closed, &error));
    assert_trouble(closed, error, "connect refused");
}

/* ---- Fetching ---- */

static bool
note(const ImapMail *mail, GBytes *source, bool cut, void *data, GError **error)
{
    GString *seen = data;
    gsize size = 0;
    const char *bytes = source != NULL ? g_bytes_get_data(source, &size) : "nothing";

    g_string_append_printf(seen, "%u:%.*s%s ", mail->uid, source != NULL ? (int)size : 7, bytes,
                           cut ? "…" : "");
    return true;
}

/* Opens the folder of a script and fetches; what came, or the trouble. */
static void
fetch(const char *const *script, const ImapFetch *how, const char *wanted)
{
    Stage *stage = stage_open(script);
    g_autoptr(Imap) imap = client(stage, NULL);
    g_autoptr(GString) seen = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) uids = NULL;
    ImapFolder folder;

    g_assert_true(imap_open(imap, &error));
    g_assert_true(imap_select(imap, "INBOX", true, &folder, &error));
    g_assert_cmpuint(folder.uid_validity, ==, 7);
    g_assert_cmpuint(folder.uid_next, ==, 40);
    uids = imap_search(imap, 10, 39, 0, &error);
    if (uids == NULL ||
        !imap_fetch(imap, (uint32_t *)(void *)uids->data, uids->len, how, note, seen, &error))
        g_string_append_printf(seen, "!%s %s", imap_trouble(imap)->step, imap_trouble(imap)->code);
    g_assert_cmpstr(seen->str, ==, wanted);
    g_clear_pointer(&imap, imap_free);
    stage_close(stage);
}

#define FOUND SELECTED, "C UID SEARCH UID 10:39", "S * SEARCH 12 11 9 11 40 15", "S $ OK done"
#define SIZED                                                                                      \
    FOUND, "C UID FETCH 11:12,15 (UID RFC822.SIZE INTERNALDATE)", "S * 1 FETCH (UID 11 FLAGS ())", \
        "S * 1 FETCH (UID 11 RFC822.SIZE 0 INTERNALDATE \"23-Nov-2026 10:00:00 +0000\")",          \
        "S * 2 FETCH (RFC822.SIZE 3 INTERNALDATE \"23-Nov-2026 10:00:00 +0000\" UID 12)",          \
        "S * 3 FETCH (FLAGS (\\Seen) UID 15 RFC822.SIZE 500 INTERNALDATE \"23-Nov-2026 10:00:00 "  \
        "+0000\")",                                                                                \
        "S $ OK done"
#define HOW                                                                                        \
    &(ImapFetch)                                                                                   \
    {                                                                                              \
        .max = 400, .head = 2                                                                      \
    }

/* Both are asked before the first is answered. */
#define BODIES_ASKED                                                                               \
    SIZED, "C UID FETCH 11:12 (UID BODY.PEEK[])", "C UID FETCH 15 (UID BODY.PEEK[]<0.2>)"

static void
mails_come_in_order_and_the_large_one_is_cut(void)
{
    const char *const script[] = {BODIES_ASKED,
                                  "S * 2 FETCH (UID 12 BODY[] {3}",
                                  "S!def)\r\n",
                                  "S * 1 FETCH (FLAGS (\\Seen))",
                                  "S * 4 EXISTS",
                                  "S * OK by the way",
                                  "S * 1 FETCH (UID 11 BODY[] \"abc\")",
                                  "S * 1 FETCH (UID 11 BODY[] \"again\")",
                                  "S * 9 FETCH (UID 99 BODY[] \"unasked\")",
                                  "S L6 OK done",
                                  "S * 3 FETCH (UID 15 BODY[]<0> {2}",
                                  "S!xy)\r\n",
                                  "S L7 OK done",
                                  NULL};

    fetch(script, HOW, "11:abc 12:def 15:xy… ");
}

static void
a_mail_that_is_gone_or_lost_keeps_nothing(void)
{
    const char *const script[] = {BODIES_ASKED, "S * 1 FETCH (UID 11 BODY[] NIL)", "S L6 OK done",
                                  "S L7 OK done", NULL};

    fetch(script, HOW, "11:nothing ");
}

static void
a_mail_the_server_refuses_alone_is_told(void)
{
    const char *const script[] = {SIZED,
                                  "C UID FETCH 11 (UID BODY.PEEK[])",
                                  "C UID FETCH 12 (UID BODY.PEEK[])",
                                  "C UID FETCH 15 (UID BODY.PEEK[])",
                                  "S L6 NO [SERVERBUG] cannot",
                                  "S * 2 FETCH (UID 12 BODY[] def)",
                                  "S * 2 FETCH (UID 12 BODY[] \"def\")",
                                  "S L7 OK done",
                                  "S L8 OK done",
                                  NULL};

    fetch(script, &(ImapFetch){.max = 4000, .head = 2, .alone = true}, "11:nothing 12:nothing ");
}

static void
hostile_answers_end_the_fetch(void)
{
    static const struct {
        const char *said[4];
        const char *wanted;
    } cases[] = {
        {{"S * 1 FETCH (UID 11 BODY[] {99999999}"}, "!fetch protocol"},
        {{"S * 1 FETCH (UID 11 BODY[] {10}", "S!abc"}, "!fetch closed"},
        {{"S * 1 FETCH (UID 11 BODY[] \"abc\")", "S * BYE enough"}, "!fetch closed"},
        {{"S L7 OK done"}, "!fetch protocol"},
        {{"S + go on"}, "!fetch protocol"},
        {{"S * 1 FETCH (UID 11 BODY[] \"abc\")", "S L6 NO cannot"}, "!fetch rejected"},
        {{"S * 1 FETCH (UID 11", "S L6 OK done"}, "!fetch protocol"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *script[40] = {BODIES_ASKED};
        size_t n = 0;

        while (script[n] != NULL)
            n++;
        for (size_t j = 0; cases[i].said[j] != NULL; j++)
            script[n++] = cases[i].said[j];
        fetch(script, HOW, cases[i].wanted);
    }
}

static void
old_mails_are_left_out(void)
{
    const char *const script[] = {SIZED, NULL};

    fetch(script, &(ImapFetch){.max = 400, .head = 2, .since = INT64_C(1795514400000)}, /* noon */
          "");
}

/* ---- Folders, changes, waiting ---- */

/* Plays a script for a connection that has opened INBOX. */
static Imap *
opened(Stage *stage, GCancellable *cancellable)
{
    Imap *imap = client(stage, cancellable);
    g_autoptr(GError) error = NULL;
    ImapFolder folder;

    g_assert_true(imap_open(imap, &error));
    g_assert_true(imap_select(imap, "INBOX", true, &folder, &error));
    g_assert_no_error(error);
    return imap;
}

static void
folders_are_listed(void)
{
    const char *const script[] = {SELECTED,
                                  "C LIST \"\" \"?\"",
                                  "S * LIST (\\HasChildren) \"/\" INBOX",
                                  "S * LIST (\\Noselect) \"/\" Public",
                                  "S * LIST () \"/\" \"R&AOk-clamations\"",
                                  "S * LIST () NIL {3}",
                                  "S!a\"b\r\n",
                                  "S * LIST ()",
                                  "S $ OK done",
                                  NULL};
    Stage *stage = stage_open(script);
    g_autoptr(Imap) imap = opened(stage, NULL);
    g_autoptr(GPtrArray) folders = imap_folders(imap, NULL);
    g_autofree char *joined = NULL;

    g_assert_nonnull(folders);
    g_ptr_array_add(folders, NULL);
    joined = g_strjoinv("|", (char **)folders->pdata);
    g_assert_cmpstr(joined, ==, "INBOX|Réclamations|a\"b");
    g_clear_pointer(&imap, imap_free);
    stage_close(stage);
}

static void
a_missing_folder_leaves_the_connection_good(void)
{
    const char *const script[] = {SELECTED,
                                  "C SELECT \"Caf&AOk-\"",
                                  "S $ NO [NONEXISTENT] none",
                                  "C UID SEARCH UID 1:?",
                                  "S $ OK done",
                                  NULL};
    Stage *stage = stage_open(script);
    g_autoptr(Imap) imap = opened(stage, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) uids = NULL;
    ImapFolder folder;

    g_assert_false(imap_select(imap, "Café", false, &folder, &error));
    assert_trouble(imap, error, "folder no-such-folder");
    uids = imap_search(imap, 1, 0, 0, NULL);
    g_assert_nonnull(uids);
    g_clear_pointer(&imap, imap_free);
    stage_close(stage);
}

static void
mails_move_without_move(void)
{
    const char *const script[] = {SELECTED,
                                  "C UID COPY 3:4 \"Lus\"",
                                  "S $ NO [TRYCREATE] none",
                                  "C CREATE \"Lus\"",
                                  "S $ OK done",
                                  "C UID COPY 3:4 \"Lus\"",
                                  "S $ OK done",
                                  "C UID STORE 3:4 +FLAGS.SILENT (\\Deleted)",
                                  "S $ OK done",
                                  "C UID EXPUNGE 3:4",
                                  "S * 1 EXPUNGE",
                                  "S $ OK done",
                                  "C UID STORE 5 +FLAGS.SILENT (\\Seen)",
                                  "S $ OK done",
                                  "C APPEND \"Lus\" (\\Seen) {5}",
                                  "S + go",
                                  "C hello",
                                  "S $ OK done",
                                  NULL};
    Stage *stage = stage_open(script);
    g_autoptr(Imap) imap = opened(stage, NULL);
    g_autoptr(GBytes) mail = g_bytes_new_static("hello", 5);
    const uint32_t uids[] = {3, 4, 5};

    g_assert_true(imap_move(imap, uids, 2, "Lus", NULL));
    g_assert_true(imap_mark_seen(imap, uids + 2, 1, NULL));
    g_assert_true(imap_append(imap, "Lus", mail, true, NULL));
    g_clear_pointer(&imap, imap_free);
    stage_close(stage);
}

static void
waiting_ends_with_news(void)
{
    const char *const script[] = {SELECTED,       "C IDLE",        "S + idling",
                                  "S * OK here",  "S * 2 EXPUNGE", "S * 3 EXISTS",
                                  "C DONE",       "S $ OK done",   "C UID SEARCH UID 1:?",
                                  "S * 4 EXISTS", "S $ OK done",   NULL};
    Stage *stage = stage_open(script);
    g_autoptr(Imap) imap = opened(stage, NULL);
    g_autoptr(GArray) uids = NULL;

    g_assert_cmpint(imap_wait(imap, 60000, 60000, NULL), ==, 1);
    g_assert_cmpint(imap_wait(imap, 60000, 60000, NULL), ==, 1); /* still not looked at */
    uids = imap_search(imap, 1, 0, 0, NULL);
    g_assert_cmpint(imap_wait(imap, 60000, 60000, NULL), ==, 1); /* came meanwhile */
    g_clear_pointer(&imap, imap_free);
    stage_close(stage);
}

static void
without_idle_news_are_asked_for(void)
{
    const char *const script[] = {
        SELECTED, "C IDLE", "S $ NO not today", "C NOOP", "S * 4 EXISTS", "S $ OK done", NULL};
    Stage *stage = stage_open(script);
    g_autoptr(Imap) imap = opened(stage, NULL);

    g_assert_cmpint(imap_wait(imap, 60000, 1, NULL), ==, 1);
    g_clear_pointer(&imap, imap_free);
    stage_close(stage);
}

static void *
cancel_soon(void *data)
{
    g_usleep(50 * 1000);
    g_cancellable_cancel(data);
    return NULL;
}

static void
waiting_ends_when_told(void)
{
    const char *const script[] = {SELECTED, "C IDLE", "S + idling", "C DONE", NULL};
    g_autoptr(GCancellable) cancellable = g_cancellable_new();
    Stage *stage = stage_open(script);
    g_autoptr(Imap) imap = opened(stage, cancellable);
    g_autoptr(GError) error = NULL;
    GThread *other = g_thread_new("cancel", cancel_soon, cancellable);

    g_assert_cmpint(imap_wait(imap, 600000, 60000, &error), ==, -1);
    assert_trouble(imap, error, "wait cancelled");
    g_thread_join(other);
    g_clear_pointer(&imap, imap_free);
    stage_close(stage);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/imap/a refused sign-in is told by a word", sign_in_fails_with_a_word);
    g_test_add_func("/imap/a server of old takes LOGIN", a_server_of_old_takes_login);
    g_test_add_func("/imap/a refused token says why", a_token_refused_says_why);
    g_test_add_func("/imap/nothing leaves this machine in plain", plain_words_stay_on_this_machine);
    g_test_add_func("/imap/words before TLS are not believed", words_before_tls_are_not_believed);
    g_test_add_func("/imap/a closed door is told",
                    a_closed_door_and_an_unknown_house_are_told_apart);
    g_test_add_func("/imap/mails come in order, the large one cut",
                    mails_come_in_order_and_the_large_one_is_cut);
    g_test_add_func("/imap/a mail that is gone or lost keeps nothing",
                    a_mail_that_is_gone_or_lost_keeps_nothing);
    g_test_add_func("/imap/a mail the server refuses alone is told",
                    a_mail_the_server_refuses_alone_is_told);
    g_test_add_func("/imap/hostile answers end the fetch", hostile_answers_end_the_fetch);
    g_test_add_func("/imap/mails from before are left out", old_mails_are_left_out);
    g_test_add_func("/imap/folders are listed with their accents", folders_are_listed);
    g_test_add_func("/imap/a missing folder leaves the connection good",
                    a_missing_folder_leaves_the_connection_good);
    g_test_add_func("/imap/mails move where MOVE is unknown", mails_move_without_move);
    g_test_add_func("/imap/waiting ends with news", waiting_ends_with_news);
    g_test_add_func("/imap/without IDLE news are asked for", without_idle_news_are_asked_for);
    g_test_add_func("/imap/waiting ends when told", waiting_ends_when_told);
    return g_test_run();
}
