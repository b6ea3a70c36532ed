#include "canned/canned-store.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/template.h"
#include "base/text.h"
#include "conversation/conversation-store.h"
#include "conversation/inline-image.h"
#include "html/html.h"
#include "person/person.h"
#include "setting/setting.h"
#include "staff/staff.h"

#include <string.h>

enum {
    PERSON_NAME,
    PERSON_FIRST,
    PERSON_EMAIL,
    ADVISER,
    ADVISER_FIRST,
    TEAM,
    SUBJECT,
    ORGANISATION,
    TODAY
};

const char *const canned_variables[] = {
    [PERSON_NAME] = "person.name",
    [PERSON_FIRST] = "person.first_name",
    [PERSON_EMAIL] = "person.email",
    [ADVISER] = "adviser.name",
    [ADVISER_FIRST] = "adviser.first_name",
    [TEAM] = "team.name",
    [SUBJECT] = "conversation.subject",
    [ORGANISATION] = "organisation.name",
    [TODAY] = "today",
    NULL,
};

/* The variable that begins at "{{": its index, -1 when it is none of ours; *ret_length its braces
 * included. */
static int
variable_at(const char *at, size_t *ret_length)
{
    const char *end = strstr(at, "}}");
    g_autofree char *name = NULL;

    if (end == NULL)
        return -1;
    name = g_strstrip(g_strndup(at + 2, (gsize)(end - at) - 2));
    *ret_length = (size_t)(end - at) + 2;
    for (int i = 0; canned_variables[i] != NULL; i++)
        if (strcmp(name, canned_variables[i]) == 0)
            return i;
    return -1;
}

static bool
check_variables(const char *field, const char *text, GError **error)
{
    size_t length = 0;

    for (const char *at = text; at != NULL && (at = strstr(at, "{{")) != NULL; at += length)
        if (variable_at(at, &length) < 0)
            return error_set_field(error, APP_ERROR_INVALID, field,
                                   "holds a variable that is not known");
    return true;
}

bool
canned_check(Canned *canned, GError **error)
{
    static const HtmlOptions options = {.remote_images = true, .image = inline_image_keep};
    bool pictures = canned->html != NULL && strstr(canned->html, "cid:") != NULL;

    if (canned->html != NULL) {
        char *clean = html_sanitise(canned->html, strlen(canned->html), &options, NULL);

        if (clean == NULL)
            return error_set_field(error, APP_ERROR_UNAVAILABLE, "html", "cannot be read now");
        g_free(canned->html);
        canned->html = clean;
        if (canned->text[0] == '\0') {
            g_free(canned->text);
            canned->text = g_strstrip(html_to_text(clean, strlen(clean), 1024 * 1024, NULL));
        }
    }
    if (canned->text[0] == '\0' && !pictures)
        return error_set_field(error, APP_ERROR_INVALID, "text", "is empty");
    return check_variables("text", canned->text, error) &&
           check_variables("html", canned->html, error) &&
           check_variables("subject", canned->subject, error);
}

char *
canned_fill(const char *text, const char *const *values, bool html, GPtrArray *missing)
{
    GString *out = g_string_new(NULL);
    const char *rest = text, *at;

    while ((at = strstr(rest, "{{")) != NULL) {
        size_t length = 2;
        int variable = variable_at(at, &length);

        g_string_append_len(out, rest, at - rest);
        rest = at + length;
        if (variable < 0)
            g_string_append_len(out, at, (gssize)length);
        else if (values[variable] == NULL || values[variable][0] == '\0') {
            if (!g_ptr_array_find(missing, canned_variables[variable], NULL))
                g_ptr_array_add(missing, (gpointer)canned_variables[variable]);
        } else if (html)
            template_escape(out, values[variable]);
        else
            g_string_append(out, values[variable]);
    }
    g_string_append(out, rest);
    return g_string_free(out, FALSE);
}

/* ---- Values ---- */

static char *
first_word(const char *name)
{
    return name != NULL ? g_strndup(name, strcspn(name, " ")) : NULL;
}

static char *
today(Db *db, const char *language)
{
    static const char *const months_fr[] = {"janvier",   "février", "mars",     "avril",
                                            "mai",       "juin",    "juillet",  "août",
                                            "septembre", "octobre", "novembre", "décembre"};
    static const char *const months_en[] = {"January",   "February", "March",    "April",
                                            "May",       "June",     "July",     "August",
                                            "September", "October",  "November", "December"};
    g_autofree char *name = setting_text(db, "calendar.zone", 0);
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(name);
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(clock_now() / 1000);
    g_autoptr(GDateTime) local =
        zone != NULL ? g_date_time_to_timezone(utc, zone) : g_date_time_ref(utc);
    bool english = g_strcmp0(language, "en") == 0;
    int day = g_date_time_get_day_of_month(local);

    return g_strdup_printf("%d%s %s %d", day, !english && day == 1 ? "er" : "",
                           (english ? months_en : months_fr)[g_date_time_get_month(local) - 1],
                           g_date_time_get_year(local));
}

static bool
values_of_person(Db *db, const Conversation *conversation, char **values, GError **error)
{
    g_autoptr(Person) person = NULL;

    if (person_get(db, conversation->person, &person, error) < 0 ||
        person_address(db, conversation->person, "email", &values[PERSON_EMAIL], error) < 0)
        return false;
    values[PERSON_NAME] = person != NULL ? g_strdup(person->name) : NULL;
    values[PERSON_FIRST] = first_word(values[PERSON_NAME]);
    values[SUBJECT] = g_strdup(conversation->subject);
    return true;
}

bool
canned_values(Db *db, Context *context, int64_t id, int64_t staff_id, const char *language,
              char **values, GError **error)
{
    g_autoptr(Staff) staff = NULL;
    g_autoptr(Conversation) conversation = NULL;

    if (id != 0) {
        conversation = conversation_store_need(db, id, error);
        if (conversation == NULL || !values_of_person(db, conversation, values, error))
            return false;
    }
    if (staff_get(db, staff_id, &staff, error) < 0)
        return false;
    values[ADVISER] = staff != NULL ? g_strdup(staff->name) : NULL;
    values[ADVISER_FIRST] = first_word(values[ADVISER]);
    values[ORGANISATION] = g_strdup(context->organisation);
    values[TODAY] = today(db, language);
    return conversation == NULL || conversation->team == 0 ||
           canned_store_team_name(db, conversation->team, &values[TEAM], error) >= 0;
}
