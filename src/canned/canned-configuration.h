/* canned-configuration: the part of the configuration's file that holds the replies kept ready for
 * everybody and for teams, without their files; personal ones are nobody else's business. Inside
 * this folder only. */
#pragma once

#include "module/configuration-part.h"

extern const ConfigurationPart canned_configurations[];
