#include "channel/mail/lmtp-session.h"

#include "base/limits.h"

#include <string.h>

#define MISTAKES_MAX 20 /* then it is not a mail server */
#define END_OF_MAIL  "\r\n.\r\n"

/* Its server puts this in what it tells the sender. */
#define TOO_LARGE                                                                                  \
    "552 5.3.4 Message refuse : il depasse 50 Mo. Envoyez ses pieces jointes en plusieurs fois. "  \
    "/ Message refused: it is over 50 MB. Please send its attachments in several messages."

G_STATIC_ASSERT(LIMIT_MAIL == 50 * 1024 * 1024);
/* Or a mail just within the limit could never be kept, and would be brought again for ever. */
G_STATIC_ASSERT(LIMIT_FILE >= LIMIT_MAIL + LIMIT_LMTP_RECIPIENTS * (LIMIT_ADDRESS + 20));

struct LmtpSession {
    LmtpDeliver deliver;
    void *data;
    char *host;
    GString *out;
    GString *line;    /* the command being read */
    bool line_passed; /* it is too long: the rest of it is skipped */
    bool greeted, over;
    char *sender;          /* NULL: no MAIL yet */
    GPtrArray *recipients; /* of char* */
    /* The mail being read. It begins with a CR LF that is not its own, so that an empty one ends as
     * others do. */
    GByteArray *mail; /* NULL: reading commands */
    bool mail_passed; /* it is too large: only its end is looked for */
    gsize searched;   /* bytes of it that do not hold its end */
    int mistakes;
};

static void G_GNUC_PRINTF(2, 3) reply(LmtpSession *session, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_string_append_vprintf(session->out, format, args);
    va_end(args);
    g_string_append(session->out, "\r\n");
}

LmtpSession *
lmtp_session_new(const char *host, LmtpDeliver deliver, void *data)
{
    LmtpSession *session = g_new0(LmtpSession, 1);

    session->deliver = deliver;
    session->data = data;
    session->host = g_strdup(host);
    session->out = g_string_new(NULL);
    session->line = g_string_new(NULL);
    session->recipients = g_ptr_array_new_with_free_func(g_free);
    reply(session, "220 %s LMTP", host);
    return session;
}

void
lmtp_session_free(LmtpSession *session)
{
    if (session == NULL)
        return;
    g_free(session->host);
    g_free(session->sender);
    g_string_free(session->out, TRUE);
    g_string_free(session->line, TRUE);
    g_ptr_array_unref(session->recipients);
    g_clear_pointer(&session->mail, g_byte_array_unref);
    g_free(session);
}

GString *
lmtp_session_output(LmtpSession *session)
{
    return session->out;
}

bool
lmtp_session_greeted(const LmtpSession *session)
{
    return session->greeted;
}

gsize
lmtp_session_held(const LmtpSession *session)
{
    return session->mail != NULL ? session->mail->len : 0;
}

bool
lmtp_session_over(const LmtpSession *session)
{
    return session->over;
}

void
lmtp_session_end(LmtpSession *session, const char *reason)
{
    if (!session->over)
        reply(session, "421 4.3.2 %s", reason);
    session->over = true;
}

static void
forget_mail(LmtpSession *session)
{
    g_clear_pointer(&session->sender, g_free);
    g_ptr_array_set_size(session->recipients, 0);
    g_clear_pointer(&session->mail, g_byte_array_unref);
    session->mail_passed = false;
    session->searched = 0;
}

static void
mistake(LmtpSession *session, const char *text)
{
    reply(session, "%s", text);
    if (++session->mistakes >= MISTAKES_MAX)
        lmtp_session_end(session, "too many mistakes");
}

/* The address of "FROM:<address> …" behind keyword, and what follows it. NULL if it is not written
 * so; "" for the empty sender of bounces. Owned by the caller. */
static char *
read_path(const char *args, const char *keyword, const char **ret_rest)
{
    gsize length = strlen(keyword);
    bool quoted = false;
    const char *at;

    if (g_ascii_strncasecmp(args, keyword, length) != 0)
        return NULL;
    args += length;
    args += strspn(args, " ");
    if (*args != '<')
        return NULL;
    for (at = ++args; *at != '\0' && (quoted || *at != '>'); at++) {
        if (*at == '\\' && at[1] != '\0')
            at++;
        else if (*at == '"')
            quoted = !quoted;
        else if ((unsigned char)*at < ' ' || *at == 0x7F)
            return NULL;
    }
    if (*at != '>' || at - args > LIMIT_ADDRESS)
        return NULL;
    *ret_rest = at + 1;
    return g_strndup(args, (gsize)(at - args));
}

