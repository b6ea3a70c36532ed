/* smtp-dialogue: who said what in an SMTP dialogue, overheard line by line: which recipient was
 * refused with which words, and where it stood when it ended. Inside channel/mail/ only. */
#pragma once

#include "channel/channel.h"

typedef struct {
    int code;    /* 250, 550…; 0: no answer yet */
    char *words; /* the whole answer on one line, bounded; NULL before one */
} SmtpAnswer;

typedef enum {
    SMTP_GREETING,  /* up to and with the sign-in */
    SMTP_SENDER,    /* MAIL FROM was said */
    SMTP_RECIPIENT, /* RCPT TO */
    SMTP_DATA,      /* DATA */
    SMTP_BODY,      /* told to go on: the mail itself is under way, or was sent whole */
    SMTP_END,       /* the mail was answered */
} SmtpStage;

typedef struct {
    SmtpStage stage;
    bool over;          /* we took leave: what is still heard is a farewell */
    SmtpAnswer last;    /* the last whole answer */
    GArray *recipients; /* of SmtpAnswer, in the order they were named */
    GString *line;      /* an answer of several lines, so far */
} SmtpDialogue;

#define SMTP_DIALOGUE_BEGIN                                                                        \
    {                                                                                              \
        .recipients = g_array_new(FALSE, TRUE, sizeof(SmtpAnswer)), .line = g_string_new(NULL)     \
    }

void smtp_dialogue_clear(SmtpDialogue *dialogue);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SmtpDialogue, smtp_dialogue_clear)

/* One line that we said, one that the server said, with or without their ends. */
void smtp_dialogue_say(SmtpDialogue *dialogue, const char *line, gsize size);
void smtp_dialogue_hear(SmtpDialogue *dialogue, const char *line, gsize size);

/* Nobody was taken. */
bool smtp_dialogue_all_refused(const SmtpDialogue *dialogue);

/* Whether the last answer is about this mail, not about the server or about us: a refusal is then
 * for good. That we have to sign in first, or cannot, says nothing of the mail. */
bool smtp_dialogue_is_about_mail(const SmtpDialogue *dialogue);

/* A SendRecipient, and its GDestroyNotify. */
SendRecipient *smtp_recipient(const char *address, const SmtpAnswer *answer);
void smtp_recipient_free(void *recipient);
