/* limits: every size a stranger can choose, in one place. Bytes unless said. GLib stops the program
 * when memory runs out, so each is checked before anything is allocated for it. */
#pragma once

/* HTTP */
#define LIMIT_HTTP_CONNECTIONS 8192                /* connections at once */
#define LIMIT_HTTP_STREAMS     2000                /* open event streams */
#define LIMIT_HTTP_HEADERS     (16 * 1024)         /* request line and headers */
#define LIMIT_HTTP_BODY        (1024 * 1024)       /* a JSON body; a route may ask for less */
#define LIMIT_HTTP_UPLOAD      (25 * 1024 * 1024)  /* one uploaded file */
#define LIMIT_HTTP_FORM        (64 * 1024)         /* a form sent by a page for persons outside */
#define LIMIT_HTTP_MULTIPART   (24 * 1024 * 1024)  /* a form with files, files included */
#define LIMIT_HTTP_STRANGERS   (96 * 1024 * 1024)  /* of LIMIT_HTTP_BODIES, forms with files */
#define LIMIT_HTTP_BODIES      (256 * 1024 * 1024) /* bodies held in memory, all requests together */
#define LIMIT_HTTP_QUEUE       1024                /* requests waiting for a worker */
#define LIMIT_HTTP_PARAMETERS  32   /* of a path, after the '?' and in a form, together */
#define LIMIT_HTTP_PARTS       400  /* fields and files of a form with files */
#define LIMIT_HTTP_IDLE        30   /* seconds a connection may say nothing */
#define LIMIT_HTTP_BODY_TIME   120  /* seconds a body may take to arrive */
#define LIMIT_EVENTS_REPLAY    2000 /* facts given again to a stream after a cut */
/* What a slow stream may have waiting before it is cut. */
#define LIMIT_EVENTS_QUEUE (1024 * 1024)
#define LIMIT_EVENTS_AGE   600   /* seconds a stream lives: its rights are asked again */
#define LIMIT_FEEDS        3000  /* open streams of persons outside */
#define LIMIT_FEEDS_TOPIC  8     /* of them, about one thing: tabs of one person */
#define LIMIT_FEEDS_CLIENT 100   /* of them, from one address: a firm behind one */
#define LIMIT_THROTTLED    20000 /* clients whose use is remembered */
#define LIMIT_JSON_DEPTH   16    /* levels */
#define LIMIT_LIST_DEFAULT 50    /* rows of a page, when the caller does not say */
#define LIMIT_LIST_MAX     200   /* rows of a page */
#define LIMIT_LIST_TEXT    (4 * 1024 * 1024) /* texts of a page of messages: then it ends early */

/* Mail coming in */
#define LIMIT_MAIL            (50 * 1024 * 1024) /* a whole mail */
#define LIMIT_MAIL_PARTS      500                /* MIME parts */
#define LIMIT_MAIL_DEPTH      30                 /* levels of multipart */
#define LIMIT_MAIL_HEADERS    (256 * 1024)       /* all headers of a part */
#define LIMIT_MAIL_ADDRESSES  500                /* addresses in To and Cc together */
#define LIMIT_MAIL_REFERENCES 50                 /* Message-IDs kept of References, the last ones */
#define LIMIT_LMTP_SESSIONS   100                /* connections at once */
#define LIMIT_LMTP_CLIENT     80                 /* of them, from one address */
#define LIMIT_LMTP_MAILS      (256 * 1024 * 1024) /* mails in memory, all sessions */
#define LIMIT_LMTP_LINE       2048                /* a command */
#define LIMIT_LMTP_RECIPIENTS 200                 /* RCPT of one mail */

/* The processes that read what strangers wrote (confine/) */
#define LIMIT_CONFINE_REQUEST   (LIMIT_MAIL + 1024 * 1024)
#define LIMIT_CONFINE_ANSWER    (4 * LIMIT_MAIL)           /* texts and files of a mail */
#define LIMIT_CONFINE_TEXT      (16 * 1024 * 1024)         /* one text of an answer */
#define LIMIT_CONFINE_MEMORY    (2UL * 1024 * 1024 * 1024) /* of one, all told */
#define LIMIT_CONFINE_PROCESSOR (20 * 1000)  /* ms of processor time for one request */
#define LIMIT_CONFINE_WAIT      (120 * 1000) /* ms on the wall for the same, on a busy machine */
#define LIMIT_CONFINE_LIFE      120          /* seconds of processor time, all requests of one */

