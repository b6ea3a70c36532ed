/* demo-file: small files that are what they say: a page of PDF, a picture, a logo. */
#pragma once

#include <glib.h>

/* One page with a title and lines of text (Latin letters). Owned by the caller. */
GBytes *demo_pdf(const char *title, const char *text);

/* A picture of a garden in the evening, another for each seed. Owned by the caller. */
GBytes *demo_picture(unsigned seed);

/* A small logo. Owned by the caller. */
GBytes *demo_logo(void);
