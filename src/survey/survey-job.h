/* survey-job: what asks without anybody at the keyboard. Inside this folder only. */
#pragma once

#include "module/module.h"

extern const JournalReader survey_readers[];
extern const JobKind survey_jobs[];
