#include "wording/wording.h"

#include "base/error.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "journal/journal.h"
#include "setting/setting.h"
#include "wording/wording-store.h"

#include <string.h>

const WordingRule *
wording_rule(const char *name)
{
    for (const Module *const *module = module_all(); *module != NULL; module++)
        for (const WordingRule *rule = (*module)->wordings; rule != NULL && rule->name != NULL;
             rule++)
            if (strcmp(rule->name, name) == 0)
                return rule;
    return NULL;
}

/* ---- Saying ---- */

static const char *
known_language(const char *language)
{
    return g_strcmp0(language, "fr") == 0 ? "fr" : g_strcmp0(language, "en") == 0 ? "en" : NULL;
}

const char *
wording_language(Db *db, const char *asked)
{
    const char *known = known_language(asked);
    g_autofree char *own = known == NULL ? setting_text(db, "organisation.language", 0) : NULL;

    return known != NULL ? known : known_language(own) != NULL ? known_language(own) : "fr";
}

static const char *
default_text(const WordingRule *rule, const char *language)
{
    return strcmp(language, "en") == 0 ? rule->otherwise_en : rule->otherwise_fr;
}

/* A store that cannot be read must not keep a mail or a page from being written: the program's own
 * words are said. */
char *
wording_text(Db *db, const char *name, const char *language)
{
    const WordingRule *rule = wording_rule(name);
    const char *spoken = wording_language(db, language);
    g_autoptr(GError) error = NULL;
    char *text = NULL;

    if (rule == NULL)
        g_error("wording '%s' is not declared", name);
    if (wording_store_find(db, name, spoken, &text, &error) == 1)
        return text;
    if (error != NULL)
        log_error("wording", "not_read", "name=%s reason=%s", name, error->message);
    return g_strdup(default_text(rule, spoken));
}

char **
wording_texts(Db *db, const WordingRule *rules, const char *language)
{
    const char *spoken = wording_language(db, language);
    g_autoptr(GHashTable) own = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GError) error = NULL;
    GPtrArray *texts = g_ptr_array_new();

    if (!wording_store_all(db, spoken, own, &error))
        log_error("wording", "not_read", "language=%s reason=%s", spoken, error->message);
    for (const WordingRule *rule = rules; rule->name != NULL; rule++) {
        const char *text = g_hash_table_lookup(own, rule->name);

        g_ptr_array_add(texts, g_strdup(text != NULL ? text : default_text(rule, spoken)));
    }
    g_ptr_array_add(texts, NULL);
    return (char **)g_ptr_array_free(texts, FALSE);
}

char *
wording_say(Db *db, const char *name, const char *language, const TemplateValue *values)
{
    g_autofree char *text = wording_text(db, name, language);

    return wording_fill(text, values);
}

/* ---- Changing ---- */

char *
wording_check(const WordingRule *rule, const char *text, GError **error)
{
    size_t max = rule->max != 0 ? rule->max : LIMIT_NAME;
    g_autofree char *clean = g_strstrip(text_clean(text, -1));

    if (*clean == '\0')
        error_set_field(error, APP_ERROR_INVALID, "text", "must not be empty");
    else if (strlen(clean) > max)
        error_set_field(error, APP_ERROR_INVALID, "text", "is over %zu bytes", max);
    else if (!rule->multiline && strchr(clean, '\n') != NULL)
        error_set_field(error, APP_ERROR_INVALID, "text", "must be one line");
    else if (wording_check_variables(clean, rule->variables, error))
        return g_steal_pointer(&clean);
    return NULL;
}

static bool
tell(Db *tx, const char *name, const char *language, int64_t staff, GError **error)
{
    g_autoptr(GString) data = g_string_new(NULL);
    JsonWriter json;

    json_writer_init(&json, data);
    json_object_begin(&json);
    json_put_text(&json, "wording", name);
    json_put_text(&json, "language", language);
    json_object_end(&json);
    return journal_append(tx, &(Fact){.name = "wording.changed", .actor = staff, .data = data->str},
                          error);
}

bool
wording_set(Db *tx, const char *name, const char *language, const char *text, int64_t staff,
            bool *ret_changed, GError **error)
{
    const WordingRule *rule = wording_rule(name);
    g_autofree char *before = NULL;
    g_autofree char *kept = NULL;
    bool same;

    if (rule == NULL || known_language(language) == NULL)
        return error_set(error, APP_ERROR_NOT_FOUND, "no such wording");
    if (text != NULL && (kept = wording_check(rule, text, error)) == NULL)
        return false;
    /* The program's own words are no words of the organisation's: they follow the program. */
    if (g_strcmp0(kept, default_text(rule, language)) == 0)
        g_clear_pointer(&kept, g_free);
    if (wording_store_find(tx, name, language, &before, error) < 0)
        return false;
    same = g_strcmp0(before, kept) == 0;
    *ret_changed = !same;
    return same || (wording_store_add(tx, name, language, kept, staff, error) &&
                    tell(tx, name, language, staff, error));
}