/* Parameters of MAIL: SIZE is checked, BODY and SMTPUTF8 are welcome, others are refused. */
static const char *
check_parameters(const char *rest)
{
    g_auto(GStrv) words = g_strsplit(rest, " ", 20);

    for (char **word = words; *word != NULL; word++) {
        guint64 size;

        if ((*word)[0] == '\0' || g_ascii_strcasecmp(*word, "SMTPUTF8") == 0 ||
            g_ascii_strncasecmp(*word, "BODY=", 5) == 0)
            continue;
        if (g_ascii_strncasecmp(*word, "SIZE=", 5) != 0)
            return "555 5.5.4 unknown parameter";
        if (!g_ascii_string_to_unsigned(*word + 5, 10, 0, G_MAXUINT64, &size, NULL))
            return "501 5.5.4 SIZE is not a number";
        if (size > LIMIT_MAIL)
            return TOO_LARGE;
    }
    return NULL;
}

static void
do_lhlo(LmtpSession *session, const char *args)
{
    if (args[0] == '\0') {
        mistake(session, "501 5.5.4 LHLO needs a name");
        return;
    }
    forget_mail(session);
    session->greeted = true;
    reply(session,
          "250-%s\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n"
          "250-ENHANCEDSTATUSCODES\r\n250 SIZE %d",
          session->host, LIMIT_MAIL);
}

static void
do_mail(LmtpSession *session, const char *args)
{
    const char *rest = NULL;
    const char *refusal;
    g_autofree char *sender = read_path(args, "FROM:", &rest);

    if (!session->greeted || session->sender != NULL) {
        mistake(session, session->greeted ? "503 5.5.1 a mail has begun" : "503 5.5.1 LHLO first");
    } else if (sender == NULL) {
        mistake(session, "501 5.1.7 the sender is not an address");
    } else if ((refusal = check_parameters(rest)) != NULL) {
        mistake(session, refusal);
    } else {
        session->sender = g_steal_pointer(&sender);
        reply(session, "250 2.1.0 ok");
    }
}

static void
do_rcpt(LmtpSession *session, const char *args)
{
    const char *rest = NULL;
    g_autofree char *recipient = read_path(args, "TO:", &rest);

    if (session->sender == NULL) {
        mistake(session, "503 5.5.1 MAIL first");
    } else if (recipient == NULL || recipient[0] == '\0') {
        mistake(session, "501 5.1.3 the recipient is not an address");
    } else if (session->recipients->len >= LIMIT_LMTP_RECIPIENTS) {
        reply(session, "452 4.5.3 too many recipients");
    } else {
        g_ptr_array_add(session->recipients, g_steal_pointer(&recipient));
        reply(session, "250 2.1.5 ok");
    }
}

static void
do_data(LmtpSession *session)
{
    if (session->recipients->len == 0) {
        mistake(session, "503 5.5.1 no recipient");
        return;
    }
    session->mail = g_byte_array_new();
    g_byte_array_append(session->mail, (const guint8 *)"\r\n", 2);
    reply(session, "354 go on");
}

static bool
is_verb(const char *line, const char *verb, const char **ret_args)
{
    gsize length = strlen(verb);

    if (g_ascii_strncasecmp(line, verb, length) != 0 ||
        (line[length] != ' ' && line[length] != '\0'))
        return false;
    *ret_args = line + length + strspn(line + length, " ");
    return true;
}

static void
run_command(LmtpSession *session, const char *line)
{
    const char *args;

    if (is_verb(line, "MAIL", &args)) {
        do_mail(session, args);
    } else if (is_verb(line, "RCPT", &args)) {
        do_rcpt(session, args);
    } else if (is_verb(line, "DATA", &args)) {
        do_data(session);
    } else if (is_verb(line, "LHLO", &args)) {
        do_lhlo(session, args);
    } else if (is_verb(line, "RSET", &args)) {
        forget_mail(session);
        reply(session, "250 2.0.0 ok");
    } else if (is_verb(line, "NOOP", &args)) {
        reply(session, "250 2.0.0 ok");
    } else if (is_verb(line, "VRFY", &args)) {
        reply(session, "252 2.5.0 send it and see");
    } else if (is_verb(line, "QUIT", &args)) {
        reply(session, "221 2.0.0 bye");
        session->over = true;
    } else if (is_verb(line, "HELO", &args) || is_verb(line, "EHLO", &args)) {
        mistake(session, "500 5.5.1 this is LMTP: LHLO");
    } else {
        mistake(session, "500 5.5.2 unknown command");
    }
}

