#include "form/form-answer.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/id.h"
#include "file/file-scan.h"
#include "file/file.h"
#include "form/form-answer-store.h"
#include "form/form-deliver.h"
#include "form/form-guard.h"
#include "wording/wording.h"

#include <string.h>

/* ---- What is kept ---- */

/* Letters and digits that nobody mistakes for another, said over the telephone too: 40 bits. */
static void
make_reference(char reference[16])
{
    static const char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    char secret[SECRET_SIZE];
    uint8_t random[HASH_SHA256_SIZE];

    secret_new(secret);
    hash_sha256(secret, strlen(secret), random);
    for (int i = 0; i < 9; i++)
        reference[i] = i == 4 ? '-' : letters[random[i] % 32];
    reference[9] = '\0';
}

static void
digest_text(GChecksum *sum, const char *text)
{
    g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text) + 1);
}

/* Of the page's own number and of all that was written. Without a number of ours the content alone
 * tells a second click. Owned by the caller. */
static char *
digest_of(const Context *context, const FormInput *input)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autofree char *page =
        g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, input->form->id,
                        form_guard_page(context, input->form, input->token));

    digest_text(sum, page);
    for (guint i = 0; i < input->values->len; i++) {
        const FormValue *value = input->values->pdata[i];
        g_autofree char *said = form_value_words(input, value);

        digest_text(sum, value->field->key);
        digest_text(sum, said);
    }
    for (guint i = 0; i < input->files->len; i++) {
        const FormUpload *upload = input->files->pdata[i];
        char hex[HASH_HEX_SIZE];

        hash_sha256_hex(g_bytes_get_data(upload->bytes, NULL), g_bytes_get_size(upload->bytes),
                        hex);
        digest_text(sum, hex);
    }
    return g_strdup(g_checksum_get_string(sum));
}

/* "{{f1}}" in the subject is what was answered to the field f1; a form without a subject names
 * itself. Owned by the caller. */
static char *
subject_of(const FormInput *input)
{
    const char *template = form_text(&input->form->subject, input->language);
    g_autofree TemplateValue *values = g_new0(TemplateValue, input->values->len + 1);
    g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *subject = NULL;

    for (guint i = 0; i < input->values->len; i++) {
        const FormValue *value = input->values->pdata[i];
        char *said = form_value_words(input, value);

        g_ptr_array_add(owned, said);
        values[i] = (TemplateValue){value->field->key, said};
    }
    subject = g_strstrip(wording_fill(template, values));
    return g_strdup(subject[0] != '\0' ? subject : form_text(&input->form->title, input->language));
}

static void
write_lines(JsonWriter *json, const FormInput *input)
{
    json_name(json, "lines");
    json_list_begin(json);
    for (guint i = 0; i < input->values->len; i++) {
        const FormValue *value = input->values->pdata[i];
        g_autofree char *said = form_value_words(input, value);

        if (said[0] == '\0')
            continue;
        json_object_begin(json);
        json_put_text(json, "label", form_text(&value->field->label, input->language));
        json_put_text(json, "value", said);
        json_put_bool(json, "long", value->field->type == FORM_LONG_TEXT);
        json_object_end(json);
    }
    json_list_end(json);
}

/* As form-deliver.c reads it. Owned by the caller. */
static char *
content_of(const FormInput *input)
{
    GString *out = g_string_new(NULL);
    g_autofree char *subject = subject_of(input);
    JsonWriter json;

    json_writer_init(&json, out);
    json_object_begin(&json);
    json_put_text(&json, "language", input->language);
    json_put_text(&json, "subject", subject);
    json_put_text(&json, "name", form_input_of_type(input, FORM_NAME));
    json_put_text(&json, "email", form_input_of_type(input, FORM_EMAIL));
    json_put_text(&json, "phone", form_input_of_type(input, FORM_PHONE));
    write_lines(&json, input);
    json_object_end(&json);
    return g_string_free(out, FALSE);
}

typedef struct {
    Context *context;
    const FormInput *input;
    const char *digest, *content, *reasons;
    FormReceipt receipt;
} Keeping;

