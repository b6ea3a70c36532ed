#include "app/command.h"

#include "base/error.h"
#include "base/limits.h"
#include "channel/mail/mail.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const OptionId taken[] = {N_OPTIONS};

/* One byte over the limit is read, so that mail_parse_json() sees that it is. */
static GBytes *
read_all(int fd, const char *name, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    guint8 block[65536];
    ssize_t n = 0;

    while (bytes->len <= LIMIT_MAIL && (n = read(fd, block, sizeof block)) > 0)
        g_byte_array_append(bytes, block, (guint)n);
    if (n < 0) {
        error_set(error, APP_ERROR_UNAVAILABLE, "cannot read '%s': %s", name, g_strerror(errno));
        return NULL;
    }
    return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

static bool
run(const Config *config, GError **error)
{
    const char *path = config->arguments->len > 0 ? g_ptr_array_index(config->arguments, 0) : "-";
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GBytes) source = NULL;

    if (fd < 0)
        return error_set(error, APP_ERROR_UNAVAILABLE, "cannot open '%s': %s", path,
                         g_strerror(errno));
    source = read_all(fd, path, error);
    if (!standard)
        close(fd);
    if (source == NULL || !mail_parse_json(source, out, error))
        return false;
    g_print("%s\n", out->str);
    return true;
}

const Command command_parse = {
    .name = "parse",
    .arguments = "[FILE]",
    .about = "Shows as JSON what a mail says; reads standard input without FILE.",
    .taken = taken,
    .most = 1,
    .run = run,
};