/* Takes bytes up to the end of a command, and runs it when it is whole. Returns how many. */
static gsize
feed_command(LmtpSession *session, const char *bytes, gsize size)
{
    const char *stop = memchr(bytes, '\n', size);
    gsize length = stop != NULL ? (gsize)(stop - bytes) : size;

    if (session->line->len + length > LIMIT_LMTP_LINE) {
        session->line_passed = true;
        g_string_truncate(session->line, 0);
    }
    if (!session->line_passed)
        g_string_append_len(session->line, bytes, (gssize)length);
    if (stop == NULL)
        return size;
    if (session->line->len > 0 && session->line->str[session->line->len - 1] == '\r')
        g_string_truncate(session->line, session->line->len - 1);
    if (session->line_passed)
        mistake(session, "500 5.5.2 the line is too long");
    else if (strlen(session->line->str) != session->line->len)
        mistake(session, "500 5.5.2 a command holds no NUL");
    else
        run_command(session, session->line->str);
    session->line_passed = false;
    g_string_truncate(session->line, 0);
    return length + 1;
}

/* The source that is kept: the lines of final delivery, then the mail without the dots that the
 * protocol added. end is where its last line ends. */
static GBytes *
delivered_source(const LmtpSession *session, gsize end)
{
    GString *source = g_string_sized_new(end + 200);
    const char *at = (const char *)session->mail->data;
    const char *stop = at + end;
    const char *stuffed;

    g_string_append_printf(source, "Return-Path: <%s>\r\n", session->sender);
    for (guint i = 0; i < session->recipients->len; i++)
        g_string_append_printf(source, "Delivered-To: %s\r\n",
                               (char *)session->recipients->pdata[i]);
    for (bool first = true; at < stop; first = false) {
        stuffed = memmem(at, (gsize)(stop - at), "\r\n.", 3);
        if (first)
            at += 2; /* the line end that was ours */
        g_string_append_len(source, at, (stuffed != NULL ? MAX(stuffed + 2, at) : stop) - at);
        at = stuffed != NULL ? stuffed + 3 : stop;
    }
    return g_string_free_to_bytes(source);
}

static void
end_mail(LmtpSession *session, gsize end)
{
    static const char *const answers[] = {
        [LMTP_KEPT] = "250 2.0.0 kept",
        [LMTP_LATER] = "451 4.3.0 it could not be kept, try again later",
    };
    const char *answer = TOO_LARGE;

    if (!session->mail_passed) {
        g_autoptr(GBytes) source = delivered_source(session, end);
        LmtpResult result = session->deliver(source, session->data, &answer);

        if (result != LMTP_REFUSED)
            answer = answers[result];
    }
    for (guint i = 0; i < session->recipients->len; i++)
        reply(session, "%s", answer);
    forget_mail(session);
}

/* Takes bytes of the mail up to its end. Returns how many. */
static gsize
feed_mail(LmtpSession *session, const char *bytes, gsize size)
{
    GByteArray *mail = session->mail;
    gsize before = mail->len;
    const guint8 *found;

    g_byte_array_append(mail, (const guint8 *)bytes, (guint)size);
    found = memmem(mail->data + session->searched, mail->len - session->searched, END_OF_MAIL,
                   strlen(END_OF_MAIL));
    if (found != NULL) {
        gsize end = (gsize)(found - mail->data);
        gsize taken = end + strlen(END_OF_MAIL) - before;

        end_mail(session, end + 2);
        return taken;
    }
    session->mail_passed = session->mail_passed || mail->len > LIMIT_MAIL;
    if (session->mail_passed && mail->len > strlen(END_OF_MAIL))
        g_byte_array_remove_range(mail, 0, mail->len - (guint)strlen(END_OF_MAIL));
    session->searched = mail->len > strlen(END_OF_MAIL) ? mail->len - strlen(END_OF_MAIL) + 1 : 0;
    return size;
}

void
lmtp_session_feed(LmtpSession *session, const char *bytes, gsize size)
{
    while (size > 0 && !session->over) {
        gsize taken = session->mail != NULL ? feed_mail(session, bytes, size)
                                            : feed_command(session, bytes, size);

        bytes += taken;
        size -= taken;
    }
}
