#include "person/person-store.h"

const Invariant person_invariants[] = {
    {.name = "person.merged-once",
     .about = "Whoever a person was merged into exists and is not merged themself.",
     .sql = "SELECT p.id FROM person p LEFT JOIN person m ON m.id = p.merged_into"
            " WHERE p.merged_into IS NOT NULL AND (m.id IS NULL OR m.merged_into IS NOT NULL)"},
    {.name = "person.address-shown",
     .about = "The address shown of a person is one of theirs, and works if one does.",
     .sql = "SELECT p.id FROM person p WHERE p.address IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM person_address a WHERE a.person = p.id AND a.address = p.address"
            "   AND (a.failed_at IS NULL OR NOT EXISTS (SELECT 1 FROM person_address b"
            "         WHERE b.person = p.id AND b.failed_at IS NULL)))"},
    {.name = "person.found-by-name",
     .about = "Every person with a letter in their name is found by a word of it.",
     .sql = "SELECT p.id FROM person p WHERE p.folded LIKE '%a%' AND NOT EXISTS"
            " (SELECT 1 FROM person_word w WHERE w.person = p.id)"},
    INVARIANTS_END,
};
