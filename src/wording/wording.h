/* wording: what the program says in the organisation's name, in the organisation's own words: the
 * invitation to a survey, the thanks after it, the greeting of a chat, the name of a status.
 *
 * A module declares each text with what it says by itself in French and in English
 * (module/module.h). An administrator may replace either; putting the default back is one click.
 * The texts said before are kept, with who changed them and when. Texts are plain: no HTML, and
 * whoever shows one escapes it. Variables stand in them as {{conversation.subject}}; a text with a
 * variable that its rule does not know is refused when it is written, and one left by an older
 * program shows nothing in its place.
 *
 * A text is not personal data. Fact: wording.changed {wording, language}.
 *
 * wording.c reads and changes, wording-fill.c fills variables and writes HTML, wording-store.c
 * holds the SQL, wording-http.c the routes. */
#pragma once

#include "base/template.h"
#include "module/module.h"

/* ---- Saying ---- */

/* "fr" or "en": what was asked if it is one of them, else the organisation's own language (setting
 * organisation.language). */
const char *wording_language(Db *db, const char *asked);

/* The text in force, its variables not filled. language as in wording_language(). A name that no
 * module declares is a programmer's mistake. Owned by the caller. */
char *wording_text(Db *db, const char *name, const char *language);

/* The same with its variables filled; values ends with TEMPLATE_END and holds text, not HTML. */
char *wording_say(Db *db, const char *name, const char *language, const TemplateValue *values);

/* The texts in force of a module's table, in its order and NULL-terminated, not filled: one query
 * for all. Owned by the caller. */
char **wording_texts(Db *db, const WordingRule *rules, const char *language);

/* text with {{name}} replaced by its value, by nothing when it has none. Owned by the caller. */
char *wording_fill(const char *text, const TemplateValue *values);

/* A text of several lines as HTML: escaped, an empty line begins a paragraph, another line break is
 * kept. Owned by the caller. */
char *wording_html(const char *text);

/* ---- Changing ---- */

/* The rule of a name, or NULL. */
const WordingRule *wording_rule(const char *name);

/* True if only these variables (NULL-terminated, NULL: none) stand in text, each well closed;
 * otherwise APP_ERROR_INVALID on the field "text", which names the wrong one. */
bool wording_check_variables(const char *text, const char *const *variables, GError **error);

/* text as it would be kept under a rule, white space around it gone; owned by the caller. NULL with
 * APP_ERROR_INVALID on "text": empty, too long, of several lines where one is due, or with an
 * unknown variable. */
char *wording_check(const WordingRule *rule, const char *text, GError **error);

/* Sets a text of a language ("fr", "en"), or with NULL puts the default back. What it is already
 * changes nothing. APP_ERROR_NOT_FOUND: no such name or language; otherwise as wording_check(). */
bool wording_set(Db *tx, const char *name, const char *language, const char *text, int64_t staff,
                 bool *ret_changed, GError **error);

extern const Module wording_module;
