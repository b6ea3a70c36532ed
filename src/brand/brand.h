/* brand: what an organisation looks like to whoever reads its mails and pages: a name, a colour, a
 * logo, a language. Used by the sign-in page, public pages, mails, forms, the chat's widget and
 * printed conversations.
 *
 * One colour is chosen (setting brand.colour); the two that are shown are computed from it, for
 * light and dark paper, each changed no more than it takes for text of it on the paper to have a
 * contrast of 4.5 (WCAG 2.1, 1.4.3 and 1.4.11), with black or white on it. So no choice makes a
 * page that cannot be read.
 *
 * The logo is a PNG or a JPEG, found by its content: the two that every mail program and browser
 * shows and that hold no script. An SVG is refused, it is a program. It is shown at most 48 pixels
 * high; what is sent may be larger, for fine screens, up to LIMIT_LOGO and LIMIT_LOGO_SIDE.
 *
 * Facts: setting.changed for the settings, brand.changed {logo: "set" or "removed"}.
 *
 * brand.c tells the brand, brand-colour.c computes colours, brand-image.c looks at an image,
 * brand-page.c is the frame of every public page, brand-mail.c of every mail that the program
 * writes, brand-store.c the SQL, brand-http.c the routes. */
#pragma once

#include "http/request.h"
#include "module/module.h"

/* A colour as CSS writes it, and what is written on it: "#1d4ed8", "#ffffff". */
typedef struct {
    char accent[8], on_accent[8];
} BrandTone;

typedef struct {
    char *name;           /* of the organisation */
    const char *language; /* "fr" or "en": spoken when nobody says which; static */
    BrandTone light, dark;
    int64_t logo;                    /* the file (file/file.h); 0: none */
    char *logo_path;                 /* "/brand/logo/123", changes with the image; NULL: none */
    int64_t logo_width, logo_height; /* pixels it is shown at, in CSS pixels; 0: none */
} Brand;

void brand_free(Brand *brand);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Brand, brand_free)

/* The brand of now, never NULL: what cannot be read is as by default. Its name is the one told at
 * the start (--organisation), else the setting organisation.name. Owned by the caller. */
Brand *brand_get(const Context *context, Db *db);

/* Its name alone. Owned by the caller. */
char *brand_name(const Context *context, Db *db);

/* The logo's bytes and its type ("image/png", "image/jpeg"; owned by the caller): NULL without
 * error when there is none. */
GBytes *brand_logo(const Context *context, Db *db, const Brand *brand, char **ret_type,
                   GError **error);

/* Sets the logo of an image, or with NULL takes it away. APP_ERROR_INVALID on the field "logo",
 * APP_ERROR_TOO_LARGE. *ret_changed false: it is so already. */
bool brand_set_logo(Db *tx, Context *context, GBytes *bytes, int64_t staff, bool *ret_changed,
                    GError **error);

/* ---- Public pages ---- */

/* The language to show a page in: of those we speak the one the browser likes best, else the
 * organisation's own. Static. */
const char *brand_language(Request *request, const Brand *brand);

/* A page of brand_page() as text, for whoever answers otherwise (in a frame). Owned by the caller.
 */
char *brand_page_html(const Brand *brand, const char *language, const char *title,
                      const char *style, const char *content);

/* Answers with a complete page for persons outside, without script, in the brand's colours, light
 * and dark. content is HTML of ours; style is more CSS for it, or NULL. It may use the variables
 * --ink --soft --paper --line --accent --on-accent --wrong, whose contrasts are AA, and the classes
 * of the frame: .hint .wrong .field. */
void brand_page(Request *request, unsigned status, const Brand *brand, const char *language,
                const char *title, const char *style, const char *content);

/* The same page as a text, for a preview. Owned by the caller. */
char *brand_page_html(const Brand *brand, const char *language, const char *title,
                      const char *style, const char *content);

/* ---- Mails (brand-mail.c) ---- */

/* The Content-ID of the logo in a mail. What leaves carries the picture along; a mail shown here
 * has it written in. No row keeps it: it is the logo of the moment. */
#define BRAND_MAIL_LOGO "logo@brand"

/* The HTML of a mail that the program writes: name and logo above, then content, which is HTML of
 * ours. Every part that has a ground has its ink too, and the rest has neither, so it can be read
 * on light and dark paper; without pictures the name stands. It holds nothing that sanitising takes
 * away. Owned by the caller. */
char *brand_mail_html(const Brand *brand, const char *content);

/* The same for a mail that is a text: its addresses are made links. Owned by the caller. */
char *brand_mail_of_text(const Brand *brand, const char *text);

/* A link that looks like a button, for content. Owned by the caller. */
char *brand_mail_button(const Brand *brand, const char *url, const char *label);

/* The file that html shows as BRAND_MAIL_LOGO: 1 and *ret_file (owned by the caller), 0: it shows
 * none, or there is none any more, -1. */
int brand_mail_logo(const Context *context, Db *db, const char *html, ChannelFile **ret_file,
                    GError **error);

/* The same as an address for an img element ("data:image/png;base64,…"). Owned by the caller; NULL:
 * none. */
char *brand_mail_logo_address(const Context *context, Db *db);

/* The HTML of a mail with the logo written into it, to be looked at here. Owned by the caller. */
char *brand_mail_shown(const Context *context, Db *db, const char *html);

/* ---- Colours (brand-colour.c) ---- */

/* The two tones of "#rrggbb". */
void brand_tones(const char *colour, BrandTone *ret_light, BrandTone *ret_dark);

/* The contrast of two colours, 1 to 21 (WCAG 2.1, relative luminance). */
double brand_contrast(const char *one, const char *other);

extern const Module brand_module;
