#include "chat/chat-http.h"

#include "base/limits.h"
#include "chat/talk-words.h"
#include "http/throttle.h"

#define OUTSIDE(how, what)                                                                         \
    .method = how, .right = RIGHT_ANYONE, .handler = what, .cross = chat_cross
#define MANAGE(how, what) .method = how, .right = RIGHT_SETTING_MANAGE, .handler = what

#define MINUTE INT64_C(60000)

/* What one client may do; a firm behind one address has many visitors, and one whose proxy lets no
 * stream through asks often. */
static const Throttle look = {"chat.look", 240, MINUTE};
static const Throttle begin = {"chat.begin", 30, 10 * MINUTE};
static const Throttle say = {"chat.say", 60, MINUTE};
static const Throttle pass = {"chat.pass", 240, MINUTE};
static const Throttle give = {"chat.address", 10, 60 * MINUTE};
static const Throttle send_up = {"chat.file", 30, 10 * MINUTE};
static const Throttle fetch = {"chat.fetch", 120, MINUTE};
static const Throttle hear = {"chat.stream", 600, MINUTE};
static const Throttle stay = {"chat.here", 40 * LIMIT_FEEDS_CLIENT, MINUTE};
static const Throttle leave = {"chat.leave", 240, MINUTE};

static const Route routes[] = {
    /* ---- Settings ---- */
    {MANAGE("GET", chat_get_widgets), .path = "/api/chat/widgets",
     .about = "The chats of our sites, by name.", .flags = ROUTE_LIST, .reply = &chat_widget_shape},
    {MANAGE("POST", chat_post_widget), .path = "/api/chat/widgets",
     .about = "Makes a chat for a site.", .body = &chat_widget_change_shape,
     .reply = &chat_widget_shape,
     .example = "{\"name\": \"Boutique\", \"origins\": [\"https://www.example.org\"]}"},
    {MANAGE("PATCH", chat_patch_widget), .path = "/api/chat/widgets/{id}",
     .about = "Changes what is given; null takes away.", .body = &chat_widget_change_shape,
     .reply = &chat_widget_shape, .example = "{\"position\": \"left\", \"enabled\": true}"},
    {MANAGE("GET", chat_get_secret), .path = "/api/chat/widgets/{id}/secret",
     .about = "What a site signs the identities of its visitors with.",
     .reply = &chat_secret_shape},
    {MANAGE("POST", chat_post_secret), .path = "/api/chat/widgets/{id}/secret",
     .about = "A new secret; the one before is worth nothing from now on.",
     .reply = &chat_secret_shape},

    /* ---- Advisers ---- */
    {.method = "GET",
     .right = RIGHT_CONVERSATION_READ,
     .handler = chat_get_talk,
     .path = "/api/chat/conversations/{id}",
     .about = "The visitor a conversation is with: there or not, where, what they have read.",
     .reply = &chat_talk_shape},
    {.method = "GET",
     .right = RIGHT_CONVERSATION_WRITE,
     .handler = chat_get_availability,
     .path = "/api/chat/availability",
     .about = "Whether I take chats.",
     .reply = &chat_availability_shape},
    {.method = "PUT",
     .right = RIGHT_CONVERSATION_WRITE,
     .handler = chat_put_availability,
     .path = "/api/chat/availability",
     .about = "Says whether I take chats.",
     .body = &chat_availability_change_shape,
     .example = "{\"available\": false}"},

    /* ---- Visitors: open to the world ---- */
    {OUTSIDE("GET", chat_get_welcome), .throttle = &look, .path = "/api/chat/{widget}",
     .about = "What a widget shows before anything is said.", .query = chat_welcome_query,
     .reply = &chat_welcome_shape},
    {OUTSIDE("POST", chat_post_visitor), .throttle = &begin, .path = "/api/chat/{widget}/visitors",
     .about = "Begins: the secret by which a browser speaks for a visitor.",
     .query = chat_key_query, .body = &chat_begin_shape, .reply = &chat_session_shape,
     .example = "{\"language\": \"fr\"}"},
    {OUTSIDE("GET", chat_get_visitor), .throttle = &look, .path = "/api/chat/{widget}/visitor",
     .about = "Who I am here.", .query = chat_key_query, .reply = &chat_visitor_shape},
    {OUTSIDE("GET", chat_get_messages), .throttle = &hear, .path = "/api/chat/{widget}/messages",
     .about = "My talk, for browsers that get no stream.", .flags = ROUTE_LIST,
     .query = chat_item_query, .reply = &chat_message_shape},
    {OUTSIDE("POST", chat_post_message), .throttle = &say, .path = "/api/chat/{widget}/messages",
     .about = "Says something.", .query = chat_key_query, .body = &chat_word_shape,
     .reply = &chat_said_shape,
     .example = "{\"key\": \"0123456789abcdef\", \"text\": \"Bonjour\"}"},
    {OUTSIDE("GET", chat_get_stream), .throttle = &hear, .path = "/api/chat/{widget}/stream",
     .about = "Server-sent events: message (a ChatMessage), typing {typing}, beat {stream}.",
     .flags = ROUTE_STREAM, .query = chat_stream_query},
    {OUTSIDE("POST", chat_post_here), .throttle = &stay, .path = "/api/chat/{widget}/here",
     .about = "Answers a beat of my stream: I am still there.", .query = chat_key_query,
     .body = &chat_here_shape, .example = "{\"stream\": \"1\"}"},
    {OUTSIDE("POST", chat_post_leave), .throttle = &leave, .path = "/api/chat/{widget}/leave",
     .about = "The page is closed: what a browser can still send then carries no header, hence the "
              "secret in the body.",
     .flags = ROUTE_FORM, .query = chat_key_query, .body = &chat_leave_shape,
     .example = "secret=0123456789abcdef&stream=1"},
    {OUTSIDE("POST", chat_post_mark), .throttle = &pass, .path = "/api/chat/{widget}/mark",
     .about = "Says what has arrived and was read.", .query = chat_key_query,
     .body = &chat_mark_shape, .example = "{\"received\": \"1\", \"read\": \"1\"}"},
    {OUTSIDE("POST", chat_post_typing), .throttle = &pass, .path = "/api/chat/{widget}/typing",
     .about = "Tells advisers that I type.", .query = chat_key_query, .body = &chat_typing_shape,
     .example = "{\"typing\": true}"},
    {OUTSIDE("POST", chat_post_address), .throttle = &give, .path = "/api/chat/{widget}/address",
     .about = "Answer me by mail when I am not there.", .query = chat_key_query,
     .body = &chat_address_shape, .example = "{\"email\": \"camille@example.org\"}"},
    {OUTSIDE("POST", chat_post_file), .throttle = &send_up, .path = "/api/chat/{widget}/files",
     .about = "Sends a file up, for a message to come.", .flags = ROUTE_UPLOAD,
     .query = chat_upload_query, .reply = &chat_file_shape},
    {OUTSIDE("GET", chat_get_file), .throttle = &fetch, .path = "/api/chat/{widget}/files/{file}",
     .about = "A file of my talk.", .query = chat_file_query},
    {.method = "GET",
     .right = RIGHT_ANYONE,
     .throttle = &throttle_open,
     .handler = chat_get_try,
     .path = "/chat/{widget}/try",
     .about = "An invented site to try a widget on, and a form.",
     .flags = ROUTE_PAGE,
     .query = chat_try_query},
    ROUTES_END,
};

const Module chat_module = {
    .name = "chat",
    .routes = routes,
    .jobs = chat_jobs,
    .timers = chat_timers,
    .wordings = chat_wordings,
    .configurations = widget_configurations,
};
