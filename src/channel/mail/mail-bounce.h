/* mail-bounce: a mail of ours that could not be delivered: to whom, and whether it ever will be.
 * Mail servers say it in a delivery report (RFC 3464), or in words of their own, French ones
 * included. */
#pragma once

#include "channel/channel.h"

#include <gmime/gmime.h>

typedef enum {
    REPORT_NONE,
    REPORT_DELIVERY_FAILED, /* or late */
    REPORT_DELIVERY_DONE,   /* delivered, relayed or expanded */
    REPORT_OTHER,           /* a read receipt, a complaint about spam */
} ReportKind;

/* What the machine-readable parts of a mail report; fills the bounce of an Incoming. */
ReportKind mail_read_report(Incoming *incoming, GMimeMessage *message);

/* Whether a mail without such parts was sent by a mail server because a delivery failed; fills the
 * bounce of an Incoming. */
bool mail_read_bounce_text(Incoming *incoming, GMimeMessage *message);
