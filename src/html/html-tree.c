#include "html/html-tree.h"

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#define CHUNK_MIN   ((gsize)8 * 1024)
#define CHUNK_MAX   ((gsize)256 * 1024)
#define CHUNK_EACH  16                        /* and for each byte of the page, within these */
#define MEMORY_BASE ((gsize)16 * 1024 * 1024) /* bytes that any page may take */
#define MEMORY_EACH 64                        /* and for each of its own bytes */
#define CPU_MAX     INT64_C(1000)             /* ms; a page of a megabyte takes 60 */
#define LOOK_EVERY  4096                      /* allocations between looks at the clock */

/* All memory of a tree, taken in chunks and freed at once: gumbo's own way recurses as deep as the
 * page. */
struct HtmlTree {
    GSList *chunks;
    char *at;
    gsize chunk, left, taken, most;
    unsigned until_look;
    int64_t stop_at;
    GumboOutput *output;
    jmp_buf give_up;
};

static int64_t
cpu_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

static void
new_chunk(HtmlTree *tree, gsize size)
{
    gsize whole = MAX(size, tree->chunk);

    if (whole > tree->most - tree->taken)
        longjmp(tree->give_up, 1);
    tree->at = g_malloc(whole);
    tree->left = whole;
    tree->taken += whole;
    tree->chunks = g_slist_prepend(tree->chunks, tree->at);
}

static void *
take(void *data, size_t size)
{
    HtmlTree *tree = data;
    char *taken;

    if (--tree->until_look == 0) {
        tree->until_look = LOOK_EVERY;
        if (cpu_now() > tree->stop_at)
            longjmp(tree->give_up, 1);
    }
    size = (size + 15) & ~(size_t)15;
    if (size > tree->left)
        new_chunk(tree, size);
    taken = tree->at;
    tree->at += size;
    tree->left -= size;
    return taken;
}

static void
leave(void *data, void *taken)
{
}

static bool
parse(HtmlTree *tree, const char *html, gsize length)
{
    GumboOptions options = kGumboDefaultOptions;

    options.allocator = take;
    options.deallocator = leave;
    options.userdata = tree;
    options.max_errors = 0;
    if (setjmp(tree->give_up) != 0)
        return false;
    tree->output = gumbo_parse_with_options(&options, html, length);
    return true;
}

HtmlTree *
html_tree_new(const char *html, gsize length)
{
    HtmlTree *tree = g_new0(HtmlTree, 1);

    tree->chunk = CLAMP(CHUNK_EACH * length, CHUNK_MIN, CHUNK_MAX);
    tree->most = MEMORY_BASE + MEMORY_EACH * length;
    tree->until_look = LOOK_EVERY;
    tree->stop_at = cpu_now() + CPU_MAX;
    if (!parse(tree, html, length))
        g_clear_pointer(&tree, html_tree_free);
    return tree;
}

void
html_tree_free(HtmlTree *tree)
{
    if (tree == NULL)
        return;
    g_slist_free_full(tree->chunks, g_free);
    g_free(tree);
}

const GumboNode *
html_tree_body(const HtmlTree *tree)
{
    const GumboNode *root = tree->output->root;

    for (unsigned i = 0; root->type == GUMBO_NODE_ELEMENT && i < root->v.element.children.length;
         i++) {
        const GumboNode *child = root->v.element.children.data[i];

        if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_BODY)
            return child;
    }
    return NULL;
}
