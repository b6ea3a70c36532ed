/* prompt: what a command asks of whoever runs it. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* A password: one line of standard input, not shown when typed, without its end. size has room for
 * the end of the line and a NUL. */
bool prompt_password(char *line, size_t size, GError **error);
