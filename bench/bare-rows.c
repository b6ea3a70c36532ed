#include "bare-rows.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/text.h"
#include "db/fulltext.h"
#include "search/search.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

typedef enum {
    FIND_PERSON,
    ADD_PERSON,
    ADD_ADDRESS,
    ADD_WORD,
    TOUCH_PERSON,
    ADD_CONVERSATION,
    TOUCH_CONVERSATION,
    ADD_PARTICIPANT,
    ADD_FILE,
    ADD_MESSAGE,
    ADD_HTML,
    ADD_ATTACHMENT,
    ADD_FACT,
    N_STATEMENTS
} StatementId;

static const char *const sqls[N_STATEMENTS] = {
    [FIND_PERSON] = "SELECT person FROM person_address WHERE kind = 'email' AND address = ?",
    [ADD_PERSON] = "INSERT INTO person (id, made_at, last_at, name, folded, address)"
                   " VALUES (?1, ?2, ?2, ?3, ?4, ?5)",
    [ADD_ADDRESS] = "INSERT INTO person_address (person, made_at, kind, address)"
                    " VALUES (?1, ?2, 'email', ?3)",
    [ADD_WORD] = "INSERT OR IGNORE INTO person_word (person, word) VALUES (?1, ?3)",
    [TOUCH_PERSON] = "UPDATE person SET last_at = ?2 WHERE id = ?1",
    [ADD_CONVERSATION] =
        "INSERT INTO conversation (id, opened_at, last_at, waiting_since, person, status, channel,"
        " subject, preview, our_address, message_count)"
        " VALUES (?1, ?2, ?2, ?2, ?6, 1, 'mail', ?3, ?4, 'contact@desk.example', 1)",
    [TOUCH_CONVERSATION] =
        "UPDATE conversation SET last_at = ?2, preview = ?4, status = 1,"
        " message_count = message_count + 1, version = version + 1 WHERE id = ?1",
    [ADD_PARTICIPANT] = "INSERT OR IGNORE INTO participant (conversation, person) VALUES (?1, ?6)",
    [ADD_FILE] = "INSERT INTO file (id, made_at, sha256, type, pack, start, size)"
                 " VALUES (?1, ?2, ?3, ?4, 900000, ?6, ?7)",
    [ADD_MESSAGE] =
        "INSERT INTO message (id, at, text, addresses, external_id, conversation, person, source,"
        " external_key, content_hash, has_html, direction, channel, kind)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 1, 'mail', 0)",
    [ADD_HTML] = "INSERT INTO message_html (message, html) VALUES (?1, ?3)",
    [ADD_ATTACHMENT] = "INSERT INTO attachment (id, message, file, name, type, size)"
                       " VALUES (?1, ?6, ?7, 'recu.pdf', 'application/pdf', ?2)",
    [ADD_FACT] = "INSERT INTO fact (position, at, name, data, person, conversation, subject)"
                 " VALUES (?1, ?2, ?3, ?4, ?6, ?7, ?8)",
};

struct BareRows {
    sqlite3 *db;
    sqlite3_stmt *statements[N_STATEMENTS];
    Fulltext *index;
    GHashTable *matters; /* Message-ID → conversation */
    GArray *documents;   /* FulltextDocument of this transaction */
    GPtrArray *texts;    /* of the documents */
    int pack;
    int64_t pack_size, watermark;
};

static void
must(BareRows *rows, int code)
{
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
        g_error("bare-rows: %s", sqlite3_errmsg(rows->db));
}

/* Parameters 1 and 2 are numbers, 3 to 5 texts, the rest numbers (10 a text): see sqls. */
static int64_t
run(BareRows *rows, StatementId id, int64_t first, int64_t second, const char *const *texts,
    const int64_t *numbers, int n_numbers)
{
    sqlite3_stmt *statement = rows->statements[id];
    int64_t found = 0;
    int code;

    if (id == FIND_PERSON)
        must(rows, sqlite3_bind_text(statement, 1, texts[0], -1, SQLITE_STATIC));
    else {
        int most = sqlite3_bind_parameter_count(statement);

        must(rows, sqlite3_bind_int64(statement, 1, first));
        if (most >= 2)
            must(rows, sqlite3_bind_int64(statement, 2, second));
        for (int i = 0; i < 3 && texts != NULL && most >= 3 + i; i++)
            must(rows, sqlite3_bind_text(statement, 3 + i, texts[i], -1, SQLITE_STATIC));
        for (int i = 0; i < n_numbers && most >= 6 + i; i++)
            must(rows, sqlite3_bind_int64(statement, 6 + i, numbers[i]));
    }
    code = sqlite3_step(statement);
    must(rows, code);
    if (code == SQLITE_ROW)
        found = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return found;
}

