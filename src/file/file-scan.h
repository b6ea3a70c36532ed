/* file-scan: is it a virus? What comes in and what is uploaded is shown to the ClamAV daemon of
 * --clamd, once for each content, by a job: intake never waits for it. Without --clamd nothing is
 * asked, and a file's verdict is "none".
 *
 * While a file waits it is neither opened nor sent; an infected one never is, but by whoever has
 * the right file.unsafe and asks for it so. When the daemon is down files wait, say so, and are
 * shown to it as soon as it is back. What was stored before a scanner was named is shown to it too,
 * little by little (file-review.h).
 *
 * Fact: file.infected (subject: the file), without its name nor whose it is. */
#pragma once

#include "module/module.h"

typedef enum {
    FILE_UNASKED,
    FILE_WAITING,
    FILE_CLEAN,
    FILE_INFECTED,
    FILE_UNCHECKED, /* over what the daemon takes */
} FileVerdict;

/* The words of the API: "none" (also of a file that could not be checked), "waiting", "clean",
 * "infected". NULL-terminated list of them. */
const char *file_verdict_word(FileVerdict verdict);
extern const char *const file_verdict_words[];

/* Asks for a verdict on a content, unless it has or awaits one, or nobody is there to give it. */
bool file_scan_ask(const Context *context, Db *tx, int64_t file, GError **error);

/* The verdict of now. */
bool file_scan_verdict(Db *db, int64_t file, FileVerdict *ret_verdict, GError **error);

/* The same for bytes that may have been seen before, whoever sent them then; FILE_UNASKED if not.
 */
bool file_scan_known(Db *db, GBytes *bytes, FileVerdict *ret_verdict, GError **error);

/* True if a file may be opened or sent; otherwise APP_ERROR_FORBIDDEN (infected) or
 * APP_ERROR_CONFLICT (waiting) on the field "file". */
bool file_scan_allows(Db *db, int64_t file, GError **error);

extern const Module file_module;
