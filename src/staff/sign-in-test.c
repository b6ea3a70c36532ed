/* Signing in: passwords, waits, sessions, links. Hashes take their time: each test makes few. */
#include "staff/sign-in.h"

#include "base/clock.h"
#include "base/error.h"
#include "lib/fixture.h"
#include "staff/link.h"
#include "staff/password.h"
#include "staff/session.h"
#include "staff/staff.h"

#include <sodium.h>
#include <string.h>
#include <time.h>

#define PASSWORD "four words in a row"
#define HERE     "192.0.2.10"

static const uint8_t key[32] = "thirty-two bytes of a test key.";

typedef struct {
    Database *database;
    Context context;
    int64_t staff;
} Desk;

static void
desk_open(Desk *desk, const void *unused)
{
    g_autoptr(GError) error = NULL;

    desk->database = database_fresh();
    desk->context = (Context){.database = desk->database, .key = key, .public_url = "http://x"};
    staff_add(desk->database, "anne@example.org", "Anne", "administrator", PASSWORD, &desk->staff,
              &error);
    g_assert_no_error(error);
}

static void
desk_close(Desk *desk, const void *unused)
{
    clock_freeze(0);
    session_forget();
    database_close(desk->database);
}

/* The code of the error, -1 when it went well. */
static int
try_from(Desk *desk, const char *client, const char *email, const char *password, int64_t *ret_wait)
{
    char secret[SECRET_SIZE];
    g_autoptr(GError) error = NULL;
    int64_t staff, wait = 0;
    bool in = sign_in(&desk->context, email, password, client, &staff, secret, &wait, &error);

    if (ret_wait != NULL)
        *ret_wait = wait;
    g_assert_true(in == (error == NULL));
    return in ? -1 : error->code;
}

static void
test_the_right_password_signs_in_however_the_address_is_typed(Desk *desk, const void *unused)
{
    g_assert_cmpint(try_from(desk, HERE, "anne@example.org", PASSWORD, NULL), ==, -1);
    g_assert_cmpint(try_from(desk, HERE, " Anne@Example.ORG ", PASSWORD, NULL), ==, -1);
}

static void
test_wrong_and_unknown_are_answered_alike(Desk *desk, const void *unused)
{
    static const char *const emails[] = {"anne@example.org", "nobody@example.org", "not an address",
                                         ""};

    for (size_t i = 0; i < G_N_ELEMENTS(emails); i++)
        g_assert_cmpint(try_from(desk, HERE, emails[i], "another password", NULL), ==,
                        APP_ERROR_UNAUTHENTICATED);
}

/* Processor time of this thread, in microseconds: what others do on the machine does not count. */
static int64_t
cost(const char *hash)
{
    struct timespec before, after;
    bool right, old;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
    g_assert_true(password_verify(hash, PASSWORD, &right, &old, NULL));
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
    return (after.tv_sec - before.tv_sec) * 1000000 + (after.tv_nsec - before.tv_nsec) / 1000;
}

static void
test_an_unknown_account_costs_the_time_of_a_known_one(void)
{
    g_autofree char *hash = password_hash(PASSWORD, NULL);
    int64_t known = INT64_MAX, unknown = INT64_MAX;

    for (int i = 0; i < 5; i++) {
        known = MIN(known, cost(hash));
        unknown = MIN(unknown, cost(NULL));
    }
    g_test_message("known %" G_GINT64_FORMAT " us, unknown %" G_GINT64_FORMAT " us", known,
                   unknown);
    g_assert_cmpint(unknown, >, known * 7 / 10);
    g_assert_cmpint(unknown, <, known * 13 / 10);
}

static void
test_guessing_the_old_password_is_slowed_like_signing_in(Desk *desk, const void *unused)
{
    int64_t wait = 0;

    for (int i = 0; i < SIGN_IN_FREE; i++) {
        g_autoptr(GError) error = NULL;

        g_assert_false(sign_in_prove(&desk->context, "anne@example.org", "another password", HERE,
                                     &wait, &error));
        g_assert_error(error, APP_ERROR, APP_ERROR_UNAUTHENTICATED);
    }
    g_assert_false(sign_in_prove(&desk->context, "anne@example.org", PASSWORD, HERE, &wait, NULL));
    g_assert_cmpint(wait, ==, 1);
    g_assert_cmpint(try_from(desk, HERE, "anne@example.org", PASSWORD, NULL), ==,
                    APP_ERROR_TOO_MANY);
    g_assert_true(
        sign_in_prove(&desk->context, "anne@example.org", PASSWORD, "192.0.2.11", &wait, NULL));
}

