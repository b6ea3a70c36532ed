#include "conversation/conversation-http.h"

#include "base/clock.h"
#include "base/when.h"
#include "setting/setting.h"

/* A moment in words, for putting a matter off or sending later. */
bool
get_when(Request *request, GError **error)
{
    const char *text = request_text(request, "text");
    const char *language = request_text(request, "language");
    g_autoptr(Calendar) calendar = setting_calendar(request_db(request), error);
    WhenSuggestion suggested[WHEN_SUGGESTIONS];
    int64_t now = clock_now(), at = 0;
    JsonWriter *json;

    if (calendar == NULL)
        return false;
    if (text != NULL)
        when_parse(text, language, now, calendar, &at);
    when_suggest(now, calendar, suggested);
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_time(json, "at", at);
    json_name(json, "suggestions");
    json_list_begin(json);
    for (size_t i = 0; i < WHEN_SUGGESTIONS; i++) {
        json_object_begin(json);
        json_put_text(json, "word", suggested[i].word);
        json_put_time(json, "at", suggested[i].at);
        json_object_end(json);
    }
    json_list_end(json);
    json_object_end(json);
    return true;
}
