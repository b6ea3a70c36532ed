#include "app/config.h"

#include "base/error.h"

#include <string.h>

#define FILE_NAME "lien.conf"
#define FILE_MAX  (64 * 1024)

void
config_free(Config *config)
{
    if (config == NULL)
        return;
    for (OptionId id = 0; id < N_OPTIONS; id++)
        g_free(config->values[id]);
    g_ptr_array_unref(config->arguments);
    g_free(config);
}

static bool
takes(const OptionId *taken, OptionId id)
{
    for (; *taken != N_OPTIONS; taken++)
        if (*taken == id)
            return true;
    return false;
}

/* Gives a value to an option that has none yet: the first source that speaks is believed. */
static bool
put(Config *config, OptionId id, const char *value, const char *source, GError **error)
{
    const char *accepted = option_rows[id].refuse(value);

    if (config->values[id] != NULL)
        return true;
    if (accepted != NULL)
        return error_set_field(error, APP_ERROR_INVALID, option_rows[id].name,
                               "%s: '%s' must be %s", source,
                               (option_rows[id].flags & OPTION_NO_FLAG) ? "***" : value, accepted);
    config->values[id] = g_strdup(value);
    return true;
}

/* ---- Flags ---- */

/* One flag; *ret_used is 2 when its value was the next word. */
static bool
read_flag(Config *config, const char *word, const char *next, const OptionId *taken, int *ret_used,
          GError **error)
{
    const char *equals = strchr(word, '=');
    g_autofree char *name =
        g_strndup(word + 2, equals != NULL ? (gsize)(equals - word) - 2 : strlen(word) - 2);
    g_autofree char *source = g_strconcat("--", name, NULL);
    OptionId id = option_find(name);
    const char *value = equals != NULL ? equals + 1 : next;
    bool is_switch = id != N_OPTIONS && option_rows[id].placeholder == NULL;

    if (id == N_OPTIONS || !takes(taken, id))
        return error_set(error, APP_ERROR_INVALID, "%s is not an option of this command", source);
    if ((option_rows[id].flags & OPTION_NO_FLAG) != 0) {
        g_autofree char *variable = option_variable(id);

        return error_set(error, APP_ERROR_INVALID,
                         "%s would show a secret to every user of this machine: use %s or the "
                         "configuration file",
                         source, variable);
    }
    if (is_switch && equals != NULL)
        return error_set(error, APP_ERROR_INVALID, "%s takes no value", source);
    if (is_switch)
        value = "yes";
    if (value == NULL)
        return error_set(error, APP_ERROR_INVALID, "%s needs a value: %s", source,
                         option_rows[id].placeholder);
    if (config->values[id] != NULL)
        return error_set(error, APP_ERROR_INVALID, "%s is given twice", source);
    *ret_used = equals != NULL || is_switch ? 1 : 2;
    return put(config, id, value, source, error);
}

static bool
read_flags(Config *config, const char *const *words, const OptionId *taken, GError **error)
{
    bool only_arguments = false;

    for (int used; *words != NULL; words += used) {
        used = 1;
        if (!only_arguments && strcmp(*words, "--") == 0)
            only_arguments = true;
        else if (only_arguments || (*words)[0] != '-' || strcmp(*words, "-") == 0)
            g_ptr_array_add(config->arguments, g_strdup(*words));
        else if (!g_str_has_prefix(*words, "--"))
            return error_set(error, APP_ERROR_INVALID, "%s is not an option of this command",
                             *words);
        else if (!read_flag(config, *words, words[1], taken, &used, error))
            return false;
    }
    return true;
}

/* ---- Environment ---- */

static bool
read_environment(Config *config, const OptionId *taken, GError **error)
{
    for (; *taken != N_OPTIONS; taken++) {
        g_autofree char *variable = option_variable(*taken);
        const char *value = variable != NULL ? g_getenv(variable) : NULL;

        if (value != NULL && value[0] != '\0' && !put(config, *taken, value, variable, error))
            return false;
    }
    return true;
}

/* ---- File ---- */

static bool
read_line(Config *config, const char *path, GKeyFile *file, const char *key, const OptionId *taken,
          GError **error)
{
    OptionId id = option_find(key);
    g_autofree char *value = g_key_file_get_value(file, "lien", key, NULL);
    g_autofree char *source = g_strdup_printf("%s: %s", path, key);

    if (id == N_OPTIONS || id == OPTION_CONFIG || (option_rows[id].flags & OPTION_FLAG_ONLY) != 0)
        return error_set(error, APP_ERROR_INVALID, "%s is not an option of Lien", source);
    /* One file serves all commands: what this one does not take is for another. */
    return !takes(taken, id) || put(config, id, value, source, error);
}

static bool
read_file(Config *config, const char *path, const OptionId *taken, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autofree char *text = NULL;
    g_autofree char *grouped = NULL;
    g_auto(GStrv) keys = NULL;
    g_autoptr(GError) why = NULL;
    gsize size;

    if (!g_file_get_contents(path, &text, &size, &why))
        return error_set(error, APP_ERROR_INVALID, "--config: %s", why->message);
    if (size > FILE_MAX)
        return error_set(error, APP_ERROR_INVALID, "--config: '%s' is over %d bytes", path,
                         FILE_MAX);
    grouped = g_strconcat("[lien]\n", text, NULL);
    if (!g_key_file_load_from_data(file, grouped, strlen(grouped), G_KEY_FILE_NONE, &why))
        return error_set(error, APP_ERROR_INVALID, "%s: %s", path, why->message);
    keys = g_key_file_get_keys(file, "lien", NULL, NULL);
    for (char **key = keys; key != NULL && *key != NULL; key++)
        if (!read_line(config, path, file, *key, taken, error))
            return false;
    return true;
}

/* The file is looked for once the data directory is known from elsewhere. */
static bool
find_file(Config *config, const OptionId *taken, GError **error)
{
    const char *data = config->values[OPTION_DATA];
    g_autofree char *usual = NULL;

    if (!takes(taken, OPTION_CONFIG))
        return true;
    if (config->values[OPTION_CONFIG] != NULL)
        return read_file(config, config->values[OPTION_CONFIG], taken, error);
    usual =
        g_build_filename(data != NULL ? data : option_rows[OPTION_DATA].otherwise, FILE_NAME, NULL);
    return !g_file_test(usual, G_FILE_TEST_EXISTS) || read_file(config, usual, taken, error);
}

static bool
asks_for_help(const char *const *words)
{
    for (; *words != NULL && strcmp(*words, "--") != 0; words++)
        if (strcmp(*words, "--help") == 0 || strcmp(*words, "-h") == 0)
            return true;
    return false;
}

Config *
config_read(const char *const *words, const OptionId *taken, GError **error)
{
    g_autoptr(Config) config = g_new0(Config, 1);

    config->arguments = g_ptr_array_new_with_free_func(g_free);
    config->help = asks_for_help(words);
    if (config->help)
        return g_steal_pointer(&config);
    if (!read_flags(config, words, taken, error) || !read_environment(config, taken, error) ||
        !find_file(config, taken, error))
        return NULL;
    for (; *taken != N_OPTIONS; taken++)
        if (config->values[*taken] == NULL)
            config->values[*taken] = g_strdup(option_rows[*taken].otherwise);
    return g_steal_pointer(&config);
}

const char *
config_text(const Config *config, OptionId id)
{
    return config->values[id];
}

char *
config_path(const Config *config, const char *name)
{
    return g_build_filename(config->values[OPTION_DATA], name, NULL);
}
