#include "form/form-answer-store.h"

static const char insert_sql[] =
    "INSERT INTO form_answer (id, form, reference, digest, state, reasons, content, at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
static const char insert_file_sql[] =
    "INSERT INTO form_answer_file (answer, position, file, name, type, size)"
    " VALUES ($1, $2, $3, $4, $5, $6)";
static const char find_sql[] = "SELECT id, reference, at, state FROM form_answer WHERE digest = $1";
static const char get_sql[] = "SELECT id, form, reference, state, content, at, conversation"
                              "  FROM form_answer WHERE id = $1";
static const char files_sql[] = "SELECT file, size, name, type FROM form_answer_file"
                                " WHERE answer = $1 ORDER BY position";
static const char drop_files_sql[] = "DELETE FROM form_answer_file WHERE answer = $1";
static const char arrived_sql[] =
    "UPDATE form_answer SET state = 2, content = NULL, conversation = $2, message = $3, copy = $4"
    " WHERE id = $1";
static const char decide_sql[] =
    "UPDATE form_answer SET state = $2, decided_by = $3, decided_at = $4,"
    " content = CASE WHEN $2 = 4 THEN NULL ELSE content END WHERE id = $1";
static const char stale_sql[] = "SELECT id FROM form_answer WHERE state = 3 AND at < $1"
                                " ORDER BY at LIMIT $2";
static const char aside_sql[] =
    "SELECT a.at, a.id, a.form, f.name, a.reference, a.reasons, a.content"
    "  FROM form_answer a JOIN form f ON f.id = a.form"
    " WHERE a.state = 3 AND ($1 = 0 OR a.form = $1) AND (a.at, a.id) < ($2, $3)"
    " ORDER BY a.at DESC, a.id DESC LIMIT $4";
static const char count_aside_sql[] = "SELECT count(*) FROM form_answer WHERE state = 3";

void
form_answer_free(FormAnswer *answer)
{
    if (answer == NULL)
        return;
    g_free(answer->reference);
    g_free(answer->content);
    g_free(answer);
}

static void
clear_file(void *data)
{
    FormAnswerFile *file = data;

    g_free(file->name);
    g_free(file->type);
}

bool
form_answer_store_insert(Db *tx, const NewFormAnswer *answer, GError **error)
{
    return db_run(tx, insert_sql,
                  DB_ARGS(DB_INT(answer->id), DB_INT(answer->form), DB_TEXT(answer->reference),
                          DB_TEXT(answer->digest), DB_INT(answer->state), DB_TEXT(answer->reasons),
                          DB_TEXT(answer->content), DB_INT(answer->at)),
                  error);
}

bool
form_answer_store_insert_file(Db *tx, int64_t answer, int position, const FormAnswerFile *file,
                              GError **error)
{
    return db_run(tx, insert_file_sql,
                  DB_ARGS(DB_INT(answer), DB_INT(position), DB_INT(file->file), DB_TEXT(file->name),
                          DB_TEXT(file->type), DB_INT(file->size)),
                  error);
}

int
form_answer_store_find(Db *db, const char *digest, FormReceipt *ret_receipt, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, find_sql, DB_ARGS(DB_TEXT(digest)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1) {
        ret_receipt->id = db_rows_int(rows, 0);
        g_strlcpy(ret_receipt->reference, db_rows_text(rows, 1), sizeof ret_receipt->reference);
        ret_receipt->at = db_rows_int(rows, 2);
        ret_receipt->aside = db_rows_int(rows, 3) == ANSWER_ASIDE;
    }
    return found;
}

int
form_answer_store_get(Db *db, int64_t id, FormAnswer **ret_answer, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;
    FormAnswer *answer;

    if (found != 1)
        return found;
    *ret_answer = answer = g_new0(FormAnswer, 1);
    answer->id = db_rows_int(rows, 0);
    answer->form = db_rows_int(rows, 1);
    answer->reference = g_strdup(db_rows_text(rows, 2));
    answer->state = (AnswerState)db_rows_int(rows, 3);
    answer->content = g_strdup(db_rows_text(rows, 4));
    answer->at = db_rows_int(rows, 5);
    answer->conversation = db_rows_int(rows, 6);
    return 1;
}

GArray *
form_answer_store_files(Db *db, int64_t answer, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, files_sql, DB_ARGS(DB_INT(answer)), error);
    g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(FormAnswerFile));
    int more = rows != NULL ? 1 : -1;

    g_array_set_clear_func(files, clear_file);
    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        FormAnswerFile file = {.file = db_rows_int(rows, 0),
                               .size = db_rows_int(rows, 1),
                               .name = g_strdup(db_rows_text(rows, 2)),
                               .type = g_strdup(db_rows_text(rows, 3))};

        g_array_append_val(files, file);
    }
    return more == 0 ? g_steal_pointer(&files) : NULL;
}

bool
form_answer_store_arrived(Db *tx, int64_t id, int64_t conversation, int64_t message, int64_t copy,
                          GError **error)
{
    return db_run(tx, arrived_sql,
                  DB_ARGS(DB_INT(id), DB_ID(conversation), DB_ID(message), DB_ID(copy)), error) &&
           db_run(tx, drop_files_sql, DB_ARGS(DB_INT(id)), error);
}

bool
form_answer_store_decide(Db *tx, int64_t id, AnswerState state, int64_t staff, int64_t at,
                         GError **error)
{
    return db_run(tx, decide_sql, DB_ARGS(DB_INT(id), DB_INT(state), DB_ID(staff), DB_INT(at)),
                  error) &&
           (state != ANSWER_DROPPED || db_run(tx, drop_files_sql, DB_ARGS(DB_INT(id)), error));
}

GArray *
form_answer_store_stale(Db *db, int64_t before, size_t limit, GError **error)
{
    return db_find_ids(db, stale_sql, DB_ARGS(DB_INT(before), DB_INT((int64_t)limit)), error);
}

DbRows *
form_answer_store_aside(Db *db, int64_t form, int64_t before_at, int64_t before_id, size_t limit,
                        GError **error)
{
    return db_query(
        db, aside_sql,
        DB_ARGS(DB_INT(form), DB_INT(before_at), DB_INT(before_id), DB_INT((int64_t)limit)), error);
}

bool
form_answer_store_count_aside(Db *db, int64_t *ret_count, GError **error)
{
    return db_find_int(db, count_aside_sql, DB_NO_ARGS, ret_count, error) == 1;
}

const Invariant form_invariants[] = {
    {
        .name = "form.content-once",
        .about = "What was sent lies here until it is in a conversation or dropped, and no longer.",
        .sql = "SELECT id FROM form_answer WHERE (state IN (1, 3)) <> (content IS NOT NULL)",
    },
    {
        .name = "form.arrived",
        .about = "An answer that came in has its message, and only such a one.",
        .sql = "SELECT id FROM form_answer WHERE (state = 2) <> (message IS NOT NULL)",
    },
    INVARIANTS_END,
};
