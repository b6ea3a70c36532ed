/* view-configuration: the part of the configuration's file that holds the views shared with a team
 * or with everyone; personal ones are nobody else's business, and one that looks for a person is no
 * configuration. Tags, teams and accounts are named in it as they are elsewhere: by their name, by
 * their address. Inside this folder only. */
#pragma once

#include "module/configuration-part.h"

extern const ConfigurationPart view_configurations[];
