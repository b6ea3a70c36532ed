#include "mailbox/mailbox-trial.h"

#include "base/text.h"
#include "mailbox/mailbox-curl.h"

#include <poll.h>
#include <string.h>

#define SAID_MAX 500 /* bytes kept of what a server says */

/* What goes on: libcurl tells it as it shows it to developers. Nothing is kept but the last answer.
 */
typedef struct {
    GString *said; /* the last line from the server */
    bool greeted, asked_tls, asked_sign_in;
} Dialogue;

static int
overhear(CURL *curl, curl_infotype type, char *data, size_t size, void *user_data)
{
    Dialogue *dialogue = user_data;

    if (type == CURLINFO_HEADER_IN) {
        dialogue->greeted |= size > 3 && g_str_has_prefix(data, "220");
        g_string_truncate(dialogue->said, 0);
        g_string_append_len(dialogue->said, data, (gssize)MIN(size, SAID_MAX));
    } else if (type == CURLINFO_HEADER_OUT) {
        dialogue->asked_tls |= size > 8 && g_ascii_strncasecmp(data, "STARTTLS", 8) == 0;
        dialogue->asked_sign_in |= size > 5 && g_ascii_strncasecmp(data, "AUTH ", 5) == 0;
    }
    return 0;
}

/* A greeting that is none of SMTP's would be waited for to the end. */
static int
look_on(void *data, curl_off_t to_come, curl_off_t came, curl_off_t to_go, curl_off_t gone)
{
    const Dialogue *dialogue = data;

    return !dialogue->greeted && dialogue->said->len > 0 &&
           !g_ascii_isdigit(dialogue->said->str[0]);
}

/* One clean line of it. Owned by the caller; NULL: nothing. */
static char *
clean(const char *said)
{
    g_autofree char *text = text_clean(said, -1);
    g_autofree char *line = text_line(text);

    return line[0] != '\0' ? g_steal_pointer(&line) : NULL;
}

static bool
fail(MailboxTrial *ret_trial, const char *step, const char *code, const char *detail)
{
    g_free(ret_trial->detail);
    ret_trial->ok = false;
    ret_trial->step = step;
    ret_trial->code = code;
    ret_trial->detail = detail != NULL ? clean(detail) : NULL;
    return false;
}

/* ---- What went wrong on the way in ---- */

static bool
has_time(CURL *curl, CURLINFO what)
{
    curl_off_t microseconds = 0;

    curl_easy_getinfo(curl, what, &microseconds);
    return microseconds > 0;
}

static const char *
step_of(CURL *curl, const MailServer *server, const Dialogue *dialogue)
{
    bool secure = has_time(curl, CURLINFO_APPCONNECT_TIME_T);

    if (!has_time(curl, CURLINFO_NAMELOOKUP_TIME_T))
        return "resolve";
    if (!has_time(curl, CURLINFO_CONNECT_TIME_T))
        return "connect";
    if (!secure && (server->security == MAIL_TLS || dialogue->asked_tls))
        return "tls";
    return dialogue->asked_sign_in ? "sign-in" : "greeting";
}

static const char *
connect_code(CURL *curl)
{
    long number = 0;

    curl_easy_getinfo(curl, CURLINFO_OS_ERRNO, &number);
    return number == EHOSTUNREACH || number == ENETUNREACH ? "unreachable" : "refused";
}

static bool
says(const char *sentence, const char *words)
{
    g_autofree char *folded = g_ascii_strdown(sentence, -1);

    return strstr(folded, words) != NULL;
}

/* The server's own code, then what large providers only say in their sentence. */
static const char *
sign_in_code(const MailServer *server, const Dialogue *dialogue)
{
    const char *said = dialogue->said->str;

    if (!dialogue->asked_sign_in)
        return "sign-in-off";
    if (said[0] == '4')
        return "busy";
    if (says(said, "application-specific password") || says(said, "app password"))
        return "app-password-needed";
    if (says(said, "basic authentication") || says(said, "smtpclientauthentication is disabled"))
        return "oauth-needed";
    return server->oauth ? "oauth-expired" : "wrong-password";
}

static bool
fail_to_open(CURL *curl, CURLcode result, const char *why, const MailServer *server,
             const Dialogue *dialogue, MailboxTrial *ret_trial)
{
    const char *step = step_of(curl, server, dialogue);

    switch ((int)result) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return fail(ret_trial, "resolve", "unknown-host", NULL);
    case CURLE_COULDNT_CONNECT:
        return fail(ret_trial, "connect", connect_code(curl), NULL);
    case CURLE_OPERATION_TIMEDOUT:
        return fail(ret_trial, step, "timeout", NULL);
    case CURLE_PEER_FAILED_VERIFICATION:
        return fail(ret_trial, "tls", "certificate", mailbox_curl_certificate(curl, why));
    case CURLE_USE_SSL_FAILED:
        return fail(ret_trial, "tls", "no-starttls", dialogue->said->str);
    case CURLE_SSL_CONNECT_ERROR:
        return fail(ret_trial, "tls", "not-tls", why);
    case CURLE_LOGIN_DENIED:
        return fail(ret_trial, "sign-in", sign_in_code(server, dialogue), dialogue->said->str);
    default:
        break;
    }
    if (!dialogue->greeted && dialogue->said->len > 0)
        return fail(ret_trial, "greeting",
                    dialogue->said->str[0] == '4' || dialogue->said->str[0] == '5' ? "busy"
                                                                                   : "not-smtp",
                    dialogue->said->str);
    return fail(ret_trial, step, "closed", dialogue->said->len > 0 ? dialogue->said->str : why);
}

