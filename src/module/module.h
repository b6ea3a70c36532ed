/* module: what a folder gives the program. app/modules.c lists them all: it is the table of
 * contents. Every table ends with its _END row and may be NULL. */
#pragma once

#include "http/route.h"
#include "job/job.h"
#include "journal/journal.h"
#include "module/configuration-part.h"
#include "module/context.h"

/* Something that must always be true of the data; `lien check` prints a line for each. */
typedef struct {
    const char *name;  /* "conversation.message-count" */
    const char *about; /* the sentence that must be true */
    /* A query whose every row is a breach; its first column is the id to show. NULL when breaches
     * is set. */
    const char *sql;
    /* Otherwise counts breaches itself; -1 with an error when it cannot. */
    int64_t (*breaches)(Context *context, GError **error);
} Invariant;

#define INVARIANTS_END                                                                             \
    {                                                                                              \
        .name = NULL                                                                               \
    }

/* A text that people read and that the organisation may say in its own words (wording/wording.h).
 * It is plain text: whoever shows it escapes it. */
typedef struct {
    const char *name;                        /* "survey.invitation.question" */
    const char *about_fr, *about_en;         /* where it stands, for whoever changes it */
    const char *otherwise_fr, *otherwise_en; /* what the program says */
    /* Names that may stand in it as {{conversation.subject}}, each given a value where it is said;
     * NULL-terminated; NULL: none. */
    const char *const *variables;
    size_t max;     /* bytes; 0: LIMIT_NAME */
    bool multiline; /* line breaks may stand in it */
} WordingRule;

#define WORDINGS_END                                                                               \
    {                                                                                              \
        .name = NULL                                                                               \
    }

typedef struct {
    const char *name; /* the folder's word, also the log domain and the metric prefix */
    const Route *routes;
    const JobKind *jobs;
    const JobTimer *timers;
    const JournalReader *readers;
    const Invariant *invariants;
    const WordingRule *wordings;
    const ConfigurationPart *configurations;
    /* Begins and ends what works besides (threads of its own), after the channels began and before
     * the server ends; NULL for most. What cannot begin sets error and ends the start. */
    bool (*start)(Context *context, GError **error);
    void (*stop)(Context *context);
} Module;

/* Which modules this program is made of, NULL-terminated: told once, before any thread begins, by
 * whoever puts it together. Until then there are none. */
void module_tell_all(const Module *const *modules);
const Module *const *module_all(void);
