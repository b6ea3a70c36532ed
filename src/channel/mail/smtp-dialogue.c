#include "channel/mail/smtp-dialogue.h"

#include "base/text.h"
#include "channel/mail/bounce-reason.h"

#include <string.h>

#define WORDS_MAX 500 /* bytes of an answer that are kept */

void
smtp_dialogue_clear(SmtpDialogue *dialogue)
{
    for (guint i = 0; i < dialogue->recipients->len; i++)
        g_free(g_array_index(dialogue->recipients, SmtpAnswer, i).words);
    g_array_unref(dialogue->recipients);
    g_string_free(dialogue->line, TRUE);
    g_free(dialogue->last.words);
}

static bool
begins(const char *line, gsize size, const char *word)
{
    return size >= strlen(word) && g_ascii_strncasecmp(line, word, strlen(word)) == 0;
}

void
smtp_dialogue_say(SmtpDialogue *dialogue, const char *line, gsize size)
{
    if (begins(line, size, "MAIL FROM:")) {
        dialogue->stage = SMTP_SENDER;
    } else if (begins(line, size, "RCPT TO:")) {
        dialogue->stage = SMTP_RECIPIENT;
        g_array_set_size(dialogue->recipients, dialogue->recipients->len + 1);
    } else if (begins(line, size, "DATA")) {
        dialogue->stage = SMTP_DATA;
    } else if (begins(line, size, "QUIT")) {
        dialogue->over = true;
    }
}

/* A whole answer was heard. */
static void
take_answer(SmtpDialogue *dialogue, int code)
{
    g_autofree char *clean = text_clean(dialogue->line->str, (gssize)dialogue->line->len);
    g_autofree char *words = text_line(clean);

    g_string_truncate(dialogue->line, 0);
    if (dialogue->over)
        return;
    g_free(dialogue->last.words);
    dialogue->last = (SmtpAnswer){code, text_clip(words, WORDS_MAX)};
    if (dialogue->stage == SMTP_RECIPIENT) {
        SmtpAnswer *answer =
            &g_array_index(dialogue->recipients, SmtpAnswer, dialogue->recipients->len - 1);

        g_free(answer->words);
        *answer = (SmtpAnswer){code, g_strdup(dialogue->last.words)};
    } else if (dialogue->stage == SMTP_DATA && code >= 300 && code < 400) {
        dialogue->stage = SMTP_BODY;
    } else if (dialogue->stage == SMTP_BODY) {
        dialogue->stage = SMTP_END;
    }
}

void
smtp_dialogue_hear(SmtpDialogue *dialogue, const char *line, gsize size)
{
    while (size > 0 && (line[size - 1] == '\n' || line[size - 1] == '\r'))
        size--;
    if (size < 3 || !g_ascii_isdigit(line[0]) || !g_ascii_isdigit(line[1]) ||
        !g_ascii_isdigit(line[2]))
        return;
    if (dialogue->line->len < WORDS_MAX) {
        gsize from = dialogue->line->len > 0 ? MIN(size, 4) : 0; /* the code once */

        g_string_append_len(dialogue->line, line + from, (gssize)MIN(size - from, WORDS_MAX));
        g_string_append_c(dialogue->line, ' ');
    }
    if (size == 3 || line[3] != '-')
        take_answer(dialogue, (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0'));
}

bool
smtp_dialogue_all_refused(const SmtpDialogue *dialogue)
{
    for (guint i = 0; i < dialogue->recipients->len; i++)
        if (g_array_index(dialogue->recipients, SmtpAnswer, i).code < 400)
            return false;
    return dialogue->recipients->len > 0;
}

bool
smtp_dialogue_is_about_mail(const SmtpDialogue *dialogue)
{
    int code = dialogue->last.code;

    return dialogue->stage != SMTP_GREETING && code != 530 && code != 534 && code != 535 &&
           code != 538;
}

SendRecipient *
smtp_recipient(const char *address, const SmtpAnswer *answer)
{
    SendRecipient *recipient = g_new0(SendRecipient, 1);

    recipient->address = g_strdup(address);
    recipient->outcome = answer->code >= 500   ? SEND_REFUSED
                         : answer->code >= 400 ? SEND_RETRY
                                               : SEND_DONE;
    if (recipient->outcome != SEND_DONE)
        recipient->words = g_strdup(answer->words);
    if (recipient->outcome == SEND_REFUSED) {
        g_autofree char *status = bounce_find_status(answer->words);

        recipient->permanent = bounce_is_permanent(answer->words, answer->words, status);
    }
    return recipient;
}

void
smtp_recipient_free(void *recipient)
{
    SendRecipient *one = recipient;

    g_free(one->address);
    g_free(one->words);
    g_free(one);
}
