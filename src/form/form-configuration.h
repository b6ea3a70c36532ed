/* form-configuration: the part of the configuration's file that holds the forms, without what was
 * answered. Inside this folder only. */
#pragma once

#include "module/configuration-part.h"

extern const ConfigurationPart form_configurations[];
