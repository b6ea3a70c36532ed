/* make-mails COUNT SEED FILE: mails as people send them, the same for the same seed.
 *
 * Half of them answer an earlier one of the file, from the same person, with its text quoted; a
 * third have an HTML part too, one in twenty a file. The last one holds the word "findebanc" and no
 * other. */
#include "app/seed/seed-text.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define PERSONS 100000

typedef struct {
    SeedWords *words;
    SeedRandom random;
    uint64_t seed;
    unsigned count;
    unsigned *authors, *answers; /* of each mail; what it answers, itself if nothing */
} Maker;

static void
append_received(GString *mail, unsigned i)
{
    for (unsigned hop = 3; hop > 0; hop--)
        g_string_append_printf(
            mail,
            "Received: from mx%u.example.net (mx%u.example.net [192.0.2.%u])\r\n"
            "\tby relay%u.example.org with ESMTPS id %08X%u\r\n"
            "\tfor <contact@desk.example>; Mon, 23 Nov 2026 09:%02u:%02u +0000\r\n",
            hop, hop, 1 + i % 250, hop, i * 2654435761u, hop, i / 60 % 60, i % 60);
}

static void
append_headers(GString *mail, const Maker *maker, unsigned i, const char *subject)
{
    g_autofree char *name = seed_person_name(maker->authors[i]);
    g_autofree char *address = seed_person_address(maker->authors[i]);
    g_autofree char *name64 = g_base64_encode((const guchar *)name, strlen(name));
    g_autofree char *subject64 = g_base64_encode((const guchar *)subject, strlen(subject));

    append_received(mail, i);
    g_string_append_printf(
        mail,
        "From: =?utf-8?B?%s?= <%s>\r\nTo: contact@desk.example\r\n"
        "Subject: =?utf-8?B?%s?=\r\nDate: Mon, 23 Nov 2026 09:%02u:%02u +0000\r\n"
        "Message-ID: <banc.%" G_GUINT64_FORMAT ".%u@example.org>\r\n"
        "User-Agent: Mozilla Thunderbird\r\nMIME-Version: 1.0\r\n",
        name64, address, subject64, i / 60 % 60, i % 60, maker->seed, i);
    if (maker->answers[i] != i)
        g_string_append_printf(mail,
                               "In-Reply-To: <banc.%1$" G_GUINT64_FORMAT ".%2$u@example.org>\r\n"
                               "References: <banc.%1$" G_GUINT64_FORMAT ".%2$u@example.org>\r\n",
                               maker->seed, maker->answers[i]);
}

static void
append_part(GString *mail, const char *type, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    g_string_append_printf(mail,
                           "Content-Type: %s; charset=utf-8\r\n"
                           "Content-Transfer-Encoding: 8bit\r\n\r\n",
                           type);
    for (char **line = lines; *line != NULL; line++)
        g_string_append_printf(mail, "%s\r\n", *line);
}

static void
append_file(GString *mail, SeedRandom *random)
{
    gsize size = 10000 + seed_below(random, 40000);
    g_autofree guchar *bytes = g_malloc(size);
    g_autofree char *base64 = NULL;

    for (gsize i = 0; i < size; i++)
        bytes[i] = (guchar)seed_random(random);
    base64 = g_base64_encode(bytes, size);
    g_string_append(mail, "\r\n--outer\r\nContent-Type: application/pdf; name=\"recu.pdf\"\r\n"
                          "Content-Disposition: attachment; filename=\"recu.pdf\"\r\n"
                          "Content-Transfer-Encoding: base64\r\n\r\n");
    for (const char *line = base64; *line != '\0'; line += MIN(strlen(line), 76))
        g_string_append_printf(mail, "%.76s\r\n", line);
    g_string_append(mail, "--outer--\r\n");
}

static void
append_body(GString *mail, Maker *maker, const char *text)
{
    bool file = seed_below(&maker->random, 20) == 0;
    bool html = seed_below(&maker->random, 3) == 0;

    if (file)
        g_string_append(mail, "Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n");
    if (html)
        g_string_append(mail,
                        "Content-Type: multipart/alternative; boundary=inner\r\n\r\n--inner\r\n");
    append_part(mail, "text/plain", text);
    if (html) {
        g_autofree char *escaped = g_markup_escape_text(text, -1);
        g_auto(GStrv) paragraphs = g_strsplit(escaped, "\n\n", -1);
        g_autofree char *joined = g_strjoinv("</p>\n<p class=\"MsoNormal\">", paragraphs);
        g_autofree char *page =
            g_strdup_printf("<html><head><style>p{margin:0}</style></head><body>\n"
                            "<p class=\"MsoNormal\">%s</p></body></html>",
                            joined);

        g_string_append(mail, "\r\n--inner\r\n");
        append_part(mail, "text/html", page);
        g_string_append(mail, "--inner--\r\n");
    }
    if (file)
        append_file(mail, &maker->random);
}

static char *
text_of(Maker *maker, unsigned i)
{
    g_autofree char *name = seed_person_name(maker->authors[i]);
    g_autofree char *letter = seed_letter(maker->words, &maker->random, name);

    if (i == maker->count - 1)
        return g_strconcat(letter, "\nfindebanc\n", NULL);
    if (maker->answers[i] == i)
        return g_steal_pointer(&letter);
    return g_strconcat(letter,
                       "\nLe 22 nov. 2026 à 10:02, Refuge du Val a écrit :\n> Bonjour,\n> \n"
                       "> Merci de votre message, nous vous répondons bientôt.\n",
                       NULL);
}

static void
append_mail(GString *mail, Maker *maker, unsigned i)
{
    g_autofree char *subject = seed_subject(maker->words, &maker->random);
    g_autofree char *text = NULL;
    unsigned back = 500 + seed_below(&maker->random, 2000);
    bool answers = i > back && seed_below(&maker->random, 2) == 0;

    maker->answers[i] = answers ? i - back : i;
    maker->authors[i] = answers ? maker->authors[i - back] : seed_below(&maker->random, PERSONS);
    text = text_of(maker, i);
    append_headers(mail, maker, i, subject);
    append_body(mail, maker, text);
}

int
main(int argc, char **argv)
{
    guint64 count, number;
    Maker maker = {0};
    g_autoptr(GString) mail = g_string_new(NULL);
    FILE *file;

    if (argc != 4 || !g_ascii_string_to_unsigned(argv[1], 10, 1, 10000000, &count, NULL) ||
        !g_ascii_string_to_unsigned(argv[2], 10, 0, G_MAXINT64, &number, NULL)) {
        g_printerr("make-mails COUNT SEED FILE\n");
        return 2;
    }
    maker =
        (Maker){seed_words_new(),      {number}, number, (unsigned)count, g_new(unsigned, count),
                g_new(unsigned, count)};
    file = fopen(argv[3], "wb");
    for (unsigned i = 0; file != NULL && i < count; i++) {
        guint32 size;

        g_string_truncate(mail, 0);
        append_mail(mail, &maker, i);
        size = GUINT32_TO_LE((guint32)mail->len);
        fwrite(&size, 4, 1, file);
        fwrite(mail->str, 1, mail->len, file);
    }
    seed_words_free(maker.words);
    g_free(maker.authors);
    g_free(maker.answers);
    return file != NULL && fclose(file) == 0 ? 0 : 1;
}
