#include "app/files.h"

bool
files_are_objects(const Config *config)
{
    const char *files = config_text(config, OPTION_FILES);

    return files != NULL && g_str_has_prefix(files, "s3:");
}

ObjectPlace
files_place(const Config *config)
{
    return (ObjectPlace){
        .bucket = config_text(config, OPTION_FILES),
        .endpoint = config_text(config, OPTION_S3_ENDPOINT),
        .region = config_text(config, OPTION_S3_REGION),
        .key = config_text(config, OPTION_S3_KEY),
        .secret = config_text(config, OPTION_S3_SECRET),
        .ca_file = config_text(config, OPTION_S3_CA),
    };
}

char *
files_folder(const Config *config)
{
    const char *files = config_text(config, OPTION_FILES);

    return files != NULL && !files_are_objects(config) ? g_strdup(files)
                                                       : config_path(config, "files");
}

FileStore *
files_open(const Config *config, Database *database, GError **error)
{
    g_autofree char *folder = files_folder(config);
    ObjectPlace place = files_place(config);

    return files_are_objects(config) ? file_store_open_objects(&place, database, error)
                                     : file_store_open(folder, database, error);
}