/* What an IMAP server answers */
#define LIMIT_IMAP_LINE    (4 * 1024 * 1024) /* lines of one answer: a search finds many */
#define LIMIT_IMAP_WORDS   250000            /* words of one answer */
#define LIMIT_IMAP_DEPTH   32                /* levels of lists */
#define LIMIT_IMAP_FOLDERS 2000

/* Texts kept */
#define LIMIT_SUBJECT     998
#define LIMIT_TEXT        (1024 * 1024) /* text of one message; the rest stays in the source */
#define LIMIT_HTML        (4 * 1024 * 1024)
#define LIMIT_NAME        200
#define LIMIT_ADDRESS     320
#define LIMIT_PREVIEW     200
#define LIMIT_QUERY       200                        /* a search */
#define LIMIT_COMMENT     4000                       /* an answer to a survey: a page and a half */
#define LIMIT_FILE        (LIMIT_MAIL + 1024 * 1024) /* a mail and the lines of its delivery */
#define LIMIT_FILE_NAME   255
#define LIMIT_FILES_CACHE (64 * 1024 * 1024)
#define LIMIT_ATTACHMENTS 50    /* files of one reply */
#define LIMIT_MENTIONS    50    /* colleagues named in one note */
#define LIMIT_TAG         60    /* the name of a tag */
#define LIMIT_TAGS        1000  /* of an organisation */
#define LIMIT_TAGS_OF_ONE 30    /* given or taken in one change of a matter */
#define LIMIT_VIEWS       200   /* that one member of staff sees */
#define LIMIT_BULK_NOW    500   /* matters changed while one waits */
#define LIMIT_BULK_ALL    10000 /* matters changed by a job */
#define LIMIT_RECIPIENTS  50    /* in each of To, Cc and Bcc of one reply */

/* The brand */
#define LIMIT_LOGO      (256 * 1024)
#define LIMIT_LOGO_SIDE 2000 /* pixels */

/* The configuration as a file */
#define LIMIT_CONFIGURATION       (16 * 1024 * 1024)
#define LIMIT_CONFIGURATION_ITEMS 20000 /* of all its parts */

/* The chat of a site */
#define LIMIT_CHAT_TEXT     8192               /* one message */
#define LIMIT_CHAT_FILE     (10 * 1024 * 1024) /* one file */
#define LIMIT_CHAT_FILES    10                 /* of one message */
#define LIMIT_CHAT_UPLOADS  20                 /* files of a visitor that no message has yet */
#define LIMIT_CHAT_ORIGINS  20                 /* sites of one widget */
#define LIMIT_CHAT_IDENTITY 2000               /* what a site says of who is signed in */
#define LIMIT_CHAT_HISTORY  200                /* messages a browser gets back */
#define LIMIT_URL           2000

/* Mailboxes */
#define LIMIT_PASSWORD     1000        /* of an account at a mail provider; some are tokens */
#define LIMIT_OAUTH_ANSWER (64 * 1024) /* tokens, as a provider gives them */
#define LIMIT_OAUTH_CODE   4096        /* what a provider sends back through a browser */

/* A conversation taken out (transcript/) */
#define LIMIT_TRANSCRIPT       (16 * 1024 * 1024)  /* its texts together */
#define LIMIT_TRANSCRIPT_MAILS (100 * 1024 * 1024) /* its mails together, in the .eml */
#define LIMIT_TRANSCRIPT_PAGES 2000                /* of the PDF */
#define LIMIT_PICTURE_PIXELS   (12 * 1000 * 1000)  /* of one picture in the PDF */
#define LIMIT_PICTURES         (32 * 1024 * 1024)  /* bytes of them all */
