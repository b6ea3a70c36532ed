/* html-tree: a page as browsers understand it, by gumbo. A hostile page can make any such parser
 * build millions of nodes or search the same ones again and again; here its memory and its time are
 * counted, and it is given up. */
#pragma once

#include <glib.h>
#include <gumbo.h>

typedef struct HtmlTree HtmlTree;

/* NULL when the page costs more than it is worth. html outlives the tree. */
HtmlTree *html_tree_new(const char *html, gsize length);
void html_tree_free(HtmlTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HtmlTree, html_tree_free)

/* Its body; NULL if it has none. */
const GumboNode *html_tree_body(const HtmlTree *tree);
