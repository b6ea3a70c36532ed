#include "survey/survey-store.h"

static const char plan_sql[] =
    "INSERT INTO survey (id, conversation, person, closed_at, assignee, team, channel)"
    " SELECT $1, conversation, person, closed_at, assignee, team, channel"
    "   FROM episode WHERE id = $2"
    " ON CONFLICT (conversation, closed_at) DO NOTHING";

static const char closed_at_sql[] = "SELECT closed_at FROM survey WHERE id = $1";

static const char case_sql[] =
    "SELECT survey.asked_at IS NULL AND survey.reason IS NULL,"
    "       conversation.status = 4 AND conversation.closed_at = survey.closed_at,"
    "       conversation.first_answer_at IS NOT NULL,"
    "       person.id, person.language, survey.channel, conversation.subject,"
    "       (SELECT address FROM person_address"
    "         WHERE person = person.id AND kind = 'email' AND failed_at IS NULL"
    "         ORDER BY made_at DESC LIMIT 1),"
    "       survey.conversation, survey.closed_at, person.name"
    "  FROM survey"
    "  JOIN conversation ON conversation.id = survey.conversation"
    "  JOIN person AS contact ON contact.id = survey.person"
    "  JOIN person ON person.id = COALESCE(contact.merged_into, contact.id)"
    " WHERE survey.id = $1";

static const char asked_since_sql[] =
    "SELECT 1 FROM survey WHERE person = $1 AND asked_at > $2 LIMIT 1";

static const char hold_sql[] = "UPDATE survey SET reason = $2 WHERE id = $1";

static const char asked_sql[] =
    "UPDATE survey SET person = $2, asked_at = $3, message = $4 WHERE id = $1";

/* Whoever is one person with $1: merged into the same, or the same. */
#define SAME_PERSON                                                                                \
    "SELECT id FROM person WHERE coalesce(merged_into, id) ="                                      \
    " (SELECT coalesce(merged_into, id) FROM person WHERE id = $1)"

static const char stopped_sql[] =
    "SELECT at FROM survey_stop WHERE person IN (" SAME_PERSON ") ORDER BY at LIMIT 1";

static const char stop_sql[] = "INSERT INTO survey_stop (person, at, staff) VALUES ($1, $2, $3)"
                               " ON CONFLICT (person) DO NOTHING";

static const char resume_sql[] = "DELETE FROM survey_stop WHERE person IN (" SAME_PERSON ")";

#define SURVEY_COLUMNS                                                                             \
    "SELECT id, conversation, person, closed_at, asked_at, reason, score, comment, answered_at,"   \
    "       assignee, team FROM survey"

static const char get_sql[] = SURVEY_COLUMNS " WHERE id = $1";

static const char find_sql[] = SURVEY_COLUMNS " WHERE digest = $1";

static const char answer_sql[] =
    "UPDATE survey SET score = $2, comment = $3, answered_at = $4 WHERE id = $1";

static const char follow_up_sql[] =
    "UPDATE survey SET follow_up = $2, follow_state = $3 WHERE id = $1";

/* $1 score, $2 from, $3 to, $4 how many, $5 and $6 where the page before ended. */
#define LIST_TABLES                                                                                \
    "  FROM survey"                                                                                \
    "  JOIN conversation ON conversation.id = survey.conversation"                                 \
    "  JOIN person ON person.id = survey.person"                                                   \
    " WHERE ($1 = 0 OR survey.score = $1)"

#define LIST_COLUMNS                                                                               \
    " survey.id, conversation.id, conversation.subject, person.id, person.name, person.address,"   \
    " survey.closed_at, asked_at, reason, score, comment, answered_at, follow_up, follow_state"

static const char list_answered_sql[] =
    "SELECT survey.answered_at," LIST_COLUMNS LIST_TABLES
    "   AND survey.answered_at >= $2 AND survey.answered_at < $3"
    "   AND (survey.answered_at, survey.id) < ($5, $6)"
    " ORDER BY survey.answered_at DESC, survey.id DESC LIMIT $4";

static const char list_closed_sql[] = "SELECT survey.closed_at," LIST_COLUMNS LIST_TABLES
                                      "   AND survey.closed_at >= $2 AND survey.closed_at < $3"
                                      "   AND (survey.closed_at, survey.id) < ($5, $6)"
                                      " ORDER BY survey.closed_at DESC, survey.id DESC LIMIT $4";

bool
survey_store_plan(Db *tx, int64_t id, int64_t episode, int64_t *ret_changed, GError **error)
{
    return db_change(tx, plan_sql, DB_ARGS(DB_INT(id), DB_INT(episode)), ret_changed, error);
}

int
survey_store_closed_at(Db *db, int64_t survey, int64_t *ret_ms, GError **error)
{
    return db_find_int(db, closed_at_sql, DB_ARGS(DB_INT(survey)), ret_ms, error);
}

void
survey_case_free(SurveyCase *known)
{
    if (known == NULL)
        return;
    g_free(known->name);
    g_free(known->language);
    g_free(known->channel);
    g_free(known->subject);
    g_free(known->last_address);
    g_free(known);
}

