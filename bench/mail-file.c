#include "mail-file.h"

#include <string.h>

bool
mail_file_open(MailFile *mails, const char *path, GError **error)
{
    gsize size;

    mails->file = g_mapped_file_new(path, FALSE, error);
    if (mails->file == NULL)
        return false;
    mails->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
    mails->bytes = g_mapped_file_get_contents(mails->file);
    size = g_mapped_file_get_length(mails->file);
    for (gsize at = 0; at + 4 <= size;) {
        guint32 length;

        memcpy(&length, mails->bytes + at, 4);
        at += 4;
        g_array_append_val(mails->starts, at);
        at += GUINT32_FROM_LE(length);
    }
    mails->count = mails->starts->len;
    size += 4;
    g_array_append_val(mails->starts, size);
    return true;
}

const char *
mail_file_get(const MailFile *mails, unsigned i, gsize *ret_size)
{
    gsize start = g_array_index(mails->starts, gsize, i);

    *ret_size = g_array_index(mails->starts, gsize, i + 1) - 4 - start;
    return mails->bytes + start;
}

void
mail_file_close(MailFile *mails)
{
    g_array_unref(mails->starts);
    g_mapped_file_unref(mails->file);
}
