/* setting-store: the SQL of setting/, used by setting.c only. */
#pragma once

#include "setting/setting.h"

/* The changes of a setting, newest first. Columns: valid_from, 0, value, name of the staff. */
DbRows *setting_store_history(Db *db, const char *name, int64_t before, int64_t limit,
                              GError **error);
bool setting_store_put(Db *tx, const char *name, const SettingChange *change, const char *source,
                       GError **error);
