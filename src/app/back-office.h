/* back-office: what the program could not do by itself, shown to a person who retries or drops it.
 */
#pragma once

#include "module/module.h"

extern const Module back_office_module;
