/* demo-cast: who plays in the demo. All of them are invented; their telephones are numbers kept for
 * fiction, their addresses end in names that nobody can own. */
#pragma once

#include "app/demo/demo-chance.h"
#include "app/demo/demo-story.h"

#define DEMO_ORGANISATION "Au Fil des Jours"
#define DEMO_DOMAIN       "aufildesjours.example"
#define DEMO_CONTACT      "contact@" DEMO_DOMAIN

enum { TEAM_PLANNING, TEAM_BILLING, TEAM_CARE, N_TEAMS };
extern const char *const demo_teams[N_TEAMS];

typedef struct {
    const char *first, *last, *role;
    unsigned teams; /* bits 1 << TEAM_… */
} DemoStaff;
#define DEMO_STAFF 12
extern const DemoStaff demo_staff[DEMO_STAFF];

/* "helene.vasseur@aufildesjours.example". Owned by the caller. */
char *demo_staff_email(const DemoStaff *staff);

/* One who writes to us, with the words of their story: the names of demo-words.h. Owned by the
 * caller. */
typedef struct {
    char *email;
    char *name; /* as their mail program shows it */
    GHashTable *words;
} DemoPerson;

/* at: when they first write, for the dates they speak of. */
DemoPerson *demo_person_new(DemoChance *chance, DemoFrom from, int64_t at);
void demo_person_free(DemoPerson *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DemoPerson, demo_person_free)

/* What one adds to an answer to the survey, by score 1..5; NULL: nothing. Static. */
const char *demo_comment(DemoChance *chance, int score);
