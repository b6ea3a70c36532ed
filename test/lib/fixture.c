#include "lib/fixture.h"

#include "app/modules.h"
#include "lib/cluster.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PREFIX "lien-test-"

static char *dir;

static const char *
scratch_root(void)
{
    return g_access("/dev/shm", W_OK) == 0 ? "/dev/shm" : g_get_tmp_dir();
}

static void
remove_tree(const char *path)
{
    GDir *entries = g_dir_open(path, 0, NULL);
    const char *name;

    while (entries != NULL && (name = g_dir_read_name(entries)) != NULL) {
        g_autofree char *child = g_build_filename(path, name, NULL);

        if (!g_file_test(child, G_FILE_TEST_IS_SYMLINK) && g_file_test(child, G_FILE_TEST_IS_DIR))
            remove_tree(child);
        else
            g_unlink(child);
    }
    g_clear_pointer(&entries, g_dir_close);
    g_rmdir(path);
}

/* Folders are named after their process: one whose process is gone was left by a failed test. */
static void
remove_left_over(void)
{
    GDir *entries = g_dir_open(scratch_root(), 0, NULL);
    const char *name;

    while (entries != NULL && (name = g_dir_read_name(entries)) != NULL) {
        pid_t pid = g_str_has_prefix(name, PREFIX) ? atoi(name + strlen(PREFIX)) : 0;
        g_autofree char *path = g_build_filename(scratch_root(), name, NULL);

        if (pid > 0 && kill(pid, 0) != 0 && errno == ESRCH)
            remove_tree(path);
    }
    g_clear_pointer(&entries, g_dir_close);
}

static void
remove_ours(void)
{
    remove_tree(dir);
    g_free(dir);
}

const char *
scratch_dir(void)
{
    static gsize made;

    if (g_once_init_enter(&made)) {
        remove_left_over();
        dir = g_strdup_printf("%s/" PREFIX "%d", scratch_root(), (int)getpid());
        g_assert_cmpint(g_mkdir_with_parents(dir, 0700), ==, 0);
        atexit(remove_ours);
        g_once_init_leave(&made, 1);
    }
    return dir;
}

char *
scratch_path(const char *suffix)
{
    static _Atomic int last;

    return g_strdup_printf("%s/%d%s", scratch_dir(), ++last, suffix);
}

char *
database_url(void)
{
    g_autofree char *path = NULL;

    if (cluster_is_there())
        return cluster_database(false);
    path = scratch_path(".db");
    return g_strconcat("sqlite:", path, NULL);
}

Database *
database_fresh(void)
{
    g_autofree char *url = cluster_is_there() ? cluster_database(true) : database_url();
    g_autoptr(GError) error = NULL;
    Database *database = database_open(url, &error);

    /* What is written in a module's words needs the table of modules, whichever is under test. */
    if (*module_all() == NULL)
        module_tell_all(modules);

    g_assert_no_error(error);
    return database;
}
