/* configuration: what an organisation has set up, as one file: to try on a copy first, to begin a
 * second organisation like the first, to look at what changed.
 *
 * The file is JSON: {"format": "lien-configuration", "version": 1, "parts": {…}}. Each module gives
 * its parts (module/configuration-part.h), in the order in which they may refer to each other. The
 * same configuration gives the same file, byte for byte. No secret is in it, and no conversation;
 * the names and addresses of colleagues are, so it is handled as they are.
 *
 * Bringing one in adds and changes, matched by names; it deletes nothing. Either all of it is done,
 * in one transaction, or nothing: an item that is refused, with its reason, leaves everything as it
 * was. What would be done can be asked first. A file that is not one of ours (another format or
 * version, a part that no module knows, too large, too deep) is refused before anything is looked
 * at.
 *
 * Facts: those of what is changed, and configuration.imported {added, changed}.
 *
 * configuration.c writes, configuration-import.c reads, configuration-report.c keeps what was done,
 * change-store.c reads who changed what,
 * configuration-http.c has the routes; app/command-config.c is `lien config`. */
#pragma once

#include "configuration/configuration-report.h"
#include "module/module.h"

#define CONFIGURATION_FORMAT  "lien-configuration"
#define CONFIGURATION_VERSION 1

/* The part of a name and, when it is known, its place among all, from 0. NULL: no module has it. */
const ConfigurationPart *configuration_part(const char *name);

/* Calls each with every part, in the order of the file; stops when it returns false. */
typedef bool (*ConfigurationEach)(const ConfigurationPart *part, void *data, GError **error);
bool configuration_each(ConfigurationEach each, void *data, GError **error);

/* The whole file, ending with a line feed. NULL: error. Owned by the caller. */
GString *configuration_write(Context *context, Db *db, GError **error);

typedef struct {
    int64_t staff; /* who does it; 0: the command */
    bool dry_run;  /* only tells what would be done */
} ConfigurationOrder;

/* Brings in a file. True: *ret_report (owned by the caller) says what was done, or would be, or,
 * when something is refused, why nothing was. False: APP_ERROR_INVALID or APP_ERROR_TOO_LARGE when
 * it is not such a file at all. */
bool configuration_read(Context *context, GBytes *file, const ConfigurationOrder *order,
                        ConfigurationReport **ret_report, GError **error);

extern const Module configuration_module;
