/* object-store: a bucket of an S3-compatible store, over HTTP by libcurl, which signs each request
 * (AWS Signature Version 4). Asked inside file/ only; others say which it is (ObjectPlace).
 *
 * The operator names the store, so any address may be asked, one of this machine too. Redirects are
 * not followed, certificates are checked, every answer has a bound and an end: whoever answers,
 * nothing is waited for longer than OBJECT_SECONDS and what moving the bytes takes. What fails at
 * once for a reason of the moment is asked a second time.
 *
 * APP_ERROR_UNAVAILABLE: the store is away or busy. APP_ERROR_FORBIDDEN: it refuses (a wrong key, a
 * clock that is wrong, a bucket that is not there); the message has its word for it.
 * APP_ERROR_NOT_FOUND: it has no such object. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define OBJECT_SECONDS 4

/* Which bucket, and how to be let in. Texts are borrowed. */
typedef struct {
    const char *bucket;   /* "s3://BUCKET" or "s3://BUCKET/PREFIX" */
    const char *endpoint; /* "https://s3.example.org", without a slash at the end */
    const char *region;   /* "us-east-1" */
    const char *key, *secret;
    const char *ca_file; /* authorities besides those of the system; NULL: none */
} ObjectPlace;

typedef struct ObjectStore ObjectStore;

/* NULL when it is "s3://BUCKET[/PREFIX]" of plain letters; otherwise what it has to be. Static. */
const char *object_place_refuse(const char *bucket);

/* Asks nobody yet. APP_ERROR_INVALID when something of the place is missing. */
ObjectStore *object_store_new(const ObjectPlace *place, GError **error);
void object_store_free(ObjectStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ObjectStore, object_store_free)

/* True: the store has said that it keeps the bytes under the name. Any thread, as all below. */
bool object_put(ObjectStore *store, const char *name, const void *bytes, gsize size,
                GError **error);

/* size bytes from start on, neither more nor less; size > 0. */
GBytes *object_get(ObjectStore *store, const char *name, int64_t start, int64_t size,
                   GError **error);

/* A whole object into a file, which is there whole, and on disk, or not at all. However long it
 * takes, as long as it goes on. */
bool object_fetch(ObjectStore *store, const char *name, const char *path, GError **error);
/* The other way. */
bool object_send(ObjectStore *store, const char *name, const char *path, GError **error);
