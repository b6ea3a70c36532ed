#include "app/demo/demo-words.h"

#include <string.h>

/* Where the choice or the group that begins after '{' ends: at its own '|' or '}'. */
static const char *
end_of_choice(const char *at)
{
    for (int depth = 0; *at != '\0'; at++) {
        if (depth == 0 && (*at == '|' || *at == '}'))
            return at;
        depth += *at == '{' ? 1 : *at == '}' ? -1 : 0;
    }
    g_error("a choice of the demo has no end");
}

/* The text of one choice among those after '{'; *ret_end is after its '}'. Owned by the caller. */
static char *
choose(const char *at, DemoChance *chance, const char **ret_end)
{
    g_autoptr(GPtrArray) choices = g_ptr_array_new_with_free_func(g_free);

    for (;;) {
        const char *end = end_of_choice(at);

        g_ptr_array_add(choices, g_strndup(at, (gsize)(end - at)));
        at = end + 1;
        if (*end == '}')
            break;
    }
    *ret_end = at;
    return g_strdup(g_ptr_array_index(choices, demo_below(chance, choices->len)));
}

static const char *
append_name(GString *out, const char *at, GHashTable *names)
{
    size_t size = strspn(at, G_CSET_A_2_Z G_CSET_a_2_z "_");
    g_autofree char *name = g_strndup(at, size);
    const char *value = g_hash_table_lookup(names, name);

    if (value == NULL)
        g_error("the demo has no word for $%s", name);
    g_string_append(out, value);
    return at + size;
}

static void
append(GString *out, const char *at, GHashTable *names, DemoChance *chance)
{
    while (*at != '\0') {
        if (*at == '{') {
            g_autofree char *chosen = choose(at + 1, chance, &at);

            append(out, chosen, names, chance);
        } else if (*at == '$') {
            at = append_name(out, at + 1, names);
        } else {
            g_string_append_c(out, *at++);
        }
    }
}

char *
demo_words(const char *template, GHashTable *names, DemoChance *chance)
{
    GString *out = g_string_new(NULL);

    append(out, template, names, chance);
    return g_string_free(out, FALSE);
}
