#include "http/shape.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"

#include <math.h>
#include <string.h>

/* Where in the document we are: a chain on the stack, made into text only when something is wrong.
 */
typedef struct Place Place;
struct Place {
    const Place *up;
    const char *name; /* NULL: an item of a list */
    size_t item;
};

/* What is asked of the document: requests are held to every limit, answers to those that are said.
 */
typedef enum { CHECK_REQUEST, CHECK_REPLY } Strictness;

static bool check_fields(const Shape *shape, const json_t *value, const Place *place,
                         Strictness strictness, GError **error);

static void
append_place(GString *text, const Place *place)
{
    if (place == NULL)
        return;
    append_place(text, place->up);
    if (place->name == NULL)
        g_string_append_printf(text, "[%zu]", place->item);
    else
        g_string_append_printf(text, "%s%s", text->len > 0 ? "." : "", place->name);
}

static bool
fail(const Place *place, GError **error, const char *reason)
{
    g_autoptr(GString) path = g_string_new(NULL);

    append_place(path, place);
    return error_set_field(error, APP_ERROR_INVALID, path->str, "%s %s",
                           path->len > 0 ? path->str : "the body", reason);
}

/* ---- Single values ---- */

static bool
is_choice(const Field *field, const char *text)
{
    for (const char *const *choice = field->choices; choice != NULL && *choice != NULL; choice++)
        if (strcmp(*choice, text) == 0)
            return true;
    return field->choices == NULL;
}

static bool
parse_date(const char *text, int64_t *ret_ms)
{
    g_autofree char *midnight = NULL;

    if (strlen(text) != strlen("2026-11-23"))
        return false;
    midnight = g_strconcat(text, "T00:00:00Z", NULL);
    return clock_parse(midnight, ret_ms);
}

bool
field_parse_time(FieldType type, const char *text, int64_t *ret_ms)
{
    return type == FIELD_DATE ? parse_date(text, ret_ms) : clock_parse(text, ret_ms);
}

/* The bytes a text of this field may have; INT64_MAX when nobody said and it is our own answer. */
static int64_t
text_max(const Field *field, Strictness strictness)
{
    if (field->type == FIELD_LIST)
        return strictness == CHECK_REQUEST ? LIMIT_SUBJECT : INT64_MAX;
    if (field->max != 0)
        return field->max;
    return strictness == CHECK_REQUEST ? LIMIT_NAME : INT64_MAX;
}

/* NULL when the text is one of the type, otherwise what it should have been. */
static const char *
text_fault(const Field *field, FieldType type, const char *text, Strictness strictness)
{
    int64_t length = (int64_t)strlen(text);
    int64_t number;

    switch (type) {
    case FIELD_TEXT:
        if (length > text_max(field, strictness))
            return "is too long";
        return field->type == FIELD_TEXT && length < field->min ? "is too short" : NULL;
    case FIELD_ID:
        return id_parse(text, &number) ? NULL : "is not an id";
    case FIELD_TIME:
    case FIELD_DATE:
        if (field_parse_time(type, text, &number))
            return NULL;
        return type == FIELD_DATE ? "is not a date" : "is not a time";
    case FIELD_CHOICE:
        return is_choice(field, text) ? NULL : "is not one of the choices";
    case FIELD_INT:
    case FIELD_NUMBER:
    case FIELD_BOOL:
    case FIELD_OBJECT:
    case FIELD_LIST:
    case FIELD_JSON:
        break;
    }
    g_return_val_if_reached("has no text form");
}

static bool
int_in_range(const Field *field, int64_t value)
{
    if (field->type == FIELD_LIST || (field->min == 0 && field->max == 0))
        return true;
    return value >= field->min && value <= field->max;
}

/* ---- JSON ---- */

static bool check_list(const Field *field, const json_t *value, const Place *place,
                       Strictness strictness, GError **error);

/* NULL when value is a scalar of the type. */
static const char *
scalar_fault(const Field *field, FieldType type, const json_t *value, Strictness strictness)
{
    switch (type) {
    case FIELD_INT:
        if (!json_is_integer(value))
            return "is not a whole number";
        return int_in_range(field, json_integer_value(value)) ? NULL : "is out of range";
    case FIELD_NUMBER:
        return json_is_number(value) && isfinite(json_number_value(value)) ? NULL
                                                                           : "is not a number";
    case FIELD_BOOL:
        return json_is_boolean(value) ? NULL : "is not true or false";
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_TIME:
    case FIELD_DATE:
    case FIELD_CHOICE:
        if (!json_is_string(value))
            return "is not a text";
        return text_fault(field, type, json_string_value(value), strictness);
    case FIELD_JSON:
        return NULL;
    case FIELD_OBJECT:
    case FIELD_LIST:
        break;
    }
    g_return_val_if_reached("is of no known type");
}