/* ---- Offering the sender ---- */

static bool
wait_ready(CURL *curl, short events, Deadline *deadline)
{
    curl_socket_t socket = CURL_SOCKET_BAD;
    struct pollfd fd;

    curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &socket);
    fd = (struct pollfd){.fd = socket, .events = events};
    return socket != CURL_SOCKET_BAD &&
           !g_cancellable_is_cancelled(deadline_cancellable(deadline)) &&
           poll(&fd, 1, (int)deadline_left(deadline) * 1000) > 0;
}

/* The last line of an answer: "250 ok", not "250-more". */
static bool
is_whole(const GString *answer)
{
    const char *line;

    if (answer->len < 5 || answer->str[answer->len - 1] != '\n')
        return false;
    line = g_strrstr_len(answer->str, (gssize)answer->len - 1, "\n");
    line = line != NULL ? line + 1 : answer->str;
    return strlen(line) > 3 && line[3] == ' ';
}

/* Says a line and hears the answer; the first digit of its code, 0 when there is none. */
static int
ask(CURL *curl, const char *line, Deadline *deadline, GString *ret_answer)
{
    size_t said = 0, size = strlen(line), n;
    char room[SAID_MAX];
    CURLcode result;

    g_string_truncate(ret_answer, 0);
    while (said < size) {
        result = curl_easy_send(curl, line + said, size - said, &n);
        if (result == CURLE_OK)
            said += n;
        else if (result != CURLE_AGAIN || !wait_ready(curl, POLLOUT, deadline))
            return 0;
    }
    while (!is_whole(ret_answer)) {
        result = curl_easy_recv(curl, room, sizeof room, &n);
        if (result == CURLE_OK && n > 0 && ret_answer->len < 10 * SAID_MAX)
            g_string_append_len(ret_answer, room, (gssize)n);
        else if (result != CURLE_AGAIN || !wait_ready(curl, POLLIN, deadline))
            return 0;
    }
    return ret_answer->str[0] - '0';
}

/* Would it take a mail of ours? To ourselves, because some servers judge the sender only then. */
static bool
offer(CURL *curl, const char *sender, Deadline *deadline, MailboxTrial *ret_trial)
{
    g_autofree char *from = g_strdup_printf("MAIL FROM:<%s>\r\n", sender);
    g_autofree char *to = g_strdup_printf("RCPT TO:<%s>\r\n", sender);
    g_autoptr(GString) answer = g_string_new(NULL);
    const char *const lines[] = {from, to, "RSET\r\n"};

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        int class = ask(curl, lines[i], deadline, answer);

        if (class == 0)
            return fail(ret_trial, "send", "closed", NULL);
        if (class != 2)
            return fail(ret_trial, "send", class == 4 ? "busy" : "rejected-sender", answer->str);
    }
    ret_trial->ok = true;
    ret_trial->step = "send";
    return true;
}

static void
set_server(CURL *curl, const MailServer *server, Deadline *deadline, Dialogue *dialogue)
{
    bool ipv6 = strchr(server->host, ':') != NULL;
    g_autofree char *url =
        g_strdup_printf("%s://%s%s%s:%u", server->security == MAIL_TLS ? "smtps" : "smtp",
                        ipv6 ? "[" : "", server->host, ipv6 ? "]" : "", (unsigned)server->port);

    mailbox_curl_trust(curl, server->ca_file);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     (long)(server->security == MAIL_PLAIN ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)deadline_left(deadline));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)deadline_left(deadline));
    curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, overhear);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, dialogue);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_on);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, dialogue);
    if (server->user == NULL)
        return;
    curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
    if (server->oauth) {
        curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
        curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, server->secret);
    } else {
        curl_easy_setopt(curl, CURLOPT_PASSWORD, server->secret);
    }
}

void
mailbox_try_smtp(const MailServer *server, const char *sender, Deadline *deadline,
                 MailboxTrial *ret_trial)
{
    Dialogue dialogue = {.said = g_string_new(NULL)};
    char why[CURL_ERROR_SIZE] = "";
    CURL *curl = mailbox_curl_new();
    CURLcode result;

    set_server(curl, server, deadline, &dialogue);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why);
    result = curl_easy_perform(curl);
    if (result != CURLE_OK)
        fail_to_open(curl, result, why, server, &dialogue, ret_trial);
    else if (server->user != NULL && !dialogue.asked_sign_in)
        fail(ret_trial, "sign-in", "sign-in-off", NULL);
    else
        offer(curl, sender, deadline, ret_trial);
    curl_easy_cleanup(curl);
    g_string_free(dialogue.said, TRUE);
}
