/* clamd: asks a running ClamAV daemon about bytes (INSTREAM, clamd(8)). Talks over its unix socket
 * or over TCP; the bytes leave the machine only if the administrator named another machine. Inside
 * file/ only. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    CLAMD_CLEAN,
    CLAMD_FOUND,
    CLAMD_TOO_LARGE, /* over what it is set up to take (StreamMaxLength) */
} ClamdAnswer;

/* address: "/run/clamav/clamd.ctl", "127.0.0.1:3310", "[::1]:3310". *ret_found (owned by the
 * caller) is the name of what was found. False with APP_ERROR_UNAVAILABLE when it does not answer,
 * or not in time. May take a minute: in jobs only. */
bool clamd_scan(const char *address, GBytes *bytes, ClamdAnswer *ret_answer, char **ret_found,
                GError **error);

/* True when it answers. */
bool clamd_ping(const char *address, GError **error);