BareRows *
bare_rows_open(const char *dir)
{
    BareRows *rows = g_new0(BareRows, 1);
    g_autofree char *path = g_build_filename(dir, "lien.db", NULL);
    g_autofree char *index = g_build_filename(dir, "fulltext.db", NULL);
    g_autofree char *pack = g_build_filename(dir, "files", "bare.pack", NULL);
    g_autoptr(GError) error = NULL;

    must(rows, sqlite3_open_v2(path, &rows->db, SQLITE_OPEN_READWRITE, NULL));
    must(rows, sqlite3_exec(rows->db,
                            "PRAGMA synchronous = full; PRAGMA cache_size = -65536;"
                            "PRAGMA wal_autocheckpoint = 20000; PRAGMA temp_store = memory",
                            NULL, NULL, NULL));
    for (int i = 0; i < N_STATEMENTS; i++)
        must(rows, sqlite3_prepare_v3(rows->db, sqls[i], -1, SQLITE_PREPARE_PERSISTENT,
                                      &rows->statements[i], NULL));
    rows->index = fulltext_open(index, &error);
    if (rows->index == NULL)
        g_error("bare-rows: %s", error->message);
    rows->watermark = fulltext_watermark(rows->index);
    rows->matters = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    rows->documents = g_array_new(FALSE, FALSE, sizeof(FulltextDocument));
    rows->texts = g_ptr_array_new_with_free_func(g_free);
    rows->pack = open(pack, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    return rows;
}

void
bare_rows_begin(BareRows *rows)
{
    must(rows, sqlite3_exec(rows->db, "BEGIN IMMEDIATE", NULL, NULL, NULL));
}

static void
add_document(BareRows *rows, int64_t id, SearchKind kind, char *text)
{
    FulltextDocument document = {id, kind, text};

    g_ptr_array_add(rows->texts, text);
    g_array_append_val(rows->documents, document);
}

static void
add_fact(BareRows *rows, const char *name, int64_t at, int64_t person, int64_t conversation,
         int64_t subject)
{
    run(rows, ADD_FACT, id_new(), at, (const char *[]){name, "{\"kind\":\"person\"}", NULL},
        (int64_t[]){person, conversation, subject}, 3);
}

static int64_t
keep_file(BareRows *rows, const void *bytes, gsize size, const char *type, int64_t at)
{
    char sha256[HASH_HEX_SIZE];
    int64_t id = id_new();

    hash_sha256_hex(bytes, size, sha256);
    if (write(rows->pack, bytes, size) != (ssize_t)size)
        g_error("bare-rows: cannot write the pack");
    run(rows, ADD_FILE, id, at, (const char *[]){sha256, type, NULL},
        (int64_t[]){rows->pack_size, (int64_t)size}, 2);
    rows->pack_size += (int64_t)size;
    return id;
}

static int64_t
meet(BareRows *rows, const BareMail *mail, int64_t at)
{
    int64_t person = run(rows, FIND_PERSON, 0, 0, (const char *[]){mail->address}, NULL, 0);
    g_autofree char *folded = NULL;
    g_auto(GStrv) words = NULL;

    if (person != 0) {
        run(rows, TOUCH_PERSON, person, at, NULL, NULL, 0);
        return person;
    }
    person = id_new();
    folded = text_fold(mail->name);
    words = g_strsplit(folded, " ", -1);
    run(rows, ADD_PERSON, person, at, (const char *[]){mail->name, folded, mail->address}, NULL, 0);
    run(rows, ADD_ADDRESS, person, at, (const char *[]){mail->address, NULL, NULL}, NULL, 0);
    for (char **word = words; *word != NULL; word++)
        run(rows, ADD_WORD, person, at, (const char *[]){*word, NULL, NULL}, NULL, 0);
    add_fact(rows, "person.met", at, person, 0, 0);
    add_document(rows, person, SEARCH_PERSON, g_strdup_printf("%s %s", mail->name, mail->address));
    return person;
}

static int64_t
find_matter(BareRows *rows, const BareMail *mail, int64_t person, int64_t at)
{
    int64_t *known =
        mail->answers != NULL ? g_hash_table_lookup(rows->matters, mail->answers) : NULL;
    int64_t id = known != NULL ? *known : id_new();
    g_autofree char *clipped = text_clip(mail->text, 200);
    g_autofree char *preview = text_line(clipped);

    run(rows, known != NULL ? TOUCH_CONVERSATION : ADD_CONVERSATION, id, at,
        (const char *[]){mail->subject, preview, NULL}, &person, 1);
    run(rows, ADD_PARTICIPANT, id, 0, NULL, &person, 1);
    if (known == NULL)
        add_fact(rows, "conversation.opened", at, person, id, 0);
    g_hash_table_insert(rows->matters, g_strdup(mail->external_id), g_memdup2(&id, sizeof id));
    return id;
}

void
bare_rows_write(BareRows *rows, const BareMail *mail)
{
    int64_t at = clock_now(), message = id_new();
    int64_t person = meet(rows, mail, at);
    int64_t conversation = find_matter(rows, mail, person, at);
    int64_t source = keep_file(rows, mail->source, mail->source_size, "message/rfc822", at);
    sqlite3_stmt *insert = rows->statements[ADD_MESSAGE];
    g_autofree char *addresses =
        g_strdup_printf("{\"from\":{\"address\":\"%s\",\"name\":\"%s\"},\"to\":[{\"address\":"
                        "\"contact@desk.example\"}],\"cc\":[]}",
                        mail->address, mail->name);
    char hash[HASH_HEX_SIZE];

    hash_sha256_hex(mail->text, strlen(mail->text), hash);
    must(rows, sqlite3_bind_text(insert, 10, hash, -1, SQLITE_STATIC));
    must(rows, sqlite3_bind_int(insert, 11, mail->html != NULL));
    run(rows, ADD_MESSAGE, message, at, (const char *[]){mail->text, addresses, mail->external_id},
        (int64_t[]){conversation, person, source, hash_key(mail->external_id)}, 4);
    if (mail->html != NULL)
        run(rows, ADD_HTML, message, 0, (const char *[]){mail->html, NULL, NULL}, NULL, 0);
    if (mail->file != NULL) {
        gsize size;
        const void *bytes = g_bytes_get_data(mail->file, &size);
        int64_t file = keep_file(rows, bytes, size, "application/pdf", at);

        run(rows, ADD_ATTACHMENT, id_new(), (int64_t)size, NULL, (int64_t[]){message, file}, 2);
    }
    add_fact(rows, "message.received", at, person, conversation, message);
    add_document(
        rows, message, SEARCH_MESSAGE,
        g_strdup_printf("%s %s %s %s", mail->subject, mail->name, mail->address, mail->text));
}

void
bare_rows_commit(BareRows *rows)
{
    g_autoptr(GError) error = NULL;

    if (fdatasync(rows->pack) != 0)
        g_error("bare-rows: fdatasync");
    must(rows, sqlite3_exec(rows->db, "COMMIT", NULL, NULL, NULL));
    if (!fulltext_write(rows->index, (const FulltextDocument *)(const void *)rows->documents->data,
                        rows->documents->len, ++rows->watermark, &error))
        g_error("bare-rows: %s", error->message);
    g_array_set_size(rows->documents, 0);
    g_ptr_array_set_size(rows->texts, 0);
}

void
bare_rows_close(BareRows *rows)
{
    for (int i = 0; i < N_STATEMENTS; i++)
        sqlite3_finalize(rows->statements[i]);
    must(rows, sqlite3_close(rows->db));
    fulltext_close(rows->index);
    g_hash_table_unref(rows->matters);
    g_array_unref(rows->documents);
    g_ptr_array_unref(rows->texts);
    close(rows->pack);
    g_free(rows);
}
