#include "notice/notice-mail.h"

#include "base/template.h"
#include "brand/brand.h"
#include "wording/wording.h"

#include <inttypes.h>
#include <string.h>

#define TOLD_MAX 50 /* in one mail; the rest is in the page */

typedef struct {
    const char *hello, *here, *subject_before, *one, *many, *open, *more, *all, *why, *change;
    const char *kinds[NOTICE_KINDS + 1];
} Words;

static const Words french = {
    .hello = "Bonjour",
    .here = "Voici ce qui vous attend :",
    .subject_before = " : ",
    .one = "une conversation vous attend",
    .many = "conversations vous attendent",
    .open = "Ouvrir la conversation",
    .more = "… et d’autres, dans Lien :",
    .all = "Tout voir dans Lien",
    .why = "Vous recevez ce message parce que vous l’avez demandé. Pour en changer :",
    .change = "mes notifications",
    .kinds = {[NOTICE_ASSIGNED] = "Une conversation vous a été attribuée",
              [NOTICE_MESSAGE] = "Nouveau message dans une conversation à vous",
              [NOTICE_TEAM] = "Nouveau message pour une de vos équipes",
              [NOTICE_MENTION] = "Quelqu’un vous appelle dans une note",
              [NOTICE_FAILED] = "Un de vos messages n’a pas pu être remis",
              [NOTICE_WOKEN] = "Une conversation mise en attente est revenue",
              [NOTICE_LOOP] = "Une personne mécontente est à rappeler",
              [NOTICE_HELD] = "Une réponse programmée est retenue",
              [NOTICE_HUMAN] = "Quelqu’un demande une personne dans la discussion d’un site",
              [NOTICE_DRAFT] = "Une réponse que vous avez commencée attend"},
};

static const Words english = {
    .hello = "Hello",
    .here = "Here is what awaits you:",
    .subject_before = ": ",
    .one = "a conversation awaits you",
    .many = "conversations await you",
    .open = "Open the conversation",
    .more = "… and more, in Lien:",
    .all = "See all of it in Lien",
    .why = "You receive this message because you asked for it. To change that:",
    .change = "my notifications",
    .kinds = {[NOTICE_ASSIGNED] = "A conversation was assigned to you",
              [NOTICE_MESSAGE] = "New message in a conversation of yours",
              [NOTICE_TEAM] = "New message for one of your teams",
              [NOTICE_MENTION] = "Somebody calls you in a note",
              [NOTICE_FAILED] = "A message of yours could not be delivered",
              [NOTICE_WOKEN] = "A snoozed conversation is back",
              [NOTICE_LOOP] = "An unhappy person is to be called back",
              [NOTICE_HELD] = "A scheduled reply is held back",
              [NOTICE_HUMAN] = "Somebody asks for a person in the chat of a site",
              [NOTICE_DRAFT] = "A reply that you began is waiting"},
};

void
notice_mail_clear(NoticeMail *mail)
{
    g_clear_pointer(&mail->subject, g_free);
    g_clear_pointer(&mail->text, g_free);
    g_clear_pointer(&mail->content, g_free);
}

/* ---- As text ---- */

static void
write_text(GString *text, const Words *words, const char *public_url, DbRows *rows, bool content)
{
    int64_t kind = db_rows_int(rows, 0), count = db_rows_int(rows, 1);
    int64_t conversation = db_rows_int(rows, 2);
    const char *name = db_rows_text(rows, 4);
    const char *who = name != NULL && *name != '\0' ? name : db_rows_text(rows, 5);

    g_string_append_printf(text, "\n- %s", words->kinds[kind]);
    if (count > 1)
        g_string_append_printf(text, " (%" PRId64 ")", count);
    if (content && conversation != 0)
        g_string_append_printf(text, "\n  %s — %s", who != NULL ? who : "",
                               db_rows_text(rows, 3) != NULL ? db_rows_text(rows, 3) : "");
    if (conversation != 0)
        g_string_append_printf(text, "\n  %s/conversations/%" PRId64, public_url, conversation);
    g_string_append_c(text, '\n');
}

/* ---- As HTML ---- */

static const char notice_html[] =
    "<li style=\"margin:0 0 16px\"><strong>{{kind}}</strong>{{count}}{{{about}}}{{{open}}}</li>\n";
