/* mail-file: many mails in one file, as make-mails writes them: for each its size (4 bytes, little
 * endian), then its bytes. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    GMappedFile *file;
    GArray *starts; /* gsize: where each mail begins, and where the last ends (plus 4) */
    const char *bytes;
    unsigned count;
} MailFile;

bool mail_file_open(MailFile *mails, const char *path, GError **error);
/* Borrowed. */
const char *mail_file_get(const MailFile *mails, unsigned i, gsize *ret_size);
void mail_file_close(MailFile *mails);