static bool
check_value(const Field *field, FieldType type, const json_t *value, const Place *place,
            Strictness strictness, GError **error)
{
    const char *fault;

    if (type == FIELD_OBJECT)
        return check_fields(field->shape, value, place, strictness, error);
    if (type == FIELD_LIST)
        return check_list(field, value, place, strictness, error);
    fault = scalar_fault(field, type, value, strictness);
    return fault == NULL || fail(place, error, fault);
}

static bool
check_list(const Field *field, const json_t *value, const Place *place, Strictness strictness,
           GError **error)
{
    int64_t max = field->max != 0               ? field->max
                  : strictness == CHECK_REQUEST ? LIMIT_LIST_MAX
                                                : INT64_MAX;
    int64_t size = (int64_t)json_array_size(value);

    if (!json_is_array(value))
        return fail(place, error, "is not a list");
    if (size < field->min || size > max)
        return fail(place, error, size > max ? "has too many items" : "has too few items");
    for (size_t i = 0; i < (size_t)size; i++) {
        Place item = {.up = place, .item = i};

        if (!check_value(field, field->of, json_array_get(value, i), &item, strictness, error))
            return false;
    }
    return true;
}

static const Field *
find_field(const Field *fields, const char *name)
{
    for (const Field *field = fields; field->name != NULL; field++)
        if (strcmp(field->name, name) == 0)
            return field;
    return NULL;
}

static bool
check_fields(const Shape *shape, const json_t *value, const Place *place, Strictness strictness,
             GError **error)
{
    const char *name;
    json_t *given;

    if (!json_is_object(value))
        return fail(place, error, "is not an object");
    for (const Field *field = shape->fields; field->name != NULL; field++)
        if ((field->flags & FIELD_REQUIRED) != 0 && json_object_get(value, field->name) == NULL)
            return fail(&(Place){.up = place, .name = field->name}, error, "is missing");
    /* json_object_foreach() takes the object without const, though it changes nothing. */
    json_object_foreach((json_t *)value, name, given)
    {
        const Field *field = find_field(shape->fields, name);
        Place inside = {.up = place, .name = name};

        if (field == NULL)
            return fail(&inside, error, "is unknown");
        if (json_is_null(given) && (field->flags & FIELD_NULLABLE) != 0)
            continue;
        if (!check_value(field, field->type, given, &inside, strictness, error))
            return false;
    }
    return true;
}

bool
shape_check(const Shape *shape, const json_t *value, GError **error)
{
    return check_fields(shape, value, NULL, CHECK_REQUEST, error);
}

bool
shape_check_reply(const Shape *shape, const json_t *value, GError **error)
{
    return check_fields(shape, value, NULL, CHECK_REPLY, error);
}

/* ---- Values that came as text ---- */

static bool
check_number_text(const Field *field, const char *text, const Place *place, GError **error)
{
    gint64 whole = 0;
    char *end = NULL;
    double number;

    if (field->type == FIELD_INT) {
        if (!g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, &whole, NULL))
            return fail(place, error, "is not a whole number");
        return int_in_range(field, whole) || fail(place, error, "is out of range");
    }
    number = g_ascii_strtod(text, &end);
    return (*end == '\0' && isfinite(number)) || fail(place, error, "is not a number");
}

static bool
is_bool_text(const char *text)
{
    return g_str_equal(text, "0") || g_str_equal(text, "1") || g_str_equal(text, "true") ||
           g_str_equal(text, "false");
}

bool
field_check_text(const Field *field, const char *value, GError **error)
{
    Place place = {.name = field->name};
    const char *fault;

    if (field->type == FIELD_INT || field->type == FIELD_NUMBER)
        return check_number_text(field, value, &place, error);
    if (field->type == FIELD_BOOL)
        return is_bool_text(value) || fail(&place, error, "is not true or false");
    fault = text_fault(field, field->type, value, CHECK_REQUEST);
    return fault == NULL || fail(&place, error, fault);
}
