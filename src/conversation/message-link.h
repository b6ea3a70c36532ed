/* message-link: links of what we write that work for whoever has them (a survey to answer, a list
 * to leave). The message that is kept, shown, searched and given by the API holds a word in place
 * of each; the token in the address is made when the message leaves. In HTML the address is kept
 * with a dash where the token goes, which leads nowhere. */
#pragma once

#include "conversation/conversation.h"

/* Keeps what stands for what; the texts are those of the draft. */
bool message_link_keep(Db *tx, int64_t message, const Draft *draft, GError **error);

/* The working links in the place of the words: replaces *text and *html (either may be NULL, as the
 * pointers may), and gives the address that takes the person off the list, or NULL. Nothing changes
 * for a message without links. */
bool message_link_fill(Db *db, Context *context, int64_t message, char **text, char **html,
                       char **ret_unsubscribe, GError **error);
