#include "imap/imap-wire.h"

#include <jansson.h>
#include <string.h>

/* ---- The first words ---- */

static bool
greet(Imap *imap, bool *ret_known, GError **error)
{
    g_autoptr(GError) why = NULL;
    const ImapAnswer *answer;

    imap->step = "greeting";
    answer = imap_wire_read(imap, &why);
    if (answer == NULL && strcmp(imap->trouble.code, "protocol") != 0) {
        g_propagate_error(error, g_steal_pointer(&why));
        return false;
    }
    if (answer == NULL || answer->kind != IMAP_UNTAGGED || answer->status == IMAP_DATA)
        return imap_fail(imap, APP_ERROR_UNAVAILABLE, "not-imap", NULL, error);
    if (answer->status != IMAP_OK && answer->status != IMAP_PREAUTH)
        return imap_fail(imap, APP_ERROR_UNAVAILABLE, "busy", answer->said, error);
    imap_hear_capabilities(imap, answer);
    *ret_known = answer->status == IMAP_PREAUTH;
    return true;
}

/* What was offered before TLS, or came with its answer, may be someone else's: forgotten. */
static bool
start_tls(Imap *imap, bool known, GError **error)
{
    const ImapAnswer *answer = NULL;
    int asked;

    imap->step = "tls";
    if (known)
        return imap_fail(imap, APP_ERROR_FORBIDDEN, "no-starttls", NULL, error);
    asked = imap_ask(imap, NULL, NULL, &answer, error, "STARTTLS");
    if (asked < 0)
        return false;
    if (asked == 0)
        return imap_fail(imap, APP_ERROR_FORBIDDEN, "no-starttls", answer->said, error);
    if (imap->at < imap->end)
        return imap_fail(imap, APP_ERROR_FORBIDDEN, "protocol", "words before TLS", error);
    g_hash_table_remove_all(imap->capabilities);
    return imap_wire_secure(imap, error);
}

/* ---- Signing in ---- */

/* user NUL? secret… as SASL has it, in base64. */
static char *
sasl_plain(const Imap *imap)
{
    g_autoptr(GString) words = g_string_new(NULL);

    g_string_append_c(words, '\0');
    g_string_append(words, imap->user);
    g_string_append_c(words, '\0');
    g_string_append(words, imap->secret);
    return g_base64_encode((const guchar *)words->str, words->len);
}

static char *
sasl_xoauth2(const Imap *imap)
{
    g_autofree char *words =
        g_strdup_printf("user=%s\001auth=Bearer %s\001\001", imap->user, imap->secret);

    return g_base64_encode((const guchar *)words, strlen(words));
}

/* The server explains a refused token in JSON: {"status":"401","schemes":"bearer",…}. Its status,
 * "" when it says none; owned by the caller. */
static char *
oauth_reason(const char *base64)
{
    gsize size = 0;
    g_autofree guchar *text = g_base64_decode(base64, &size);
    json_t *said = json_loadb((const char *)text, size, 0, NULL);
    const char *status = json_string_value(json_object_get(said, "status"));
    char *reason = g_strdup(status != NULL ? status : "");

    json_decref(said);
    return reason;
}

/* The mechanism, with its words at once or when asked; a further question is a refusal explained,
 * which an empty line accepts. 1, 0: *ret_answer refuses, -1. */
static int
authenticate(Imap *imap, const char *mechanism, const char *words, char **ret_reason,
             const ImapAnswer **ret_answer, GError **error)
{
    bool at_once = imap_can(imap, "SASL-IR"), said = at_once;
    char tag[IMAP_TAG_SIZE];
    int more;

    if (!imap_say(imap, tag, error, at_once ? "AUTHENTICATE %s %s" : "AUTHENTICATE %s", mechanism,
                  words))
        return -1;
    while ((more = imap_go_on(imap, tag, ret_answer, error)) == 1) {
        g_autofree char *line = g_strconcat(said ? "" : words, "\r\n", NULL);

        if (*ret_reason != NULL) {
            imap_fail(imap, APP_ERROR_UNAVAILABLE, "protocol", "too many questions", error);
            return -1;
        }
        if (said)
            *ret_reason = oauth_reason((*ret_answer)->said);
        said = true;
        if (!imap_wire_send(imap, line, strlen(line), error))
            return -1;
    }
    return more < 0 ? -1 : (*ret_answer)->status == IMAP_OK;
}

static int
login(Imap *imap, const ImapAnswer **ret_answer, GError **error)
{
    g_autofree char *user = imap_quote(imap->user), *secret = imap_quote(imap->secret);

    return imap_ask(imap, NULL, NULL, ret_answer, error, "LOGIN %s %s", user, secret);
}

static bool
present(Imap *imap, GError **error)
{
    g_autofree char *words = imap->oauth ? sasl_xoauth2(imap) : sasl_plain(imap);
    g_autofree char *reason = NULL;
    const ImapAnswer *answer = NULL;
    int signed_in;

    if (imap->oauth && !imap_can(imap, "AUTH=XOAUTH2"))
        return imap_fail(imap, APP_ERROR_FORBIDDEN, "sign-in-off", NULL, error);
    if (imap->oauth || imap_can(imap, "AUTH=PLAIN"))
        signed_in =
            authenticate(imap, imap->oauth ? "XOAUTH2" : "PLAIN", words, &reason, &answer, error);
    else if (imap_can(imap, "LOGINDISABLED"))
        return imap_fail(imap, APP_ERROR_FORBIDDEN, "sign-in-off", NULL, error);
    else
        signed_in = login(imap, &answer, error);
    if (signed_in < 0)
        return false;
    if (signed_in == 0 && reason != NULL && reason[0] != '\0')
        return imap_fail(imap, APP_ERROR_FORBIDDEN, "oauth-expired", reason, error);
    return signed_in > 0 || imap_fail_sign_in(imap, answer, error);
}

static bool
ask_capabilities(Imap *imap, GError **error)
{
    return g_hash_table_size(imap->capabilities) > 0 ||
           imap_do(imap, NULL, NULL, error, "CAPABILITY");
}

bool
imap_sign_in(Imap *imap, GError **error)
{
    bool known = false;

    imap->step = "sign-in";
    if (imap->user == NULL || imap->secret == NULL || strpbrk(imap->user, "\r\n\001") != NULL ||
        strpbrk(imap->secret, "\r\n\001") != NULL)
        return imap_fail(imap, APP_ERROR_FORBIDDEN, "wrong-password", NULL, error);
    if (!greet(imap, &known, error) ||
        (imap->security == IMAP_STARTTLS && !start_tls(imap, known, error)))
        return false;
    imap->step = "sign-in";
    if (!ask_capabilities(imap, error) || (!known && !present(imap, error)))
        return false;
    /* Once someone is known, more may be offered. */
    g_hash_table_remove_all(imap->capabilities);
    return imap_do(imap, NULL, NULL, error, "CAPABILITY");
}

bool
imap_open(Imap *imap, GError **error)
{
    return imap_wire_open(imap, error) && imap_sign_in(imap, error);
}

void
imap_logout(Imap *imap)
{
    if (imap->connection != NULL && !imap->told_bye)
        (void)imap_say(imap, NULL, NULL, "LOGOUT");
}
