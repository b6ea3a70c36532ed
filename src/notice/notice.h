/* notice: what a member of staff is told of without looking for it: a matter was given to them, a
 * person wrote in theirs, a colleague calls them, what they sent came back.
 *
 * Facts of the journal become notices, one for each person, kind and matter as long as it has not
 * been seen: the tenth mail of a matter makes its notice say ten, not ten notices. Nobody is told
 * of what they did themselves.
 *
 * Each person says, for each kind, by which ways: in the page (the bell), on the desktop, by a mail
 * that gathers them (each hour, or each day at an hour). The page can always be looked at; the two
 * ways that disturb are silent while the organisation is closed, unless asked otherwise (right to
 * disconnect, Code du travail, art. L. 2242-17), and while one said not to be disturbed. On the
 * desktop and in mails stand no names and no subjects unless asked for: others see that screen.
 *
 * A notice is told to its person's open pages by the passing event "notice" after the commit that
 * made it; a page that was cut off asks again.
 *
 * notice.c: kinds, what is wanted by default, seeing; notice-reader.c: from facts to notices;
 * notice-rhythm.c: when one may be disturbed; notice-digest.c: which mails are due, notice-mail.c:
 * what they say; notice-draft.c: replies that were forgotten; notice-shape.c and notice-http.c: the
 * routes; notice-store.c: SQL. */
#pragma once

#include "base/calendar.h"
#include "module/module.h"

typedef enum {
    NOTICE_ASSIGNED = 1, /* a matter was given to me */
    NOTICE_MESSAGE,      /* a person wrote in a matter of mine */
    NOTICE_TEAM,         /* a person wrote in a matter of a team of mine that nobody has */
    NOTICE_MENTION,      /* a colleague calls me in a note */
    NOTICE_FAILED,       /* what I sent could not be delivered */
    NOTICE_WOKEN,        /* a snoozed matter of mine is back */
    NOTICE_LOOP,         /* an unhappy person is to be called back by me */
    NOTICE_HELD,         /* a reply of mine that was to leave later is held back, or was refused */
    NOTICE_HUMAN,        /* a visitor of a chat asks for a person (told by chat/) */
    NOTICE_DRAFT,        /* a reply that I began waits, and so does the person */
} NoticeKind;
#define NOTICE_KINDS NOTICE_DRAFT

enum { NOTICE_PAGE = 1, NOTICE_DESKTOP = 2, NOTICE_MAIL = 4 };

/* The words of the API, by kind from NOTICE_ASSIGNED on, NULL-terminated: "assigned"… */
extern const char *const notice_kind_words[];
const char *notice_kind_word(NoticeKind kind);

typedef struct {
    int64_t staff; /* who is told */
    NoticeKind kind;
    int64_t conversation, message; /* 0: none */
    int64_t actor;                 /* who did it; 0: a person or the program */
    int64_t at;
} Notice;

/* Tells someone, by the ways they want; nothing if by none, or if they did it themselves. Inside a
 * transaction; their pages hear of it after the commit. */
bool notice_tell(Db *tx, Context *context, const Notice *notice, GError **error);

/* Someone has seen these (NULL: all), or all those of a matter (0: any). */
bool notice_see(Db *tx, int64_t staff, const int64_t *notices, size_t n, int64_t conversation,
                GError **error);

/* ---- What each wants ---- */

typedef enum { DIGEST_OFF, DIGEST_HOURLY, DIGEST_DAILY } NoticeDigest;

typedef struct {
    NoticeDigest digest;
    int digest_hour; /* 0..23, in the organisation's zone */
    bool outside_hours;
    bool content;
    int64_t quiet_until; /* 0: not asked */
    int64_t digest_at;   /* the last one; 0: none */
} NoticeRhythm;

bool notice_rhythm_get(Db *db, int64_t staff, NoticeRhythm *ret_rhythm, GError **error);

/* Whether someone may be disturbed at a time. */
bool notice_may_disturb(const NoticeRhythm *rhythm, Calendar *calendar, int64_t at);

/* Whether their digest is due. */
bool notice_digest_due(const NoticeRhythm *rhythm, Calendar *calendar, int64_t at);

/* The ways of a kind: those chosen, else those by default. -1: error. */
int notice_ways(Db *db, int64_t staff, NoticeKind kind, GError **error);
int notice_ways_otherwise(NoticeKind kind);

extern const Module notice_module;
