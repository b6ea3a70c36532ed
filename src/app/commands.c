/* The commands, in the order of the help. */
#include "app/command.h"

const Command *const commands[] = {
    &command_serve,         &command_import,
    &command_parse,         &command_user_add,
    &command_user_list,     &command_user_link,
    &command_token_add,     &command_mailbox_add,
    &command_mailbox_list,  &command_mailbox_test,
    &command_config_export, &command_config_import,
    &command_backup,        &command_restore,
    &command_copy,          &command_upload,
    &command_check,         &command_openapi,
    &command_demo,          &command_seed,
    &command_manual,        NULL,
};
