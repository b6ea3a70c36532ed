#include "app/demo/demo-setup.h"

#include "base/error.h"
#include "configuration/configuration.h"

#include <string.h>

/* The chat is open at any hour: whoever tries it may do so at night. */
static const char file[] =
    "{\"format\": \"lien-configuration\", \"version\": 1, \"parts\": {"
    "\"widgets\": [{"
    "  \"name\": \"Site du public\", \"team\": null, \"hours\": \"mon-sun 00:00-24:00\","
    "  \"origins\": [\"https://www.aufildesjours.example\"], \"phone\": \"01 99 00 12 12\","
    "  \"greeting_fr\": \"Bonjour ! Une question sur une intervention, une facture, un dossier ? "
    "Écrivez-nous ici.\","
    "  \"greeting_en\": \"Hello! A question about a visit, an invoice, a file? Write to us here.\""
    "}],"
    "\"forms\": [{\"slug\": \"contact\", \"team\": \"Accueil et suivi\", \"form\": {"
    "  \"slug\": \"contact\", \"name\": \"Contact du site\", \"open\": true,"
    "  \"languages\": [\"fr\", \"en\"],"
    "  \"title\": {\"fr\": \"Nous écrire\", \"en\": \"Write to us\"},"
    "  \"intro\": {\"fr\": \"Nous répondons sous deux jours ouvrés. Pour une urgence, appelez le "
    "01 99 00 12 12.\", \"en\": \"We answer within two working days. In an emergency, call "
    "01 99 00 12 12.\"},"
    "  \"subject\": {\"fr\": \"{{sujet}} : {{nom}}\", \"en\": \"{{sujet}}: {{nom}}\"},"
    "  \"origins\": [\"https://www.aufildesjours.example\"],"
    "  \"fields\": ["
    "    {\"key\": \"nom\", \"type\": \"name\", \"required\": true,"
    "     \"label\": {\"fr\": \"Votre nom\", \"en\": \"Your name\"}},"
    "    {\"key\": \"adresse\", \"type\": \"email\","
    "     \"label\": {\"fr\": \"Votre adresse e-mail\", \"en\": \"Your e-mail address\"},"
    "     \"help\": {\"fr\": \"Pour recevoir une copie et notre réponse.\","
    "              \"en\": \"To get a copy and our answer.\"}},"
    "    {\"key\": \"telephone\", \"type\": \"phone\","
    "     \"label\": {\"fr\": \"Votre téléphone\", \"en\": \"Your telephone\"}},"
    "    {\"key\": \"sujet\", \"type\": \"choice\", \"required\": true,"
    "     \"label\": {\"fr\": \"Au sujet de\", \"en\": \"About\"}, \"options\": ["
    "       {\"key\": \"visite\", \"label\": {\"fr\": \"Une intervention\", \"en\": \"A visit\"}},"
    "       {\"key\": \"facture\", \"label\": {\"fr\": \"Une facture\", \"en\": \"An invoice\"}},"
    "       {\"key\": \"demande\", \"label\": {\"fr\": \"Une première demande\","
    "                                        \"en\": \"A first request\"}}]},"
    "    {\"key\": \"numero\", \"type\": \"text\", \"shown_when\": {\"field\": \"sujet\","
    "     \"options\": [\"facture\"]},"
    "     \"label\": {\"fr\": \"Numéro de la facture\", \"en\": \"Number of the invoice\"}},"
    "    {\"key\": \"message\", \"type\": \"long_text\", \"required\": true,"
    "     \"label\": {\"fr\": \"Votre message\", \"en\": \"Your message\"}},"
    "    {\"key\": \"pieces\", \"type\": \"file\","
    "     \"label\": {\"fr\": \"Documents\", \"en\": \"Documents\"}}"
    "  ]}}]}}";

bool
demo_setup(Context *context, int64_t staff, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(file, strlen(file));
    g_autoptr(ConfigurationReport) report = NULL;

    if (!configuration_read(context, bytes, &(ConfigurationOrder){.staff = staff}, &report, error))
        return false;
    for (guint i = 0; i < report->lines->len; i++) {
        const ConfigurationLine *line = report->lines->pdata[i];

        if (line->effect == CONFIGURATION_REFUSED)
            return error_set(error, APP_ERROR_INTERNAL, "the demo's %s %s: %s %s", line->part,
                             line->key, line->field, line->reason);
    }
    return true;
}
