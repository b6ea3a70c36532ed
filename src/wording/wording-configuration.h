/* wording-configuration: the part of the configuration's file that holds the organisation's own
 * words. Inside this folder only. */
#pragma once

#include "module/configuration-part.h"

extern const ConfigurationPart wording_configurations[];
