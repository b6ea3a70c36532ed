/* In place of the web application's files, in a build without them. */
#include <gio/gio.h>

GResource *web_get_resource(void);

GResource *
web_get_resource(void)
{
    return NULL;
}
