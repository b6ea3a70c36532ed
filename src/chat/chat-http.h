/* chat-http: what the routes of the chat share. Inside chat/ only. */
#pragma once

#include "chat/talk-store.h"
#include "chat/talk.h"
#include "http/route.h"

#define CHAT_ASK_AGAIN_MAX 90 /* seconds */

/* ---- chat-shape.c ---- */

extern const Field chat_key_query[], chat_welcome_query[], chat_item_query[], chat_stream_query[],
    chat_upload_query[], chat_file_query[], chat_try_query[];
extern const Shape chat_widget_shape, chat_widget_change_shape, chat_welcome_shape,
    chat_begin_shape, chat_session_shape, chat_visitor_shape, chat_word_shape, chat_said_shape,
    chat_message_shape, chat_mark_shape, chat_here_shape, chat_leave_shape, chat_typing_shape,
    chat_address_shape, chat_file_shape, chat_talk_shape, chat_availability_shape,
    chat_availability_change_shape, chat_secret_shape;

/* ---- Who asks ---- */

/* The RouteCross of what visitors call. */
int chat_cross(Request *request, const char *origin, GError **error);
/* The widget that the path names: APP_ERROR_NOT_FOUND when there is none, or it is switched off. */
bool chat_widget_of(Request *request, Widget **ret_widget, GError **error);
/* It, and the visitor whom the secret in the header speaks for: APP_ERROR_UNAUTHENTICATED. */
bool chat_visitor_of(Request *request, Widget **ret_widget, Visitor **ret_visitor, GError **error);

/* The same of a secret that is not in the header; NULL: nobody's. */
bool chat_visitor_by(Request *request, const char *secret, Widget **ret_widget,
                     Visitor **ret_visitor, GError **error);

/* ---- Handlers ---- */

bool chat_get_widgets(Request *request, GError **error);
bool chat_post_widget(Request *request, GError **error);
bool chat_patch_widget(Request *request, GError **error);
bool chat_get_secret(Request *request, GError **error);
bool chat_post_secret(Request *request, GError **error);

bool chat_get_welcome(Request *request, GError **error);
bool chat_post_visitor(Request *request, GError **error);
bool chat_get_visitor(Request *request, GError **error);
bool chat_get_messages(Request *request, GError **error);
bool chat_post_message(Request *request, GError **error);
bool chat_get_stream(Request *request, GError **error);
/* Notes that a visitor (data) is here now; for request_write(). */
bool chat_see(Db *tx, void *data, GError **error);

/* Tells advisers that a visitor has come or left: FeedKind.turned. */
void chat_tell_presence(Context *context, Db *db, const char *address);
bool chat_post_here(Request *request, GError **error);
bool chat_post_leave(Request *request, GError **error);
bool chat_post_mark(Request *request, GError **error);
bool chat_post_typing(Request *request, GError **error);
bool chat_post_address(Request *request, GError **error);
bool chat_post_file(Request *request, GError **error);
bool chat_get_file(Request *request, GError **error);
bool chat_get_try(Request *request, GError **error);

bool chat_get_talk(Request *request, GError **error);
bool chat_get_availability(Request *request, GError **error);
bool chat_put_availability(Request *request, GError **error);

/* ---- chat-job.c ---- */

extern const JobKind chat_jobs[];
extern const JobTimer chat_timers[];
