/* survey-store: the SQL of surveys. Inside this folder only. */
#pragma once

#include "survey/survey.h"

/* What is to be known of a closed matter and of its person before asking. */
typedef struct {
    bool pending; /* neither asked nor held back */
    bool closed;  /* the matter still is, and it is that closing */
    int64_t closed_at;
    bool answered;  /* one of ours replied before it closed */
    int64_t person; /* who answers for the person if they were merged */
    char *name;     /* of the person */
    char *language; /* NULL: not known */
    char *channel;
    char *subject;      /* of the matter */
    char *last_address; /* the newest working e-mail address of the person; NULL */
    int64_t conversation;
} SurveyCase;

void survey_case_free(SurveyCase *known);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SurveyCase, survey_case_free)

/* *ret_changed 0: that closing has one already. */
bool survey_store_plan(Db *tx, int64_t id, int64_t episode, int64_t *ret_changed, GError **error);
/* When the closing took place: 1, 0, -1. */
int survey_store_closed_at(Db *db, int64_t survey, int64_t *ret_ms, GError **error);
int survey_store_case(Db *db, int64_t survey, SurveyCase **ret_case, GError **error);
/* 1 when the person was asked after a time, 0, -1. */
int survey_store_asked_since(Db *db, int64_t person, int64_t since, GError **error);
bool survey_store_hold(Db *tx, int64_t survey, const char *reason, GError **error);
bool survey_store_asked(Db *tx, int64_t survey, int64_t person, int64_t at, int64_t message,
                        GError **error);
int survey_store_find(Db *db, const char *digest, Survey **ret_survey, GError **error);
bool survey_store_answer(Db *tx, int64_t survey, int64_t score, const char *comment, int64_t at,
                         GError **error);

/* 1 and *ret_at, 0, -1. */
int survey_store_stopped(Db *db, int64_t person, int64_t *ret_at, GError **error);
/* *ret_changed 0: it is so already. */
bool survey_store_stop(Db *tx, int64_t person, int64_t staff, int64_t at, int64_t *ret_changed,
                       GError **error);
bool survey_store_resume(Db *tx, int64_t person, int64_t *ret_changed, GError **error);

/* A page of the list, newest first: by answer if answered, else by closing. */
typedef struct {
    bool answered;
    int64_t score;    /* 0: any */
    int64_t from, to; /* of the answer or the closing; to excluded */
    Page page;
} SurveyFilter;
DbRows *survey_store_list(Db *db, const SurveyFilter *filter, GError **error);

extern const Invariant survey_invariants[];
