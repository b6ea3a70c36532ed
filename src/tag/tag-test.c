#include "tag/tag.h"

#include "base/error.h"
#include "conversation/conversation-merge.h"
#include "lib/house.h"

typedef struct {
    TagChange change;
    int64_t tag, into, conversation;
    bool changed;
} Call;

static bool
add(Db *tx, void *data, GError **error)
{
    Call *call = data;

    return tag_add(tx, &call->change, 7, &call->tag, error);
}

static bool
change(Db *tx, void *data, GError **error)
{
    Call *call = data;

    return tag_change(tx, call->tag, &call->change, 7, &call->changed, error);
}

static bool
merge(Db *tx, void *data, GError **error)
{
    Call *call = data;

    return tag_merge(tx, call->tag, call->into, 7, error);
}

static bool
tag_matter(Db *tx, void *data, GError **error)
{
    Call *call = data;
    ConversationChange wanted = CONVERSATION_KEEP_ALL;

    wanted.add_tags = (ConversationTags){&call->tag, 1};
    return conversation_change(tx, call->conversation, &wanted, 7, error);
}

static bool
merge_matters(Db *tx, void *data, GError **error)
{
    Call *call = data;
    int64_t survivor;

    return conversation_merge(tx, call->conversation, call->into, CONVERSATION_KEEP, 7, &survivor,
                              error);
}

static bool
unmerge_matters(Db *tx, void *data, GError **error)
{
    Call *call = data;

    return conversation_unmerge(tx, call->conversation, 7, error);
}

static void
run(House *house, DbWork work, Call *call)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(database_write(house->database, work, call, &error));
    g_assert_no_error(error);
}

static void
refused(House *house, DbWork work, Call *call, AppError code, const char *field)
{
    g_autoptr(GError) error = NULL;

    g_assert_false(database_write(house->database, work, call, &error));
    g_assert_error(error, APP_ERROR, (int)code);
    g_assert_cmpstr(error_field(error), ==, field);
}

static int64_t
made(House *house, const char *name)
{
    Call call = {.change = {.name = name, .archived = -1}};

    run(house, add, &call);
    return call.tag;
}

static void
test_no_two_tags_have_a_name_that_reads_alike(void)
{
    g_autoptr(House) house = house_new();
    static const struct {
        const char *name, *colour;
        AppError code;
        const char *field;
    } cases[] = {
        {"facturation", NULL, APP_ERROR_CONFLICT, "name"},
        {"  FÂCTURATION ", NULL, APP_ERROR_CONFLICT, "name"},
        {" \t", NULL, APP_ERROR_INVALID, "name"},
        {"Autre", "mauve", APP_ERROR_INVALID, "colour"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL, APP_ERROR_INVALID,
         "name"},
    };

    made(house, "Facturation");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Call call = {.change = {cases[i].name, cases[i].colour, NULL, -1}};

        g_test_message("%s", cases[i].name);
        refused(house, add, &call, cases[i].code, cases[i].field);
    }
    made(house, "Facture");
}

static void
test_what_changes_nothing_tells_nothing(void)
{
    g_autoptr(House) house = house_new();
    static const char facts[] = "SELECT count(*) FROM fact WHERE name = 'tag.changed'"
                                " AND subject = $1";
    Call call = {.tag = made(house, "Panne"), .change = {"Panne", "grey", "", 0}};

    run(house, change, &call);
    g_assert_false(call.changed);
    g_assert_cmpint(house_number(house, facts, call.tag), ==, 0);
    call.change.archived = 1;
    run(house, change, &call);
    g_assert_true(call.changed);
    g_assert_cmpint(house_number(house, facts, call.tag), ==, 1);
}

static const char carries[] = "SELECT tag FROM conversation_tag WHERE conversation = $1";
static const char how_many[] = "SELECT count(*) FROM conversation_tag WHERE conversation = $1";

