/* shape: what JSON looks like, said once. From it come the check of every request, the OpenAPI
 * document, the TypeScript types and, in tests, the check of every answer. */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

typedef enum {
    FIELD_TEXT,   /* min..max bytes; max 0 is LIMIT_NAME */
    FIELD_INT,    /* min..max; any when both are 0 */
    FIELD_NUMBER, /* any finite number */
    FIELD_BOOL,
    FIELD_ID,     /* a decimal string, see base/id.h */
    FIELD_TIME,   /* RFC 3339 */
    FIELD_DATE,   /* 2026-11-23 */
    FIELD_CHOICE, /* one of choices */
    FIELD_OBJECT, /* of shape */
    FIELD_LIST, /* min..max items of type `of` (FIELD_TEXT, FIELD_ID, FIELD_OBJECT of shape…); max 0
                 * is LIMIT_LIST_MAX; an item that is a text has at most LIMIT_SUBJECT bytes */
    FIELD_JSON, /* anything (answers only) */
} FieldType;

enum {
    FIELD_REQUIRED = 1 << 0, /* must be there (requests); is always there (answers) */
    FIELD_NULLABLE = 1 << 1, /* may be null */
};

typedef struct Shape Shape;

typedef struct {
    const char *name;
    FieldType type;
    unsigned flags;
    int64_t min, max;
    const char *const *choices; /* NULL-terminated */
    const Shape *shape;
    FieldType of;
    const char *about; /* one sentence for the documentation */
} Field;

#define FIELDS_END                                                                                 \
    {                                                                                              \
        .name = NULL                                                                               \
    }

struct Shape {
    const char *name; /* "Conversation": its name in OpenAPI and TypeScript */
    const Field *fields;
};

/* True if value has the shape: nothing missing, nothing unknown, all within limits. Otherwise
 * APP_ERROR_INVALID with the field's path ("attachments[2]"). */
bool shape_check(const Shape *shape, const json_t *value, GError **error);

/* The same for an answer of ours: a field that is not required may be missing, unknown ones are
 * refused, and a max of 0 is no limit. */
bool shape_check_reply(const Shape *shape, const json_t *value, GError **error);

/* One value that came as text (a query parameter, a field of a form). */
bool field_check_text(const Field *field, const char *value, GError **error);

/* A FIELD_TIME, or a FIELD_DATE as its midnight UTC, in milliseconds. */
bool field_parse_time(FieldType type, const char *text, int64_t *ret_ms);
