#include "staff/staff-http.h"

#include "base/clock.h"
#include "base/limits.h"
#include "http/throttle.h"
#include "module/context.h"
#include "staff/session-store.h"
#include "staff/session.h"
#include "staff/sign-in.h"
#include "staff/staff-configuration.h"
#include "staff/staff-store.h"

#define SECRET_FIELD                                                                               \
    {                                                                                              \
        .name = "secret", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 100,       \
        .about = "What follows # in the link."                                                     \
    }
#define PASSWORD_FIELD(name_, flags_, min_)                                                        \
    {                                                                                              \
        .name = name_, .type = FIELD_TEXT, .flags = flags_, .min = min_, .max = STAFF_PASSWORD_MAX \
    }
#define EMAIL_FIELD(flags_)                                                                        \
    {                                                                                              \
        .name = "email", .type = FIELD_TEXT, .flags = flags_, .min = 3, .max = LIMIT_ADDRESS       \
    }
#define NAME_FIELD(flags_)                                                                         \
    {                                                                                              \
        .name = "name", .type = FIELD_TEXT, .flags = flags_, .min = 1, .max = LIMIT_NAME           \
    }
#define LANGUAGE_FIELD                                                                             \
    {                                                                                              \
        .name = "language", .type = FIELD_CHOICE, .choices = staff_languages                       \
    }
#define ROLE_FIELD(flags_)                                                                         \
    {                                                                                              \
        .name = "role", .type = FIELD_CHOICE, .flags = flags_, .choices = staff_roles              \
    }
#define SHAPE(name_, ...)                                                                          \
    {                                                                                              \
        .name = name_, .fields = (const Field[])                                                   \
        {                                                                                          \
            __VA_ARGS__, FIELDS_END                                                                \
        }                                                                                          \
    }

static const Shape session_shape = SHAPE(
    "Session", {.name = "staff", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &me_shape},
    {.name = "csrf",
     .type = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     .about = "To be sent as X-CSRF-Token with every request that changes something."},
    {.name = "position",
     .type = FIELD_ID,
     .flags = FIELD_REQUIRED,
     .about = "Of the newest fact: GET /api/events goes on from it, so that nothing is missed."});

static const Shape link_kind_shape =
    SHAPE("LinkKind",
          {.name = "kind",
           .type = FIELD_CHOICE,
           .flags = FIELD_REQUIRED,
           .choices = (const char *const[]){"first", "invitation", NULL}},
          {.name = "email",
           .type = FIELD_TEXT,
           .flags = FIELD_REQUIRED | FIELD_NULLABLE,
           .max = LIMIT_ADDRESS});

static const Shape link_shape = SHAPE("Link", {.name = "link",
                                               .type = FIELD_TEXT,
                                               .flags = FIELD_REQUIRED,
                                               .max = 2000,
                                               .about = "To be given to its holder by hand."});

static const Shape staff_made_shape =
    SHAPE("StaffMade",
          {.name = "staff", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &account_shape},
          {.name = "link", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 2000});

