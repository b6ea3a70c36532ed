/* openapi-schema: shapes and fields as JSON Schema, for the OpenAPI document. */
#pragma once

#include "base/json.h"
#include "http/route.h"

void schema_write_field(JsonWriter *json, const Field *field);
void schema_write_reference(JsonWriter *json, const Shape *shape);

/* {"Conversation":{…},…}: every shape the tables name, by name, and Problem. Two different shapes
 * of one name stop the program: it is a mistake in a table. */
void schema_write_all(JsonWriter *json, const Route *const *tables, size_t n_tables);
