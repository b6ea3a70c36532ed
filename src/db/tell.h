/* tell: what the nodes on one store tell each other in passing: who looks at a conversation, who
 * types. It is kept nowhere and may get lost, so that whoever hears of a state lets it expire. Ids
 * only: no name, no address, no text of a person. On an engine that has no other nodes nothing
 * happens. */
#pragma once

#include "db/db.h"

#define TELL_MAX 7000 /* bytes of a text */

/* A text that another node told. On a thread of the store; must not block. */
typedef void (*DatabaseTold)(const char *text, void *data);

/* Tells the other nodes a text under a word (static, no blank). Any thread but the writer's, and
 * holding no lock that a listener takes. */
void database_tell(Database *database, const char *word, const char *text);

/* Hears what is told under a word, until database_unlisten(), after which told runs no more. */
void database_listen(Database *database, const char *word, DatabaseTold told, void *data);
void database_unlisten(Database *database, const void *data);
