#include "form/form-deliver.h"

#include "base/error.h"
#include "base/log.h"
#include "brand/brand.h"
#include "channel/form/form-channel.h"
#include "conversation/conversation.h"
#include "file/file.h"
#include "form/form-words.h"
#include "setting/setting.h"
#include "wording/wording.h"

typedef struct {
    Context *context;
    FormAnswer *answer;
    Form *form;
    json_t *content;
    FormLine *lines;
    size_t n_lines;
    GPtrArray *files; /* of ChannelFile* */
    Received received;
} Delivery;

static void
delivery_clear(Delivery *delivery)
{
    form_answer_free(delivery->answer);
    form_free(delivery->form);
    json_decref(delivery->content);
    g_free(delivery->lines);
    g_clear_pointer(&delivery->files, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Delivery, delivery_clear)

static const char *
said(const Delivery *delivery, const char *name)
{
    return json_string_value(json_object_get(delivery->content, name));
}

/* ---- What was sent ---- */

static void
read_lines(Delivery *delivery)
{
    const json_t *list = json_object_get(delivery->content, "lines");

    delivery->n_lines = json_array_size(list);
    delivery->lines = g_new0(FormLine, delivery->n_lines + 1);
    for (size_t i = 0; i < delivery->n_lines; i++) {
        const json_t *line = json_array_get(list, i);

        delivery->lines[i] = (FormLine){
            .label = json_string_value(json_object_get(line, "label")),
            .value = json_string_value(json_object_get(line, "value")),
            .is_long = json_is_true(json_object_get(line, "long")),
        };
    }
}

static bool
load_files(Db *db, Delivery *delivery, GError **error)
{
    g_autoptr(GArray) kept = form_answer_store_files(db, delivery->answer->id, error);

    delivery->files = g_ptr_array_new_with_free_func((GDestroyNotify)channel_file_free);
    for (guint i = 0; kept != NULL && i < kept->len; i++) {
        const FormAnswerFile *file = &g_array_index(kept, FormAnswerFile, i);
        g_autoptr(GBytes) bytes = file_get(delivery->context->files, db, file->file, NULL, error);

        if (bytes == NULL)
            return false;
        g_ptr_array_add(delivery->files, channel_file_new(file->name, file->type, bytes));
    }
    return kept != NULL;
}

/* 1; 0: nothing is to be done any more; -1. */
static int
load(Context *context, int64_t id, Delivery *delivery, GError **error)
{
    Db *db = database_reader(context->database);
    int found = form_answer_store_get(db, id, &delivery->answer, error);

    delivery->context = context;
    if (found != 1 || delivery->answer->state != ANSWER_ON_ITS_WAY)
        return found < 0 ? -1 : 0;
    found = form_get(db, delivery->answer->form, &delivery->form, error);
    delivery->content = json_loads(delivery->answer->content, 0, NULL);
    if (found == 0 || delivery->content == NULL)
        error_set(error, APP_ERROR_INTERNAL, "answer %" G_GINT64_FORMAT " cannot be read", id);
    if (found != 1 || delivery->content == NULL)
        return -1;
    read_lines(delivery);
    return load_files(db, delivery, error) ? 1 : -1;
}

/* ---- The copy ---- */

static bool
write_copy_values(Db *tx, const Delivery *delivery, const TemplateValue *values, int64_t *ret_copy,
                  GError **error)
{
    Context *context = delivery->context;
    const char *const to[] = {said(delivery, "email"), NULL};
    g_autoptr(Brand) brand = brand_get(context, tx);
    g_autofree char *subject =
        wording_say(tx, "form.copy.subject", said(delivery, "language"), values);
    g_autofree char *text = wording_say(tx, "form.copy.text", said(delivery, "language"), values);
    g_autofree char *html = brand_mail_of_text(brand, text);

    return conversation_write(tx, context,
                              &(Draft){.conversation = delivery->received.conversation,
                                       .direction = DIRECTION_OUT,
                                       .channel = "mail",
                                       .subject = subject,
                                       .text = text,
                                       .html = html,
                                       .to = to},
                              ret_copy, error);
}

typedef struct {
    const Delivery *delivery;
    int64_t copy;
} Copying;

static bool
write_copy(Db *tx, void *data, GError **error)
{
    Copying *copying = data;
    const Delivery *delivery = copying->delivery;
    const char *language = said(delivery, "language");
    g_autofree char *zone = setting_text(tx, "calendar.zone", 0);
    g_autofree char *date = form_date(delivery->answer->at, zone, language);
    g_autofree char *copy = form_text_of_lines(delivery->lines, delivery->n_lines);
    g_autofree char *organisation = brand_name(delivery->context, tx);
    const TemplateValue values[] = {{"date", date},
                                    {"reference", delivery->answer->reference},
                                    {"form", form_text(&delivery->form->title, language)},
                                    {"organisation", organisation},
                                    {"copy", copy},
                                    TEMPLATE_END};

    return write_copy_values(tx, delivery, values, &copying->copy, error);
}

/* What its form says of the matter that it opened. */
static bool
set_apart(Db *tx, const Delivery *delivery, GError **error)
{
    const Form *form = delivery->form;
    ConversationChange change = CONVERSATION_KEEP_ALL;

    if (form->priority != 0)
        change.priority = form->priority;
    if (form->tags->len > 0)
        change.add_tags =
            (ConversationTags){.ids = (int64_t *)(void *)form->tags->data, .n = form->tags->len};
    return conversation_change(tx, delivery->received.conversation, &change, 0, error);
}

/* It is in; and what was sent no longer lies here. A copy that cannot be written (the address is
 * one that refuses all, no address of ours) keeps nothing from coming in. */
static bool
settle(Db *tx, void *data, GError **error)
{
    const Delivery *delivery = data;
    Copying copying = {.delivery = delivery};
    g_autoptr(GError) why = NULL;

    if (!set_apart(tx, delivery, error))
        return false;
    if (said(delivery, "email") != NULL && !db_try(tx, write_copy, &copying, &why)) {
        copying.copy = 0;
        log_warning("form", "no_copy", "answer=%" G_GINT64_FORMAT " reason=%s",
                    delivery->answer->id, why->message);
    }
    return form_answer_store_arrived(tx, delivery->answer->id, delivery->received.conversation,
                                     delivery->received.message, copying.copy, error);
}

/* ---- The job ---- */

static JobOutcome
run_deliver(Context *context, const Job *job, GError **error)
{
    g_auto(Delivery) delivery = {0};
    g_autoptr(Incoming) incoming = NULL;
    g_autofree char *phone = NULL;
    int found = load(context, job->subject, &delivery, error);

    if (found != 1)
        return found == 0 ? JOB_DONE : JOB_RETRY;
    if (said(&delivery, "phone") != NULL)
        phone = form_phone(said(&delivery, "phone"));
    incoming = form_incoming(&(FormSent){
        .reference = delivery.answer->reference,
        .subject = said(&delivery, "subject"),
        .name = said(&delivery, "name"),
        .email = said(&delivery, "email"),
        .phone = phone,
        .our_address = delivery.form->address,
        .language = said(&delivery, "language"),
        .team = delivery.form->team,
        .at = delivery.answer->at,
        .lines = delivery.lines,
        .n_lines = delivery.n_lines,
        .files = delivery.files,
    });
    /* Brought twice (a stop between both steps), it is found again by its reference. */
    return context->receive(context, &incoming, 1, &delivery.received, error) &&
                   database_write(context->database, settle, &delivery, error)
               ? JOB_DONE
               : JOB_RETRY;
}

const JobKind form_jobs[] = {
    {.kind = FORM_DELIVER_JOB, .run = run_deliver},
    JOB_KINDS_END,
};

static const char *const copy_variables[] = {"date", "reference",    "form",
                                             "copy", "organisation", NULL};

const WordingRule form_wordings[] = {
    {
        .name = "form.copy.subject",
        .about_fr = "Objet de la copie envoyée à qui a rempli un formulaire.",
        .about_en = "Subject of the copy sent to whoever filled in a form.",
        .otherwise_fr = "Votre message du {{date}} – {{reference}}",
        .otherwise_en = "Your message of {{date}} – {{reference}}",
        .variables = (const char *const[]){"date", "reference", "form", "organisation", NULL},
    },
    {
        .name = "form.copy.text",
        .about_fr =
            "La copie envoyée à qui a rempli un formulaire. {{copy}} est ce qui a été écrit.",
        .about_en = "The copy sent to whoever filled in a form. {{copy}} is what was written.",
        .otherwise_fr =
            "Bonjour,\n\n"
            "Votre message est bien arrivé le {{date}}, sous la référence {{reference}}.\n\n"
            "Pour ajouter quelque chose ou parler à une personne, répondez simplement à ce "
            "courriel : quelqu'un vous lira.\n\n"
            "Voici ce que vous avez écrit :\n\n"
            "{{copy}}\n\n"
            "{{organisation}}\n"
            "Ce courriel est automatique : votre adresse a été donnée dans le formulaire "
            "« {{form}} ». Si ce n'était pas vous, dites-le-nous en y répondant.",
        .otherwise_en = "Hello,\n\n"
                        "Your message arrived on {{date}}, under the reference {{reference}}.\n\n"
                        "To add something or to reach a person, simply answer this e-mail: someone "
                        "will read you.\n\n"
                        "Here is what you wrote:\n\n"
                        "{{copy}}\n\n"
                        "{{organisation}}\n"
                        "This e-mail is automatic: your address was given in the form “{{form}}”. "
                        "If that was not you, tell us by answering it.",
        .variables = copy_variables,
        .max = 8000,
        .multiline = true,
    },
    WORDINGS_END,
};