static void
test_a_merged_tag_is_the_other_one_everywhere(void)
{
    g_autoptr(House) house = house_new();
    int64_t from = made(house, "Facture"), into = made(house, "Facturation");
    int64_t first = house_hear(house, &(Mail){.from = "camille@example.org"}).conversation;
    int64_t both = house_hear(house, &(Mail){.from = "sacha@example.org"}).conversation;
    Call call = {.tag = from, .into = into, .conversation = first};

    run(house, tag_matter, &call);
    call.conversation = both;
    run(house, tag_matter, &call);
    call.tag = into;
    run(house, tag_matter, &call);
    call.tag = from;
    run(house, merge, &call);
    g_assert_cmpint(house_number(house, carries, first), ==, into);
    g_assert_cmpint(house_number(house, how_many, both), ==, 1);
    g_assert_cmpint(tag_present(database_reader(house->database), from, NULL), ==, into);
    refused(house, merge, &call, APP_ERROR_NOT_FOUND, NULL);
    house_check(house, &tag_module);

    /* Its name is free again, and who still names the old one gets the other. */
    made(house, "Facture");
    run(house, tag_matter, &call);
    g_assert_cmpint(house_number(house, how_many, both), ==, 1);
}

static void
test_a_tag_is_not_merged_into_itself_nor_into_none(void)
{
    g_autoptr(House) house = house_new();
    Call call = {.tag = made(house, "Panne")};

    call.into = call.tag;
    refused(house, merge, &call, APP_ERROR_INVALID, "into");
    call.into = 12;
    refused(house, merge, &call, APP_ERROR_NOT_FOUND, NULL);
    call.conversation = house_hear(house, &(Mail){.from = "camille@example.org"}).conversation;
    call.tag = 12;
    refused(house, tag_matter, &call, APP_ERROR_INVALID, "tags");
}

static void
test_tags_come_and_go_with_the_merge_of_two_matters(void)
{
    g_autoptr(House) house = house_new();
    int64_t panne = made(house, "Panne"), devis = made(house, "Devis");
    int64_t merged = house_hear(house, &(Mail){.from = "camille@example.org"}).conversation;
    int64_t survivor = house_hear(house, &(Mail){.from = "sacha@example.org"}).conversation;
    Call call = {.tag = panne, .conversation = merged};

    run(house, tag_matter, &call);
    call.conversation = survivor;
    call.tag = devis;
    run(house, tag_matter, &call);
    call.conversation = merged;
    call.into = survivor;
    run(house, merge_matters, &call);
    g_assert_cmpint(house_number(house, how_many, survivor), ==, 2);
    run(house, unmerge_matters, &call);
    g_assert_cmpint(house_number(house, carries, survivor), ==, devis);
    g_assert_cmpint(house_number(house, how_many, survivor), ==, 1);
    g_assert_cmpint(house_number(house, carries, merged), ==, panne);
}

static void
test_each_tag_put_or_taken_is_a_fact(void)
{
    g_autoptr(House) house = house_new();
    Call call = {.tag = made(house, "Panne")};

    call.conversation = house_hear(house, &(Mail){.from = "camille@example.org"}).conversation;
    run(house, tag_matter, &call);
    run(house, tag_matter, &call);
    g_assert_cmpint(house_number(house,
                                 "SELECT count(*) FROM fact WHERE name = 'conversation.tagged'"
                                 "   AND conversation = $1",
                                 call.conversation),
                    ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tag/name", test_no_two_tags_have_a_name_that_reads_alike);
    g_test_add_func("/tag/same", test_what_changes_nothing_tells_nothing);
    g_test_add_func("/tag/merge", test_a_merged_tag_is_the_other_one_everywhere);
    g_test_add_func("/tag/refused", test_a_tag_is_not_merged_into_itself_nor_into_none);
    g_test_add_func("/tag/matters", test_tags_come_and_go_with_the_merge_of_two_matters);
    g_test_add_func("/tag/facts", test_each_tag_put_or_taken_is_a_fact);
    return g_test_run();
}
