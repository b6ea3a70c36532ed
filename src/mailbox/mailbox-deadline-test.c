#include "mailbox/mailbox-deadline.h"

#include "base/error.h"

static void
test_what_takes_too_long_is_cancelled(void)
{
    g_autoptr(Deadline) deadline = deadline_begin(1, NULL);
    GPollFD fd;

    g_assert_cmpuint(deadline_left(deadline), ==, 1);
    g_assert_false(g_cancellable_is_cancelled(deadline_cancellable(deadline)));
    g_assert_true(g_cancellable_make_pollfd(deadline_cancellable(deadline), &fd));
    g_assert_cmpint(g_poll(&fd, 1, 60 * 1000), ==, 1);
    g_cancellable_release_fd(deadline_cancellable(deadline));
    g_assert_true(g_cancellable_is_cancelled(deadline_cancellable(deadline)));
}

static void
test_one_talk_at_a_time_keeps_a_thread(void)
{
    g_autoptr(GError) error = NULL;
    Deadline *first = deadline_begin(60, &error);

    g_assert_no_error(error);
    g_assert_null(deadline_begin(60, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_TOO_MANY);
    g_clear_error(&error);
    deadline_end(first);
    first = deadline_begin(60, &error);
    g_assert_no_error(error);
    deadline_end(first);
    deadline_end(NULL);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox-deadline/over", test_what_takes_too_long_is_cancelled);
    g_test_add_func("/mailbox-deadline/one", test_one_talk_at_a_time_keeps_a_thread);
    return g_test_run();
}
