#include "html/html.h"

#include <string.h>

static void
test_text_reads_as_a_page_looks(void)
{
    static const struct {
        const char *html, *text;
    } cases[] = {
        {"<p>Un</p><p>Deux</p>", "Un\n\nDeux"},
        {"<div>Un</div><div>Deux<br>Trois</div>", "Un\nDeux\nTrois"},
        {"a  \n b <b>c</b>d", "a b cd"},
        {"<ul><li>un</li><li>deux</li></ul>", "- un\n- deux"},
        {"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
        {"Bonjour<blockquote>cit\xC3\xA9<br>encore</blockquote>fin",
         "Bonjour\n> cit\xC3\xA9\n> encore\nfin"},
        {"<style>p { color: red }</style><script>if (a < b) c()</script>x", "x"},
        {"<title>Titre</title>x<!-- y -->z", "xz"},
        {"&eacute;t&#233; &#x20AC; &lt;b&gt; &amp;amp; AT&T &copy 2",
         "\xC3\xA9t\xC3\xA9 \xE2\x82\xAC <b> &amp; AT&T \xC2\xA9 2"},
        {"a&nbsp;b<p>&nbsp;</p>c", "a b\n\nc"},
        {"<pre>  un\n    deux</pre>", "  un\n    deux"},
        {"1 < 2 et <jean@example.org> a \xC3\xA9"
         "crit",
         "1 < 2 et <jean@example.org> a \xC3\xA9"
         "crit"},
        {"<a title=\"x > y\">lien</a>", "lien"},
        {"<a title=\"jamais ferm\xC3\xA9>lien</a> suite", "lien suite"},
        {"", ""},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = html_to_text(cases[i].html, strlen(cases[i].html), 1000, NULL);

        g_assert_cmpstr(text, ==, cases[i].text);
    }
}

static void
test_text_stops_between_characters(void)
{
    bool cut = false;
    g_autofree char *text = html_to_text("a\xC3\xA9\xC3\xA9", 5, 4, &cut);

    g_assert_true(cut);
    g_assert_cmpstr(text, ==, "a\xC3\xA9");
}

static void
test_what_could_run_never_comes_through(void)
{
    static const struct {
        const char *html, *safe;
    } cases[] = {
        {"<p onclick=\"x()\">a</p>", "<p>a</p>"},
        {"<script>x()</script>a", "a"},
        {"<a href=\"java\tscript:x()\">a</a>", "<a>a</a>"},
        {"<a href=\" &#14; javascript:x()\">a</a>", "<a>a</a>"},
        {"<a href=\"data:text/html,x\">a</a>", "<a>a</a>"},
        {"<a href=\"//example.org\">a</a>", "<a>a</a>"},
        {"<img src=x onerror=x()>", "<img>"},
        {"<svg><script>x()</script></svg>a", "a"},
        {"<math><mtext><table><mglyph><style><img src=x "
         "onerror=x()></style></mglyph></table></mtext></math>b",
         "b"},
        {"b<noscript><p title=\"</noscript><img src=x onerror=x()>\"></noscript>c",
         "b<p title=\"&lt;/noscript&gt;&lt;img src=x onerror=x()&gt;\">c</p>"},
        {"<iframe src=\"https://example.org\">d</iframe>e", "e"},
        {"<div style=\"color:red;position:fixed;background:url(https://example.org)\">f</div>",
         "<div style=\"color:red\">f</div>"},
        {"<div style=\"width:expr\\65ssion(x())\">g</div>", "<div>g</div>"},
        {"<form action=\"https://example.org\"><input name=p>h<button>i</button></form>", "hi"},
        {"<p id=\"root\" class=\"x\" name=\"y\">j</p>", "<p>j</p>"},
        {"<o:p>k</o:p>", "k"},
        {"<!-- l --><p>m", "<p>m</p>"},
        {"<base href=\"https://example.org\"><link rel=stylesheet href=x>n", "n"},
        {"<a href=\"https://example.org/?a=1&amp;b=2\">o</a>",
         "<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener noreferrer\" "
         "target=\"_blank\">o</a>"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *safe = html_sanitise(cases[i].html, strlen(cases[i].html), NULL, NULL);

        g_assert_cmpstr(safe, ==, cases[i].safe);
    }
}

static char *
find_image(const char *content_id, void *data)
{
    return strcmp(content_id, "logo@example.org") == 0 ? g_strdup("/api/attachments/7") : NULL;
}

static void
test_images_are_those_of_the_message_until_others_are_asked_for(void)
{
    static const char html[] =
        "<img src=\"cid:logo@example.org\" alt=\"Logo\"><img src=\"cid:other\">"
        "<img src=\"http://example.org/pixel.gif\" width=\"1\">";
    HtmlOptions options = {.image = find_image};
    unsigned blocked = 0;
    g_autofree char *held = html_sanitise(html, strlen(html), &options, &blocked);
    g_autofree char *shown = NULL;

    g_assert_cmpstr(held, ==,
                    "<img src=\"/api/attachments/7\" alt=\"Logo\"><img>"
                    "<img data-src=\"http://example.org/pixel.gif\" width=\"1\">");
    g_assert_cmpuint(blocked, ==, 1);
    options.remote_images = true;
    shown = html_sanitise(html, strlen(html), &options, &blocked);
    g_assert_nonnull(
        strstr(shown, "<img src=\"http://example.org/pixel.gif\" referrerpolicy=\"no-referrer\""));
    g_assert_cmpuint(blocked, ==, 0);
}

static void
test_sanitising_again_changes_nothing(void)
{
    static const char *const pages[] = {
        "<p><button><div>a</div></button>b</p>",
        "<table><b>a<tr><td>b</table>c",
        "<a>a<table><tr><td><a>b</table>",
        "<b><p>a</b>b<i>c<p>d</i>",
        "<pre>\n\na</pre>",
        "a&#13;b",
        "<li>a<li>b<dd>c",
        "<table><form><tr><td><select><option>a</select>b",
    };

    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autofree char *once = html_sanitise(pages[i], strlen(pages[i]), NULL, NULL);
        g_autofree char *twice = html_sanitise(once, strlen(once), NULL, NULL);

        g_assert_cmpstr(once, ==, twice);
    }
}

static void
test_a_page_built_to_exhaust_us_becomes_its_text(void)
{
    g_autoptr(GString) deep = g_string_new(NULL);
    g_autoptr(GString) formats = g_string_new(NULL);
    g_autofree char *safe = NULL;
    g_autofree char *other = NULL;

    for (int i = 0; i < 20000; i++)
        g_string_append(deep, "<div><b>");
    g_string_append(deep, "fin");
    safe = html_sanitise(deep->str, deep->len, NULL, NULL);
    g_assert_nonnull(safe);
    for (int i = 0; i < 20000; i++)
        g_string_append_printf(formats, "<p><font size=%d>", i);
    g_string_append(formats, "fin");
    other = html_sanitise(formats->str, formats->len, NULL, NULL);
    g_assert_cmpstr(other, ==, "<p>fin</p>");
}

static void
test_typed_text_becomes_paragraphs_and_links(void)
{
    g_autofree char *html =
        html_from_text("Bonjour <vous>,\nvoir https://example.org/a?b=1&c.\n\nMerci\n");

    g_assert_cmpstr(
        html, ==,
        "<p>Bonjour &lt;vous&gt;,<br>\nvoir "
        "<a href=\"https://example.org/a?b=1&amp;c\">https://example.org/a?b=1&amp;c</a>.</p>\n"
        "<p>Merci</p>");
}

/* Control characters of Latin-1 among them: as "&#x8a;" they would come back as letters. */
static void
test_typed_text_is_a_page_that_stays_as_it_is(void)
{
    static const char typed[] = "l'\xC2\x8A\xC2\x99\x01\x7F\xC3\xA9t\xC3\xA9 & \"a\" <b>";
    g_autofree char *html = html_from_text(typed);
    g_autofree char *text = html_to_text(html, strlen(html), 1000, NULL);

    g_assert_cmpstr(html, ==, "<p>l&#39;\xC3\xA9t\xC3\xA9 &amp; &quot;a&quot; &lt;b&gt;</p>");
    g_assert_cmpstr(text, ==, "l'\xC3\xA9t\xC3\xA9 & \"a\" <b>");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/html/text reads as a page looks", test_text_reads_as_a_page_looks);
    g_test_add_func("/html/text stops between characters", test_text_stops_between_characters);
    g_test_add_func("/html/what could run never comes through",
                    test_what_could_run_never_comes_through);
    g_test_add_func("/html/images are those of the message until others are asked for",
                    test_images_are_those_of_the_message_until_others_are_asked_for);
    g_test_add_func("/html/sanitising again changes nothing",
                    test_sanitising_again_changes_nothing);
    g_test_add_func("/html/a page built to exhaust us becomes its text",
                    test_a_page_built_to_exhaust_us_becomes_its_text);
    g_test_add_func("/html/typed text becomes paragraphs and links",
                    test_typed_text_becomes_paragraphs_and_links);
    g_test_add_func("/html/typed text is a page that stays as it is",
                    test_typed_text_is_a_page_that_stays_as_it_is);
    return g_test_run();
}
