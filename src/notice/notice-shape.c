#include "notice/notice-http.h"

#include "base/limits.h"
#include "conversation/conversation.h"
#include "person/person.h"
#include "staff/staff.h"

const char *const notice_digest_words[] = {"off", "hourly", "daily", NULL};

const Shape notice_shape = {
    .name = "Notice",
    .fields =
        (const Field[]){
            {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
            {.name = "kind",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = notice_kind_words},
            {.name = "at",
             .type = FIELD_TIME,
             .flags = FIELD_REQUIRED,
             .about = "When it happened last."},
            {.name = "seen_at", .type = FIELD_TIME, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "count",
             .type = FIELD_INT,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = INT32_MAX,
             .about = "How many times in this conversation, since it was seen."},
            {.name = "conversation",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .shape = &conversation_ref_shape},
            {.name = "person",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .shape = &person_ref_shape},
            {.name = "message", .type = FIELD_ID, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "excerpt",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .max = 4 * LIMIT_PREVIEW,
             .about = "The beginning of the message."},
            {.name = "actor",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .shape = &staff_ref_shape,
             .about = "The colleague who did it; null: a person, or the program."},
            FIELDS_END,
        },
};

const Shape notice_count_shape = {
    .name = "NoticeCount",
    .fields =
        (const Field[]){
            {.name = "unseen",
             .type = FIELD_INT,
             .flags = FIELD_REQUIRED,
             .min = 0,
             .max = INT32_MAX},
            FIELDS_END,
        },
};

const Shape notice_seen_shape = {
    .name = "NoticesSeen",
    .fields =
        (const Field[]){
            {.name = "notices", .type = FIELD_LIST, .of = FIELD_ID, .max = NOTICES_SEEN_MAX},
            {.name = "conversation", .type = FIELD_ID, .about = "All those of a conversation."},
            {.name = "all", .type = FIELD_BOOL},
            FIELDS_END,
        },
};

static const Shape kind_shape = {
    .name = "NoticeChoice",
    .fields =
        (const Field[]){
            {.name = "kind",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = notice_kind_words},
            {.name = "page", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
            {.name = "desktop", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
            {.name = "mail", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

#define RHYTHM_FIELDS(flag)                                                                        \
    {.name = "kinds",                                                                              \
     .type = FIELD_LIST,                                                                           \
     .flags = (flag),                                                                              \
     .of = FIELD_OBJECT,                                                                           \
     .shape = &kind_shape,                                                                         \
     .max = NOTICE_KINDS},                                                                         \
        {.name = "digest",                                                                         \
         .type = FIELD_CHOICE,                                                                     \
         .flags = (flag),                                                                          \
         .choices = notice_digest_words,                                                           \
         .about = "The mail that gathers them."},                                                  \
        {.name = "digest_hour",                                                                    \
         .type = FIELD_INT,                                                                        \
         .flags = (flag),                                                                          \
         .min = 0,                                                                                 \
         .max = 23,                                                                                \
         .about = "Of the daily mail, in the organisation's zone."},                               \
        {.name = "outside_hours",                                                                  \
         .type = FIELD_BOOL,                                                                       \
         .flags = (flag),                                                                          \
         .about = "Also while the organisation is closed."},                                       \
        {.name = "content",                                                                        \
         .type = FIELD_BOOL,                                                                       \
         .flags = (flag),                                                                          \
         .about = "Names and subjects on the desktop and in mails."},                              \
    {                                                                                              \
        .name = "quiet_until", .type = FIELD_TIME, .flags = (flag) | FIELD_NULLABLE,               \
        .about = "Not to be disturbed before."                                                     \
    }

const Shape notice_preferences_shape = {
    .name = "NoticePreferences",
    .fields = (const Field[]){RHYTHM_FIELDS(FIELD_REQUIRED), FIELDS_END},
};

const Shape notice_wanted_shape = {
    .name = "NoticePreferencesChange",
    .fields = (const Field[]){RHYTHM_FIELDS(0), FIELDS_END},
};

const Shape notice_digest_shape = {
    .name = "NoticeDigest",
    .fields =
        (const Field[]){
            {.name = "told",
             .type = FIELD_INT,
             .flags = FIELD_REQUIRED,
             .min = 0,
             .about = "Notices in the mail; with none there was no mail."},
            FIELDS_END,
        },
};
