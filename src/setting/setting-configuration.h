/* setting-configuration: the part of the configuration's file that holds the settings. Inside this
 * folder only. */
#pragma once

#include "module/configuration-part.h"

extern const ConfigurationPart setting_configurations[];
