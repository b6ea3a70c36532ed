/* mail-date: when a mail says that it was written, as RFC 5322 has it and as programs write it. */
#pragma once

#include <stdint.h>

/* Milliseconds UTC; 0 when nothing of it makes a date. */
int64_t mail_date(const char *raw);
