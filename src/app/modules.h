/* modules: the table of contents. What Lien is made of, in one list; modules.c is where to begin
 * reading. */
#pragma once

#include "confine/confine.h"
#include "module/module.h"

/* All modules, from the ground up, and all channels. NULL-terminated. */
extern const Module *const modules[];
extern const Channel *const channels[];
/* What workers without rights do (confine/confine.h). */
extern const ConfineTask *const confined_tasks[];

/* Their tables, each kind gathered as the engines want it; those of a module that has none are left
 * out. */
typedef struct {
    const Route *const *routes;
    size_t n_routes;
    const JobKind *const *kinds;
    size_t n_kinds;
    const JobTimer *const *timers;
    size_t n_timers;
    const JournalReader *const *readers;
    size_t n_readers;
} ModuleTables;

/* Gathered at the first call; static. */
const ModuleTables *module_tables(void);
