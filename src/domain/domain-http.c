#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/domain-store.h"
#include "domain/domain-trial.h"

#include <string.h>

/* ---- Shapes ---- */

static const char *const key_states[] = {"none", "made", "on", NULL};

static const Shape key_shape = {
    .name = "DomainKey",
    .fields =
        (const Field[]){
            {.name = "state",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = key_states,
             .about = "made: publish its record, then switch it on."},
            {.name = "selector", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "record_name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "record_value",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "The TXT record to publish under that name."},
            FIELDS_END,
        },
};

static const Shape finding_shape = {
    .name = "DomainFinding",
    .fields =
        (const Field[]){
            {.name = "state",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = (const char *const[]){"ok", "missing", "wrong", "weak", "unknown", NULL}},
            {.name = "found",
             .type = FIELD_LIST,
             .flags = FIELD_REQUIRED,
             .of = FIELD_TEXT,
             .about = "The records there are."},
            {.name = "wanted",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "The record to publish instead; null: none, or it is not known from here."},
            {.name = "reason",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices =
                 (const char *const[]){
                     "ok",        "missing",          "no-answer",        "syntax",
                     "several",   "too-many-lookups", "too-many-voids",   "include-missing",
                     "pass-all",  "neutral",          "server-not-named", "server-unknown",
                     "no-server", "no-key",           "revoked",          "other-key",
                     "not-on",    "policy-none",      "takes-no-mail",    NULL},
             .about = "Why, by a word that the screen explains."},
            FIELDS_END,
        },
};

#define FINDING(word)                                                                              \
    {                                                                                              \
        .name = word, .type = FIELD_OBJECT, .flags = FIELD_REQUIRED | FIELD_NULLABLE,              \
        .shape = &finding_shape                                                                    \
    }

static const Shape domain_shape = {
    .name = "Domain",
    .fields =
        (const Field[]){
            {.name = "domain", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "addresses",
             .type = FIELD_LIST,
             .flags = FIELD_REQUIRED,
             .of = FIELD_TEXT,
             .about = "Ours in it."},
            {.name = "dkim", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &key_shape},
            {.name = "checked_at",
             .type = FIELD_TIME,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "null: never; the findings are null too."},
            FINDING("spf"),
            FINDING("dkim_dns"),
            FINDING("dmarc"),
            FINDING("mx"),
            {.name = "aligned",
             .type = FIELD_BOOL,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "SPF or DKIM speaks for the From that people see; null: not known."},
            FIELDS_END,
        },
};

static const Field domain_fields[] = {
    {.name = "domain", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = LIMIT_ADDRESS},
    FIELDS_END,
};

static const char *const actions[] = {"make", "on", "off", NULL};

static const Shape action_shape = {
    .name = "DomainKeyAction",
    .fields =
        (const Field[]){
            {.name = "action",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = actions,
             .about = "make: a new key, not used yet; on, off: sign what leaves, or not."},
            FIELDS_END,
        },
};

static const Shape trial_shape = {
    .name = "DomainTrial",
    .fields =
        (const Field[]){
            {.name = "to", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_ADDRESS},
            FIELDS_END,
        },
};

/* ---- One domain ---- */

static void
write_key(JsonWriter *json, const DomainKey *key)
{
    json_object_begin(json);
    json_put_text(json, "state", key_states[key->state]);
    json_put_text(json, "selector", key->selector);
    json_put_text(json, "record_name", key->record_name);
    json_put_text(json, "record_value", key->record_value);
    json_object_end(json);
}

static int
append(const char *bytes, size_t size, void *out)
{
    g_string_append_len(out, bytes, (gssize)size);
    return 0;
}

/* What was found is kept as it is given: the members of one object. */
static void
write_findings(JsonWriter *json, const char *findings)
{
    static const char *const names[] = {"spf", "dkim_dns", "dmarc", "mx", "aligned"};
    json_t *all = findings != NULL ? json_loads(findings, 0, NULL) : NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GString) value = g_string_new(NULL);

        (void)json_dump_callback(json_object_get(all, names[i]), append, value,
                                 JSON_ENCODE_ANY | JSON_COMPACT);
        json_name(json, names[i]);
        json_raw(json, value->len > 0 ? value->str : "null");
    }
    json_decref(all);
}

static bool
write_domain(JsonWriter *json, Db *db, const Domain *domain, GError **error)
{
    g_auto(DomainKey) key = {.selector = NULL};
    g_autofree char *findings = NULL;
    int64_t checked_at = 0;

    if (!domain_key_get(db, domain->domain, &key, error) ||
        domain_store_findings(db, domain->domain, &checked_at, &findings, error) < 0)
        return false;
    json_object_begin(json);
    json_put_text(json, "domain", domain->domain);
    json_name(json, "addresses");
    json_list_begin(json);
    for (guint i = 0; i < domain->addresses->len; i++)
        json_text(json, domain->addresses->pdata[i]);
    json_list_end(json);
    json_name(json, "dkim");
    write_key(json, &key);
    json_put_time(json, "checked_at", checked_at);
    write_findings(json, findings);
    json_object_end(json);
    return true;
}

