#include "staff/staff-http.h"

#include "base/error.h"
#include "journal/journal.h"
#include "module/context.h"
#include "staff/link.h"
#include "staff/password.h"
#include "staff/session.h"
#include "staff/sign-in.h"
#include "staff/staff-store.h"

/* Session {staff: Me, csrf, position}. The position is read before anything that the application
 * will read after this answer: a stream that goes on from it misses nothing. */
static bool
write_session(Request *request, int64_t staff, const char *csrf, GError **error)
{
    int64_t position = journal_last(request_db(request), error);
    JsonWriter *json = reply_json(request, 200);
    int found;

    if (position < 0)
        return false;
    json_object_begin(json);
    json_name(json, "staff");
    found = account_write_me(json, request_db(request), staff, error);
    if (found <= 0)
        return found < 0 ? false : error_set(error, APP_ERROR_UNAUTHENTICATED, "no such account");
    json_put_text(json, "csrf", csrf);
    json_put_id(json, "position", position);
    json_object_end(json);
    return true;
}

/* The cookie outlives the session's sliding end: the server decides when it is over. */
static bool
begin(Request *request, int64_t staff, const char *secret, GError **error)
{
    g_autofree char *csrf = NULL;

    if (session_csrf(request_db(request), secret, &csrf, error) < 0)
        return false;
    reply_cookie(request, SESSION_COOKIE, secret, SESSION_LIFE / CLOCK_SECOND);
    return write_session(request, staff, csrf, error);
}

/* Tells a client that comes too early when to come again. */
static void
reply_wait(Request *request, int64_t wait)
{
    g_autofree char *seconds = g_strdup_printf("%" G_GINT64_FORMAT, wait);

    if (wait > 0)
        reply_header(request, "Retry-After", seconds);
}

bool
post_session(Request *request, GError **error)
{
    char secret[SECRET_SIZE];
    int64_t staff = 0, wait = 0;

    if (sign_in(request_context(request), request_text(request, "email"),
                request_text(request, "password"), request_address(request), &staff, secret, &wait,
                error))
        return begin(request, staff, secret, error);
    reply_wait(request, wait);
    return false;
}

bool
get_session(Request *request, GError **error)
{
    const Principal *principal = request_principal(request);

    return write_session(request, principal->staff, principal->csrf, error);
}

/* Who changes their password proves once more who they are: the desk may have been left open, and
 * whoever sits down there must not guess faster than at the door. */
static bool
check_old_password(Request *request, GError **error)
{
    const char *password = request_text(request, "old_password");
    g_autoptr(Staff) staff = NULL;
    g_autoptr(GError) why = NULL;
    int64_t wait = 0;

    if (staff_get(request_db(request), request_principal(request)->staff, &staff, error) <= 0)
        return false;
    if (password == NULL)
        return error_set_field(error, APP_ERROR_INVALID, "old_password", "is needed");
    if (sign_in_prove(request_context(request), staff->email, password, request_address(request),
                      &wait, &why))
        return password_acceptable(request_text(request, "password"), staff->email, error);
    reply_wait(request, wait);
    if (g_error_matches(why, APP_ERROR, APP_ERROR_UNAUTHENTICATED))
        return error_set_field(error, APP_ERROR_INVALID, "old_password", "wrong");
    g_propagate_error(error, g_steal_pointer(&why));
    return false;
}

bool
patch_session(Request *request, GError **error)
{
    const Principal *principal = request_principal(request);
    const char *password = request_text(request, "password");
    int language = request_choice(request, "language", -1);
    g_autofree char *hash = NULL;
    StaffChange change = {
        .name = request_text(request, "name"),
        .language = language >= 0 ? staff_languages[language] : NULL,
        .active = -1,
    };

    if (password != NULL) {
        if (!check_old_password(request, error))
            return false;
        hash = password_hash(password, error);
        if (hash == NULL)
            return false;
        change.password_hash = hash;
    }
    return staff_change(request_database(request), principal->staff, &change, principal->staff,
                        principal->session, error) &&
           write_session(request, principal->staff, principal->csrf, error);
}

static bool
end_work(Db *tx, void *data, GError **error)
{
    const Principal *principal = data;

    return session_end(tx, principal->session, error);
}

bool
delete_session(Request *request, GError **error)
{
    Principal principal = *request_principal(request);

    if (!request_write(request, end_work, &principal, error))
        return false;
    session_forget();
    reply_cookie(request, SESSION_COOKIE, "", 0);
    reply_empty(request);
    return true;
}

bool
get_session_link(Request *request, GError **error)
{
    g_autoptr(Staff) staff = NULL;
    JsonWriter *json;

    if (!link_look(request_db(request), request_text(request, "secret"), &staff, error))
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_text(json, "kind", staff == NULL ? "first" : "invitation");
    json_put_text(json, "email", staff != NULL ? staff->email : NULL);
    json_object_end(json);
    return true;
}

bool
post_session_link(Request *request, GError **error)
{
    char secret[SECRET_SIZE];
    int64_t staff;

    return link_use(request_database(request), request_text(request, "secret"),
                    request_text(request, "email"), request_text(request, "name"),
                    request_text(request, "password"), &staff, secret, error) &&
           begin(request, staff, secret, error);
}
