#include "http/multipart.h"

#include "base/error.h"
#include "base/limits.h"

#include <string.h>

static GPtrArray *
read_text(const char *text, GError **error)
{
    g_autoptr(GBytes) body = g_bytes_new(text, strlen(text));

    return multipart_read(body, "x", error);
}

static void
test_a_boundary_is_read_as_browsers_and_programs_write_it(void)
{
    static const struct {
        const char *type, *boundary;
    } rows[] = {
        {"multipart/form-data; boundary=----WebKitFormBoundary7MA4", "----WebKitFormBoundary7MA4"},
        {"Multipart/Form-Data; charset=utf-8; boundary=\"a b\"", "a b"},
        {"multipart/form-data; x=\"; boundary=no\"; boundary=yes", "yes"},
        {"multipart/form-data", NULL},
        {"multipart/form-data; boundary=", NULL},
        {"multipart/form-data; boundary=\"open", NULL},
        {"multipart/form-data; boundary="
         "12345678901234567890123456789012345678901234567890123456789012345678901",
         NULL},
        {"multipart/mixed; boundary=x", NULL},
        {"application/json", NULL},
        {NULL, NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *boundary = multipart_boundary(rows[i].type);

        g_assert_cmpstr(boundary, ==, rows[i].boundary);
    }
}

static void
test_fields_and_files_come_in_the_order_of_the_page(void)
{
    static const char body[] = "--x\r\n"
                               "Content-Disposition: form-data; name=\"nom\"\r\n\r\n"
                               "Zo\xc3\xab\r\n-- y\r\n"
                               "--x\r\n"
                               "content-disposition: form-data; name=\"pi\xc3\xa8"
                               "ce\"; filename=\"a;b%22c\\\"d.pdf\"\r\n"
                               "Content-Type: text/html\r\n\r\n"
                               "%PDF\r\n\r\n--x\r\n"
                               "Content-Disposition: form-data; name=vide; filename=\"\"\r\n\r\n"
                               "\r\n--x--\r\nafter";
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) parts = read_text(body, &error);
    static const struct {
        const char *name, *file_name, *text;
    } rows[] = {{"nom", NULL, "Zoë\n-- y"}, {"pièce", "a;b\"c\"d.pdf", "%PDF\n"}, {"vide", "", ""}};

    g_assert_no_error(error);
    g_assert_cmpuint(parts->len, ==, G_N_ELEMENTS(rows));
    for (guint i = 0; i < parts->len; i++) {
        const FormPart *part = parts->pdata[i];
        g_autofree char *text = form_part_text(part);

        g_assert_cmpstr(part->name, ==, rows[i].name);
        g_assert_cmpstr(part->file_name, ==, rows[i].file_name);
        g_assert_cmpstr(text, ==, rows[i].text);
    }
}

static void
test_a_line_within_a_name_stays_within_it(void)
{
    g_autoptr(GPtrArray) parts = read_text("--x\r\nContent-Disposition: form-data; "
                                           "name=\"a%0D%0AX-Evil: 1\"\r\n\r\n1\r\n--x--",
                                           NULL);

    g_autoptr(GPtrArray) bare = read_text("--x\r\nContent-Disposition: form-data; "
                                          "name=a\nX-Evil:1\r\n\r\n1\r\n--x--",
                                          NULL);

    g_assert_cmpstr(((const FormPart *)parts->pdata[0])->name, ==, "a X-Evil: 1");
    g_assert_cmpstr(((const FormPart *)bare->pdata[0])->name, ==, "a X-Evil:1");
}

static void
test_what_is_no_such_body_is_refused(void)
{
    static const char *const rows[] = {
        "",
        "x",
        "--x",
        "--x-",
        "--y--\r\n",
        "--x\r\n",
        "--x\r\n\r\nno name\r\n--x--",
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nnever cut",
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x",
        "--x\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--x--",
        "--x\r\nContent-Type: text/plain\r\n\r\n1\r\n--x--",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(read_text(rows[i], &error));
        g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
    }
}

static void
test_a_form_of_too_many_parts_or_too_long_headers_is_refused(void)
{
    g_autoptr(GString) many = g_string_new("--x");
    g_autofree char *long_name = g_strnfill(5000, 'n');
    g_autofree char *wide = g_strdup_printf(
        "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n1\r\n--x--", long_name);
    g_autoptr(GError) error = NULL;
    g_autoptr(GError) too_wide = NULL;

    for (int i = 0; i <= LIMIT_HTTP_PARTS; i++)
        g_string_append(many, "\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x");
    g_string_append(many, "--");
    g_assert_null(read_text(many->str, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_TOO_LARGE);
    g_assert_null(read_text(wide, &too_wide));
    g_assert_error(too_wide, APP_ERROR, APP_ERROR_INVALID);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/multipart/a-boundary-is-read-as-browsers-and-programs-write-it",
                    test_a_boundary_is_read_as_browsers_and_programs_write_it);
    g_test_add_func("/multipart/fields-and-files-come-in-the-order-of-the-page",
                    test_fields_and_files_come_in_the_order_of_the_page);
    g_test_add_func("/multipart/a-line-within-a-name-stays-within-it",
                    test_a_line_within_a_name_stays_within_it);
    g_test_add_func("/multipart/what-is-no-such-body-is-refused",
                    test_what_is_no_such_body_is_refused);
    g_test_add_func("/multipart/a-form-of-too-many-parts-or-too-long-headers-is-refused",
                    test_a_form_of_too_many_parts_or_too_long_headers_is_refused);
    return g_test_run();
}