static bool
keep_files(Db *tx, const Keeping *keeping, GError **error)
{
    FileStore *files = keeping->context->files;

    for (guint i = 0; i < keeping->input->files->len; i++) {
        const FormUpload *upload = keeping->input->files->pdata[i];
        FormAnswerFile file = {.name = upload->name,
                               .type = (char *)upload->type,
                               .size = (int64_t)g_bytes_get_size(upload->bytes)};

        if (!file_put(files, tx, upload->bytes, upload->type, &file.file, error) ||
            !file_scan_ask(keeping->context, tx, file.file, error) ||
            !form_answer_store_insert_file(tx, keeping->receipt.id, (int)i, &file, error))
            return false;
    }
    return true;
}

static bool
tell(Db *tx, const char *name, int64_t answer, int64_t staff, const char *reasons, GError **error)
{
    g_autofree char *data =
        reasons != NULL ? g_strdup_printf("{\"reasons\":\"%s\"}", reasons) : NULL;
    Fact fact = {.name = name, .actor = staff, .subject = answer, .data = data};

    return journal_append(tx, &fact, error);
}

static bool
keep(Db *tx, void *data, GError **error)
{
    Keeping *keeping = data;
    FormReceipt *receipt = &keeping->receipt;
    int found = form_answer_store_find(tx, keeping->digest, receipt, error);
    NewFormAnswer answer = {.form = keeping->input->form->id,
                            .digest = keeping->digest,
                            .reasons = keeping->reasons,
                            .content = keeping->content};

    if (found != 0)
        return found > 0;
    receipt->id = answer.id = id_new();
    receipt->at = answer.at = clock_now();
    receipt->aside = keeping->reasons != NULL;
    make_reference(receipt->reference);
    answer.reference = receipt->reference;
    answer.state = receipt->aside ? ANSWER_ASIDE : ANSWER_ON_ITS_WAY;
    return form_answer_store_insert(tx, &answer, error) && keep_files(tx, keeping, error) &&
           tell(tx, receipt->aside ? "form.set_aside" : "form.answered", answer.id, 0,
                keeping->reasons, error) &&
           (receipt->aside || job_add(tx, FORM_DELIVER_JOB, answer.id, NULL, 0, error));
}

bool
form_answer_keep(Context *context, const FormInput *input, unsigned seems, FormReceipt *ret_receipt,
                 GError **error)
{
    g_autofree char *digest = digest_of(context, input);
    g_autofree char *content = content_of(input);
    g_autofree char *reasons = form_guard_words(seems);
    Keeping keeping = {.context = context,
                       .input = input,
                       .digest = digest,
                       .content = content,
                       .reasons = reasons};

    if (!database_write(context->database, keep, &keeping, error))
        return false;
    *ret_receipt = keeping.receipt;
    return true;
}

/* ---- What was kept aside ---- */

bool
form_answer_decide(Db *tx, int64_t id, bool accept, int64_t staff, GError **error)
{
    g_autoptr(FormAnswer) answer = NULL;
    int found = form_answer_store_get(tx, id, &answer, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no answer %" G_GINT64_FORMAT, id);
    if (found < 0)
        return false;
    if (answer->state != ANSWER_ASIDE)
        return error_set(error, APP_ERROR_CONFLICT, "answer %" G_GINT64_FORMAT " was decided on",
                         id);
    return form_answer_store_decide(tx, id, accept ? ANSWER_ON_ITS_WAY : ANSWER_DROPPED, staff,
                                    clock_now(), error) &&
           tell(tx, accept ? "form.accepted" : "form.dropped", id, staff, NULL, error) &&
           (!accept || job_add(tx, FORM_DELIVER_JOB, id, NULL, 0, error));
}

static bool
drop_one(Db *tx, void *data, GError **error)
{
    return form_answer_decide(tx, *(const int64_t *)data, false, 0, error);
}

static bool
drop_stale(Context *context, GError **error)
{
    g_autoptr(GArray) ids = form_answer_store_stale(
        database_reader(context->database), clock_now() - FORM_ASIDE_DAYS * CLOCK_DAY, 200, error);

    for (guint i = 0; ids != NULL && i < ids->len; i++)
        if (!database_write(context->database, drop_one, &g_array_index(ids, int64_t, i), error))
            return false;
    return ids != NULL;
}

const JobTimer form_timers[] = {
    {"form.drop_stale", CLOCK_HOUR, drop_stale},
    {"form.forget_counts", CLOCK_HOUR, form_guard_tidy},
    JOB_TIMERS_END,
};
