/* The table of contents of Lien. Each line is a folder of src/; its header tells its story. Adding
 * a module is one line here, one in meson.build, and a folder of the same name in src/ and in web/.
 */
#include "app/modules.h"

#include "app/back-office.h"
#include "brand/brand.h"
#include "canned/canned.h"
#include "channel/form/form-channel.h"
#include "channel/mail/mail.h"
#include "chat/chat.h"
#include "configuration/configuration.h"
#include "conversation/conversation.h"
#include "domain/domain.h"
#include "draft/draft.h"
#include "file/file-scan.h"
#include "form/form.h"
#include "guide/guide.h"
#include "html/html.h"
#include "http/server.h"
#include "indicator/indicator.h"
#include "letter/letter.h"
#include "loop/loop.h"
#include "mailbox/mailbox.h"
#include "notice/notice.h"
#include "person/person.h"
#include "search/search.h"
#include "setting/setting.h"
#include "staff/staff.h"
#include "status/status.h"
#include "survey/survey.h"
#include "tag/tag.h"
#include "transcript/transcript.h"
#include "view/view.h"
#include "wording/wording.h"

#include <pthread.h>

const Module *const modules[] = {
    /* ---- The house ---- */
    &setting_module,     /* what the organisation decides, with dates */
    &wording_module,     /* what it says in its own words */
    &brand_module,       /* what it looks like to whoever reads us */
    &letter_module,      /* mails of the program to colleagues */
    &back_office_module, /* what is parked for a person to look at */
    &file_module,        /* is what came in a virus? */
    &search_module,      /* messages and persons found by their words */
    &status_module,      /* how the program itself is, for those who run it */

    /* ---- Who ---- */
    &person_module, /* whoever we are in touch with, one view of each */
    &staff_module,  /* who works here, what they may do, how they sign in */

    /* ---- Where ---- */
    &domain_module,  /* is what we send believed? signing it, and what our domains publish */
    &mailbox_module, /* our mail accounts: where mail is fetched and by which server it leaves */

    /* ---- The bond ---- */
    &conversation_module, /* one matter, one thread, whatever the channels */
    &transcript_module,   /* a conversation on paper: a page, a PDF, a mail */
    &notice_module,       /* what each is told of, by the ways they want */
    &draft_module,        /* what someone is writing, on whatever machine */
    &canned_module,       /* replies kept ready, with their variables */
    &tag_module,          /* what matters are about, in the organisation's own words */
    &form_module,         /* pages with fields by which people write to us */

    &view_module, /* filters of the desk kept under a name, of one, of a team, of all */
    &chat_module, /* people write from a page of a site, and are answered there */

    /* ---- Listening ---- */
    &survey_module, /* how did it go? asked once a matter is closed */
    &loop_module,   /* an unhappy answer is followed up until a person closes it */

    /* ---- Showing ---- */
    &indicator_module, /* the few figures, each with its formula and the rows behind it */

    /* ---- All of it ---- */
    &guide_module,         /* the first steps, from the first sign-in to the first answer */
    &configuration_module, /* what is set up, as one file */
    NULL,
};

/* How people reach us and are reached. */
const ConfineTask *const confined_tasks[] = {&mail_task, &html_task, NULL};

const Channel *const channels[] = {
    &mail_channel, /* in by LMTP and imports, out by SMTP */
    &form_channel, /* in by pages of ours with fields; answered by mail */
    &chat_channel, /* in and out by the widget on a site */
    NULL,
};

/* ---- What the engines get of them ---- */

static GPtrArray *route_tables, *kind_tables, *timer_tables, *reader_tables;
static ModuleTables tables;

static void
gather_one(GPtrArray *into, const void *table)
{
    if (table != NULL)
        g_ptr_array_add(into, (gpointer)table);
}

static void
gather(void)
{
    route_tables = g_ptr_array_new();
    kind_tables = g_ptr_array_new();
    timer_tables = g_ptr_array_new();
    reader_tables = g_ptr_array_new();
    gather_one(route_tables, http_routes);
    for (const Module *const *module = modules; *module != NULL; module++) {
        gather_one(route_tables, (*module)->routes);
        gather_one(kind_tables, (*module)->jobs);
        gather_one(timer_tables, (*module)->timers);
        gather_one(reader_tables, (*module)->readers);
    }
    tables = (ModuleTables){
        .routes = (const Route *const *)route_tables->pdata,
        .n_routes = route_tables->len,
        .kinds = (const JobKind *const *)kind_tables->pdata,
        .n_kinds = kind_tables->len,
        .timers = (const JobTimer *const *)timer_tables->pdata,
        .n_timers = timer_tables->len,
        .readers = (const JournalReader *const *)reader_tables->pdata,
        .n_readers = reader_tables->len,
    };
}

const ModuleTables *
module_tables(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, gather);
    return &tables;
}
