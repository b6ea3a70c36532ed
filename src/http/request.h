/* request: one HTTP request and the answer being built. All it hands out is borrowed and lives
 * until the handler returns. What the route declares has been checked before the handler sees it.
 */
#pragma once

#include "base/json.h"
#include "db/db.h"
#include "http/right.h"

#include <jansson.h>

typedef struct Request Request;
typedef struct Context Context; /* module/context.h */

Context *request_context(Request *request);
Database *request_database(Request *request);
Db *request_db(Request *request); /* this thread's reading connection */
/* What the server has counted (http/meter.h); NULL in tests without one. */
const struct Meter *request_meter(Request *request);
const Principal *request_principal(Request *request);
bool request_may(Request *request, Right right);

/* Runs work in a transaction, see database_write(). */
bool request_write(Request *request, DbWork work, void *data, GError **error);

/* A parameter of the path or after the '?', then a field of the body (top level), by its declared
 * name. */
bool request_has(Request *request, const char *name);         /* given, and not null */
bool request_is_null(Request *request, const char *name);     /* given as null: "take it away" */
const char *request_text(Request *request, const char *name); /* NULL if absent */
int64_t request_int(Request *request, const char *name, int64_t otherwise);
double request_double(Request *request, const char *name, double otherwise);
bool request_bool(Request *request, const char *name, bool otherwise);
int64_t request_id(Request *request, const char *name); /* 0 if absent */
int64_t request_time(Request *request, const char *name,
                     int64_t otherwise);                               /* FIELD_TIME and _DATE */
int request_choice(Request *request, const char *name, int otherwise); /* its index among choices */
const json_t *request_json(Request *request,
                           const char *name); /* objects and lists; NULL if absent */

/* The whole JSON body, of the shape that the route declares; NULL without one. */
const json_t *request_body(Request *request);
/* The raw body of an upload. */
GBytes *request_bytes(Request *request);
/* A field of an HTML form, NULL if absent or empty. The calls above read it too. */
const char *request_form(Request *request, const char *name);
/* One part of a ROUTE_MULTIPART body. */
typedef struct {
    char *name;      /* valid UTF-8, one line */
    char *file_name; /* NULL: a field; "": a place for a file that was left empty */
    GBytes *bytes;
} FormPart;
/* Its parts in the order of the page, several may have one name: of FormPart*. */
const GPtrArray *request_parts(Request *request);
/* The bytes of a part as clean text (base/text.h). Owned by the caller. */
char *form_part_text(const FormPart *part);
/* A header, a cookie; NULL if absent. */
const char *request_header(Request *request, const char *name);
const char *request_cookie(Request *request, const char *name);
/* The client's address as text, for limits only; never logged. Behind a proxy that we trust, the
 * one it tells. */
const char *request_address(Request *request);
/* Whether a program of this machine asks, by itself: what a proxy passes on and says so
 * (X-Forwarded-For, Forwarded, X-Real-IP, Via) is not. */
bool request_is_local(Request *request);
/* "fr" or "en": the language a page for persons outside should speak (Accept-Language). */
const char *request_language(Request *request);
/* The same, or otherwise when the browser names neither. */
const char *request_language_or(Request *request, const char *otherwise);

/* ---- Pages of a list ---- */

typedef struct {
    size_t limit; /* rows wanted; ask the database for one more to know whether a page follows */
    int64_t before_key; /* the sort key and id of the last row of the previous page; INT64_MAX at
                           first */
    int64_t before_id;
} Page;

/* Reads limit and cursor. APP_ERROR_INVALID for a cursor that is not ours. */
bool request_page(Request *request, Page *ret_page, GError **error);

/* ---- Answers ---- */

/* Starts a JSON answer. The handler writes one value. */
JsonWriter *reply_json(Request *request, unsigned status);
/* Starts {"items":[ ; the handler writes each item; reply_list_end() closes with the cursor of the
 * next page, null when more is false. */
JsonWriter *reply_list(Request *request);
void reply_list_end(Request *request, bool more, int64_t last_key, int64_t last_id);
/* The whole answer of a list from rows that were asked one more than limit, whose first two columns
 * are the sort key and the id. */
typedef void (*RowWriter)(JsonWriter *json, DbRows *row);
bool reply_rows(Request *request, DbRows *rows, size_t limit, RowWriter write, GError **error);
void reply_empty(Request *request); /* 204 */
/* bytes with their type. */
void reply_bytes(Request *request, unsigned status, const char *type, GBytes *bytes);
/* A file a person sent, hence hostile: always with nosniff, a closed content-security-policy, and
 * as a download unless inline_ok (images whose type we found ourselves). */
void reply_file(Request *request, const char *type, const char *name, bool inline_ok,
                GBytes *bytes);
/* A PDF a person sent, to be shown in a frame of ours by the browser's own viewer. */
void reply_pdf(Request *request, const char *name, GBytes *bytes);
/* A page: html is ours and complete. It may hold one <style> element (the policy names its digest),
 * no script and no style attribute. */
void reply_page(Request *request, unsigned status, const char *html);
/* The same, for a page that other sites may show in a frame: origins ("https://example.org") with
 * spaces between them, NULL: none. It may hold one <script> element of ours, named by its digest
 * too. */
void reply_page_framed(Request *request, unsigned status, const char *html, const char *origins);
void reply_redirect(Request *request, const char *path);
/* Replaces the header of that name, those of http/security.h included. */
void reply_header(Request *request, const char *name, const char *value);
/* HttpOnly, SameSite=Lax, Secure when the public address is https; max_age 0 deletes it. */
void reply_cookie(Request *request, const char *name, const char *value, int64_t max_age_seconds);
