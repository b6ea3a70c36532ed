#include "channel/mail/mail-tnef.h"

#include "base/limits.h"
#include "channel/mail/mail-charset.h"
#include "channel/mail/mail-file.h"
#include "channel/mail/mail-header.h"

#include <string.h>

#define SIGNATURE      0x223E9F78u
#define HEAD_SIZE      6 /* the signature and a key */
#define DEPTH_MAX      3 /* packages in packages: mails passed on */
#define PROPERTIES_MAX 1000

/* Attributes: what they are, their type in the upper half. */
enum {
    ATTRIBUTE_BODY = 0x0002800C,
    ATTRIBUTE_FILE_BEGINS = 0x00069002,
    ATTRIBUTE_FILE_TITLE = 0x00018010,
    ATTRIBUTE_FILE_DATA = 0x0006800F,
    ATTRIBUTE_FILE_PROPERTIES = 0x00069005,
    ATTRIBUTE_PROPERTIES = 0x00069003,
    ATTRIBUTE_CODE_PAGE = 0x00069007,
};

/* Properties of MAPI. */
enum {
    PROPERTY_BODY = 0x1000,
    PROPERTY_FILE_OBJECT = 0x3701,
    PROPERTY_FILE_LONG_NAME = 0x3707,
    PROPERTY_FILE_TYPE = 0x370E,
    PROPERTY_FILE_CONTENT_ID = 0x3712,
};

typedef struct {
    const guint8 *at, *end;
} Bytes;

typedef struct {
    char *name, *long_name, *type, *content_id;
    Bytes data, object;
} PackedFile;

typedef struct {
    Incoming *incoming;
    char charset[16];
    char *text;
    PackedFile file;
    bool in_file;
    int depth;
} Package;

/* A value of one property; type without the flag of many values. */
typedef struct {
    unsigned type, id;
    Bytes value;
} Property;

static void read_package(Package *package, Bytes bytes);

static bool
take(Bytes *from, gsize size, Bytes *ret)
{
    if ((gsize)(from->end - from->at) < size)
        return false;
    *ret = (Bytes){from->at, from->at + size};
    from->at += size;
    return true;
}

static bool
take_number(Bytes *from, gsize size, guint32 *ret)
{
    Bytes bytes;

    if (!take(from, size, &bytes))
        return false;
    *ret = 0;
    for (gsize i = size; i-- > 0;)
        *ret = *ret << 8 | bytes.at[i];
    return true;
}

static gsize
size_of(Bytes bytes)
{
    return (gsize)(bytes.end - bytes.at);
}

/* A text up to its NUL, in the code page of the package or in UTF-16; of a property that says it
 * has no value, none. */
static char *
text_of(const Package *package, Bytes bytes, bool wide)
{
    gsize size = size_of(bytes);

    if (size == 0)
        return g_strdup("");
    if (wide) {
        size &= ~(gsize)1;
        while (size >= 2 && bytes.at[size - 1] == 0 && bytes.at[size - 2] == 0)
            size -= 2;
        return mail_decode((const char *)bytes.at, size, "utf-16le", NULL);
    }
    return mail_decode((const char *)bytes.at, strnlen((const char *)bytes.at, size),
                       package->charset, NULL);
}

/* ---- Properties ---- */

/* How long values of a type are; 0: they say it themselves. */
static gsize
fixed_size(unsigned type)
{
    switch (type) {
    case 0x0002: /* short; padded to four */
    case 0x0003: /* long */
    case 0x0004: /* float */
    case 0x000A: /* error */
    case 0x000B: /* boolean; padded */
        return 4;
    case 0x0005: /* double */
    case 0x0006: /* currency */
    case 0x0007: /* time of an application */
    case 0x0014: /* long long */
    case 0x0040: /* time */
        return 8;
    case 0x0048: /* class id */
        return 16;
    default:
        return 0;
    }
}

static bool
take_padded(Bytes *from, Bytes *ret)
{
    guint32 size;
    Bytes padding;

    return take_number(from, 4, &size) && take(from, size, ret) &&
           take(from, MIN((4 - size % 4) % 4, size_of(*from)), &padding);
}

/* A property with a name of its own carries it between its id and its value. */
static bool
skip_name(Bytes *from)
{
    guint32 kind, number;
    Bytes ignored;

    return take(from, 16, &ignored) && take_number(from, 4, &kind) &&
           (kind == 0 ? take_number(from, 4, &number) : take_padded(from, &ignored));
}

/* The next property; of many values, the last. */
static bool
take_property(Bytes *from, Property *ret)
{
    guint32 type, id, n = 1;
    gsize size;

    if (!take_number(from, 2, &type) || !take_number(from, 2, &id) ||
        (id >= 0x8000 && !skip_name(from)))
        return false;
    *ret = (Property){.type = type & 0x0FFF, .id = id};
    size = fixed_size(ret->type);
    if ((size == 0 || (type & 0x1000) != 0) && !take_number(from, 4, &n))
        return false;
    for (guint32 i = 0; i < n; i++)
        if (!(size > 0 ? take(from, size, &ret->value) : take_padded(from, &ret->value)))
            return false;
    return true;
}

