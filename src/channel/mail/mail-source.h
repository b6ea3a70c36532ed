/* mail-source: the mails of a path, one after the other, whatever keeps them: an mbox of many
 * gigabytes, a Maildir, a folder of files, a single mail. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

/* One mail; NULL when it is over LIMIT_MAIL. bytes is how much of the path was read so far. Returns
 * false with an error to stop. */
typedef bool (*MailSourceEach)(GBytes *mail, uint64_t bytes, void *data, GError **error);

/* Calls each for every mail of a path, in order: files by name, an mbox from its start. False at
 * the first thing that cannot be read, or what each said. */
bool mail_source_read(const char *path, MailSourceEach each, void *data, GError **error);

/* How many bytes there are to read at a path; 0 if it is not there. */
uint64_t mail_source_size(const char *path);
