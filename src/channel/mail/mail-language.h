/* mail-language: French or English, told from the small words that make most of any text. */
#pragma once

/* "fr", "en", or NULL when too little of the text says. Static. */
const char *mail_language(const char *text);
