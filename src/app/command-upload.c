/* lien upload: the files of a data directory put into the object store that --files names; how an
 * organisation moves there, and how a restored one goes back. */
#include "app/command.h"

#include "app/files.h"
#include "base/error.h"

static const OptionId taken[] = {OPTION_DATA, OPTIONS_OF_FILES, OPTION_CONFIG, OPTION_LOG,
                                 N_OPTIONS};
static const OptionId required[] = {OPTION_FILES, N_OPTIONS};

static bool
run(const Config *config, GError **error)
{
    g_autofree char *folder = files_folder(config);
    ObjectPlace place = files_place(config);
    size_t sent;

    if (!files_are_objects(config))
        return error_set_field(error, APP_ERROR_INVALID, "files", "--files must be s3://BUCKET");
    if (!file_send_packs(&place, folder, &sent, error))
        return false;
    g_print("%zu packs of %s are in the object store now\n", sent, folder);
    return true;
}

const Command command_upload = {
    .name = "upload",
    .about = "Puts the files of a data directory into the object store of --files.",
    .more = "Stop the server first. What is there already is not sent again.",
    .taken = taken,
    .required = required,
    .run = run,
};