static void
test_the_delay_doubles_and_stops_at_a_quarter_of_an_hour(void)
{
    static const struct {
        int64_t failures, delay;
    } cases[] = {
        {0, 0},
        {SIGN_IN_FREE - 1, 0},
        {SIGN_IN_FREE, CLOCK_SECOND},
        {SIGN_IN_FREE + 1, 2 * CLOCK_SECOND},
        {SIGN_IN_FREE + 9, 512 * CLOCK_SECOND},
        {SIGN_IN_FREE + 10, SIGN_IN_WAIT_MAX},
        {INT64_MAX, SIGN_IN_WAIT_MAX},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(sign_in_delay(cases[i].failures, SIGN_IN_FREE), ==, cases[i].delay);
}

static void
test_an_attacker_waits_and_a_colleague_does_not(Desk *desk, const void *unused)
{
    int64_t now = clock_now(), wait = 0;

    clock_freeze(now);
    for (int i = 0; i < SIGN_IN_FREE; i++)
        g_assert_cmpint(try_from(desk, HERE, "anne@example.org", "a wrong guess", NULL), ==,
                        APP_ERROR_UNAUTHENTICATED);
    /* Even with the right password: or the wait would tell which one it is. */
    g_assert_cmpint(try_from(desk, HERE, "anne@example.org", PASSWORD, &wait), ==,
                    APP_ERROR_TOO_MANY);
    g_assert_cmpint(wait, ==, 1);
    g_assert_cmpint(try_from(desk, "192.0.2.11", "anne@example.org", PASSWORD, NULL), ==, -1);
    g_assert_cmpint(try_from(desk, HERE, "other@example.org", PASSWORD, NULL), ==,
                    APP_ERROR_UNAUTHENTICATED);
    clock_freeze(now + CLOCK_SECOND);
    g_assert_cmpint(try_from(desk, HERE, "anne@example.org", "a wrong guess", NULL), ==,
                    APP_ERROR_UNAUTHENTICATED);
    g_assert_cmpint(try_from(desk, HERE, "anne@example.org", PASSWORD, &wait), ==,
                    APP_ERROR_TOO_MANY);
    g_assert_cmpint(wait, ==, 2);
    clock_freeze(now + 3 * CLOCK_SECOND);
    g_assert_cmpint(try_from(desk, HERE, "anne@example.org", PASSWORD, NULL), ==, -1);
    g_assert_cmpint(try_from(desk, HERE, "anne@example.org", PASSWORD, NULL), ==, -1);
}

static void
test_a_client_that_tries_many_accounts_waits_too(Desk *desk, const void *unused)
{
    int64_t wait = 0;

    clock_freeze(clock_now());
    for (int i = 0; i < SIGN_IN_FREE_CLIENT; i++) {
        g_autofree char *email = g_strdup_printf("p%d@example.org", i);
        /* One subscriber's network: every host of it is the same client. */
        g_autofree char *client = g_strdup_printf("2001:db8:1:2::%x", i + 1);

        g_assert_cmpint(try_from(desk, client, email, "a wrong guess", NULL), ==,
                        APP_ERROR_UNAUTHENTICATED);
    }
    g_assert_cmpint(try_from(desk, "2001:db8:1:2::ffff", "anne@example.org", PASSWORD, &wait), ==,
                    APP_ERROR_TOO_MANY);
    g_assert_cmpint(try_from(desk, "2001:db8:1:3::1", "anne@example.org", PASSWORD, NULL), ==, -1);
}

static void *
guess(void *data)
{
    Desk *desk = data;

    return GINT_TO_POINTER(try_from(desk, HERE, "anne@example.org", "a wrong guess", NULL));
}

static void
test_guesses_sent_at_once_gain_nothing(Desk *desk, const void *unused)
{
    GThread *threads[16];
    int looked_at = 0;

    clock_freeze(clock_now());
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("guess", guess, desk);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        looked_at += GPOINTER_TO_INT(g_thread_join(threads[i])) == APP_ERROR_UNAUTHENTICATED;
    g_assert_cmpint(looked_at, ==, SIGN_IN_FREE);
}

static void
test_an_account_without_a_password_does_not_sign_in(Desk *desk, const void *unused)
{
    int64_t staff;

    g_assert_true(
        staff_add(desk->database, "new@example.org", "New", "reader", NULL, &staff, NULL));
    g_assert_cmpint(try_from(desk, HERE, "new@example.org", "", NULL), ==,
                    APP_ERROR_UNAUTHENTICATED);
}

static void
test_an_old_hash_is_made_anew_when_its_owner_signs_in(Desk *desk, const void *unused)
{
    char weak[crypto_pwhash_STRBYTES];
    bool right = false, old = false;

    g_assert_cmpint(crypto_pwhash_str(weak, PASSWORD, strlen(PASSWORD), 1, 8 * 1024), ==, 0);
    g_assert_true(staff_change(desk->database, desk->staff,
                               &(StaffChange){.password_hash = weak, .active = -1}, 0, 0, NULL));
    g_assert_true(password_verify(weak, PASSWORD, &right, &old, NULL));
    g_assert_true(right && old);
    g_assert_cmpint(try_from(desk, HERE, "anne@example.org", PASSWORD, NULL), ==, -1);
    {
        g_autoptr(DbRows) rows = db_query(database_reader(desk->database),
                                          "SELECT password_hash FROM staff", DB_NO_ARGS, NULL);

        g_assert_cmpint(db_rows_next(rows, NULL), ==, 1);
        g_assert_true(password_verify(db_rows_text(rows, 0), PASSWORD, &right, &old, NULL));
    }
    g_assert_true(right && !old);
}

/* ---- Sessions ---- */

static Principal
who(Desk *desk, const char *bearer, const char *cookie)
{
    Principal principal = {0};
    g_autoptr(GError) error = NULL;

    staff_authenticate(&desk->context, bearer, cookie, &principal, &error);
    g_assert_no_error(error);
    return principal;
}

static void
sign_in_well(Desk *desk, char secret[SECRET_SIZE])
{
    int64_t staff, wait;

    g_assert_true(
        sign_in(&desk->context, "anne@example.org", PASSWORD, HERE, &staff, secret, &wait, NULL));
}

static void
test_a_session_knows_its_holder_and_nothing_else_does(Desk *desk, const void *unused)
{
    char secret[SECRET_SIZE], other[SECRET_SIZE];
    Principal principal;

    sign_in_well(desk, secret);
    secret_new(other);
    principal = who(desk, NULL, secret);
    g_assert_cmpint(principal.staff, ==, desk->staff);
    g_assert_cmpuint(principal.rights, ==, staff_rights("administrator"));
    g_assert_cmpuint(strlen(principal.csrf), ==, SECRET_SIZE - 1);
    g_assert_cmpint(who(desk, NULL, other).staff, ==, 0);
    g_assert_cmpint(who(desk, NULL, "").staff, ==, 0);
    g_assert_cmpint(who(desk, secret, NULL).staff, ==, 0);
    g_assert_cmpint(who(desk, NULL, secret).staff, ==, desk->staff);
}

static void
test_a_session_slides_while_used_and_ends_when_left(Desk *desk, const void *unused)
{
    char secret[SECRET_SIZE];
    int64_t start = clock_now();

    clock_freeze(start);
    sign_in_well(desk, secret);
    for (int hour = 11; hour <= 33; hour += 11) {
        clock_freeze(start + hour * CLOCK_HOUR);
        g_assert_cmpint(who(desk, NULL, secret).staff, ==, desk->staff);
    }
    clock_freeze(start + (33 + 12) * CLOCK_HOUR);
    g_assert_cmpint(who(desk, NULL, secret).staff, ==, 0);
}

static void
test_no_use_makes_a_session_live_beyond_a_month(Desk *desk, const void *unused)
{
    char secret[SECRET_SIZE];
    int64_t start = clock_now();

    clock_freeze(start);
    sign_in_well(desk, secret);
    for (int64_t at = start; at < start + SESSION_LIFE; at += 6 * CLOCK_HOUR) {
        clock_freeze(at);
        g_assert_cmpint(who(desk, NULL, secret).staff, ==, desk->staff);
    }
    clock_freeze(start + SESSION_LIFE);
    g_assert_cmpint(who(desk, NULL, secret).staff, ==, 0);
}

static void
count_commit(void *data)
{
    ++*(int *)data;
}

static void
test_reading_costs_a_write_once_in_five_minutes_at_most(void)
{
    int commits = 0, before;
    Desk desk;
    char secret[SECRET_SIZE];
    int64_t start = clock_now();

    clock_freeze(start);
    desk.database = database_fresh();
    database_after_commit(desk.database, count_commit, &commits);
    desk.context = (Context){.database = desk.database, .key = key};
    g_assert_true(staff_add(desk.database, "anne@example.org", "Anne", "reader", PASSWORD,
                            &desk.staff, NULL));
    sign_in_well(&desk, secret);
    before = commits;
    for (int64_t at = start; at < start + CLOCK_HOUR; at += CLOCK_MINUTE) {
        clock_freeze(at);
        for (int i = 0; i < 10; i++)
            g_assert_cmpint(who(&desk, NULL, secret).staff, ==, desk.staff);
    }
    g_assert_cmpint(commits - before, <=, 12);
    g_assert_cmpint(commits - before, >=, 10);
    desk_close(&desk, NULL);
}

static void
test_a_change_of_role_is_felt_at_the_next_request(Desk *desk, const void *unused)
{
    g_autofree char *token = NULL;
    int64_t other;

    g_assert_true(
        staff_add(desk->database, "b@example.org", "B", "adviser", PASSWORD, &other, NULL));
    token = staff_token_add(desk->database, other, "script", NULL, NULL);
    g_assert_cmpuint(who(desk, token, NULL).rights, ==, staff_rights("adviser"));
    g_assert_true(staff_change(desk->database, other,
                               &(StaffChange){.role = "reader", .active = -1}, 0, 0, NULL));
    g_assert_cmpuint(who(desk, token, NULL).rights, ==, staff_rights("reader"));
    g_assert_true(staff_change(desk->database, other, &(StaffChange){.active = 0}, 0, 0, NULL));
    g_assert_cmpint(who(desk, token, NULL).staff, ==, 0);
    g_assert_true(staff_change(desk->database, other, &(StaffChange){.active = 1}, 0, 0, NULL));
    g_assert_cmpint(who(desk, token, NULL).staff, ==, 0); /* what died stays dead */
}

static void
test_a_new_password_ends_the_other_sessions(Desk *desk, const void *unused)
{
    char mine[SECRET_SIZE], left_open[SECRET_SIZE];
    Principal principal;

    sign_in_well(desk, mine);
    sign_in_well(desk, left_open);
    principal = who(desk, NULL, mine);
    g_assert_true(staff_change(desk->database, desk->staff,
                               &(StaffChange){.password_hash = "x", .active = -1}, desk->staff,
                               principal.session, NULL));
    g_assert_cmpint(who(desk, NULL, mine).staff, ==, desk->staff);
    g_assert_cmpint(who(desk, NULL, left_open).staff, ==, 0);
}

/* ---- Links ---- */

static void
test_a_link_works_once_and_until_its_end(Desk *desk, const void *unused)
{
    char session[SECRET_SIZE];
    int64_t staff, now = clock_now();
    g_autofree char *first = staff_link_add(desk->database, desk->staff, now + CLOCK_HOUR, NULL);
    g_autofree char *second = staff_link_add(desk->database, desk->staff, now + CLOCK_HOUR, NULL);
    g_autofree char *late = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_false(
        link_use(desk->database, first, NULL, NULL, "a newer password", &staff, session, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
    g_clear_error(&error);
    g_assert_false(link_use(desk->database, second, NULL, NULL, "short", &staff, session, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
    g_assert_cmpstr(error_field(error), ==, "password");
    g_clear_error(&error);
    g_assert_true(
        link_use(desk->database, second, NULL, NULL, "a newer password", &staff, session, NULL));
    g_assert_cmpint(staff, ==, desk->staff);
    g_assert_cmpint(who(desk, NULL, session).staff, ==, desk->staff);
    g_assert_false(
        link_use(desk->database, second, NULL, NULL, "a newer password", &staff, session, NULL));
    g_assert_cmpint(try_from(desk, HERE, "anne@example.org", "a newer password", NULL), ==, -1);
    late = staff_link_add(desk->database, desk->staff, now + CLOCK_HOUR, NULL);
    clock_freeze(now + CLOCK_HOUR);
    g_assert_false(
        link_use(desk->database, late, NULL, NULL, "a newer password", &staff, session, NULL));
}

static void
test_the_first_link_makes_one_administrator(void)
{
    Desk desk = {.database = database_fresh()};
    Db *db = database_reader(desk.database);
    char session[SECRET_SIZE];
    int64_t staff, other;
    g_autofree char *secret = staff_link_add(desk.database, 0, clock_now() + CLOCK_HOUR, NULL);
    g_autofree char *later = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(staff_is_empty(db));
    g_assert_false(
        link_use(desk.database, secret, NULL, "Anne", PASSWORD, &staff, session, &error));
    g_assert_cmpstr(error_field(error), ==, "email");
    g_assert_true(link_use(desk.database, secret, "anne@example.org", "Anne", PASSWORD, &staff,
                           session, NULL));
    g_assert_false(staff_is_empty(db));
    later = staff_link_add(desk.database, 0, clock_now() + CLOCK_HOUR, NULL);
    g_assert_false(
        link_use(desk.database, later, "b@example.org", "B", PASSWORD, &other, session, NULL));
    desk_close(&desk, NULL);
}

#define ADD(name, function) g_test_add(name, Desk, NULL, desk_open, function, desk_close)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("/sign-in/the right password signs in however the address is typed",
        test_the_right_password_signs_in_however_the_address_is_typed);
    ADD("/sign-in/wrong and unknown are answered alike", test_wrong_and_unknown_are_answered_alike);
    g_test_add_func("/sign-in/an unknown account costs the time of a known one",
                    test_an_unknown_account_costs_the_time_of_a_known_one);
    g_test_add_func("/sign-in/the delay doubles and stops at a quarter of an hour",
                    test_the_delay_doubles_and_stops_at_a_quarter_of_an_hour);
    ADD("/sign-in/guessing the old password is slowed like signing in",
        test_guessing_the_old_password_is_slowed_like_signing_in);
    ADD("/sign-in/an attacker waits and a colleague does not",
        test_an_attacker_waits_and_a_colleague_does_not);
    ADD("/sign-in/a client that tries many accounts waits too",
        test_a_client_that_tries_many_accounts_waits_too);
    ADD("/sign-in/guesses sent at once gain nothing", test_guesses_sent_at_once_gain_nothing);
    ADD("/sign-in/an account without a password does not sign in",
        test_an_account_without_a_password_does_not_sign_in);
    ADD("/sign-in/an old hash is made anew when its owner signs in",
        test_an_old_hash_is_made_anew_when_its_owner_signs_in);
    ADD("/session/a session knows its holder and nothing else does",
        test_a_session_knows_its_holder_and_nothing_else_does);
    ADD("/session/a session slides while used and ends when left",
        test_a_session_slides_while_used_and_ends_when_left);
    ADD("/session/no use makes a session live beyond a month",
        test_no_use_makes_a_session_live_beyond_a_month);
    g_test_add_func("/session/reading costs a write once in five minutes at most",
                    test_reading_costs_a_write_once_in_five_minutes_at_most);
    ADD("/session/a change of role is felt at the next request",
        test_a_change_of_role_is_felt_at_the_next_request);
    ADD("/session/a new password ends the other sessions",
        test_a_new_password_ends_the_other_sessions);
    ADD("/link/a link works once and until its end", test_a_link_works_once_and_until_its_end);
    g_test_add_func("/link/the first link makes one administrator",
                    test_the_first_link_makes_one_administrator);
    return g_test_run();
}
