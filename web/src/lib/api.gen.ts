/* Types of the API. Generated from the server's route tables; do not edit. */

export interface StaffRef { id: string; name: string }
export interface TeamRef { id: string; name: string }
export interface PersonRef { id: string; name: string; address: string | null }
export interface Address { address: string; name: string | null }

export interface Staff {
  id: string;
  person: string;
  email: string | null;
  name: string;
  role: string | null;
  language: string;
  active: boolean;
  teams: TeamRef[];
}
export interface Me extends Staff { rights: string[] }
export interface Session { staff: Me; csrf: string }
export interface LinkKind { kind: 'first' | 'invitation'; email: string | null }
export interface StaffMade { staff: Staff; link: string }
export interface Team { id: string; name: string; members: StaffRef[] }
export interface Token { id: string; name: string; made_at: string; used_at: string | null }
export interface TokenMade { id: string; token: string }

export interface Conversation {
  id: string;
  subject: string;
  status: 'open' | 'waiting' | 'snoozed' | 'closed';
  channel: string;
  person: PersonRef | null;
  assignee: StaffRef | null;
  team: TeamRef | null;
  preview: string;
  message_count: number;
  opened_at: string;
  last_at: string;
  waiting_since: string | null;
  snoozed_until: string | null;
  closed_at: string | null;
  version: number;
}
export interface ConversationFull extends Conversation {
  our_address: string | null;
  first_answer_at: string | null;
  participants: PersonRef[];
}
export interface ConversationCounts {
  mine: number;
  unassigned: number;
  teams: number;
  open: number;
  waiting: number;
  snoozed: number;
}
export interface Author { kind: 'person' | 'staff' | 'program'; id: string | null; name: string; address: string | null }
export interface Delivery {
  state: 'queued' | 'sent' | 'outbox' | 'retrying' | 'failed';
  detail: string | null;
  at: string | null;
}
export interface Attachment { id: string; name: string; type: string; size: number; inline: boolean }
export interface Message {
  id: string;
  direction: 'in' | 'out' | 'note';
  channel: string;
  kind: 'person' | 'bounce' | 'auto-reply' | 'list' | 'report' | 'automatic';
  author: Author;
  at: string;
  sent_at: string | null;
  subject: string | null;
  text: string;
  reply: string | null;
  has_html: boolean;
  has_source: boolean;
  to: Address[];
  cc: Address[];
  delivery: Delivery | null;
  attachments: Attachment[];
  notes: string[];
}
export interface ConversationRef { id: string; subject: string; status?: string }
export interface OutboxMessage { message: Message; conversation: ConversationRef; person: PersonRef | null }

export interface PersonAddress { kind: string; address: string; failed_at: string | null }
export interface Person {
  id: string;
  name: string;
  language: string | null;
  addresses: PersonAddress[];
  made_at: string;
  last_at: string | null;
}
export interface TimelineMessage { id: string; direction: 'in' | 'out' | 'note'; channel: string; preview: string }
export interface TimelineItem {
  id: string;
  at: string;
  name: string;
  actor: StaffRef | null;
  conversation: ConversationRef | null;
  message: TimelineMessage | null;
  data: unknown;
}
export interface Hit {
  kind: 'message' | 'conversation' | 'person';
  id: string;
  conversation: ConversationRef | null;
  person: PersonRef | null;
  at: string;
  excerpt: string;
}

export interface SurveyLoop { id: string; state: string }
export interface Survey {
  id: string;
  conversation: ConversationRef;
  person: PersonRef;
  asked_at: string | null;
  reason: string | null;
  score: number | null;
  comment: string | null;
  answered_at: string | null;
  loop: SurveyLoop | null;
}
export interface LoopSurvey { score: number; comment: string | null; answered_at: string }
export interface Loop {
  id: string;
  survey: LoopSurvey;
  conversation: ConversationRef;
  person: PersonRef;
  owner: StaffRef | null;
  due_at: string;
  late: boolean;
  state: 'todo' | 'done' | 'dropped';
  outcome: string | null;
  note: string | null;
  made_at: string;
  closed_at: string | null;
}

export interface Words { fr: string; en: string }
export interface Period { from: string; to: string; previous_from: string; previous_to: string }
export interface TrendPoint { date: string; value: number | null; n: number }
export interface ChannelPoint { channel: string; value: number | null; n: number }
export interface Indicator {
  name: string;
  unit: 'count' | 'share' | 'duration' | 'score';
  value: number | null;
  n: number;
  numerator: number | null;
  denominator: number | null;
  low: number | null;
  high: number | null;
  median: number | null;
  p90: number | null;
  previous: number | null;
  formula: Words;
  trend: TrendPoint[];
  by_channel: ChannelPoint[];
}
export interface Indicators { period: Period; items: Indicator[] }
export interface IndicatorRow {
  conversation: ConversationRef | null;
  person: PersonRef | null;
  at: string;
  value: number | null;
  channel: string;
}

export interface Setting {
  name: string;
  type: string;
  value: unknown;
  default: unknown;
  source: string | null;
  about: Words;
  min: number | null;
  max: number | null;
  choices: string[] | null;
  valid_from: string | null;
  next: unknown;
  next_from: string | null;
}
export interface Job { id: string; kind: string; subject: string | null; tries: number; last_error: string | null; at: string }
