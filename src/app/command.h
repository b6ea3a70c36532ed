/* command: one thing that `lien` does, `lien serve`, `lien user add`. Each is a file command-*.c
 * with one row here; main.c finds it, reads its options and runs it. */
#pragma once

#include "app/config.h"

typedef enum {
    EXIT_OK = 0,
    EXIT_FAILED = 1, /* said on standard error */
    EXIT_USAGE = 2,  /* told wrongly: nothing was done */
} ExitStatus;

typedef struct {
    const char *name;         /* "user add" */
    const char *arguments;    /* "PATH…"; NULL: takes none */
    const char *about;        /* one sentence */
    const char *more;         /* what else one should know; NULL */
    const OptionId *taken;    /* ends with N_OPTIONS */
    const OptionId *required; /* of those; ends with N_OPTIONS; may be NULL */
    int least, most;          /* arguments; most -1: any number */
    /* False with an error, unless it said what failed itself: then error stays NULL. */
    bool (*run)(const Config *config, GError **error);
} Command;

/* In the order of the help. */
extern const Command command_serve, command_import, command_parse, command_user_add,
    command_user_list, command_user_link, command_token_add, command_mailbox_add,
    command_mailbox_list, command_mailbox_test, command_config_export, command_config_import,
    command_backup, command_restore, command_copy, command_upload, command_check, command_openapi,
    command_demo, command_seed, command_manual;
extern const Command *const commands[]; /* NULL-terminated */

/* Where the bytes of files are (app/files.h). */
#define OPTIONS_OF_FILES                                                                           \
    OPTION_FILES, OPTION_S3_ENDPOINT, OPTION_S3_REGION, OPTION_S3_KEY, OPTION_S3_SECRET,           \
        OPTION_S3_CA

/* What opens a data directory takes these. */
#define OPTIONS_OF_HOUSE                                                                           \
    OPTION_DATA, OPTION_DATABASE, OPTIONS_OF_FILES, OPTION_CONFIG, OPTION_PUBLIC_URL,              \
        OPTION_LISTEN, OPTION_LMTP, OPTION_SMTP, OPTION_SMTP_USER, OPTION_SMTP_PASSWORD,           \
        OPTION_MAIL_ADDRESS, OPTION_MAIL_NAME, OPTION_MAIL_CA, OPTION_DNS, OPTION_CLAMD,           \
        OPTION_CONFINE, OPTION_ORGANISATION, OPTION_LOG

/* The whole text of --help. Owned by the caller. */
char *command_help(const Command *command);
char *command_help_all(void);
