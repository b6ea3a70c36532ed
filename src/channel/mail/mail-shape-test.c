/* Mails as thirty years of programs wrote them: characters, addresses and subjects. */
#include "channel/mail/mail.h"

#include <string.h>

#define HEAD "From: a@example.org\nSubject: s\nMIME-Version: 1.0\n"

typedef struct {
    const char *name, *source;
    const char *from, *from_name, *subject;
    const char *text;
    const char *note; /* one that it has; NULL: none but that it has no Message-ID */
} MailCase;

static const MailCase cases[] = {
    {.name = "1252 as iso",
     .source = HEAD "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: "
                    "8bit\n\nD\351j\340 l\222\351t\351 \340 No\353l, co\373te 5 \200",
     .from = "a@example.org",
     .subject = "s",
     .text = "Déjà l’été à Noël, coûte 5 €"},
    {.name = "1252 as utf-8",
     .source = HEAD "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
                    "8bit\n\nD\351j\340 l\222\351t\351 \340 No\353l, co\373te 5 \200",
     .from = "a@example.org",
     .subject = "s",
     .text = "Déjà l’été à Noël, coûte 5 €",
     .note = "the character set was guessed"},
    {.name = "utf8 as latin1",
     .source = HEAD "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: "
                    "8bit\n\nD\303\251j\303\240 l\342\200\231\303\251t\303\251 \303\240 "
                    "No\303\253l, co\303\273te 5 \342\202\254",
     .from = "a@example.org",
     .subject = "s",
     .text = "Déjà l’été à Noël, coûte 5 €",
     .note = "declared as another character set, it is UTF-8"},
    {.name = "mojibake 1252",
     .source =
         HEAD "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
              "8bit\n\nD\303\203\302\251j\303\203\302\240 "
              "l\303\242\342\202\254\342\204\242\303\203\302\251t\303\203\302\251 \303\203\302\240 "
              "No\303\203\302\253l, co\303\203\302\273te 5 \303\242\342\200\232\302\254",
     .from = "a@example.org",
     .subject = "s",
     .text = "Déjà l’été à Noël, coûte 5 €",
     .note = "characters encoded twice were repaired"},
    {.name = "mojibake with an \303\240 (A0)",
     .source = HEAD "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
                    "8bit\n\nVoil\303\203\302\240, \303\203\302\247a marche "
                    "d\303\203\302\251j\303\203\302\240 \303\203\302\240 Paris",
     .from = "a@example.org",
     .subject = "s",
     .text = "Voilà, ça marche déjà à Paris",
     .note = "characters encoded twice were repaired"},
    {.name = "mixed: one good one mojibake",
     .source = HEAD "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
                    "8bit\n\nD\303\251j\303\240 vu, \"\303\203\302\252tre",
     .from = "a@example.org",
     .subject = "s",
     .text = "Déjà vu, \"être",
     .note = "characters encoded twice were repaired"},
    {.name = "utf-7",
     .source = HEAD "Content-Type: text/plain; charset=utf-7\nContent-Transfer-Encoding: "
                    "8bit\n\nD+AOk-j+AOA l+IBkA6Q-t+AOk +AOA No+AOs-l, co+APs-te 5 +IKw-",
     .from = "a@example.org",
     .subject = "s",
     .text = "Déjà l’été à Noël, coûte 5 €"},
    {.name = "iso-2022-jp",
     .source = HEAD "Content-Type: text/plain; charset=iso-2022-jp\nContent-Transfer-Encoding: "
                    "8bit\n\n\033$BF|K\\8l%F%9%H\033(B",
     .from = "a@example.org",
     .subject = "s",
     .text = "日本語テスト"},
    {.name = "sjis unknown",
     .source = HEAD "Content-Type: text/plain; charset=unknown-8bit\nContent-Transfer-Encoding: "
                    "8bit\n\n\223\372\226{\214\352\203e\203X\203g",
     .from = "a@example.org",
     .subject = "s",
     .text = "日本語テスト",
     .note = "the character set was guessed"},
    {.name = "gb2312 lies",
     .source = HEAD "Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: "
                    "8bit\n\n\326\320\316\304\234y\324\207\351F",
     .from = "a@example.org",
     .subject = "s",
     .text = "中文測試镕"},
    {.name = "1251 undeclared",
     .source = HEAD "Content-Type: text/plain; charset=\nContent-Transfer-Encoding: "
                    "8bit\n\n\317\360\350\342\345\362, \352\340\352 \344\345\353\340? \302\361\270 "
                    "\365\356\360\356\370\356",
     .from = "a@example.org",
     .subject = "s",
     .text = "Привет, как дела? Всё хорошо",
     .note = "the character set was guessed"},
    {.name = "macintosh",
     .source = HEAD "Content-Type: text/plain; charset=macintosh\nContent-Transfer-Encoding: "
                    "8bit\n\nD\216j\210 l\325\216t\216 \210 No\221l, co\236te 5 \333",
     .from = "a@example.org",
     .subject = "s",
     .text = "Déjà l’été à Noël, coûte 5 €"},
    {.name = "utf-8 with one bad byte",
     .source =
         HEAD "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
              "8bit\n\nD\303\251j\303\240 l\342\200\231\303\251t\303\251 \377 \303\240 No\303\253l",
     .from = "a@example.org",
     .subject = "s",
     .text = "Déjà l’été \xEF\xBF\xBD à Noël",
     .note = "the character set was guessed"},
    {.name = "cut utf-8 at end",
     .source = HEAD "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
                    "8bit\n\n\303\251t\303\251 \303",
     .from = "a@example.org",
     .subject = "s",
     .text = "été \xEF\xBF\xBD",
     .note = "the character set was guessed"},
    {.name = "bare CR",
     .source = "From: a@example.org\rSubject: s\rMIME-Version: 1.0\r\rBonjour\rligne 2\rfin",
     .from = "a@example.org",
     .subject = "s",
     .text = "Bonjour\nligne 2\nfin"},
    {.name = "mixed CR in body",
     .source = HEAD "\nBonjour\rligne 2\r\nfin",
     .from = "a@example.org",
     .subject = "s",
     .text = "Bonjour\nligne 2\nfin"},
    {.name = "no headers sep",
     .source = "From: a@example.org\nSubject: s\nBonjour tout le monde\n",
     .from = "a@example.org",
     .subject = "s",
     .text = "Bonjour tout le monde",
     .note = "nothing stands between its headers and its text"},
    {.name = "empty",
     .source = "",
     .from = "",
     .subject = "",
     .text = "",
     .note = "it could not be read as a mail"},
    {.name = "only newline",
     .source = "\n\n",
     .from = "",
     .subject = "",
     .text = "",
     .note = "it could not be read as a mail"},
    {.name = "text only no header",
     .source = "Bonjour, ceci est un texte.\n\nFin.\n",
     .from = "",
     .subject = "",
     .text = "Bonjour, ceci est un texte.\n\nFin.\n",
     .note = "it could not be read as a mail"},
    {.name = "leading blank lines",
     .source = "\n\nFrom: a@example.org\nSubject: s\nMIME-Version: 1.0\n\nBonjour",
     .from = "a@example.org",
     .subject = "s",
     .text = "Bonjour"},
    {.name = "BOM",
     .source = "\357\273\277From: a@example.org\nSubject: s\nMIME-Version: 1.0\n\nBonjour",
     .from = "a@example.org",
     .subject = "s",
     .text = "Bonjour"},
    {.name = "space before first header",
     .source = " \nFrom: a@example.org\nSubject: s\nMIME-Version: 1.0\n\nBonjour",
     .from = "a@example.org",
     .subject = "s",
     .text = "Bonjour"},
    {.name = "from doubled",
     .source = "From: a@example.org\nFrom: b@example.org\nSubject: s\n\nx",
     .from = "a@example.org",
     .subject = "s",
     .text = "x"},
    {.name = "no from, sender",
     .source = "Sender: b@example.org\nSubject: s\n\nx",
     .from = "b@example.org",
     .subject = "s",
     .text = "x"},
    {.name = "from empty <>",
     .source = "From: <>\nReply-To: c@example.org\nSubject: s\n\nx",
     .from = "c@example.org",
     .subject = "s",
     .text = "x"},
    {.name = "from group",
     .source = "From: equipe: a@example.org, b@example.org;\nSubject: s\n\nx",
     .from = "a@example.org",
     .subject = "s",
     .text = "x"},
    {.name = "from comment",
     .source = "From: a@example.org (Jean Dupont)\nSubject: s\n\nx",
     .from = "a@example.org",
     .from_name = "Jean Dupont",
     .subject = "s",
     .text = "x"},
    {.name = "from unquoted comma",
     .source = "From: Dupont, Jean <a@example.org>\nSubject: s\n\nx",
     .from = "a@example.org",
     .from_name = "Dupont, Jean",
     .subject = "s",
     .text = "x"},
    {.name = "from brackets [mailto:]",
     .source = "From: Jean [mailto:a@example.org]\nSubject: s\n\nx",
     .from = "a@example.org",
     .from_name = "Jean [mailto:",
     .subject = "s",
     .text = "x"},
    {.name = "from space in addr",
     .source = "From: Jean <a @example.org>\nSubject: s\n\nx",
     .from = "a@example.org",
     .from_name = "Jean",
     .subject = "s",
     .text = "x"},
    {.name = "from no closing",
     .source = "From: Jean <a@example.org\nSubject: s\n\nx",
     .from = "a@example.org",
     .from_name = "Jean",
     .subject = "s",
     .text = "x"},
    {.name = "from double <<>>",
     .source = "From: Jean <<a@example.org>>\nSubject: s\n\nx",
     .from = "a@example.org",
     .from_name = "Jean",
     .subject = "s",
     .text = "x"},
    {.name = "from utf8 raw",
     .source =
         "From: \303\211lodie \303\207\303\240 <a@example.org>\nSubject: \303\211t\303\251\n\nx",
     .from = "a@example.org",
     .from_name = "Élodie Çà",
     .subject = "Été",
     .text = "x"},
    {.name = "from latin1 raw",
     .source = "From: \311lodie <a@example.org>\nSubject: \311t\351 \340 No\353l\n\nx",
     .from = "a@example.org",
     .from_name = "Élodie",
     .subject = "Été à Noël",
     .text = "x"},
    {.name = "from IDN",
     .source = "From: a@b\303\274cher.example\nSubject: s\n\nx",
     .from = "a@xn--bcher-kva.example",
     .subject = "s",
     .text = "x"},
    {.name = "from trailing dot",
     .source = "From: a@example.org.\nSubject: s\n\nx",
     .from = "a@example.org",
     .subject = "s",
     .text = "x"},
    {.name = "from encoded addr",
     .source = "From: =?utf-8?Q?Jean_=3Ca=40example.org=3E?=\nSubject: s\n\nx",
     .from = "a@example.org",
     .from_name = "Jean",
     .subject = "s",
     .text = "x"},
    {.name = "subject broken words",
     .source = "From: a@example.org\nSubject: =?utf-8?Q?=C3=A9t=C3?= =?utf-8?Q?=A9?=\n\nx",
     .from = "a@example.org",
     .subject = "été",
     .text = "x"},
    {.name = "subject unclosed word",
     .source = "From: a@example.org\nSubject: =?utf-8?Q?=C3=A9t=C3=A9\n\nx",
     .from = "a@example.org",
     .subject = "été",
     .text = "x"},
    {.name = "subject space in word",
     .source = "From: a@example.org\nSubject: =?utf-8?Q?un =C3=A9t=C3=A9?=\n\nx",
     .from = "a@example.org",
     .subject = "un été",
     .text = "x"},
    {.name = "subject no space between",
     .source = "From: a@example.org\nSubject: =?utf-8?Q?un?==?utf-8?Q?_deux?=\n\nx",
     .from = "a@example.org",
     .subject = "un deux",
     .text = "x"},
    {.name = "subject word in quotes",
     .source = "From: a@example.org\nSubject: \"=?utf-8?Q?=C3=A9t=C3=A9?=\"\n\nx",
     .from = "a@example.org",
     .subject = "\"été\"",
     .text = "x"},
    {.name = "subject iso lies utf8",
     .source = "From: a@example.org\nSubject: =?iso-8859-1?Q?=C3=A9t=C3=A9?=\n\nx",
     .from = "a@example.org",
     .subject = "été",
     .text = "x"},
    {.name = "subject folded in word",
     .source = "From: a@example.org\nSubject: =?utf-8?B?w6l0w6kg\n dW4=?=\n\nx",
     .from = "a@example.org",
     .subject = "été un",
     .text = "x"},
    {.name = "subject doubled",
     .source = "From: a@example.org\nSubject: un\nSubject: deux\n\nx",
     .from = "a@example.org",
     .subject = "un",
     .text = "x"},
    {.name = "subject html entities",
     .source = "From: a@example.org\nSubject: l&#39;&eacute;t&eacute;\n\nx",
     .from = "a@example.org",
     .subject = "l&#39;&eacute;t&eacute;",
     .text = "x"},
    {.name = "subject unknown charset",
     .source = "From: a@example.org\nSubject: =?x-foo?Q?=C3=A9t=C3=A9?=\n\nx",
     .from = "a@example.org",
     .subject = "été",
     .text = "x"},
    {.name = "subject gb2312",
     .source = "From: a@example.org\nSubject: =?gb2312?B?1tDOxLLiytQ=?=\n\nx",
     .from = "a@example.org",
     .subject = "中文测试",
     .text = "x"},
};

static void
check_notes(const MailCase *mail_case, const GPtrArray *notes)
{
    guint others = 0;

    for (guint i = 0; i < notes->len; i++) {
        const char *note = notes->pdata[i];

        if (mail_case->note != NULL && strcmp(note, mail_case->note) == 0)
            return;
        others += strstr(note, "Message-ID") == NULL && strstr(note, "date") == NULL;
    }
    g_assert_null(mail_case->note);
    g_assert_cmpuint(others, ==, 0);
}

static void
test_case(gconstpointer data)
{
    const MailCase *mail_case = data;
    g_autoptr(GBytes) source = g_bytes_new_static(mail_case->source, strlen(mail_case->source));
    g_autoptr(Incoming) mail = mail_parse(source);

    g_assert_cmpstr(mail->from.address, ==, mail_case->from);
    g_assert_cmpstr(mail->from.name, ==, mail_case->from_name);
    g_assert_cmpstr(mail->subject, ==, mail_case->subject);
    g_assert_cmpstr(mail->text, ==, mail_case->text);
    check_notes(mail_case, mail->notes);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/mail-shape/", cases[i].name, NULL);

        g_test_add_data_func(path, &cases[i], test_case);
    }
    return g_test_run();
}