static void
set_text(const Package *package, char **text, const Property *property)
{
    g_free(*text);
    *text = text_of(package, property->value, property->type == 0x001F);
}

static void
read_property(Package *package, const Property *property)
{
    PackedFile *file = &package->file;

    if (!package->in_file) {
        if (property->id == PROPERTY_BODY && package->text == NULL)
            set_text(package, &package->text, property);
        return;
    }
    switch (property->id) {
    case PROPERTY_FILE_LONG_NAME:
        set_text(package, &file->long_name, property);
        break;
    case PROPERTY_FILE_TYPE:
        set_text(package, &file->type, property);
        break;
    case PROPERTY_FILE_CONTENT_ID:
        set_text(package, &file->content_id, property);
        break;
    case PROPERTY_FILE_OBJECT:
        file->object = property->value;
        break;
    }
}

static void
read_properties(Package *package, Bytes bytes)
{
    guint32 n;
    Property property;

    if (!take_number(&bytes, 4, &n))
        return;
    for (guint32 i = 0; i < MIN(n, PROPERTIES_MAX) && take_property(&bytes, &property); i++)
        read_property(package, &property);
}

/* ---- Files ---- */

static void
end_file(Package *package)
{
    PackedFile *file = &package->file;
    const char *name = file->long_name != NULL ? file->long_name : file->name;

    if (size_of(file->data) > 0) {
        g_autoptr(GBytes) bytes = g_bytes_new(file->data.at, size_of(file->data));
        ChannelFile *kept =
            mail_keep_file(package->incoming, name != NULL ? name : "",
                           file->type != NULL ? file->type : "application/octet-stream", bytes);

        if (file->content_id != NULL && file->content_id[0] != '\0') {
            kept->content_id = mail_header_decode(file->content_id);
            kept->is_inline = true;
        }
    } else if (size_of(file->object) > 16 + HEAD_SIZE && package->depth < DEPTH_MAX) {
        /* A mail passed on: the id of a class, then a package. */
        Package inner = {.incoming = package->incoming, .depth = package->depth + 1};

        read_package(&inner, (Bytes){file->object.at + 16, file->object.end});
        if (inner.text != NULL && inner.text[0] != '\0') {
            g_autoptr(GBytes) text = g_bytes_new(inner.text, strlen(inner.text));

            mail_keep_file(package->incoming, name != NULL ? name : "", "text/plain", text);
        }
        g_free(inner.text);
    }
    g_free(file->name);
    g_free(file->long_name);
    g_free(file->type);
    g_free(file->content_id);
    *file = (PackedFile){.name = NULL};
    package->in_file = false;
}

static void
read_attribute(Package *package, guint32 id, Bytes value)
{
    guint32 code_page;

    switch (id) {
    case ATTRIBUTE_CODE_PAGE:
        if (take_number(&value, 4, &code_page) && code_page > 0 && code_page < 100000)
            g_snprintf(package->charset, sizeof package->charset, "cp%u", code_page);
        break;
    case ATTRIBUTE_BODY:
        g_free(package->text);
        package->text = text_of(package, value, false);
        break;
    case ATTRIBUTE_FILE_BEGINS:
        end_file(package);
        package->in_file = true;
        break;
    case ATTRIBUTE_FILE_TITLE:
        g_free(package->file.name);
        package->file.name = text_of(package, value, false);
        break;
    case ATTRIBUTE_FILE_DATA:
        package->file.data = value;
        break;
    case ATTRIBUTE_PROPERTIES:
    case ATTRIBUTE_FILE_PROPERTIES:
        read_properties(package, value);
        break;
    }
}

static void
read_package(Package *package, Bytes bytes)
{
    guint32 number, id, size;
    Bytes value;

    if (!take_number(&bytes, 4, &number) || number != SIGNATURE || !take_number(&bytes, 2, &number))
        return;
    while (package->incoming->files->len < LIMIT_MAIL_PARTS && take_number(&bytes, 1, &number) &&
           take_number(&bytes, 4, &id) && take_number(&bytes, 4, &size) &&
           take(&bytes, size, &value)) {
        read_attribute(package, id, value);
        if (!take_number(&bytes, 2, &number)) /* a sum of its bytes; a wrong one changes nothing */
            break;
    }
    end_file(package);
}

bool
mail_tnef_is(const void *bytes, gsize size)
{
    guint32 signature;
    Bytes head;

    if (size <= HEAD_SIZE) /* of nothing, bytes may be NULL */
        return false;
    head = (Bytes){bytes, (const guint8 *)bytes + size};
    return take_number(&head, 4, &signature) && signature == SIGNATURE;
}

char *
mail_tnef_read(Incoming *incoming, const void *bytes, gsize size)
{
    Package package = {.incoming = incoming};

    read_package(&package, (Bytes){bytes, (const guint8 *)bytes + size});
    return package.text;
}
