/* json: the streaming writer of every answer. It writes as it is told and keeps no tree, which
 * makes a page of fifty conversations 25 times cheaper than building one; reading is jansson's
 * work.
 *
 * Commas, quotes and escapes are the writer's; closing in the right order is the caller's (an
 * assertion catches a mistake in tests). A name is given before each value inside an object. No
 * function here has the name of one of jansson's: both headers are read together. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    GString *out; /* borrowed */
    bool comma;   /* the next value or name needs one before it */
    int depth;
} JsonWriter;

void json_writer_init(JsonWriter *json, GString *out);

void json_object_begin(JsonWriter *json); /* { */
void json_object_end(JsonWriter *json);
void json_list_begin(JsonWriter *json); /* [ */
void json_list_end(JsonWriter *json);
void json_name(JsonWriter *json, const char *name);

/* text is valid UTF-8 (a broken byte becomes U+FFFD) or NULL, which writes null. */
void json_text(JsonWriter *json, const char *text);
void json_int(JsonWriter *json, int64_t value);
void json_id(JsonWriter *json, int64_t id);       /* a string; 0 writes null */
void json_time(JsonWriter *json, int64_t ms);     /* RFC 3339 in a string; 0 writes null */
void json_double(JsonWriter *json, double value); /* NaN and infinities write null */
void json_bool(JsonWriter *json, bool value);
void json_none(JsonWriter *json);
/* A value that is JSON already. */
void json_raw(JsonWriter *json, const char *value);

/* True if text, JSON or not, opens at most max lists and objects in one another. jansson reads
 * 2,048 levels, nothing of ours has more than a few: counted before anything is built. */
bool json_is_shallow(const char *text, size_t size, int max);

/* Name and value at once. */
void json_put_text(JsonWriter *json, const char *name, const char *text);
void json_put_int(JsonWriter *json, const char *name, int64_t value);
void json_put_id(JsonWriter *json, const char *name, int64_t id);
void json_put_time(JsonWriter *json, const char *name, int64_t ms);
void json_put_double(JsonWriter *json, const char *name, double value);
void json_put_bool(JsonWriter *json, const char *name, bool value);
void json_put_null(JsonWriter *json, const char *name);
