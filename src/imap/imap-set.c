#include "imap/imap-wire.h"

#define SET_SIZE 4000 /* characters: servers refuse lines of more than 8,000 */

char *
imap_uid_set(const uint32_t *uids, size_t n, size_t *ret_taken)
{
    GString *set = g_string_new(NULL);
    size_t i = 0;

    while (i < n && set->len < SET_SIZE) {
        size_t first = i;

        while (i + 1 < n && uids[i + 1] == uids[i] + 1)
            i++;
        g_string_append_printf(set, i > first ? "%s%u:%u" : "%s%u", set->len > 0 ? "," : "",
                               uids[first], uids[i]);
        i++;
    }
    *ret_taken = i;
    return g_string_free(set, FALSE);
}
