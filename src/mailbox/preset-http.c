/* The usual providers, and which of them holds an address. */
#include "mailbox/mailbox-http.h"

#include "base/text.h"
#include "mailbox/mailbox-deadline.h"
#include "mailbox/mailbox-preset.h"

#define GUESS_SECONDS 5

static void
put_words(JsonWriter *json, const char *name, const char *const *words)
{
    json_name(json, name);
    json_list_begin(json);
    for (; words != NULL && *words != NULL; words++)
        json_text(json, *words);
    json_list_end(json);
}

static void
put_server(JsonWriter *json, const char *name, const MailboxEnd *end, const char *guessed,
           uint16_t usual_port)
{
    MailboxEnd likely = {(char *)guessed, usual_port, MAIL_TLS};

    json_name(json, name);
    mailbox_smtp_write(json, guessed != NULL ? &likely : end);
}

static void
write_preset(JsonWriter *json, const MailboxPreset *preset, const MailboxGuess *guess)
{
    const char *auths[G_N_ELEMENTS(preset->auths) + 1] = {NULL};
    bool guessed = preset == guess->preset;

    for (size_t i = 0; i < G_N_ELEMENTS(preset->auths) && preset->auths[i] != 0; i++)
        auths[i] = mailbox_auth_word(preset->auths[i]);
    json_object_begin(json);
    json_put_text(json, "provider", preset->provider);
    json_put_text(json, "name", preset->name);
    put_server(json, "imap", &preset->imap, guessed ? guess->imap_host : NULL, 993);
    put_server(json, "smtp", &preset->smtp, guessed ? guess->smtp_host : NULL, 465);
    put_words(json, "auth", auths);
    json_put_bool(json, "plus", preset->plus);
    put_words(json, "domains", preset->domains);
    json_put_text(json, "help", preset->help);
    json_put_bool(json, "guessed", guessed);
    json_object_end(json);
}

/* Nothing is known when it is none of an address, or when the network is asked for another. */
static void
guess_for(Request *request, const char *address, MailboxGuess *ret_guess)
{
    g_autofree char *email = address != NULL ? text_email(address) : NULL;
    g_autoptr(Deadline) deadline = NULL;

    if (email == NULL)
        return;
    ret_guess->preset = mailbox_preset_of_address(email);
    if (ret_guess->preset != NULL || request_context(request)->mail_server_of == NULL)
        return;
    deadline = deadline_begin(GUESS_SECONDS, NULL);
    if (deadline != NULL)
        mailbox_guess(email, deadline_cancellable(deadline), ret_guess);
}

/* All of them in one page: the list is short and the choice is made at once. */
bool
get_presets(Request *request, GError **error)
{
    g_auto(MailboxGuess) guess = {0};
    JsonWriter *json;

    guess_for(request, request_text(request, "address"), &guess);
    json = reply_list(request);
    for (const MailboxPreset *preset = mailbox_presets; preset->provider != NULL; preset++)
        write_preset(json, preset, &guess);
    reply_list_end(request, false, 0, 0);
    return true;
}
