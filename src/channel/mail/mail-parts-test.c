/* Mails as thirty years of programs wrote them: parts, files, and what stands for neither. */
#include "lib/mail-case.h"

#define HEAD  "From: a@example.org\nSubject: s\nMIME-Version: 1.0\n"
#define MIXED HEAD "Content-Type: multipart/mixed; boundary=\"b\"\n\n"

static const MailCase cases[] = {
    {.name = "missing closing boundary",
     .source =
         MIXED "--b\nContent-Type: text/plain\n\nBonjour\n--b\nContent-Type: application/pdf; "
               "name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQgY29udGVudQ==\n",
     .text = "Bonjour",
     .files = "a.pdf:application/pdf:16"},
    {.name = "boundary param missing",
     .source =
         HEAD "Content-Type: multipart/mixed\n\n--b\nContent-Type: "
              "text/plain\n\nBonjour\n--b\nContent-Type: application/pdf; "
              "name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQgY29udGVudQ==\n--b--\n",
     .text = "Bonjour",
     .files = "a.pdf:application/pdf:16",
     .note = "what separates its parts was guessed"},
    {.name = "boundary differs",
     .source =
         HEAD "Content-Type: multipart/mixed; boundary=\"zzz\"\n\n--b\nContent-Type: "
              "text/plain\n\nBonjour\n--b\nContent-Type: application/pdf; "
              "name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQgY29udGVudQ==\n--b--\n",
     .text = "Bonjour",
     .files = "a.pdf:application/pdf:16",
     .note = "what separates its parts was guessed"},
    {.name = "part without headers",
     .source = MIXED "--b\n\nBonjour a tous\n--b--\n",
     .text = "Bonjour a tous"},
    {.name = "2231 continuation",
     .source = MIXED
     "--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; "
     "filename*0*=utf-8''%C3%A9t%C3%A9; filename*1*=%20un; "
     "filename*2=.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQgY29udGVudQ==\n--b--\n",
     .text = "",
     .files = "été un.pdf:application/pdf:16"},
    {.name = "2231 simple latin1",
     .source = MIXED "--b\nContent-Type: application/octet-stream\nContent-Disposition: "
                     "attachment; filename*=iso-8859-1''%E9t%E9.pdf\n\nx\n--b--\n",
     .text = "",
     .files = "été.pdf:application/octet-stream:1"},
    {.name = "2231 lies",
     .source = MIXED "--b\nContent-Type: application/octet-stream\nContent-Disposition: "
                     "attachment; filename*=iso-8859-1''%C3%A9t%C3%A9.pdf\n\nx\n--b--\n",
     .text = "",
     .files = "été.pdf:application/octet-stream:1"},
    {.name = "2231 no charset",
     .source = MIXED "--b\nContent-Type: application/octet-stream\nContent-Disposition: "
                     "attachment; filename*=%C3%A9t%C3%A9.pdf\n\nx\n--b--\n",
     .text = "",
     .files = "été.pdf:application/octet-stream:1"},
    {.name = "filename encoded word",
     .source = MIXED "--b\nContent-Type: application/octet-stream\nContent-Disposition: "
                     "attachment; filename=\"=?iso-8859-1?Q?=E9t=E9?=.pdf\"\n\nx\n--b--\n",
     .text = "",
     .files = "été.pdf:application/octet-stream:1"},
    {.name = "filename encoded word unquoted folded",
     .source =
         MIXED "--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment;\n "
               "filename==?utf-8?B?w6l0w6kgdW4g?=\n =?utf-8?B?LnBkZg==?=\n\nx\n--b--\n",
     .text = "",
     .files = "été un .pdf:application/octet-stream:1"},
    {.name = "filename raw utf8",
     .source = MIXED
     "--b\nContent-Type: application/octet-stream; name=\"\303\251t\303\251.pdf\"\n\nx\n--b--\n",
     .text = "",
     .files = "été.pdf:application/octet-stream:1"},
    {.name = "filename raw latin1",
     .source =
         MIXED "--b\nContent-Type: application/octet-stream; name=\"\351t\351.pdf\"\n\nx\n--b--\n",
     .text = "",
     .files = "été.pdf:application/octet-stream:1"},
    {.name = "filename path",
     .source = MIXED "--b\nContent-Type: application/octet-stream; name=\"C:\\\\Mes "
                     "documents\\\\a.pdf\"\n\nx\n--b--\n",
     .text = "",
     .files = "a.pdf:application/octet-stream:1"},
    {.name = "filename of a folder above",
     .source = MIXED
     "--b\nContent-Type: application/octet-stream; name=\"../../etc/passwd\"\n\nx\n--b--\n",
     .text = "",
     .files = "passwd:application/octet-stream:1"},
    {.name = "filename unquoted spaces",
     .source = MIXED "--b\nContent-Type: application/pdf; name=mon fichier.pdf\n\nx\n--b--\n",
     .text = "",
     .files = "mon fichier.pdf:application/pdf:1"},
    {.name = "no content type",
     .source = MIXED "--b\nContent-Disposition: attachment; filename=a.txt\n\nx\n--b--\n",
     .text = "",
     .files = "a.txt:text/plain:1"},
    {.name = "bad content type",
     .source = MIXED "--b\nContent-Type: pdf; name=a.pdf\nContent-Transfer-Encoding: "
                     "base64\n\nJVBERi0xLjQgY29udGVudQ==\n--b--\n",
     .text = "",
     .files = "part-1.pdf:application/pdf:16"},
    {.name = "base64 bad chars",
     .source = MIXED "--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: "
                     "base64\n\nJVBERi0x!!!\n LjQgY29udGVudQ==\n\n-- \nfooter list\n--b--\n",
     .text = "",
     .files = "a.pdf:application/pdf:16"},
    {.name = "x-uuencode CTE",
     .source = MIXED
     "--b\nContent-Type: application/octet-stream; name=a.txt\nContent-Transfer-Encoding: "
     "x-uuencode\n\nbegin 644 a.txt\n#0V%T\n`\nend\n--b--\n",
     .text = "",
     .files = "a.txt:application/octet-stream:3"},
    {.name = "uuencode inline",
     .source = HEAD "\nVoici le fichier\n\nbegin 644 cat.txt\n#0V%T\n`\nend\n\nFin\n",
     .text = "Voici le fichier\n\nbegin 644 cat.txt\n#0V%T\n`\nend\n\nFin",
     .files = "cat.txt:application/octet-stream:3"},
    {.name = "passed on as attachment",
     .source =
         MIXED "--b\n\nVoir\n--b\nContent-Type: message/rfc822\n\nFrom: z@example.org\nSubject: "
               "dedans\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nTexte "
               "dedans\n--c\nContent-Type: application/pdf; name=d.pdf\n\nx\n--c--\n--b--\n",
     .text = "Voir",
     .files = "dedans.eml:message/rfc822:152"},
    {.name = "report",
     .source = HEAD
     "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nPas "
     "remis\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
     "x\n\nFinal-Recipient: rfc822; z@example.org\nAction: failed\nStatus: "
     "5.1.1\n--b\nContent-Type: text/rfc822-headers\n\nSubject: o\n--b--\n",
     .text = "Pas remis",
     .files = "part-1.txt:message/delivery-status:90 part-2.txt:text/rfc822-headers:10"},
    {.name = "smime p7m",
     .source = HEAD "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; "
                    "name=\"smime.p7m\"\nContent-Transfer-Encoding: base64\nContent-Disposition: "
                    "attachment; filename=\"smime.p7m\"\n\nMIAGCSqGSIb3DQEHA6CAMIACAQ==\n",
     .text = "",
     .files = "smime.p7m:application/pkcs7-mime:19",
     .note = "it is encrypted: what it says is in its files"},
    {.name = "pgp mime",
     .source =
         HEAD "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; "
              "boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: "
              "1\n--b\nContent-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN "
              "PGP MESSAGE-----\nx\n-----END PGP MESSAGE-----\n--b--\n",
     .text = "",
     .files = "part-1.bin:application/pgp-encrypted:10 encrypted.asc:application/pgp-encrypted:55",
     .note = "it is encrypted: what it says is in its files"},
    {.name = "signed",
     .source = HEAD "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; "
                    "boundary=b\n\n--b\n\nBonjour\n--b\nContent-Type: application/pgp-signature; "
                    "name=signature.asc\n\n-----BEGIN PGP SIGNATURE-----\nx\n--b--\n",
     .text = "Bonjour",
     .files = "signature.asc:application/pgp-signature:31"},
    {.name = "ics alternative",
     .source = HEAD
     "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nInvitation\n--b\nContent-Type: "
     "text/html\n\n<p>Invitation</p>\n--b\nContent-Type: text/calendar; "
     "method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Rendez-"
     "vous\nDTSTART:20261123T093000Z\nEND:VEVENT\nEND:VCALENDAR\n--b--\n",
     .text = "Invitation",
     .files = "part-1.ics:text/calendar:113",
     .note = "it carries an invitation or an appointment"},
    {.name = "ics alone",
     .source = HEAD "Content-Type: text/calendar; method=REQUEST; "
                    "charset=utf-8\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:"
                    "Rendez-vous\nDTSTART:20261123T093000Z\nEND:VEVENT\nEND:VCALENDAR\n",
     .text = "",
     .files = "part-1.ics:text/calendar:114",
     .note = "it carries an invitation or an appointment"},
    {.name = "html only",
     .source = HEAD "Content-Type: text/html; charset=utf-8\n\n<html><body><p>Bonjour "
                    "<b>vous</b></p><div>Fin</div></body></html>",
     .text = "Bonjour vous\n\nFin"},
    {.name = "html declared plain",
     .source = HEAD "Content-Type: text/plain\n\n<html><body><p>Bonjour</p></body></html>",
     .text = "Bonjour"},
    {.name = "related inline",
     .source = HEAD "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: "
                    "text/html\n\n<p>x<img src=\"cid:i@x\"></p>\n--b\nContent-Type: image/png; "
                    "name=i.png\nContent-ID: <i@x>\n\n\211PNG\n--b--\n",
     .text = "x",
     .files = "i.png:text/plain:4:inline"},
    {.name = "alt text blank html full",
     .source = HEAD "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n "
                    "\n--b\nContent-Type: text/html\n\n<p>Bonjour</p>\n--b--\n",
     .text = "Bonjour"},
    {.name = "alt text differs: text short html long",
     .source = HEAD
     "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nVotre logiciel ne lit pas le "
     "HTML.\n--b\nContent-Type: text/html\n\n<p>Bonjour, voici la demande complete</p>\n--b--\n",
     .text = "Bonjour, voici la demande complete\n\nVotre logiciel ne lit pas le HTML."},
    {.name = "apple mixed html pieces",
     .source =
         MIXED "--b\nContent-Type: text/html\n\n<p>un</p>\n--b\nContent-Type: application/pdf; "
               "name=a.pdf\n\n%PDF-\n--b\nContent-Type: text/html\n\n<p>deux</p>\n--b--\n",
     .text = "un\ndeux",
     .files = "a.pdf:application/pdf:5"},
    {.name = "text enriched",
     .source = HEAD "Content-Type: text/enriched\n\n<bold>Bonjour</bold>\n",
     .text = "Bonjour"},
    {.name = "format flowed",
     .source =
         HEAD "Content-Type: text/plain; format=flowed; delsp=yes\n\nBonjour \ntout le \nmonde\n",
     .text = "Bonjour tout le monde"},
    {.name = "message partial",
     .source = HEAD "Content-Type: message/partial; id=x; number=1; total=2\n\nBonjour\n",
     .text = "",
     .files = "part-1.bin:message/partial:8",
     .note = "it is a piece of a mail that came in several"},
    {.name = "digest",
     .source =
         HEAD "Content-Type: multipart/digest; boundary=b\n\n--b\n\nFrom: z@example.org\nSubject: "
              "un\n\nTexte un\n--b\n\nFrom: y@example.org\nSubject: deux\n\nTexte deux\n--b--\n",
     .text = "",
     .files = "un.eml:message/rfc822:41 deux.eml:message/rfc822:45"},
    {.name = "boundary trailing spaces",
     .source = MIXED "--b  \nContent-Type: text/plain\n\nBonjour\n--b--  \n",
     .text = "Bonjour"},
    {.name = "boundary in nested same",
     .source = MIXED
     "--b\nContent-Type: multipart/alternative; boundary=\"b\"\n\n--b\n\nBonjour\n--b--\n--b--\n",
     .text = "Bonjour"},
    {.name = "text attached txt",
     .source =
         MIXED "--b\n\nBonjour\n--b\nContent-Type: text/plain; name=log.txt\nContent-Disposition: "
               "attachment; filename=log.txt\n\nlog\n--b--\n",
     .text = "Bonjour",
     .files = "log.txt:text/plain:3"},
    {.name = "text inline named",
     .source = MIXED "--b\n\nBonjour\n--b\nContent-Type: text/plain; "
                     "name=log.txt\nContent-Disposition: inline; filename=log.txt\n\nlog\n--b--\n",
     .text = "Bonjour",
     .files = "log.txt:text/plain:3:inline"},
    {.name = "voicemail only attachment",
     .source = HEAD
     "Content-Type: audio/wav; name=voix.wav\nContent-Transfer-Encoding: base64\n\nUklGRg==\n",
     .text = "",
     .files = "voix.wav:text/plain:4"},
    {.name = "winmail.dat with a text beside",
     .source = MIXED "--b\n\nBonjour\n--b\nContent-Type: application/ms-tnef; "
                     "name=winmail.dat\nContent-Transfer-Encoding: "
                     "base64\n\neJ8+"
                     "IgEAAQeQBgAIAAAA5AQAAAAAAADoAAEDkAYAOAAAAAEAAAAfAAAQAQAAACYAAABMAGUAIAB0\nAGU"
                     "AeAB0AGUAIABkAHUAIABwAGEAcQB1AGUAdAAAAAAA+"
                     "wYCApAGAA4AAAAAAAAAAAAAAAAAAAAA\nAAAAAhCAAQALAAAAUkVDVX4xLlBERgDmAgIPgAYADQAA"
                     "ACVQREYtMS40IHJlY3WOAwIFkAYAOAAA\nAAIAAAAfAAc3AQAAACAAAABSAGUA5wB1ACAAZgBpAHM"
                     "AYwBhAGwALgBwAGQAZgAAAAMAIA4NAAAA\nywYCApAGAA4AAAAAAAAAAAAAAAAAAAAAAAAAAhCAAQ"
                     "AIAAAA6XTpLnR4dADUAwIPgAYABAAAAGRl\ndXi2AQ==\n--b--\n",
     .text = "Bonjour",
     .files = "winmail.dat:application/vnd.ms-tnef:289 Reçu fiscal.pdf:application/pdf:13 "
              "été.txt:application/octet-stream:4",
     .note = "the files in its winmail.dat were taken out"},
    {.name = "winmail.dat alone says the text",
     .source = MIXED "--b\n\n \n--b\nContent-Type: application/ms-tnef; "
                     "name=winmail.dat\nContent-Transfer-Encoding: "
                     "base64\n\neJ8+"
                     "IgEAAQeQBgAIAAAA5AQAAAAAAADoAAEDkAYAOAAAAAEAAAAfAAAQAQAAACYAAABMAGUAIAB0\nAGU"
                     "AeAB0AGUAIABkAHUAIABwAGEAcQB1AGUAdAAAAAAA+"
                     "wYCApAGAA4AAAAAAAAAAAAAAAAAAAAA\nAAAAAhCAAQALAAAAUkVDVX4xLlBERgDmAgIPgAYADQAA"
                     "ACVQREYtMS40IHJlY3WOAwIFkAYAOAAA\nAAIAAAAfAAc3AQAAACAAAABSAGUA5wB1ACAAZgBpAHM"
                     "AYwBhAGwALgBwAGQAZgAAAAMAIA4NAAAA\nywYCApAGAA4AAAAAAAAAAAAAAAAAAAAAAAAAAhCAAQ"
                     "AIAAAA6XTpLnR4dADUAwIPgAYABAAAAGRl\ndXi2AQ==\n--b--\n",
     .text = " \nLe texte du paquet",
     .files = "winmail.dat:application/vnd.ms-tnef:289 Reçu fiscal.pdf:application/pdf:13 "
              "été.txt:application/octet-stream:4",
     .note = "the files in its winmail.dat were taken out"},
    {.name = "winmail.dat cut short",
     .source = HEAD
     "Content-Type: application/octet-stream; name=winmail.dat\nContent-Transfer-Encoding: "
     "base64\n\neJ8+"
     "IgEAAQeQBgAIAAAA5AQAAAAAAADoAAEDkAYAOAAAAAEAAAAfAAAQAQAAACYAAABMAGUAIAB0\nAGUAeAB0AGUAIABkAHU"
     "AIABwAGEAcQB1AGUAdAAAAAAA+"
     "wYCApAGAA4AAAAAAAAAAAAAAAAAAAAA\nAAAAAhCAAQALAAAAUkVDVX4xLlBERgDmAgIPgAYADQAAACVQ\n",
     .text = "Le texte du paquet",
     .files = "winmail.dat:application/vnd.ms-tnef:150",
     .note = "the files in its winmail.dat were taken out"},
    {.name = "enriched beside plain is a file",
     .source = HEAD
     "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nBonjour\n--b\nContent-Type: "
     "text/enriched\n\n<bold>Bonjour</bold>\n--b--\n",
     .text = "Bonjour",
     .files = "part-1.bin:text/enriched:20"},
    {.name = "flowed",
     .source = HEAD "Content-Type: text/plain; format=flowed\n\nUn \nparagraphe.\n> cite \n> "
                    "encore\n From\n-- \nJean\n",
     .text = "Un paragraphe.\n> cite encore\nFrom\n-- \nJean"},
};

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    mail_cases_add("/mail-parts/", cases, G_N_ELEMENTS(cases));
    return g_test_run();
}
