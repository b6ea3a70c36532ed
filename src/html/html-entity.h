/* html-entity: the characters that HTML names, for the text of a page (the sanitiser's parser knows
 * its own). */
#pragma once

#include <glib.h>

/* Reads the reference that begins at text ("&eacute;", "&#233;", "&#xE9"); *ret_length is how many
 * bytes it takes. 0 when it is none: the ampersand is then itself. */
gunichar html_entity(const char *text, gsize length, gsize *ret_length);