static const char about_html[] = "<br>{{who}} — {{subject}}";
static const char open_html[] = "<br><a href=\"{{url}}\">{{open}}</a>";

static const char content_html[] =
    "<p>{{hello}} {{name}},</p>\n<p>{{here}}</p>\n"
    "<ul style=\"list-style-type:none;padding:0;margin:0\">\n{{{notices}}}</ul>\n"
    "<p>{{{button}}}</p>\n"
    "<p><small>{{why}} <a href=\"{{change_url}}\">{{change}}</a></small></p>\n";

static void
write_html(GString *html, const Words *words, const char *public_url, DbRows *rows, bool content)
{
    int64_t kind = db_rows_int(rows, 0), times = db_rows_int(rows, 1);
    int64_t conversation = db_rows_int(rows, 2);
    const char *name = db_rows_text(rows, 4);
    g_autofree char *count = times > 1 ? g_strdup_printf(" (%" PRId64 ")", times) : NULL;
    g_autofree char *url = g_strdup_printf("%s/conversations/%" PRId64, public_url, conversation);
    g_autofree char *about = NULL;
    g_autofree char *open = NULL;

    if (content && conversation != 0)
        about = template_text(
            about_html, (const TemplateValue[]){
                            {"who", name != NULL && *name != '\0' ? name : db_rows_text(rows, 5)},
                            {"subject", db_rows_text(rows, 3)},
                            TEMPLATE_END,
                        });
    if (conversation != 0)
        open = template_text(
            open_html, (const TemplateValue[]){{"url", url}, {"open", words->open}, TEMPLATE_END});
    template_write(html, notice_html,
                   (const TemplateValue[]){{"kind", words->kinds[kind]},
                                           {"count", count},
                                           {"about", about},
                                           {"open", open},
                                           TEMPLATE_END});
}

/* A link to the page of all stands there whether more wait or not. */
static char *
content_of(const Words *words, const Context *context, const Brand *brand, const Staff *staff,
           const char *notices)
{
    g_autofree char *all_url = g_strconcat(context->public_url, "/notices", NULL);
    g_autofree char *change_url = g_strconcat(context->public_url, "/profile/notices", NULL);
    g_autofree char *button = brand_mail_button(brand, all_url, words->all);

    return template_text(content_html, (const TemplateValue[]){{"hello", words->hello},
                                                               {"name", staff->name},
                                                               {"here", words->here},
                                                               {"notices", notices},
                                                               {"button", button},
                                                               {"why", words->why},
                                                               {"change_url", change_url},
                                                               {"change", words->change},
                                                               TEMPLATE_END});
}

/* ---- The mail ---- */

bool
notice_mail_write(Db *db, Context *context, const Staff *staff, bool content, int64_t until,
                  NoticeMail *ret_mail, GError **error)
{
    const Words *words =
        strcmp(wording_language(db, staff->language), "en") == 0 ? &english : &french;
    g_autoptr(DbRows) rows = notice_store_to_mail(db, staff->id, until, TOLD_MAX + 1, error);
    g_autoptr(Brand) brand = brand_get(context, db);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) html = g_string_new(NULL);
    size_t told = 0;
    int more = rows != NULL ? 1 : -1;

    g_string_printf(text, "%s %s,\n\n%s\n", words->hello, staff->name, words->here);
    while (more > 0 && (more = db_rows_next(rows, error)) > 0 && told < TOLD_MAX) {
        write_text(text, words, context->public_url, rows, content);
        write_html(html, words, context->public_url, rows, content);
        told++;
    }
    if (more < 0)
        return false;
    if (more > 0)
        g_string_append_printf(text, "\n%s %s/notices\n", words->more, context->public_url);
    g_string_append_printf(text, "\n%s\n%s/profile/notices\n", words->why, context->public_url);
    *ret_mail = (NoticeMail){
        .subject = told == 1 ? g_strconcat(brand->name, words->subject_before, words->one, NULL)
                             : g_strdup_printf("%s%s%zu %s", brand->name, words->subject_before,
                                               told, words->many),
        .text = g_string_free(g_steal_pointer(&text), FALSE),
        .content = content_of(words, context, brand, staff, html->str),
        .notices = told,
    };
    return true;
}
