/* copy: files and directories for backups, on disk when it returns true. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* True if nothing is at the path, or an empty directory, which is made. Otherwise
 * APP_ERROR_CONFLICT. */
bool copy_into_empty(const char *dir, GError **error);

/* One file, its mode kept. A file that is being appended to is copied as long as it was. */
bool copy_file(const char *from, const char *to, GError **error);
/* Nothing to copy is no error. */
bool copy_file_if_there(const char *from, const char *to, GError **error);

/* The same in the place of what an earlier copy left there: it is there whole or as it was. One of
 * the same size is taken for the same. */
bool copy_file_again(const char *from, const char *to, GError **error);
bool copy_files_again(const char *from, const char *to, GError **error);

/* Every plain file of a directory; the directory to is made. */
bool copy_files(const char *from, const char *to, GError **error);

/* Writes a small file, and makes its directory's list durable. */
bool copy_write(const char *path, const char *text, GError **error);
