/* staff-configuration: the parts of the configuration's file that hold accounts and teams. Inside
 * this folder only. */
#pragma once

#include "module/configuration-part.h"

extern const ConfigurationPart staff_configurations[];
