#include "http/event-format.h"

#include "base/json.h"

#include <inttypes.h>
#include <string.h>

Right
event_right(const char *name)
{
    static const struct {
        const char *word;
        Right right;
    } rows[] = {
        {"conversation", RIGHT_CONVERSATION_READ},
        {"message", RIGHT_CONVERSATION_READ},
        {"attachment", RIGHT_CONVERSATION_READ},
        {"tag", RIGHT_CONVERSATION_READ},
        {"view", RIGHT_CONVERSATION_READ},
        {"person", RIGHT_PERSON_READ},
        {"survey", RIGHT_SURVEY_READ},
        {"loop", RIGHT_SURVEY_READ},
        {"team", RIGHT_SIGNED_IN},
        {"staff", RIGHT_STAFF_MANAGE},
        {"session", RIGHT_STAFF_MANAGE},
        {"token", RIGHT_STAFF_MANAGE},
        {"setting", RIGHT_SETTING_MANAGE},
        {"chat", RIGHT_CONVERSATION_READ},
        {"job", RIGHT_JOB_MANAGE},
        {"form", RIGHT_CONVERSATION_READ},
        {"file", RIGHT_CONVERSATION_READ},
        {"wording", RIGHT_SIGNED_IN},
    };
    size_t length = strcspn(name, ".");

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strlen(rows[i].word) == length && strncmp(rows[i].word, name, length) == 0)
            return rows[i].right;
    return RIGHT_COUNT;
}

void
event_format_id(GString *text, int64_t position)
{
    g_string_append_printf(text, "id: %" PRId64 "\n\n", position);
}

void
event_format_fact(GString *text, const Fact *fact)
{
    JsonWriter json;

    g_string_append_printf(text, "id: %" PRId64 "\nevent: %s\ndata: ", fact->position, fact->name);
    json_writer_init(&json, text);
    json_object_begin(&json);
    json_put_time(&json, "at", fact->at);
    json_put_id(&json, "actor", fact->actor);
    json_put_id(&json, "person", fact->person);
    json_put_id(&json, "conversation", fact->conversation);
    json_put_id(&json, "subject", fact->subject);
    json_name(&json, "data");
    json_raw(&json, fact->data != NULL ? fact->data : "{}");
    json_object_end(&json);
    g_string_append(text, "\n\n");
}