static const Shape token_shape =
    SHAPE("Token", {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
          {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
          {.name = "made_at", .type = FIELD_TIME, .flags = FIELD_REQUIRED},
          {.name = "used_at", .type = FIELD_TIME, .flags = FIELD_REQUIRED | FIELD_NULLABLE});

static const Shape token_made_shape = SHAPE(
    "TokenMade", {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.name = "token", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .about = "Shown this once."});

static const Shape sign_in_shape =
    SHAPE("SignIn", EMAIL_FIELD(FIELD_REQUIRED), PASSWORD_FIELD("password", FIELD_REQUIRED, 1));
static const Shape link_use_shape =
    SHAPE("LinkUse", SECRET_FIELD, EMAIL_FIELD(0), NAME_FIELD(0),
          PASSWORD_FIELD("password", FIELD_REQUIRED, STAFF_PASSWORD_MIN));
static const Shape me_change_shape =
    SHAPE("MeChange", NAME_FIELD(0), LANGUAGE_FIELD,
          PASSWORD_FIELD("password", 0, STAFF_PASSWORD_MIN), PASSWORD_FIELD("old_password", 0, 1));
static const Shape staff_draft_shape =
    SHAPE("StaffDraft", EMAIL_FIELD(FIELD_REQUIRED), NAME_FIELD(FIELD_REQUIRED),
          ROLE_FIELD(FIELD_REQUIRED), LANGUAGE_FIELD);
static const Shape staff_change_shape =
    SHAPE("StaffChange", NAME_FIELD(0), ROLE_FIELD(0), LANGUAGE_FIELD,
          {.name = "active", .type = FIELD_BOOL});
static const Shape name_shape = SHAPE("NameDraft", NAME_FIELD(FIELD_REQUIRED));
static const Shape team_change_shape = SHAPE("TeamChange", NAME_FIELD(0),
                                             {.name = "members",
                                              .type = FIELD_LIST,
                                              .of = FIELD_ID,
                                              .about = "The members from now on, and no others."});

static const Field link_query[] = {SECRET_FIELD, FIELDS_END};

#define EXAMPLE_SECRET "\"secret\": \"0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\""

static const Route routes[] = {
    /* ---- Signing in ---- */
    {
        .method = "POST",
        .path = "/api/session",
        .right = RIGHT_ANYONE,
        .throttle = &throttle_secret,
        .handler = post_session,
        .about = "Signs in; 429 with Retry-After when wrong passwords came before.",
        .flags = ROUTE_SLOW,
        .body = &sign_in_shape,
        .reply = &session_shape,
        .example = "{\"email\": \"a.martin@example.org\", \"password\": \"four words in a row\"}",
    },
    {
        .method = "GET",
        .path = "/api/session",
        .right = RIGHT_SIGNED_IN,
        .handler = get_session,
        .about = "Who is signed in, with what rights.",
        .reply = &session_shape,
    },
    {
        .method = "PATCH",
        .path = "/api/session",
        .right = RIGHT_SIGNED_IN,
        .handler = patch_session,
        .about =
            "Changes one's own name, language or password; a new password ends other sessions.",
        .flags = ROUTE_SLOW,
        .body = &me_change_shape,
        .reply = &session_shape,
        .example = "{\"language\": \"en\"}",
    },
    {
        .method = "DELETE",
        .path = "/api/session",
        .right = RIGHT_SIGNED_IN,
        .handler = delete_session,
        .about = "Signs out.",
    },
    {
        .method = "GET",
        .path = "/api/session/link",
        .right = RIGHT_ANYONE,
        .throttle = &throttle_secret,
        .handler = get_session_link,
        .about = "What a one-time link is for.",
        .query = link_query,
        .reply = &link_kind_shape,
    },
    {
        .method = "POST",
        .path = "/api/session/link",
        .right = RIGHT_ANYONE,
        .throttle = &throttle_secret,
        .handler = post_session_link,
        .about =
            "Uses a one-time link: chooses a password and signs in. The first administrator also "
            "gives an address and a name.",
        .flags = ROUTE_SLOW,
        .body = &link_use_shape,
        .reply = &session_shape,
        .example = "{" EXAMPLE_SECRET ", \"password\": \"four words in a row\"}",
    },
    /* ---- Accounts ---- */
    {
        .method = "GET",
        .path = "/api/staff",
        .right = RIGHT_SIGNED_IN,
        .handler = get_accounts,
        .about = "Those who work here, newest first.",
        .flags = ROUTE_LIST,
        .reply = &account_shape,
    },
    {
        .method = "POST",
        .path = "/api/staff",
        .right = RIGHT_STAFF_MANAGE,
        .handler = post_account,
        .about = "Makes an account, and the link by which its holder chooses a password.",
        .body = &staff_draft_shape,
        .reply = &staff_made_shape,
        .example = "{\"email\": \"a.martin@example.org\", \"name\": \"Anne Martin\", \"role\": "
                   "\"adviser\"}",
    },
    {
        .method = "PATCH",
        .path = "/api/staff/{id}",
        .right = RIGHT_STAFF_MANAGE,
        .handler = patch_account,
        .about = "Changes an account; deactivated, it loses its sessions, tokens and links.",
        .body = &staff_change_shape,
        .reply = &account_shape,
        .example = "{\"role\": \"supervisor\"}",
    },
    {
        .method = "POST",
        .path = "/api/staff/{id}/link",
        .right = RIGHT_STAFF_MANAGE,
        .handler = post_account_link,
        .about = "A new link to choose a password; earlier ones stop working.",
        .reply = &link_shape,
    },
    /* ---- Teams ---- */
    {
        .method = "GET",
        .path = "/api/teams",
        .right = RIGHT_SIGNED_IN,
        .handler = get_teams,
        .about = "The teams and their members, newest first.",
        .flags = ROUTE_LIST,
        .reply = &team_shape,
    },
    {
        .method = "POST",
        .path = "/api/teams",
        .right = RIGHT_STAFF_MANAGE,
        .handler = post_team,
        .about = "Makes a team.",
        .body = &name_shape,
        .reply = &team_shape,
        .example = "{\"name\": \"Accueil\"}",
    },
    {
        .method = "PATCH",
        .path = "/api/teams/{id}",
        .right = RIGHT_STAFF_MANAGE,
        .handler = patch_team,
        .about = "Renames a team, or says who its members are.",
        .body = &team_change_shape,
        .reply = &team_shape,
        .example = "{\"name\": \"Accueil\", \"members\": []}",
    },
    /* ---- Tokens ---- */
    {
        .method = "GET",
        .path = "/api/tokens",
        .right = RIGHT_SIGNED_IN,
        .handler = get_tokens,
        .about = "One's own tokens for scripts, newest first.",
        .flags = ROUTE_LIST,
        .reply = &token_shape,
    },
    {
        .method = "POST",
        .path = "/api/tokens",
        .right = RIGHT_SIGNED_IN,
        .handler = post_token,
        .about = "Makes a token, shown once. It can do what its maker may, but make tokens.",
        .body = &name_shape,
        .reply = &token_made_shape,
        .example = "{\"name\": \"export\"}",
    },
    {
        .method = "DELETE",
        .path = "/api/tokens/{id}",
        .right = RIGHT_SIGNED_IN,
        .handler = delete_token,
        .about = "Takes a token away.",
    },
    ROUTES_END,
};

static bool
tidy_work(Db *tx, void *data, GError **error)
{
    int64_t now = clock_now();

    return session_store_tidy(tx, now, now - SIGN_IN_FORGET, error);
}

static bool
tidy(Context *context, GError **error)
{
    return database_write(context->database, tidy_work, NULL, error);
}

static const JobTimer timers[] = {
    {"staff.tidy", CLOCK_HOUR, tidy},
    JOB_TIMERS_END,
};

static const Invariant invariants[] = {
    {
        .name = "staff.administrator",
        .about = "one of those who administered still can",
        .sql = staff_locked_out_sql,
    },
    {
        .name = "staff.inactive-out",
        .about = "an account that is not active has no session, token or link",
        .sql = staff_ghost_sql,
    },
    INVARIANTS_END,
};

const Module staff_module = {
    .name = "staff",
    .routes = routes,
    .timers = timers,
    .invariants = invariants,
    .configurations = staff_configurations,
};