int
survey_store_case(Db *db, int64_t survey, SurveyCase **ret_case, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, case_sql, DB_ARGS(DB_INT(survey)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1) {
        *ret_case = g_new(SurveyCase, 1);
        **ret_case = (SurveyCase){
            .pending = db_rows_int(rows, 0) != 0,
            .closed = db_rows_int(rows, 1) != 0,
            .answered = db_rows_int(rows, 2) != 0,
            .person = db_rows_int(rows, 3),
            .language = g_strdup(db_rows_text(rows, 4)),
            .channel = g_strdup(db_rows_text(rows, 5)),
            .subject = g_strdup(db_rows_text(rows, 6)),
            .last_address = g_strdup(db_rows_text(rows, 7)),
            .conversation = db_rows_int(rows, 8),
            .closed_at = db_rows_int(rows, 9),
            .name = g_strdup(db_rows_text(rows, 10)),
        };
    }
    return found;
}

int
survey_store_asked_since(Db *db, int64_t person, int64_t since, GError **error)
{
    int64_t one;

    return db_find_int(db, asked_since_sql, DB_ARGS(DB_INT(person), DB_INT(since)), &one, error);
}

bool
survey_store_hold(Db *tx, int64_t survey, const char *reason, GError **error)
{
    return db_run(tx, hold_sql, DB_ARGS(DB_INT(survey), DB_TEXT(reason)), error);
}

bool
survey_store_asked(Db *tx, int64_t survey, int64_t person, int64_t at, int64_t message,
                   GError **error)
{
    return db_run(tx, asked_sql,
                  DB_ARGS(DB_INT(survey), DB_INT(person), DB_INT(at), DB_ID(message)), error);
}

int
survey_store_stopped(Db *db, int64_t person, int64_t *ret_at, GError **error)
{
    return db_find_int(db, stopped_sql, DB_ARGS(DB_INT(person)), ret_at, error);
}

bool
survey_store_stop(Db *tx, int64_t person, int64_t staff, int64_t at, int64_t *ret_changed,
                  GError **error)
{
    return db_change(tx, stop_sql, DB_ARGS(DB_INT(person), DB_INT(at), DB_ID(staff)), ret_changed,
                     error);
}

bool
survey_store_resume(Db *tx, int64_t person, int64_t *ret_changed, GError **error)
{
    return db_change(tx, resume_sql, DB_ARGS(DB_INT(person)), ret_changed, error);
}

static int
read_survey(DbRows *rows, Survey **ret_survey, GError **error)
{
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1) {
        *ret_survey = g_new(Survey, 1);
        **ret_survey = (Survey){
            .id = db_rows_int(rows, 0),
            .conversation = db_rows_int(rows, 1),
            .person = db_rows_int(rows, 2),
            .closed_at = db_rows_int(rows, 3),
            .asked_at = db_rows_int(rows, 4),
            .reason = g_strdup(db_rows_text(rows, 5)),
            .score = db_rows_int(rows, 6),
            .comment = g_strdup(db_rows_text(rows, 7)),
            .answered_at = db_rows_int(rows, 8),
            .assignee = db_rows_int(rows, 9),
            .team = db_rows_int(rows, 10),
        };
    }
    return found;
}

int
survey_get(Db *db, int64_t id, Survey **ret_survey, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);

    return read_survey(rows, ret_survey, error);
}

int
survey_store_find(Db *db, const char *digest, Survey **ret_survey, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, find_sql, DB_ARGS(DB_TEXT(digest)), error);

    return read_survey(rows, ret_survey, error);
}

bool
survey_store_answer(Db *tx, int64_t survey, int64_t score, const char *comment, int64_t at,
                    GError **error)
{
    return db_run(tx, answer_sql,
                  DB_ARGS(DB_INT(survey), DB_INT(score), DB_TEXT(comment), DB_INT(at)), error);
}

bool
survey_note_follow_up(Db *tx, int64_t survey, int64_t follow_up, const char *state, GError **error)
{
    return db_run(tx, follow_up_sql, DB_ARGS(DB_INT(survey), DB_ID(follow_up), DB_TEXT(state)),
                  error);
}

DbRows *
survey_store_list(Db *db, const SurveyFilter *filter, GError **error)
{
    return db_query(db, filter->answered ? list_answered_sql : list_closed_sql,
                    DB_ARGS(DB_INT(filter->score), DB_INT(filter->from), DB_INT(filter->to),
                            DB_INT((int64_t)filter->page.limit + 1),
                            DB_INT(filter->page.before_key), DB_INT(filter->page.before_id)),
                    error);
}

const Invariant survey_invariants[] = {
    {.name = "survey.asked-or-held",
     .about = "A survey is never both asked and held back.",
     .sql = "SELECT id FROM survey WHERE asked_at IS NOT NULL AND reason IS NOT NULL"},
    {.name = "survey.answer-complete",
     .about = "An answer has its time and its score, and was asked for.",
     .sql = "SELECT id FROM survey WHERE (answered_at IS NULL) <> (score IS NULL)"
            "    OR (answered_at IS NOT NULL AND asked_at IS NULL)"},
    {.name = "survey.follow-up-complete",
     .about = "A follow-up of a survey has a state.",
     .sql = "SELECT id FROM survey WHERE (follow_up IS NULL) <> (follow_state IS NULL)"},
    INVARIANTS_END,
};
