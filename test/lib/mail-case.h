/* mail-case: a mail as some program wrote it, and what must come out of it. A table of them is a
 * test of the parser. */
#pragma once

#include <glib.h>

typedef struct {
    const char *name, *source;
    const char *from, *from_name, *subject; /* all NULL: not looked at */
    const char *text;
    const char *files; /* "name:type:size[:inline]", separated by spaces; NULL: none */
    const char *note;  /* one that it has; NULL: none but that it has no Message-ID or date */
} MailCase;

/* Adds a test for each case below path ("/mail-parts/"); the table lives as long as the tests. */
void mail_cases_add(const char *path, const MailCase *cases, gsize n_cases);
