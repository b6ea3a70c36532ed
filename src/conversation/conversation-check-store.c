#include "conversation/conversation-store.h"

const Invariant conversation_invariants[] = {
    {.name = "conversation.message-count",
     .about = "The count of messages of a conversation is the number of its messages.",
     .sql = "SELECT c.id FROM conversation c LEFT JOIN message m ON m.conversation = c.id"
            " GROUP BY c.id HAVING count(m.id) <> c.message_count"},
    {.name = "conversation.last-at",
     .about = "A conversation's last time is that of its newest message.",
     .sql = "SELECT c.id FROM conversation c JOIN message m ON m.conversation = c.id"
            " GROUP BY c.id HAVING max(m.at) <> c.last_at"},
    {.name = "conversation.held",
     .about = "What waits to leave has the job by which it leaves, unless a person must decide.",
     .sql = "SELECT h.id FROM held h WHERE h.held_back = 0 AND NOT EXISTS"
            " (SELECT 1 FROM job j WHERE j.kind = 'message.leave' AND j.subject = h.id)"},
    {.name = "conversation.state",
     .about = "Closed has a closing time and nobody waiting; snoozed has a time to wake; others "
              "neither; the priority is a known one.",
     .sql = "SELECT id FROM conversation WHERE status NOT BETWEEN 1 AND 5"
            " OR priority NOT BETWEEN 1 AND 4"
            " OR (status = 4) <> (closed_at IS NOT NULL) OR (status = 3) <> (snoozed_until IS NOT "
            "NULL)"
            " OR (status = 4 AND waiting_since IS NOT NULL)"},
    {.name = "conversation.episodes",
     .about = "Each closing left its episode, and no episode ends before it begins.",
     .sql = "SELECT c.id FROM conversation c WHERE c.merged_into IS NULL AND c.reopened + CASE "
            "WHEN c.status = 4 THEN 1 ELSE "
            "0 END <>"
            "  (SELECT count(*) FROM episode e WHERE e.conversation = c.id)"
            " UNION SELECT conversation FROM episode WHERE closed_at < opened_at"},
    {.name = "conversation.participants",
     .about = "The person a conversation is with takes part in it.",
     .sql = "SELECT c.id FROM conversation c WHERE NOT EXISTS (SELECT 1 FROM participant t"
            " WHERE t.conversation = c.id AND t.person = c.person)"},
    {.name = "conversation.waiting",
     .about = "Nobody waits for an answer to nothing: who waits has said something.",
     .sql = "SELECT c.id FROM conversation c WHERE c.waiting_since IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM message m WHERE m.conversation = c.id AND m.direction = 1)"},
    {.name = "conversation.merged",
     .about = "A merged conversation is closed, holds no message, and one merge tells into what.",
     .sql = "SELECT c.id FROM conversation c LEFT JOIN merge g ON g.conversation = c.id"
            "   AND g.ended_at IS NULL"
            " WHERE coalesce(c.merged_into, 0) <> coalesce(g.survivor, 0)"
            " UNION SELECT id FROM conversation WHERE merged_into IS NOT NULL"
            "   AND (status <> 4 OR message_count <> 0)"
            " UNION SELECT m.conversation FROM message m JOIN conversation c"
            "    ON c.id = m.conversation WHERE c.merged_into IS NOT NULL"},
    {.name = "conversation.merged-ends",
     .about = "Who answers for a merged conversation in the end is there, and is not merged.",
     .sql = "WITH RECURSIVE up (start, id, depth) AS ("
            "   SELECT id, merged_into, 1 FROM conversation WHERE merged_into IS NOT NULL"
            "   UNION ALL SELECT up.start, c.merged_into, up.depth + 1 FROM up"
            "     JOIN conversation c ON c.id = up.id"
            "    WHERE c.merged_into IS NOT NULL AND up.depth < 1000)"
            " SELECT start FROM up LEFT JOIN conversation c ON c.id = up.id"
            "  WHERE c.id IS NULL OR up.id = up.start OR up.depth = 1000"},
    {.name = "conversation.links",
     .about = "A link joins two conversations, the smaller id first.",
     .sql = "SELECT conversation FROM conversation_link WHERE conversation >= other"},
    {.name = "conversation.fact",
     .about = "Every conversation has the fact that tells it was opened.",
     .sql = "SELECT c.id FROM conversation c WHERE NOT EXISTS (SELECT 1 FROM fact f"
            " WHERE f.conversation = c.id AND f.name = 'conversation.opened')"},
    {.name = "message.fact",
     .about = "Every message of a conversation has exactly one fact that tells how it came, in the "
              "conversation it came to.",
     .sql = "SELECT m.id FROM message m LEFT JOIN fact f ON f.subject = m.id"
            "  AND f.conversation IS NOT NULL"
            "  AND f.name IN ('message.received', 'message.sent', 'message.noted')"
            " WHERE m.conversation IS NOT NULL GROUP BY m.id HAVING count(f.position) <> 1"},
    {.name = "message.mentions",
     .about = "A mention stands in the conversation of its message.",
     .sql = "SELECT g.message FROM message_mention g LEFT JOIN message m ON m.id = g.message"
            " WHERE m.id IS NULL OR m.conversation IS NULL OR m.conversation <> g.conversation"},
    {.name = "message.once",
     .about = "No incoming message is there twice.",
     .sql = "SELECT min(id) FROM message WHERE direction = 1 AND external_key IS NOT NULL"
            " GROUP BY external_key, external_id, content_hash HAVING count(*) > 1"},
    {.name = "message.delivery",
     .about = "What we sent has a state of delivery, and nothing else has one.",
     .sql = "SELECT id FROM message WHERE (direction = 2) <> (delivery IS NOT NULL)"},
    {.name = "message.files",
     .about = "Every attachment and every source has its file.",
     .sql = "SELECT a.id FROM attachment a LEFT JOIN file f ON f.id = a.file WHERE f.id IS NULL"
            " UNION SELECT m.id FROM message m LEFT JOIN file f ON f.id = m.source"
            "  WHERE m.source IS NOT NULL AND f.id IS NULL"},
    {.name = "message.html",
     .about = "A message that says it has HTML has it.",
     .sql = "SELECT m.id FROM message m LEFT JOIN message_html h ON h.message = m.id"
            " WHERE (m.has_html = 1) <> (h.message IS NOT NULL)"},
    INVARIANTS_END,
};