/* The domain of the path; NULL: APP_ERROR_NOT_FOUND. */
static Domain *
need_domain(Request *request, GError **error)
{
    Domain *domain = NULL;

    if (domain_get(request_db(request), request_context(request), request_text(request, "domain"),
                   &domain, error) == 0)
        error_set(error, APP_ERROR_NOT_FOUND, "no address of ours is in this domain");
    return domain;
}

/* ---- Handlers ---- */

static bool
get_domains(Request *request, GError **error)
{
    Db *db = request_db(request);
    g_autoptr(GPtrArray) all = domain_all(db, request_context(request), error);
    JsonWriter *json;

    if (all == NULL)
        return false;
    json = reply_list(request);
    for (guint i = 0; i < all->len; i++)
        if (!write_domain(json, db, all->pdata[i], error))
            return false;
    reply_list_end(request, false, 0, 0);
    return true;
}

typedef struct {
    const char *domain, *findings;
} Finding;

static bool
keep_findings(Db *tx, void *data, GError **error)
{
    const Finding *finding = data;

    return domain_store_put_findings(tx, finding->domain, clock_now(), finding->findings, error);
}

static bool
post_check(Request *request, GError **error)
{
    Db *db = request_db(request);
    g_autoptr(Domain) domain = need_domain(request, error);
    g_autofree char *findings =
        domain != NULL ? domain_check(db, request_context(request), domain, error) : NULL;

    return findings != NULL &&
           request_write(request, keep_findings, &(Finding){domain->domain, findings}, error) &&
           write_domain(reply_json(request, 200), db, domain, error);
}

typedef struct {
    const char *domain;
    bool on;
} Switching;

static bool
switch_key(Db *tx, void *data, GError **error)
{
    const Switching *switching = data;

    return domain_key_switch(tx, switching->domain, switching->on, error);
}

static bool
post_key(Request *request, GError **error)
{
    g_autoptr(Domain) domain = need_domain(request, error);
    const char *action = request_text(request, "action");

    if (domain == NULL)
        return false;
    if (strcmp(action, "make") == 0
            ? !domain_key_make(request_context(request), domain->domain, error)
            : !request_write(request, switch_key,
                             &(Switching){domain->domain, strcmp(action, "on") == 0}, error))
        return false;
    return write_domain(reply_json(request, 200), request_db(request), domain, error);
}

typedef struct {
    const char *from, *to;
} Trial;

static bool
ask_trial(Db *tx, void *data, GError **error)
{
    const Trial *trial = data;

    return domain_trial_ask(tx, trial->from, trial->to, error);
}

static bool
post_trial(Request *request, GError **error)
{
    g_autoptr(Domain) domain = need_domain(request, error);
    g_autofree char *to = text_email(request_text(request, "to"));

    if (domain == NULL)
        return false;
    if (to == NULL)
        return error_set_field(error, APP_ERROR_INVALID, "to", "not an address we can write to");
    if (!request_write(request, ask_trial, &(Trial){domain->addresses->pdata[0], to}, error))
        return false;
    reply_empty(request);
    return true;
}

/* ---- Module ---- */

static const Route routes[] = {
    {
        .method = "GET",
        .path = "/api/domains",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_domains,
        .about = "The domains of our addresses, and what their records were last found to be.",
        .flags = ROUTE_LIST,
        .reply = &domain_shape,
    },
    {
        .method = "POST",
        .path = "/api/domains/{domain}/check",
        .right = RIGHT_SETTING_MANAGE,
        .handler = post_check,
        .about = "Asks the domain name system again: SPF, DKIM, DMARC and MX.",
        .flags = ROUTE_SLOW,
        .query = domain_fields,
        .reply = &domain_shape,
    },
    {
        .method = "POST",
        .path = "/api/domains/{domain}/dkim",
        .right = RIGHT_SETTING_MANAGE,
        .handler = post_key,
        .about = "Makes a signing key, or begins or ends signing with it.",
        .flags = ROUTE_SLOW,
        .query = domain_fields,
        .body = &action_shape,
        .reply = &domain_shape,
        .example = "{\"action\":\"make\"}",
    },
    {
        .method = "POST",
        .path = "/api/domains/{domain}/test",
        .right = RIGHT_SETTING_MANAGE,
        .handler = post_trial,
        .about = "Sends a test mail from the domain; one that fails is among the parked jobs.",
        .query = domain_fields,
        .body = &trial_shape,
        .example = "{\"to\":\"camille@example.org\"}",
    },
    ROUTES_END,
};

const Module domain_module = {
    .name = "domain",
    .routes = routes,
    .jobs = domain_jobs,
};
