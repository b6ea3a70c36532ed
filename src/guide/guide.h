/* guide: the first steps of an organisation, from the first sign-in to the first mail answered.
 *
 * A step is done when what it asks for is there, whoever did it and wherever: nobody ticks a box.
 * An administrator may put a step aside, or take it up again; the guide is over, and shown to
 * nobody any more, once every step is done or put aside. Steps, in their order: name (the
 * organisation has its own), brand (a colour or a logo), mailbox, team, colleague (a second
 * account), answer (a person was answered).
 *
 * Facts: guide.step_skipped {step}, guide.step_resumed {step}. */
#pragma once

#include "module/module.h"

typedef enum {
    GUIDE_NAME,
    GUIDE_BRAND,
    GUIDE_MAILBOX,
    GUIDE_TEAM,
    GUIDE_COLLEAGUE,
    GUIDE_ANSWER,
    GUIDE_STEPS,
} GuideStep;

/* "name", "brand"…; NULL-terminated. */
extern const char *const guide_words[];

typedef struct {
    bool done[GUIDE_STEPS], skipped[GUIDE_STEPS];
} Guide;

bool guide_get(Db *db, Guide *ret_guide, GError **error);

/* Nothing is left to do. */
bool guide_is_over(const Guide *guide);

/* Twice is once. */
bool guide_skip(Db *tx, GuideStep step, bool skip, int64_t staff, GError **error);

/* ---- An invented mail (guide-mail.c) ---- */

/* Whether one may be asked for: nobody was answered yet, and no mail leaves, as the answer would go
 * to somebody who does not exist. */
bool guide_may_try(const Context *context, const Guide *guide);

/* Lets one come in, by a job. APP_ERROR_CONFLICT when it may not. */
bool guide_ask_mail(Db *tx, Context *context, GError **error);

extern const JobKind guide_jobs[];
extern const Module guide_module;
