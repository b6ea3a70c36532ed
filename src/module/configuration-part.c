#include "module/configuration-part.h"

const char *
configuration_text(const json_t *item, const char *name)
{
    return json_string_value(json_object_get(item, name));
}

const json_t *
configuration_list(const json_t *item, const char *name)
{
    const json_t *list = json_object_get(item, name);

    return json_is_array(list) ? list : NULL;
}

bool
configuration_bool(const json_t *item, const char *name, bool otherwise)
{
    const json_t *value = json_object_get(item, name);

    return json_is_boolean(value) ? json_is_true(value) : otherwise;
}

int64_t
configuration_int(const json_t *item, const char *name, int64_t otherwise)
{
    const json_t *value = json_object_get(item, name);

    return json_is_integer(value) ? json_integer_value(value) : otherwise;
}
