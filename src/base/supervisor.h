/* supervisor: what is said to the program that watches over this one (systemd, by the protocol of
 * sd_notify(3)), if there is any. Nothing is said to nobody, and nothing that fails is told:
 * whoever supervises draws its own conclusions from silence. */
#pragma once

#include <stdint.h>

/* "READY=1", "STOPPING=1", "WATCHDOG=1", "STATUS=…"; several on lines of their own. Any thread. */
void supervisor_tell(const char *state);

/* Milliseconds within which WATCHDOG=1 is expected again and again; 0: never. */
int64_t supervisor_watchdog(void);
