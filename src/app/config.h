/* config: how this program was told to run.
 *
 * Every option is a row of the table in option.c: its flag, its environment variable, its default,
 * what it accepts. A value is the flag's, else the environment's (LIEN_SMTP_USER for --smtp-user;
 * LIEN_DATA_DIR for
 * --data), else that of a line "smtp-user = …" of the configuration file, else the default. The
 * file is the one of --config, or DIR/lien.conf in the data directory when there is one. What
 * belongs to one command
 * (--email of `user add`) is a flag only. --help and the manual page are made from the same rows.
 *
 * A value that cannot be is refused with its name, the value, where it came from and what is
 * accepted. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    OPTION_DATA,
    OPTION_CONFIG,
    OPTION_DATABASE,
    OPTION_FILES,
    OPTION_S3_ENDPOINT,
    OPTION_S3_REGION,
    OPTION_S3_KEY,
    OPTION_S3_SECRET,
    OPTION_S3_CA,
    OPTION_LISTEN,
    OPTION_PUBLIC_URL,
    OPTION_TRUSTED_PROXY,
    OPTION_WORKERS,
    OPTION_LMTP,
    OPTION_SMTP,
    OPTION_SMTP_USER,
    OPTION_SMTP_PASSWORD,
    OPTION_MAIL_ADDRESS,
    OPTION_MAIL_NAME,
    OPTION_MAIL_CA,
    OPTION_DNS,
    OPTION_CLAMD,
    OPTION_CONFINE,
    OPTION_ORGANISATION,
    OPTION_METRICS_TOKEN,
    OPTION_LOG,
    OPTION_LOG_FORM,
    /* Of one command. */
    OPTION_EMAIL,
    OPTION_ROLE,
    OPTION_NAME,
    OPTION_PROVIDER,
    OPTION_TO,
    OPTION_FROM,
    OPTION_PERSONS,
    OPTION_MESSAGES,
    OPTION_UNITS,
    OPTION_SEED,
    OPTION_INDEX,
    OPTION_DRY_RUN,
    OPTION_KEY,
    OPTION_NEW_KEY,
    OPTION_KEEP,
    OPTION_AT,
    OPTION_LIST,
    N_OPTIONS,
} OptionId;

enum {
    OPTION_FLAG_ONLY = 1 << 0, /* not in the environment nor in a file */
    OPTION_NO_FLAG = 1 << 1,   /* a secret: a flag would show it to every user of the machine */
};

typedef struct {
    const char *name; /* "smtp-user" */
    const char
        *placeholder;      /* "ADDR:PORT"; NULL: a switch, whose value is "yes" when it is given */
    const char *otherwise; /* the default, NULL: none */
    const char *about;     /* one sentence */
    /* NULL when the value can be; otherwise what is accepted, after "must be". Static. */
    const char *(*refuse)(const char *value);
    unsigned flags;
} Option;

extern const Option option_rows[N_OPTIONS];

/* "LIEN_SMTP_USER". Owned by the caller. NULL for an OPTION_FLAG_ONLY. */
char *option_variable(OptionId id);

/* The option of a name, or N_OPTIONS. */
OptionId option_find(const char *name);

typedef struct {
    char *values[N_OPTIONS]; /* NULL: not told, and no default */
    GPtrArray *arguments;    /* of char*: what is not an option */
    bool help;               /* --help was there; nothing else was checked */
} Config;

void config_free(Config *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Config, config_free)

/* Reads the words after the command's name. taken: what the command takes, ends with N_OPTIONS.
 * APP_ERROR_INVALID otherwise. */
Config *config_read(const char *const *words, const OptionId *taken, GError **error);

/* The value of an option, or NULL. Borrowed. */
const char *config_text(const Config *config, OptionId id);

/* A path in the data directory. Owned by the caller. */
char *config_path(const Config *config, const char *name);
