#include "survey/survey.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/token.h"
#include "conversation/conversation.h"
#include "journal/journal.h"
#include "setting/setting.h"
#include "survey/survey-mail.h"
#include "survey/survey-store.h"

#include <string.h>

void
survey_free(Survey *survey)
{
    if (survey == NULL)
        return;
    g_free(survey->reason);
    g_free(survey->comment);
    g_free(survey);
}

/* ---- Asking ---- */

bool
survey_plan(Db *tx, Context *context, int64_t episode, GError **error)
{
    int64_t survey = id_new(), changed = 0, closed_at = 0;
    int64_t delay = setting_int(tx, "survey.delay_minutes", 0) * CLOCK_MINUTE;

    if (!survey_store_plan(tx, survey, episode, &changed, error))
        return false;
    if (changed == 0)
        return true;
    if (delay == 0)
        return survey_ask(tx, context, survey, error);
    return survey_store_closed_at(tx, survey, &closed_at, error) == 1 &&
           job_add(tx, "survey.ask", survey, NULL, closed_at + delay, error);
}

/* After a failure that lasted, nobody is asked about what they have forgotten. */
static bool
is_late(Db *tx, const SurveyCase *known)
{
    return clock_now() > known->closed_at + setting_int(tx, "survey.late_days", 0) * CLOCK_DAY +
                             setting_int(tx, "survey.delay_minutes", 0) * CLOCK_MINUTE;
}

/* 1 and why not to ask; 0 when nothing speaks against; -1. */
static int
find_reason(Db *tx, const SurveyCase *known, const char **ret_reason, GError **error)
{
    int64_t since = clock_now() - setting_int(tx, "survey.pause_days", 0) * CLOCK_DAY;
    bool by_mail = strcmp(known->channel, "mail") == 0;
    int64_t stopped_at;
    int asked;

    if (!setting_bool(tx, "survey.enabled", 0))
        *ret_reason = "disabled";
    else if (!known->closed)
        *ret_reason = "reopened";
    else if (is_late(tx, known))
        *ret_reason = "late";
    else if (!known->answered)
        *ret_reason = "no_reply";
    else if (by_mail && known->last_address == NULL)
        *ret_reason = "no_address";
    else if (by_mail && channel_address_is_machine(known->last_address))
        *ret_reason = "machine";
    else {
        asked = survey_store_asked_since(tx, known->person, since, error);
        if (asked == 1)
            *ret_reason = "pause";
        else if (asked == 0 && (asked = survey_stopped(tx, known->person, &stopped_at, error)) == 1)
            *ret_reason = "stopped";
        return asked;
    }
    return 1;
}

static bool
tell(Db *tx, const char *name, int64_t survey, const SurveyCase *known, const char *data,
     GError **error)
{
    return journal_append(tx,
                          &(Fact){
                              .name = name,
                              .person = known->person,
                              .conversation = known->conversation,
                              .subject = survey,
                              .data = data,
                          },
                          error);
}

static bool
hold(Db *tx, int64_t survey, const SurveyCase *known, const char *reason, GError **error)
{
    g_autofree char *data = g_strdup_printf("{\"reason\":\"%s\"}", reason);

    return survey_store_hold(tx, survey, reason, error) &&
           tell(tx, "survey.held_back", survey, known, data, error);
}

static bool
invite(Db *tx, Context *context, int64_t survey, const SurveyCase *known, GError **error)
{
    g_autoptr(SurveyWords) words = survey_words_load(context, tx, known->language);
    g_auto(Invitation) invitation = {.text = NULL};
    int64_t message = 0;

    survey_words_fill(words, known->name, known->subject);
    survey_invitation(context, words, survey, known->person, &invitation);
    return conversation_write(tx, context,
                              &(Draft){
                                  .conversation = known->conversation,
                                  .direction = DIRECTION_OUT,
                                  .subject = invitation.subject,
                                  .text = invitation.text,
                                  .html = invitation.html,
                                  .links = invitation.links,
                                  .n_links = G_N_ELEMENTS(invitation.links),
                              },
                              &message, error) &&
           survey_store_asked(tx, survey, known->person, clock_now(), message, error) &&
           tell(tx, "survey.asked", survey, known, NULL, error);
}

/* That nothing leaves to this person is an answer too: tried again for ever, it would keep all
 * later closings waiting. */
static bool
invite_or_hold(Db *tx, Context *context, int64_t survey, const SurveyCase *known, GError **error)
{
    g_autoptr(GError) why = NULL;

    if (invite(tx, context, survey, known, &why))
        return true;
    if (g_error_matches(why, APP_ERROR, APP_ERROR_INVALID))
        return hold(tx, survey, known, "no_address", error);
    g_propagate_error(error, g_steal_pointer(&why));
    return false;
}

bool
survey_ask(Db *tx, Context *context, int64_t survey, GError **error)
{
    g_autoptr(SurveyCase) known = NULL;
    const char *reason = NULL;
    int found = survey_store_case(tx, survey, &known, error);

    if (found < 0)
        return false;
    if (found == 0 || !known->pending)
        return true;
    switch (find_reason(tx, known, &reason, error)) {
    case 0:
        return invite_or_hold(tx, context, survey, known, error);
    case 1:
        return hold(tx, survey, known, reason, error);
    default:
        return false;
    }
}

/* ---- Answering ---- */

int
survey_find(Db *db, Context *context, const char *secret, Survey **ret_survey, GError **error)
{
    int64_t id = token_read(context->key, SURVEY_ANSWER_PURPOSE, secret);
    char digest[HASH_HEX_SIZE];

    if (id != 0)
        return survey_get(db, id, ret_survey, error);
    secret_digest(secret, digest);
    return survey_store_find(db, digest, ret_survey, error);
}

bool
survey_is_expired(Db *db, const Survey *survey)
{
    int64_t days = setting_int(db, "survey.open_days", survey->asked_at);

    return clock_now() > survey->asked_at + days * CLOCK_DAY;
}

/* A comment worth keeping, owned by the caller; NULL when nothing is said. */
static char *
clean_comment(const char *comment)
{
    g_autofree char *clean = comment != NULL ? g_strstrip(text_clean(comment, -1)) : NULL;

    return clean != NULL && *clean != '\0' ? text_clip(clean, LIMIT_COMMENT) : NULL;
}

bool
survey_answer(Db *tx, Context *context, const char *secret, int64_t score, const char *comment,
              GError **error)
{
    g_autoptr(Survey) survey = NULL;
    g_autofree char *kept = clean_comment(comment);
    g_autofree char *data = NULL;
    int found = survey_find(tx, context, secret, &survey, error);

    if (found < 0)
        return false;
    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no survey has this secret");
    if (survey->answered_at != 0)
        return error_set(error, APP_ERROR_CONFLICT, "already answered");
    if (survey_is_expired(tx, survey))
        return error_set(error, APP_ERROR_CONFLICT, "the time to answer has passed");
    if (score < 1 || score > SURVEY_SCORE_MAX)
        return error_set_field(error, APP_ERROR_INVALID, "score", "must be 1 to %d",
                               SURVEY_SCORE_MAX);
    data = g_strdup_printf("{\"score\":%d}", (int)score);
    return survey_store_answer(tx, survey->id, score, kept, clock_now(), error) &&
           journal_append(tx,
                          &(Fact){
                              .name = "survey.answered",
                              .person = survey->person,
                              .conversation = survey->conversation,
                              .subject = survey->id,
                              .data = data,
                          },
                          error);
}
