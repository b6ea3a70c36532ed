/* brand-configuration: the part of the configuration's file that holds the logo; the rest of the
 * brand are settings. Inside this folder only. */
#pragma once

#include "module/configuration-part.h"

extern const ConfigurationPart brand_configurations[];
