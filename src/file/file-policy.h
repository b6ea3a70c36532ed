/* file-policy: which files an organisation takes in and lets out, by size and by kind. Decided by
 * settings: file.size_max_mib, file.refused_in, file.refused_out.
 *
 * A kind is the end of a name ("exe") or a media type found in the content
 * ("application/x-dosexec"), so that renaming a program does not make a picture of it. What is not
 * taken is always told: beside the field of a form, as the answer to an upload, as a note on a mail
 * whose source is kept whole. */
#pragma once

#include "db/db.h"

typedef enum { FILE_COMES_IN, FILE_GOES_OUT } FileDirection;
typedef enum { FILE_ACCEPTED, FILE_TOO_LARGE, FILE_REFUSED } FileJudgement;

typedef struct FilePolicy FilePolicy;

/* The policy of now. Never NULL; owned by the caller. */
FilePolicy *file_policy_get(Db *db, FileDirection direction);
void file_policy_free(FilePolicy *policy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FilePolicy, file_policy_free)

/* name: as its sender calls it; type: found in the content; size: bytes. */
FileJudgement file_policy_judge(const FilePolicy *policy, const char *name, const char *type,
                                gsize size);

/* The same for whoever answers a request: APP_ERROR_TOO_LARGE or APP_ERROR_INVALID on the field
 * "file". */
bool file_policy_check(Db *db, FileDirection direction, const char *name, const char *type,
                       gsize size, GError **error);
