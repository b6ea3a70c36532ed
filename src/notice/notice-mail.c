#include "notice/notice-mail.h"

#include "brand/brand.h"

#include <inttypes.h>
#include <string.h>

#define TOLD_MAX 50 /* in one mail; the rest is in the page */

typedef struct {
    const char *hello, *here, *subject_before, *one, *many, *more, *why;
    const char *kinds[NOTICE_KINDS + 1];
} Words;

static const Words french = {
    .hello = "Bonjour",
    .here = "Voici ce qui vous attend :",
    .subject_before = " : ",
    .one = "une conversation vous attend",
    .many = "conversations vous attendent",
    .more = "… et d’autres, dans Lien :",
    .why = "Vous recevez ce message parce que vous l’avez demandé. Pour en changer :",
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
    .more = "… and more, in Lien:",
    .why = "You receive this message because you asked for it. To change that:",
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
}

static void
write_notice(GString *text, const Words *words, const char *public_url, DbRows *rows, bool content)
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

bool
notice_mail_write(Db *db, Context *context, const Staff *staff, bool content, int64_t until,
                  NoticeMail *ret_mail, GError **error)
{
    const Words *words = g_strcmp0(staff->language, "en") == 0 ? &english : &french;
    g_autoptr(DbRows) rows = notice_store_to_mail(db, staff->id, until, TOLD_MAX + 1, error);
    g_autofree char *brand = brand_name(context, db);
    g_autoptr(GString) text = g_string_new(NULL);
    size_t told = 0;
    int more = rows != NULL ? 1 : -1;

    g_string_printf(text, "%s %s,\n\n%s\n", words->hello, staff->name, words->here);
    while (more > 0 && (more = db_rows_next(rows, error)) > 0 && told < TOLD_MAX) {
        write_notice(text, words, context->public_url, rows, content);
        told++;
    }
    if (more < 0)
        return false;
    if (more > 0)
        g_string_append_printf(text, "\n%s %s/notices\n", words->more, context->public_url);
    g_string_append_printf(text, "\n%s\n%s/profile/notices\n", words->why, context->public_url);
    *ret_mail = (NoticeMail){
        .subject = told == 1 ? g_strconcat(brand, words->subject_before, words->one, NULL)
                             : g_strdup_printf("%s%s%zu %s", brand, words->subject_before, told,
                                               words->many),
        .text = g_string_free(g_steal_pointer(&text), FALSE),
        .notices = told,
    };
    return true;
}
