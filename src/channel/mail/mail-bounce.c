#include "channel/mail/mail-bounce.h"

#include "base/text.h"
#include "channel/mail/bounce-reason.h"
#include "channel/mail/bounce-recipient.h"
#include "channel/mail/bounce-sign.h"
#include "channel/mail/mail-body.h"

#include <string.h>

#define REPORT_MAX (64 * 1024) /* bytes of a report that are read */

static char *
report_recipient(const char *group)
{
    static const char *const names[] = {"Final-Recipient", "Original-Recipient",
                                        "X-Actual-Recipient"};

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *value = bounce_field(group, names[i]);
        char *address = bounce_typed_address(value);

        if (address != NULL)
            return address;
    }
    return NULL;
}

static void
set_bounce(Incoming *incoming, char *address, char *status, bool permanent)
{
    g_free(incoming->bounced_address);
    g_free(incoming->bounce_status);
    incoming->bounced_address = address;
    incoming->bounce_status = status;
    incoming->bounce_permanent = permanent;
}

/* One recipient of a delivery report. False if the group is not about one. */
static bool
read_group(Incoming *incoming, const char *group, ReportKind *kind)
{
    g_autofree char *action = bounce_field(group, "Action");
    g_autofree char *status_line = bounce_field(group, "Status");
    g_autofree char *diagnostic = bounce_field(group, "Diagnostic-Code");
    char *recipient = report_recipient(group);
    g_autofree char *words = NULL;
    char *status;

    if (recipient == NULL && action == NULL)
        return false;
    if (action != NULL && (g_ascii_strncasecmp(action, "delivered", 9) == 0 ||
                           g_ascii_strncasecmp(action, "relayed", 7) == 0 ||
                           g_ascii_strncasecmp(action, "expanded", 8) == 0)) {
        *kind = REPORT_DELIVERY_DONE;
        g_free(recipient);
        return true;
    }
    *kind = REPORT_DELIVERY_FAILED;
    status = status_line != NULL ? bounce_find_status(status_line) : NULL;
    /* Servers that only pass on say 5.0.0; the one that refused said more. */
    if (status == NULL || g_str_has_suffix(status, ".0.0")) {
        char *said = diagnostic != NULL ? bounce_find_status(diagnostic) : NULL;

        if (said != NULL) {
            g_free(status);
            status = said;
        }
    }
    words = bounce_words_about(incoming, strlen(incoming->text), recipient);
    set_bounce(
        incoming, recipient, status,
        (action == NULL || g_ascii_strncasecmp(action, "delayed", 7) != 0) &&
            bounce_is_permanent(diagnostic != NULL ? diagnostic : words, incoming->text, status));
    return true;
}

static ReportKind
read_status_part(Incoming *incoming, GMimePart *part)
{
    bool cut;
    g_autoptr(GByteArray) bytes = mail_part_bytes(part, REPORT_MAX, &cut);
    g_autofree char *text = text_clean((const char *)bytes->data, bytes->len);
    g_auto(GStrv) groups = g_strsplit(text, "\n\n", 200);
    ReportKind kind = REPORT_OTHER;

    for (char **group = groups; *group != NULL; group++)
        if (read_group(incoming, *group, &kind) && kind == REPORT_DELIVERY_FAILED &&
            incoming->bounced_address != NULL)
            return kind;
    return kind == REPORT_OTHER ? REPORT_NONE : kind;
}

static void
find_report(GMimeObject *parent, GMimeObject *part, gpointer data)
{
    GMimeObject **found = data;
    GMimeContentType *type = g_mime_object_get_content_type(part);
    const char *subtype = type != NULL ? g_mime_content_type_get_media_subtype(type) : NULL;

    if (*found != NULL || subtype == NULL || !GMIME_IS_PART(part) ||
        g_ascii_strcasecmp(g_mime_content_type_get_media_type(type), "message") != 0)
        return;
    if (g_ascii_strcasecmp(subtype, "delivery-status") == 0 ||
        g_ascii_strcasecmp(subtype, "global-delivery-status") == 0 ||
        g_ascii_strcasecmp(subtype, "feedback-report") == 0 ||
        g_ascii_strcasecmp(subtype, "disposition-notification") == 0)
        *found = part;
}

ReportKind
mail_read_report(Incoming *incoming, GMimeMessage *message)
{
    GMimeObject *root = g_mime_message_get_mime_part(message);
    GMimeObject *report = NULL;
    const char *subtype;
    ReportKind kind;

    if (root == NULL || !GMIME_IS_MULTIPART(root))
        return REPORT_NONE;
    g_mime_multipart_foreach(GMIME_MULTIPART(root), find_report, &report);
    if (report == NULL)
        return REPORT_NONE;
    subtype = g_mime_content_type_get_media_subtype(g_mime_object_get_content_type(report));
    if (strstr(subtype, "elivery") == NULL && strstr(subtype, "ELIVERY") == NULL)
        return REPORT_OTHER;
    kind = read_status_part(incoming, GMIME_PART(report));
    if (kind == REPORT_DELIVERY_FAILED && incoming->bounced_address == NULL)
        incoming->bounced_address =
            bounce_recipient(incoming, message, bounce_own_words(incoming->text));
    return kind;
}

bool
mail_read_bounce_text(Incoming *incoming, GMimeMessage *message)
{
    GMimeMessage *returned;
    g_autofree char *words = NULL;
    char *recipient, *status;
    gsize end;

    if (!bounce_has_signs(incoming, GMIME_OBJECT(message)))
        return false;
    returned = bounce_returned(message);
    if (returned != NULL && mail_read_report(incoming, returned) == REPORT_DELIVERY_FAILED)
        return true; /* a gateway put the report of another one in a mail of its own */
    end = bounce_own_words(incoming->text);
    recipient = bounce_recipient(incoming, message, end);
    words = bounce_words_about(incoming, end, recipient);
    status = bounce_find_status(words);
    set_bounce(incoming, recipient, status, bounce_is_permanent(words, incoming->text, status));
    return true;
}
