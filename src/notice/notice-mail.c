#include "notice/notice-mail.h"

#include "brand/brand.h"

#include <inttypes.h>
#include <string.h>

#define TOLD_MAX 50 /* in one mail; the rest is in the page */

typedef struct {
    const char *hello, *subject_one, *subject_many, *more, *why;
    const char *kinds[NOTICE_KINDS + 1];
} Words;

static const Words french = {
    .hello = "Bonjour %s,\n\nVoici ce qui vous attend :\n",
    .subject_one = "%s : une conversation vous attend",
    .subject_many = "%s : %zu conversations vous attendent",
    .more = "\n… et d’autres, dans Lien : %s/notices\n",
    .why = "\nVous recevez ce message parce que vous l’avez demandé. Pour en changer :\n"
           "%s/profile/notices\n",
    .kinds = {[NOTICE_ASSIGNED] = "Une conversation vous a été attribuée",
              [NOTICE_MESSAGE] = "Nouveau message dans une conversation à vous",
              [NOTICE_TEAM] = "Nouveau message pour une de vos équipes",
              [NOTICE_MENTION] = "Quelqu’un vous appelle dans une note",
              [NOTICE_FAILED] = "Un de vos messages n’a pas pu être remis",
              [NOTICE_WOKEN] = "Une conversation mise en attente est revenue",
              [NOTICE_LOOP] = "Une personne mécontente est à rappeler",
              [NOTICE_HELD] = "Une réponse programmée est retenue"},
};

static const Words english = {
    .hello = "Hello %s,\n\nHere is what awaits you:\n",
    .subject_one = "%s: a conversation awaits you",
    .subject_many = "%s: %zu conversations await you",
    .more = "\n… and more, in Lien: %s/notices\n",
    .why = "\nYou receive this message because you asked for it. To change that:\n"
           "%s/profile/notices\n",
    .kinds = {[NOTICE_ASSIGNED] = "A conversation was assigned to you",
              [NOTICE_MESSAGE] = "New message in a conversation of yours",
              [NOTICE_TEAM] = "New message for one of your teams",
              [NOTICE_MENTION] = "Somebody calls you in a note",
              [NOTICE_FAILED] = "A message of yours could not be delivered",
              [NOTICE_WOKEN] = "A snoozed conversation is back",
              [NOTICE_LOOP] = "An unhappy person is to be called back",
              [NOTICE_HELD] = "A scheduled reply is held back"},
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

    g_string_printf(text, words->hello, staff->name);
    while (more > 0 && (more = db_rows_next(rows, error)) > 0 && told < TOLD_MAX) {
        write_notice(text, words, context->public_url, rows, content);
        told++;
    }
    if (more < 0)
        return false;
    if (more > 0)
        g_string_append_printf(text, words->more, context->public_url);
    g_string_append_printf(text, words->why, context->public_url);
    *ret_mail = (NoticeMail){
        .subject = told == 1 ? g_strdup_printf(words->subject_one, brand)
                             : g_strdup_printf(words->subject_many, brand, told),
        .text = g_string_free(g_steal_pointer(&text), FALSE),
        .notices = told,
    };
    return true;
}
