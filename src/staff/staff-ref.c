#include "staff/staff.h"

static const Field ref_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    FIELDS_END,
};

const Shape staff_ref_shape = {.name = "StaffRef", .fields = ref_fields};
const Shape team_ref_shape = {.name = "TeamRef", .fields = ref_fields};

static void
write_ref(JsonWriter *json, int64_t id, const char *name)
{
    if (id == 0) {
        json_none(json);
        return;
    }
    json_object_begin(json);
    json_put_id(json, "id", id);
    json_put_text(json, "name", name != NULL ? name : "");
    json_object_end(json);
}

void
staff_ref_write(JsonWriter *json, int64_t id, const char *name)
{
    write_ref(json, id, name);
}

void
team_ref_write(JsonWriter *json, int64_t id, const char *name)
{
    write_ref(json, id, name);
}
