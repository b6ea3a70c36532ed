#include "http/openapi-schema.h"

#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

/* ---- One field ---- */

static const char *
type_word(FieldType type)
{
    switch (type) {
    case FIELD_INT:
        return "integer";
    case FIELD_NUMBER:
        return "number";
    case FIELD_BOOL:
        return "boolean";
    case FIELD_LIST:
        return "array";
    case FIELD_OBJECT:
        return "object";
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_TIME:
    case FIELD_DATE:
    case FIELD_CHOICE:
    case FIELD_JSON:
        break;
    }
    return "string";
}

static void
write_type(JsonWriter *json, FieldType type, bool nullable)
{
    json_name(json, "type");
    if (nullable)
        json_list_begin(json);
    json_text(json, type_word(type));
    if (nullable) {
        json_text(json, "null");
        json_list_end(json);
    }
}

static void
write_choices(JsonWriter *json, const Field *field, bool nullable)
{
    json_name(json, "enum");
    json_list_begin(json);
    for (const char *const *choice = field->choices; *choice != NULL; choice++)
        json_text(json, *choice);
    if (nullable)
        json_none(json);
    json_list_end(json);
}

static void
write_limits(JsonWriter *json, const Field *field)
{
    if (field->type == FIELD_TEXT) {
        if (field->min > 0)
            json_put_int(json, "minLength", field->min);
        json_put_int(json, "maxLength", field->max != 0 ? field->max : LIMIT_NAME);
    } else if (field->type == FIELD_INT && (field->min != 0 || field->max != 0)) {
        json_put_int(json, "minimum", field->min);
        json_put_int(json, "maximum", field->max);
    } else if (field->type == FIELD_LIST) {
        if (field->min > 0)
            json_put_int(json, "minItems", field->min);
        if (field->max > 0)
            json_put_int(json, "maxItems", field->max);
    }
}

static void
write_plain(JsonWriter *json, const Field *field, FieldType type, bool nullable)
{
    write_type(json, type, nullable);
    if (type == FIELD_ID)
        json_put_text(json, "pattern", "^[1-9][0-9]*$");
    else if (type == FIELD_TIME)
        json_put_text(json, "format", "date-time");
    else if (type == FIELD_DATE)
        json_put_text(json, "format", "date");
    else if (type == FIELD_CHOICE && field->choices != NULL)
        write_choices(json, field, nullable);
    if (type == field->type)
        write_limits(json, field);
}

static void
write_reference_name(JsonWriter *json, const Shape *shape)
{
    g_autofree char *reference = g_strconcat("#/components/schemas/", shape->name, NULL);

    json_put_text(json, "$ref", reference);
}

static void
write_type_inside(JsonWriter *json, const Field *field, FieldType type, bool nullable)
{
    if (type == FIELD_JSON)
        return;
    if (type != FIELD_OBJECT) {
        write_plain(json, field, type, nullable);
    } else if (!nullable) {
        write_reference_name(json, field->shape);
    } else {
        json_name(json, "anyOf");
        json_list_begin(json);
        schema_write_reference(json, field->shape);
        json_raw(json, "{\"type\":\"null\"}");
        json_list_end(json);
    }
}

void
schema_write_reference(JsonWriter *json, const Shape *shape)
{
    json_object_begin(json);
    write_reference_name(json, shape);
    json_object_end(json);
}

void
schema_write_field(JsonWriter *json, const Field *field)
{
    json_object_begin(json);
    write_type_inside(json, field, field->type, (field->flags & FIELD_NULLABLE) != 0);
    if (field->type == FIELD_LIST) {
        json_name(json, "items");
        json_object_begin(json);
        write_type_inside(json, field, field->of, false);
        json_object_end(json);
    }
    if (field->about != NULL)
        json_put_text(json, "description", field->about);
    json_object_end(json);
}

/* ---- All shapes ---- */

static void
gather(GHashTable *shapes, const Shape *shape)
{
    const Shape *known = shape != NULL ? g_hash_table_lookup(shapes, shape->name) : NULL;

    if (shape == NULL || known == shape)
        return;
    if (known != NULL && known->fields != shape->fields)
        g_error("two shapes are named %s", shape->name);
    g_hash_table_insert(shapes, (char *)shape->name, (Shape *)shape);
    for (const Field *field = shape->fields; field->name != NULL; field++)
        if (known == NULL)
            gather(shapes, field->shape);
}

static void
write_shape(JsonWriter *json, const Shape *shape)
{
    json_name(json, shape->name);
    json_object_begin(json);
    json_put_text(json, "type", "object");
    json_name(json, "required");
    json_list_begin(json);
    for (const Field *field = shape->fields; field->name != NULL; field++)
        if ((field->flags & FIELD_REQUIRED) != 0)
            json_text(json, field->name);
    json_list_end(json);
    json_name(json, "properties");
    json_object_begin(json);
    for (const Field *field = shape->fields; field->name != NULL; field++) {
        json_name(json, field->name);
        schema_write_field(json, field);
    }
    json_object_end(json);
    json_put_bool(json, "additionalProperties", false);
    json_object_end(json);
}

static void
write_problem(JsonWriter *json)
{
    json_name(json, "Problem");
    json_object_begin(json);
    json_put_text(json, "type", "object");
    json_name(json, "required");
    json_raw(json, "[\"type\",\"title\",\"status\",\"code\",\"detail\"]");
    json_name(json, "properties");
    json_raw(json,
             "{\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},"
             "\"status\":{\"type\":\"integer\"},\"code\":{\"type\":\"string\",\"description\":"
             "\"What screens translate.\"},\"field\":{\"type\":\"string\",\"description\":"
             "\"The field or parameter that is wrong, if it is one.\"},"
             "\"detail\":{\"type\":\"string\"}}");
    json_object_end(json);
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
schema_write_all(JsonWriter *json, const Route *const *tables, size_t n_tables)
{
    g_autoptr(GHashTable) shapes = g_hash_table_new(g_str_hash, g_str_equal);
    g_autofree const char **names = NULL;
    guint n_names = 0;

    for (size_t i = 0; i < n_tables; i++)
        for (const Route *route = tables[i]; route != NULL && route->method != NULL; route++) {
            gather(shapes, route->body);
            gather(shapes, route->reply);
        }
    names = (const char **)g_hash_table_get_keys_as_array(shapes, &n_names);
    qsort(names, n_names, sizeof *names, compare_names);
    json_object_begin(json);
    for (guint i = 0; i < n_names; i++)
        write_shape(json, g_hash_table_lookup(shapes, names[i]));
    write_problem(json);
    json_object_end(json);
}
