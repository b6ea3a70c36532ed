/* notice-mail: what a digest says. Inside this folder only. */
#pragma once

#include "notice/notice-store.h"
#include "staff/staff.h"

typedef struct {
    char *subject, *text;
    char *content;  /* the same as HTML, for letter/ */
    size_t notices; /* told in it */
} NoticeMail;

void notice_mail_clear(NoticeMail *mail);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NoticeMail, notice_mail_clear)

/* The digest of all that waits until a time, in the language of its reader; without names and
 * subjects unless content. False: error. */
bool notice_mail_write(Db *db, Context *context, const Staff *staff, bool content, int64_t until,
                       NoticeMail *ret_mail, GError **error);
