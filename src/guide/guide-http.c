#include "guide/guide.h"

static const Shape step_shape = {
    .name = "GuideStep",
    .fields =
        (const Field[]){
            {.name = "step", .type = FIELD_CHOICE, .flags = FIELD_REQUIRED, .choices = guide_words},
            {.name = "state",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = (const char *const[]){"todo", "done", "skipped", NULL}},
            FIELDS_END,
        },
};

static const Shape guide_shape = {
    .name = "Guide",
    .fields =
        (const Field[]){
            {.name = "over",
             .type = FIELD_BOOL,
             .flags = FIELD_REQUIRED,
             .about = "Nothing is left: it is shown no more."},
            {.name = "may_try",
             .type = FIELD_BOOL,
             .flags = FIELD_REQUIRED,
             .about = "An invented mail may be asked for."},
            {.name = "steps",
             .type = FIELD_LIST,
             .of = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &step_shape},
            FIELDS_END,
        },
};

static const Shape change_shape = {
    .name = "GuideChange",
    .fields =
        (const Field[]){
            {.name = "skipped", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

static const Field step_fields[] = {
    {.name = "step", .type = FIELD_CHOICE, .flags = FIELD_REQUIRED, .choices = guide_words},
    FIELDS_END,
};

static bool
get_guide(Request *request, GError **error)
{
    JsonWriter *json;
    Guide guide;

    if (!guide_get(request_db(request), &guide, error))
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_bool(json, "over", guide_is_over(&guide));
    json_put_bool(json, "may_try", guide_may_try(request_context(request), &guide));
    json_name(json, "steps");
    json_list_begin(json);
    for (int step = 0; step < GUIDE_STEPS; step++) {
        json_object_begin(json);
        json_put_text(json, "step", guide_words[step]);
        json_put_text(json, "state",
                      guide.done[step]      ? "done"
                      : guide.skipped[step] ? "skipped"
                                            : "todo");
        json_object_end(json);
    }
    json_list_end(json);
    json_object_end(json);
    return true;
}

typedef struct {
    GuideStep step;
    bool skip;
    int64_t staff;
} Skip;

static bool
skip_work(Db *tx, void *data, GError **error)
{
    const Skip *skip = data;

    return guide_skip(tx, skip->step, skip->skip, skip->staff, error);
}

static bool
put_step(Request *request, GError **error)
{
    Skip skip = {
        .step = (GuideStep)request_choice(request, "step", 0),
        .skip = request_bool(request, "skipped", false),
        .staff = request_principal(request)->staff,
    };

    return request_write(request, skip_work, &skip, error) && get_guide(request, error);
}

static bool
mail_work(Db *tx, void *data, GError **error)
{
    return guide_ask_mail(tx, data, error);
}

static bool
post_mail(Request *request, GError **error)
{
    if (!request_write(request, mail_work, request_context(request), error))
        return false;
    reply_empty(request);
    return true;
}

static const Route routes[] = {
    {
        .method = "GET",
        .path = "/api/guide",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_guide,
        .about = "The first steps of an organisation, and which are done.",
        .reply = &guide_shape,
    },
    {
        .method = "PUT",
        .path = "/api/guide/{step}",
        .right = RIGHT_SETTING_MANAGE,
        .handler = put_step,
        .about = "Puts a step aside, or takes it up again.",
        .query = step_fields,
        .body = &change_shape,
        .reply = &guide_shape,
        .example = "{\"skipped\": true}",
    },
    {
        .method = "POST",
        .path = "/api/guide/mail",
        .right = RIGHT_SETTING_MANAGE,
        .handler = post_mail,
        .about = "Lets an invented mail come in, to try an answer before any mailbox is set up.",
    },
    ROUTES_END,
};

const Module guide_module = {.name = "guide", .routes = routes, .jobs = guide_jobs};
