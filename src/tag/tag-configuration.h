/* tag-configuration: tags in the file that carries the configuration. Inside tag/ only. */
#pragma once

#include "module/configuration-part.h"

extern const ConfigurationPart tag_configurations[];
