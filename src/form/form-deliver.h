/* form-deliver: brings what was sent into its conversation, and thanks the person for it by mail.
 * Inside this folder only. */
#pragma once

#include "form/form-answer-store.h"

#define FORM_DELIVER_JOB "form.deliver" /* its subject is the answer */
