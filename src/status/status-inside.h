/* status-inside: what the files of this folder ask of one another. */
#pragma once

#include "status/status.h"

/* status-process.c, status-disk.c */
void status_look_process(StatusProcess *ret_process);
void status_look_disk(const char *dir, StatusDisk *ret_disk);

/* status-store.c: fill, or fail. */
bool status_store_nodes(Db *db, GPtrArray *nodes, GError **error);
bool status_store_last_backup(Db *db, int64_t *ret_at, int64_t *ret_bytes, GError **error);
/* This node lives; lines older than oldest go. */
bool status_store_beat(Db *tx, const StatusNode *node, int64_t oldest, GError **error);
bool status_store_leave(Db *tx, const char *name, GError **error);
void status_node_free(StatusNode *node);

/* status-metrics.c: appends every family but those of the requests. */
void status_write_metrics(const Status *status, GString *out);

/* status-json.c */
extern const Shape status_shape;
void status_write_json(const Status *status, const char *node, JsonWriter *json);

/* status-beat.c */
bool status_beat_start(Context *context, GError **error);
void status_beat_stop(Context *context);
