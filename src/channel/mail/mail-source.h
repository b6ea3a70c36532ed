/* mail-source: the mails of a path, one after the other, whatever keeps them: an mbox of many
 * gigabytes, a Maildir, a folder of files, a single mail. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

/* Where reading stands: after a mail of a file. */
typedef struct {
    char *file;        /* below the path, or the path itself */
    char *head;        /* a digest of how the file begins: it is still the same one */
    uint64_t position; /* bytes of it that are read */
    uint64_t mails;    /* of the whole path; the caller counts them */
} MailPlace;

void mail_place_clear(MailPlace *place);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MailPlace, mail_place_clear)

/* The digest of how a file begins; NULL if it cannot be read. Owned by the caller. */
char *mail_place_head(const char *file);

typedef struct {
    GBytes *mail;      /* NULL when it is over LIMIT_MAIL */
    const char *file;  /* in which it lies */
    uint64_t position; /* in the file, behind it */
    uint64_t bytes;    /* of the path that are read so far */
} MailSourceItem;

/* Returns false with an error to stop. */
typedef bool (*MailSourceEach)(const MailSourceItem *item, void *data, GError **error);

/* Calls each for every mail of a path, in order: files by name, an mbox from its start; from: those
 * after that place, if it is still there (NULL: all). *ret_others (may be NULL) counts files that
 * are no mail. False at the first thing that cannot be read, at a path that is a file and no mail
 * (APP_ERROR_INVALID), or what each said. */
bool mail_source_read(const char *path, const MailPlace *from, MailSourceEach each, void *data,
                      uint64_t *ret_others, GError **error);

/* How many bytes there are to read at a path; 0 if it is not there. */
uint64_t mail_source_size(const char *path);
