/* conversation-send: the job that hands what we wrote to its channel, until it is delivered or
 * given up. Inside conversation/ only. */
#pragma once

#include "conversation/conversation.h"

#define MESSAGE_SEND_JOB   "message.send" /* its subject is the message */
#define MESSAGE_SEND_TRIES 10             /* over about three days, see job_backoff() */

/* Handles the job. What was handed over once is not handed over again; only a stop between the
 * channel's yes and the record of it can make a second copy, with the same external id. What is
 * given up is told by the message's delivery, not by a parked job. */
JobOutcome conversation_send(Context *context, const Job *job, GError **error);
