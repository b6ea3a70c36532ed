/* setting-store: the SQL of setting/, used by setting.c only. */
#pragma once

#include "setting/setting.h"

bool setting_store_put(Db *tx, const char *name, const SettingChange *change, const char *source,
                       GError **error);
