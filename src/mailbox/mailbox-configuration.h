/* mailbox-configuration: the parts of the configuration's file that hold mailboxes, without what
 * they sign in with, and teams' signatures. Inside this folder only. */
#pragma once

#include "module/configuration-part.h"

extern const ConfigurationPart mailbox_configurations[];
