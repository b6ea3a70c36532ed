/* mail-parse: the whole of what a mail says, for those who want more of it than an Incoming holds.
 */
#pragma once

#include "channel/mail/mail-header.h"

/* As mail_parse(); ret_headers (zeroed before) is then the caller's to clear. */
Incoming *mail_parse_with_headers(GBytes *source, MailHeaders *ret_headers);

/* The parts of text that stand between the lines of a boundary. NULL if there are none. The caller
 * unrefs it. */
GMimeObject *mail_parse_parts(const char *text, const char *boundary);

/* What mail_parse_json() writes of a mail that was parsed. */
void mail_write_json(const Incoming *incoming, const MailHeaders *headers, GString *out);

/* Before anything of GMime's is used; any thread, any number of times. */
void mail_gmime_start(void);
