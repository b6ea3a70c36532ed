/* inline-image: pictures that an adviser puts in the HTML of an answer, by the address their upload
 * was given here ("/api/attachments/ID"). What is kept and sent shows them by Content-ID, because
 * nobody outside may ask us for a file. Inside conversation/ only, and canned/ for the pictures of
 * replies kept ready. */
#pragma once

#include "conversation/conversation.h"

/* The HTML with the pictures of these attachments shown by Content-ID; others stay as they are, and
 * are taken out when it is sanitised. Owned by the caller. */
char *inline_images_name(const char *html, const int64_t *attachments, size_t n);

/* The other way: pictures shown by the names of these attachments, by the address of those in the
 * same place of `as` (the same, or copies). Owned by the caller. */
char *inline_images_show(const char *html, const int64_t *attachments, const int64_t *as, size_t n);

/* The HtmlImage that keeps those names, and that of the organisation's logo (brand/brand.h). */
char *inline_image_keep(const char *content_id, void *data);

/* Tells the attachments that the HTML shows what they are shown by. */
bool inline_images_mark(Db *tx, const char *html, const int64_t *attachments, size_t n,
                        GError **error);
