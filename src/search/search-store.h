/* search-store: what the indexer and the route of search/ read. Inside search/ only. */
#pragma once

#include "search/search.h"

/* The text of a document: 1 and *ret_text, 0 when there is no such message or person, -1. */
int search_store_message_text(Db *db, int64_t message, char **ret_text, GError **error);
int search_store_person_text(Db *db, int64_t person, char **ret_text, GError **error);

/* The matter of a message: 1, 0 (none, or a stray), -1. */
int search_store_conversation(Db *db, int64_t message, int64_t *ret_conversation, GError **error);

/* What is told of a document that was found; texts are its own. */
typedef struct {
    SearchKind kind;
    int64_t id, at;
    int64_t conversation; /* 0: none */
    char *subject;
    int64_t status, assignee; /* of the matter; 0: none */
    char *channel;            /* of the message; NULL: a person */
    int64_t person;           /* 0: none */
    char *name, *address;
    char *text;
} SearchHit;

void search_hit_clear(SearchHit *hit);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SearchHit, search_hit_clear)

/* 1, 0 when it has gone since, -1. */
int search_store_hit(Db *db, int64_t document, SearchHit *ret_hit, GError **error);

/* The newest message of a matter: 1, 0, -1. */
int search_store_newest(Db *db, int64_t conversation, int64_t *ret_message, GError **error);

/* search-check.c */
extern const Invariant search_invariants[];
