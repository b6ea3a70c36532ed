/*
 * The headers of libraries that nearly every file reads, read once for all by the forms of the
 * program that are built for tests: half of their compilation was spent here.  No file includes
 * this one.  The form that people run is built without it (tools/build), so a file that forgot an
 * include does not compile there.
 */
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib.h>
#include <jansson.h>
