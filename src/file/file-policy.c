#include "file/file-policy.h"

#include "base/error.h"
#include "setting/setting.h"

#include <string.h>

struct FilePolicy {
    gsize max;      /* bytes */
    char **refused; /* small letters; an item without '/' is the end of a name */
};

FilePolicy *
file_policy_get(Db *db, FileDirection direction)
{
    FilePolicy *policy = g_new0(FilePolicy, 1);
    g_autofree char *list =
        setting_text(db, direction == FILE_COMES_IN ? "file.refused_in" : "file.refused_out", 0);
    g_autofree char *small = g_ascii_strdown(list, -1);

    policy->max = (gsize)setting_int(db, "file.size_max_mib", 0) * 1024 * 1024;
    policy->refused = g_strsplit_set(small, " ,;", -1);
    return policy;
}

void
file_policy_free(FilePolicy *policy)
{
    if (policy == NULL)
        return;
    g_strfreev(policy->refused);
    g_free(policy);
}

/* Systems drop dots and spaces at the end of a name: "a.exe. " is run as "a.exe". */
static char *
ending(const char *name)
{
    g_autofree char *bare = g_strdup(name);
    const char *dot;
    size_t length = strlen(bare);

    while (length > 0 && (bare[length - 1] == '.' || bare[length - 1] == ' '))
        bare[--length] = '\0';
    dot = strrchr(bare, '.');
    return g_ascii_strdown(dot != NULL ? dot + 1 : "", -1);
}

FileJudgement
file_policy_judge(const FilePolicy *policy, const char *name, const char *type, gsize size)
{
    g_autofree char *end = ending(name);

    if (size > policy->max)
        return FILE_TOO_LARGE;
    for (char **item = policy->refused; *item != NULL; item++) {
        const char *word = **item == '.' ? *item + 1 : *item;

        if (word[0] != '\0' && (strcmp(word, end) == 0 || g_ascii_strcasecmp(word, type) == 0))
            return FILE_REFUSED;
    }
    return FILE_ACCEPTED;
}

bool
file_policy_check(Db *db, FileDirection direction, const char *name, const char *type, gsize size,
                  GError **error)
{
    g_autoptr(FilePolicy) policy = file_policy_get(db, direction);

    switch (file_policy_judge(policy, name, type, size)) {
    case FILE_ACCEPTED:
        return true;
    case FILE_TOO_LARGE:
        return error_set_field(error, APP_ERROR_TOO_LARGE, "file",
                               "%" G_GSIZE_FORMAT " bytes, over %" G_GSIZE_FORMAT, size,
                               policy->max);
    case FILE_REFUSED:
        break;
    }
    return error_set_field(error, APP_ERROR_INVALID, "file", "files of this kind are not taken");
}
