/* flat: values as bytes, between processes of this machine. Written without ceremony; read as what
 * an enemy may have written: a reader never looks beyond its bytes, never gives a text that is not
 * UTF-8 or longer than asked, and once something was wrong it gives nothing more. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

void flat_put_number(GByteArray *out, int64_t number);
void flat_put_text(GByteArray *out, const char *text); /* NULL is kept apart from "" */
void flat_put_bytes(GByteArray *out, const void *bytes, gsize size);

typedef struct {
    GBytes *whole; /* borrowed */
    const uint8_t *at, *end;
    bool broken;
} FlatReader;

FlatReader flat_reader(GBytes *whole);
/* A number from least to most; least when broken. */
int64_t flat_number(FlatReader *reader, int64_t least, int64_t most);
/* At most max bytes. NULL: none was written, or broken. Owned by the caller. */
char *flat_text(FlatReader *reader, gsize max);
/* The same, never NULL: "" when broken; none written is broken too. */
char *flat_text_needed(FlatReader *reader, gsize max);
/* A part of whole, not copied; it keeps whole alive. Never NULL. The caller unrefs it. */
GBytes *flat_bytes(FlatReader *reader, gsize max);
/* Whether all was read, and nothing was wrong. */
bool flat_end(const FlatReader *reader);
