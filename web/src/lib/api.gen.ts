// Made by tools/types.mjs from the route tables: `make generated`. Not written by hand.

/** A page of a list; next is the cursor of the following one. */
export interface Page<T> {
  items: T[]
  next: string | null
}

export interface Address {
  address: string
  name: string | null
}

export interface Attachment {
  id: string
  name: string
  /** Found in the content. */
  type: string
  /** Bytes. */
  size: number
  /** Shown inside the text. */
  inline: boolean
  /** Of the virus scanner; none: nobody asked. Only what is clean or none is opened. */
  verdict: 'none' | 'waiting' | 'clean' | 'infected'
}

export interface Author {
  kind: 'person' | 'staff' | 'program'
  id: string | null
  name: string
  address: string | null
}

export interface Brand {
  name: string
  /** Spoken when nobody says which. */
  language: 'fr' | 'en'
  /** The colour on light paper, readable. */
  light: BrandTone
  dark: BrandTone
  logo: BrandLogo | null
}

export interface BrandLogo {
  path: string
  /** That it is shown at, in CSS pixels. */
  width: number
  height: number
}

export interface BrandPreview {
  light: BrandTone
  dark: BrandTone
  /** Of the colour as chosen on white paper; 4.5 can be read. */
  contrast: number
}

export interface BrandTone {
  accent: string
  /** What is written on it. */
  on_accent: string
}

export interface Bulk {
  /** To ask how far it is; null when it is done already. */
  id: string | null
  state: 'running' | 'done'
  total: number
  /** Changed so far. */
  done: number
  /** Seconds during which it can be taken back still. */
  begins_in: number
  /** Those that are as they were. */
  failed: BulkFailure[]
}

export interface BulkChange {
  status?: 'open' | 'waiting' | 'snoozed' | 'closed' | 'pending'
  priority?: 'low' | 'normal' | 'high' | 'urgent'
  assignee?: string | null
  team?: string | null
  snoozed_until?: string
  /** These and no others. */
  tags?: string[]
  /** These too. */
  add_tags?: string[]
  /** Not these. */
  remove_tags?: string[]
}

export interface BulkFailure {
  conversation: string
  /** As a problem has it. */
  code: string
}

export interface Canned {
  id: string
  name: string
  shortcut: string | null
  subject: string | null
  text: string
  html: string | null
  team: TeamRef | null
  personal: boolean
  language: 'fr' | 'en' | null
  use_count: number
  /** I may change it. */
  mine: boolean
  version: number
  attachments: Attachment[]
}

export interface CannedChange {
  name?: string
  /** Typed in the composer to find it at once. */
  shortcut?: string | null
  subject?: string | null
  text?: string
  html?: string | null
  /** Whose it is. */
  team?: string | null
  /** Mine alone. */
  personal?: boolean
  language?: 'fr' | 'en' | null
  attachments?: string[]
  version: number
}

export interface CannedFilled {
  subject: string | null
  text: string
  html: string | null
  attachments: Attachment[]
  /** Variables without a value here. */
  missing: string[]
}

export interface CannedRefused {
  conversation: string
  /** As a problem has it. */
  code: string
  /** Variables without a value there: a reply with a gap does not leave. */
  missing: string[]
}

export interface CannedReplies {
  conversations: string[]
  /** Each is closed when its reply leaves. */
  close?: boolean
  /** Tells what would be, and writes nothing. */
  preview?: boolean
}

export interface CannedReply {
  conversation: string
  message: string
}

export interface CannedUse {
  /** Where; none when a conversation is to be opened. */
  conversation?: string | null
}

export interface CannedWritten {
  /** How many leave. */
  count: number
  /** Each can be taken back; none of a preview. */
  messages: CannedReply[]
  refused: CannedRefused[]
  /** The first, with its values. */
  sample: string | null
  undo_seconds: number
}

export interface ChannelRef {
  name: string
  /** The person is there now: nothing waits. */
  live: boolean
  takes_html: boolean
  takes_files: boolean
  /** Bytes of one message. */
  text_max: number | null
}

export interface ChatAddress {
  email: string
  name?: string
}

export interface ChatAvailability {
  /** Whether I take chats while I have the desk open. */
  available: boolean
  /** Whether a site has a chat in service: otherwise nobody asks. */
  in_use: boolean
}

export interface ChatAvailabilityChange {
  /** Whether I take chats while I have the desk open. */
  available: boolean
}

export interface ChatBegin {
  language: 'fr' | 'en'
  page?: string
  /** What the site says of who is signed in: JSON with id, email, name, until. */
  identity?: string
  /** HMAC-SHA-256 of identity, to the letter, under the widget's secret: hexadecimal. */
  signature?: string
}

export interface ChatFile {
  id: string
  name: string
  type: string
  size: number
}

export interface ChatHere {
  /** As the beat says. */
  stream: string
}

export interface ChatLeave {
  secret: string
  /** Absent: one asked from time to time. */
  stream?: string
}

export interface ChatMark {
  /** The position of the newest message the browser has. */
  received: string
  /** Of the newest that was before their eyes. */
  read?: string
}

export interface ChatMessage {
  position: string
  /** Of the visitor's own. */
  key: string | null
  from: 'visitor' | 'staff' | 'program'
  /** Of the adviser. */
  name: string | null
  text: string
  at: string
  files: ChatFile[]
}

export interface ChatSaid {
  position: string
}

export interface ChatSecret {
  /** What the site's server signs identities with. Never in a page. */
  secret: string
  /** An identity, good for an hour. */
  example: string
  /** The signature of the example: what the site's code must find. */
  signature: string
}

export interface ChatSession {
  /** Lets this browser speak for the visitor: Authorization: Bearer. */
  secret: string
}

export interface ChatTalk {
  /** The name of its widget. */
  widget: string
  /** The visitor has the page open, or had it a moment ago. */
  present: boolean
  seen_at: string
  /** Where they wrote from. */
  page: string | null
  name: string | null
  /** Where they asked to be answered once they have left. */
  email: string | null
  /** The site says under its signature who they are. */
  identified: boolean
  language: 'fr' | 'en'
  /** The newest message of ours they have read. */
  read: string | null
  /** Since when they ask for a person, while none of ours has written since. */
  human_since: string | null
}

export interface ChatTyping {
  typing: boolean
}

export interface ChatVisitor {
  name: string | null
  email: string | null
  identified: boolean
}

export interface ChatWelcome {
  organisation: string
  language: 'fr' | 'en'
  colour: string
  position: 'right' | 'left'
  greeting: string
  away: string
  /** Within its hours. */
  open: boolean
  /** Somebody who answers has the desk open now. */
  here: boolean
  opens_at: string | null
  phone: string | null
  patience: number
  files: boolean
  /** Bytes of one file. */
  file_max: number
  /** Bytes of one message. */
  text_max: number
}

export interface ChatWidget {
  id: string
  /** What names it in the line of a site. Not a secret. */
  key: string
  name: string
  /** The line of HTML to put in the pages of the site. */
  script: string
  team: TeamRef | null
  /** The sites whose pages may show it: scheme and host. */
  origins: string[]
  colour: string | null
  position: 'right' | 'left'
  /** Null: that of the page it is in. */
  language: 'fr' | 'en' | null
  greeting_fr: string | null
  greeting_en: string | null
  away_fr: string | null
  away_en: string | null
  /** Null: the organisation's. */
  hours: string | null
  /** The address of ours that goes on by mail. Null: the usual one. */
  address: string | null
  /** Another way to reach a person, always shown. */
  phone: string | null
  /** What visitors see of an adviser's name. */
  names: 'full' | 'first' | 'none'
  /** Seconds without an answer after which the widget says so. */
  patience: number
  /** Whether visitors may send files. */
  files: boolean
  enabled: boolean
}

export interface ChatWidgetChange {
  name?: string
  team?: string | null
  origins?: string[]
  colour?: string | null
  position?: 'right' | 'left'
  language?: 'fr' | 'en' | null
  greeting_fr?: string | null
  greeting_en?: string | null
  away_fr?: string | null
  away_en?: string | null
  hours?: string | null
  address?: string | null
  phone?: string | null
  names?: 'full' | 'first' | 'none'
  patience?: number
  files?: boolean
  enabled?: boolean
}

export interface ChatWord {
  /** Made by the browser: the same key is the same message. */
  key: string
  text?: string
  files?: string[]
  page?: string
  /** They ask for a person. */
  human?: boolean
}

export interface ConfigurationChange {
  at: string
  /** As the journal names it: setting.changed. */
  fact: string
  data: unknown
  /** Who did it; null: the program. */
  by: string | null
  /** The team, the account or the mailbox, by name. */
  about: string | null
}

export interface ConfigurationCounts {
  same: number
  added: number
  changed: number
  kept: number
  refused: number
}

export interface ConfigurationLine {
  part: string
  /** The name or the address of the item. */
  key: string | null
  effect: 'same' | 'added' | 'changed' | 'kept' | 'refused'
  field: string | null
  /** Why it is refused. */
  reason: string | null
}

export interface ConfigurationReport {
  /** False: only asked, or something was refused and nothing was done. */
  applied: boolean
  counts: ConfigurationCounts
  /** All but those that stay the same. */
  lines: ConfigurationLine[]
}

export interface Conversation {
  id: string
  subject: string
  status: 'open' | 'waiting' | 'snoozed' | 'closed' | 'pending'
  priority: 'low' | 'normal' | 'high' | 'urgent'
  /** The one the person used last. */
  channel: string
  person: PersonRef | null
  assignee: StaffRef | null
  team: TeamRef | null
  tags: TagRef[]
  /** The beginning of the last message. */
  preview: string
  message_count: number
  /** When it was opened, the last time. */
  opened_at: string
  /** Of the last message. */
  last_at: string
  /** The oldest word of the person that is not answered. */
  waiting_since: string | null
  snoozed_until: string | null
  closed_at: string | null
  /** Somebody else has said something since I looked; never of what is closed. */
  unread: boolean
  /** Grows at each change; given back in a PATCH, it keeps two from overwriting. */
  version: number
}

export interface ConversationChange {
  status?: 'open' | 'waiting' | 'snoozed' | 'closed' | 'pending'
  priority?: 'low' | 'normal' | 'high' | 'urgent'
  assignee?: string | null
  team?: string | null
  subject?: string
  snoozed_until?: string
  /** These and no others. */
  tags?: string[]
  /** These too. */
  add_tags?: string[]
  /** Not these. */
  remove_tags?: string[]
  version?: number
}

export interface ConversationCounts {
  mine: number
  unassigned: number
  /** Those of my teams. */
  teams: number
  open: number
  waiting: number
  snoozed: number
  /** Those that wait for us. */
  pending: number
  /** Those in which I am called and have not looked since. */
  mentions: number
  /** Those of them that I have not read. */
  unread: UnreadCounts
  /** Each of my teams that has some. */
  by_team: TeamCount[]
}

export interface ConversationFull {
  id: string
  subject: string
  status: 'open' | 'waiting' | 'snoozed' | 'closed' | 'pending'
  priority: 'low' | 'normal' | 'high' | 'urgent'
  /** The one the person used last. */
  channel: string
  person: PersonRef | null
  assignee: StaffRef | null
  team: TeamRef | null
  tags: TagRef[]
  /** The beginning of the last message. */
  preview: string
  message_count: number
  /** When it was opened, the last time. */
  opened_at: string
  /** Of the last message. */
  last_at: string
  /** The oldest word of the person that is not answered. */
  waiting_since: string | null
  snoozed_until: string | null
  closed_at: string | null
  /** Somebody else has said something since I looked; never of what is closed. */
  unread: boolean
  /** Grows at each change; given back in a PATCH, it keeps two from overwriting. */
  version: number
  /** The address of ours it came to, from which we answer. */
  our_address: string | null
  first_answer_at: string | null
  participants: PersonRef[]
  /** Who answers for it: its messages are there. */
  merged_into: ConversationRef | null
  /** What was merged into it and can be taken back. */
  merged: ConversationRef[]
  /** What it has to do with. */
  links: ConversationRef[]
}

export interface ConversationRef {
  id: string
  subject: string
}

export interface Delivery {
  state: 'queued' | 'sent' | 'outbox' | 'retrying' | 'failed' | 'absent' | 'scheduled' | 'held-back'
  /** Why, as we were told. */
  detail: string | null
  at: string | null
  /** The channel it left by instead, since the person was not there any more. */
  elsewhere: string | null
}

export interface Domain {
  domain: string
  /** Ours in it. */
  addresses: string[]
  dkim: DomainKey
  /** null: never; the findings are null too. */
  checked_at: string | null
  spf: DomainFinding | null
  dkim_dns: DomainFinding | null
  dmarc: DomainFinding | null
  mx: DomainFinding | null
  /** SPF or DKIM speaks for the From that people see; null: not known. */
  aligned: boolean | null
}

export interface DomainFinding {
  state: 'ok' | 'missing' | 'wrong' | 'weak' | 'unknown'
  /** The records there are. */
  found: string[]
  /** The record to publish instead; null: none, or it is not known from here. */
  wanted: string | null
  /** Why, by a word that the screen explains. */
  reason: 'ok' | 'missing' | 'no-answer' | 'syntax' | 'several' | 'too-many-lookups' | 'too-many-voids' | 'include-missing' | 'pass-all' | 'neutral' | 'server-not-named' | 'server-unknown' | 'no-server' | 'no-key' | 'revoked' | 'other-key' | 'not-on' | 'policy-none' | 'takes-no-mail'
}

export interface DomainKey {
  /** made: publish its record, then switch it on. */
  state: 'none' | 'made' | 'on'
  selector: string | null
  record_name: string | null
  /** The TXT record to publish under that name. */
  record_value: string | null
}

export interface DomainKeyAction {
  /** make: a new key, not used yet; on, off: sign what leaves, or not. */
  action: 'make' | 'on' | 'off'
}

export interface DomainTrial {
  to: string
}

export interface Draft {
  id: string
  kind: 'reply' | 'note' | 'new'
  conversation: ConversationRef | null
  text: string
  html: string | null
  letter: DraftLetter
  attachments: Attachment[]
  version: number
  saved_at: string
}

export interface DraftLetter {
  mode?: 'all' | 'reply' | 'forward'
  message?: string | null
  from?: string | null
  to?: string[] | null
  cc?: string[] | null
  bcc?: string[] | null
  subject?: string | null
  quote?: boolean
  signature?: boolean
  email?: string | null
  name?: string | null
  person?: string | null
  mentions?: string[] | null
}

export interface DraftSave {
  text: string
  html?: string | null
  letter: DraftLetter
  attachments?: string[]
  /** The one that was seen; none when there was no draft. */
  version?: number
}

export interface DraftSlot {
  /** Null: nothing is being written. */
  draft: Draft | null
}

export interface Form {
  id: string
  /** The word in its address, /f/{slug}. */
  slug: string
  /** For the staff. */
  name: string
  open: boolean
  /** "fr", "en"; the first is spoken when the browser likes neither. */
  languages: string[]
  title: FormLabel
  intro?: FormText
  thanks?: FormText
  /** Of the conversation; {{key}} is what was answered to that field. */
  subject?: FormLabel
  fields: FormField[]
  /** Of the conversations that it opens. */
  priority?: 'low' | 'normal' | 'high' | 'urgent' | null
  /** Of the conversations that it opens. */
  tags?: string[]
  /** Sites that may show it in a frame: https://example.org. */
  origins?: string[]
  team: TeamRef | null
  address: string | null
  version: number
  url: string
  /** Answers that are in a conversation. */
  received: number
  /** Kept aside. */
  aside: number
  made_at: string
  changed_at: string
}

export interface FormAnswer {
  id: string
  form: FormRef
  reference: string
  /** token, trap, fast, rate, links, repeated, address. */
  reasons: string[]
  subject: string
  email: string | null
  lines: FormLine[]
  files: FormAnswerFile[]
  at: string
}

export interface FormAnswerFile {
  name: string
  type: string
  /** Bytes. */
  size: number
}

export interface FormCondition {
  /** The key of a choice that comes earlier. */
  field: string
  /** Keys of its options, any of which shows the field. */
  options: string[]
}

export interface FormDraft {
  /** The word in its address, /f/{slug}. */
  slug: string
  /** For the staff. */
  name: string
  open: boolean
  /** "fr", "en"; the first is spoken when the browser likes neither. */
  languages: string[]
  title: FormLabel
  intro?: FormText
  thanks?: FormText
  /** Of the conversation; {{key}} is what was answered to that field. */
  subject?: FormLabel
  fields: FormField[]
  /** Of the conversations that it opens. */
  priority?: 'low' | 'normal' | 'high' | 'urgent' | null
  /** Of the conversations that it opens. */
  tags?: string[]
  /** Sites that may show it in a frame: https://example.org. */
  origins?: string[]
  team?: string | null
  /** One of our addresses, from which answers leave; null: the usual one. */
  address?: string | null
  /** The one that was seen, when it is changed. */
  version?: number
}

export interface FormField {
  /** Stays when the label changes. */
  key: string
  type: 'name' | 'email' | 'phone' | 'text' | 'long_text' | 'choice' | 'choices' | 'date' | 'consent' | 'file'
  label: FormLabel
  help?: FormText
  required?: boolean
  options?: FormOption[]
  /** Asked only then; without JavaScript the page says it in words. */
  shown_when?: FormCondition | null
}

export interface FormLabel {
  fr?: string
  en?: string
}

export interface FormLine {
  label: string
  value: string
  long: boolean
}

export interface FormOption {
  key: string
  label: FormLabel
}

export interface FormPreview {
  /** The page, to be shown in a frame without scripts. */
  html: string
}

export interface FormPreviewDraft {
  language: 'fr' | 'en'
  form: FormDraft
}

export interface FormRef {
  id: string
  name: string
}

export interface FormText {
  fr?: string
  en?: string
}

export interface Guide {
  /** Nothing is left: it is shown no more. */
  over: boolean
  /** An invented mail may be asked for. */
  may_try: boolean
  steps: GuideStep[]
}

export interface GuideChange {
  skipped: boolean
}

export interface GuideStep {
  step: 'name' | 'brand' | 'mailbox' | 'team' | 'colleague' | 'answer'
  state: 'todo' | 'done' | 'skipped'
}

export interface Health {
  status: 'ok'
  version: string
  /** Readers of the journal that cannot go on: the log and `lien check` say why. */
  stuck_readers: number
  /** Jobs that failed for good and wait for a person, see /api/jobs. */
  parked_jobs: number
  /** How many mail accounts are in each state of health: {"ok": 2, "failing": 1}. */
  mailboxes: unknown
}

export interface Hit {
  kind: 'message' | 'conversation' | 'person'
  id: string
  conversation: HitConversation | null
  person: PersonRef | null
  at: string | null
  /** The found words stand between U+E000 and U+E001. */
  excerpt: string
}

export interface HitConversation {
  id: string
  subject: string
  status: 'open' | 'waiting' | 'snoozed' | 'closed' | 'pending'
}

export interface Indicator {
  name: 'contacts_in' | 'contacts_out' | 'first_answer' | 'resolution' | 'backlog' | 'csat'
  /** A duration is in milliseconds of working time, a share from 0 to 1. */
  unit: 'count' | 'duration' | 'share' | 'score'
  /** Of durations, the median; null: nothing to measure. */
  value: number | null
  /** How many rows are behind the value. */
  n: number
  numerator: number | null
  denominator: number | null
  /** Of a share, the lower bound of Wilson's 95 % interval. */
  low: number | null
  high: number | null
  median: number | null
  /** Of durations, the 90th percentile (linear interpolation, type 7). */
  p90: number | null
  /** The value of the period before. */
  previous: number | null
  formula: IndicatorFormula
  /** What a point of the trend is; a week begins on Monday. */
  step: 'day' | 'week'
  trend: IndicatorPoint[]
  by_channel: IndicatorPart[]
}

export interface IndicatorFormula {
  fr: string
  en: string
}

export interface IndicatorPart {
  channel: string
  value: number | null
  n: number
}

export interface IndicatorPeriod {
  from: string
  to: string
  previous_from: string
  previous_to: string
}

export interface IndicatorPoint {
  /** The day the point begins. */
  date: string
  value: number | null
  n: number
}

export interface IndicatorReport {
  period: IndicatorPeriod
  items: Indicator[]
}

export interface IndicatorRow {
  id: string
  conversation: ConversationRef
  person: PersonRef
  /** When it counts: sent, answered, closed; of the backlog, opened. */
  at: string
  /** Milliseconds of working time, or a score; null for what is only counted. */
  value: number | null
  channel: string
}

export interface Letter {
  id: string
  kind: 'notice-digest'
  /** Whom it is for. */
  staff: string
  name: string
  address: string
  subject: string
  text: string
  at: string
  delivery: 'queued' | 'sent' | 'outbox' | 'retrying' | 'failed'
  /** Why it has not left. */
  detail: string | null
}

export interface Link {
  /** To be given to its holder by hand. */
  link: string
}

export interface LinkKind {
  kind: 'first' | 'invitation'
  email: string | null
}

export interface LinkUse {
  /** What follows # in the link. */
  secret: string
  email?: string
  name?: string
  password: string
}

export interface ListFilter {
  q?: string
  status?: 'open' | 'waiting' | 'snoozed' | 'closed' | 'pending' | 'active' | 'all'
  /** me, none or an account. */
  assignee?: string
  /** mine or a team. */
  team?: string
  priority?: 'low' | 'normal' | 'high' | 'urgent'
  /** It carries each of them. */
  tags?: string[]
  channel?: string
  person?: string
  /** Only those in which I am called. */
  mentions?: boolean
  /** Only those that I have not read. */
  unread?: boolean
  /** Whether the person waits for us. */
  waiting?: boolean
  /** Of the last message. */
  since?: string
  /** Of the last message. */
  until?: string
  /** The last message came within so many days. */
  days?: number
  sort?: 'newest' | 'oldest' | 'waiting' | 'priority'
}

export interface Loop {
  id: string
  /** The unhappy answer. */
  survey: LoopSurvey
  conversation: ConversationRef
  person: PersonRef
  /** Who calls back; null: to be taken. */
  owner: StaffRef | null
  due_at: string
  /** Past its due time, now or when it was closed. */
  late: boolean
  state: 'todo' | 'done' | 'dropped'
  outcome: 'satisfied' | 'still_unhappy' | 'not_reached' | 'other' | null
  note: string | null
  made_at: string
  closed_at: string | null
}

export interface LoopChange {
  /** Who takes it; null: nobody. */
  owner?: string | null
  due_at?: string
  /** With close, and only then. */
  outcome?: 'satisfied' | 'still_unhappy' | 'not_reached' | 'other'
  /** Goes into the thread of the conversation too. */
  note?: string
  close?: boolean
}

export interface LoopSurvey {
  score: number
  comment: string | null
  answered_at: string
}

export interface Mailbox {
  id: string
  name: string
  address: string
  provider: string
  state: 'on' | 'paused'
  imap: MailboxImap | null
  smtp: MailboxSmtp | null
  user: string | null
  auth: 'password' | 'oauth2'
  /** A password was given, or the provider's consent. */
  has_secret: boolean
  plus: boolean
  /** Its own first. */
  addresses: MailboxAddress[]
  health: MailboxHealth
  version: number
}

export interface MailboxAddress {
  address: string
  name: string
  signature: string | null
  team: TeamRef | null
}

export interface MailboxChange {
  name?: string
  address?: string
  /** The word of a preset, or other. */
  provider?: string
  /** Where its mail is fetched; null: it comes another way. */
  imap?: NewMailboxImap | null
  /** By which server its mail leaves; null: by the program's own. */
  smtp?: NewMailboxSmtp | null
  user?: string | null
  auth?: 'password' | 'oauth2'
  password?: string
  /** Its addresses take a tag: contact+tag@example.org. */
  plus?: boolean
  /** All of its addresses; its own may be among them, for its name and signature. */
  addresses?: NewMailboxAddress[]
  state?: 'on' | 'paused'
  /** The one that was seen: 409 when another has come since. */
  version?: number
}

export interface MailboxClient {
  provider: string
  /** null: the provider does not know us yet. */
  client_id: string | null
  has_secret: boolean
  authorize_url: string | null
  token_url: string | null
  scope: string | null
  /** What to tell the provider: where it sends the browser back. */
  redirect_url: string
}

export interface MailboxClientChange {
  client_id: string
  /** Absent: stays; null: none. */
  secret?: string | null
  /** Those of the preset unless told. */
  authorize_url?: string
  token_url?: string
  scope?: string
}

export interface MailboxConsent {
  /** Where the browser goes to ask for it. */
  url: string
}

export interface MailboxError {
  at: string
  /** As of a Trial. */
  step: string
  /** As of a Trial. */
  code: string
  /** What the server said, in its words. */
  detail: string | null
}

export interface MailboxHealth {
  state: 'new' | 'ok' | 'catching-up' | 'late' | 'failing' | 'paused' | 'signed-out'
  last_success_at: string | null
  /** The last one, also when all is well again. */
  last_error: MailboxError | null
  /** Mails still to fetch. */
  behind: number
  /** Of total, in this catching up. */
  fetched: number
  total: number
  catching_up_since: string | null
}

export interface MailboxImap {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  folder: string
  after: 'leave' | 'seen' | 'move' | 'delete'
  after_folder: string | null
  since: string | null
}

export interface MailboxPreset {
  provider: string
  name: string
  imap: MailboxSmtp | null
  smtp: MailboxSmtp | null
  /** Ways to sign in there, the best first: oauth2, password. */
  auth: string[]
  plus: boolean
  /** Whose addresses are always there. */
  domains: string[]
  /** What to do there before: make a password for programs, sign in by OAuth2, allow IMAP or SMTP. */
  help: 'app-password' | 'oauth-only' | 'device-password' | 'turn-on-imap' | 'turn-on-smtp' | null
  /** It is the one of the address that was asked about. */
  guessed: boolean
}

export interface MailboxSmtp {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
}

export interface MailboxTest {
  name: string
  address: string
  /** The word of a preset, or other. */
  provider: string
  /** Where its mail is fetched; null: it comes another way. */
  imap?: NewMailboxImap | null
  /** By which server its mail leaves; null: by the program's own. */
  smtp?: NewMailboxSmtp | null
  user?: string | null
  auth: 'password' | 'oauth2'
  password?: string
  /** Its addresses take a tag: contact+tag@example.org. */
  plus?: boolean
  /** All of its addresses; its own may be among them, for its name and signature. */
  addresses?: NewMailboxAddress[]
  /** The mailbox that is changed: what it signs in with is used when no password is given. */
  id?: string
}

export interface MailboxTrials {
  imap: Trial | null
  smtp: Trial | null
}

export interface Me {
  id: string
  /** The same one, as a person. */
  person: string
  /** Null for those who do not manage accounts. */
  email: string | null
  name: string
  /** Null for those who do not manage accounts. */
  role: 'administrator' | 'supervisor' | 'adviser' | 'reader' | null
  language: 'fr' | 'en'
  active: boolean
  teams: TeamRef[]
  /** What this member of staff may do. */
  rights: string[]
}

export interface MeChange {
  name?: string
  language?: 'fr' | 'en'
  password?: string
  old_password?: string
}

export interface Merge {
  /** Who answers for both. */
  into: string
  version?: number
}

export interface Message {
  id: string
  direction: 'in' | 'out' | 'note'
  channel: string
  kind: 'person' | 'bounce' | 'auto-reply' | 'list' | 'report' | 'automatic'
  author: Author
  at: string
  /** The sender's clock. */
  sent_at: string | null
  subject: string | null
  text: string
  /** The text without quotes and signature; null when that is all of it. */
  reply: string | null
  /** Of what we wrote: what was typed, sanitised; its pictures are cid:ID@attachment. */
  html: string | null
  has_html: boolean
  has_source: boolean
  to: Address[]
  cc: Address[]
  bcc: Address[]
  delivery: Delivery | null
  /** When it leaves: until then it can be taken back, moved, sent at once. */
  send_at: string | null
  attachments: Attachment[]
  /** What was repaired or cut at intake. */
  notes: string[]
  /** Its subject is another than the conversation's: a new one may be made of it. */
  offer: 'new-matter' | null
}

export interface MessageChange {
  /** When it leaves; null: now. */
  send_at?: string | null
}

export interface NameDraft {
  name: string
}

export interface NewBulk {
  /** These; or else filter. */
  conversations?: string[]
  /** All that a list of it shows, by a job. */
  filter?: ListFilter
  change: BulkChange
  /** Begins after the seconds during which a reply can be taken back, and so can it. */
  undo?: boolean
}

export interface NewCanned {
  name: string
  /** Typed in the composer to find it at once. */
  shortcut?: string | null
  subject?: string | null
  text?: string
  html?: string | null
  /** Whose it is. */
  team?: string | null
  /** Mine alone. */
  personal?: boolean
  language?: 'fr' | 'en' | null
  attachments?: string[]
}

export interface NewConversation {
  /** Someone we know; or else email. */
  person?: string
  email?: string
  name?: string
  subject: string
  /** Taken from `html` when it is not given. */
  text?: string
  /** Sanitised; pictures are /api/attachments/ID of files given in `attachments`. */
  html?: string
  /** Files uploaded before. */
  attachments?: string[]
  /** In copy. */
  cc?: string[]
  /** In copy, known to us alone. */
  bcc?: string[]
  /** One of our addresses. */
  from?: string
  /** False leaves it out. */
  signature?: boolean
  /** Keep it a few seconds (setting conversation.undo_seconds), to be taken back. */
  undo?: boolean
  /** Send it then, within a year. */
  send_at?: string
}

export interface NewLink {
  conversation: string
}

export interface NewMailbox {
  name: string
  address: string
  /** The word of a preset, or other. */
  provider: string
  /** Where its mail is fetched; null: it comes another way. */
  imap?: NewMailboxImap | null
  /** By which server its mail leaves; null: by the program's own. */
  smtp?: NewMailboxSmtp | null
  user?: string | null
  auth: 'password' | 'oauth2'
  password?: string
  /** Its addresses take a tag: contact+tag@example.org. */
  plus?: boolean
  /** All of its addresses; its own may be among them, for its name and signature. */
  addresses?: NewMailboxAddress[]
}

export interface NewMailboxAddress {
  address: string
  /** What people see beside it; the organisation's name unless told. */
  name?: string
  /** Of what is written from it; the team's unless told. */
  signature?: string | null
  /** Who takes the conversations that begin there. */
  team?: string | null
}

export interface NewMailboxImap {
  host: string
  port: number
  /** none is for a server on this machine only. */
  security: 'tls' | 'starttls' | 'none'
  /** INBOX unless told. */
  folder?: string
  /** What becomes there of a mail that is kept here; leave unless told. */
  after?: 'leave' | 'seen' | 'move' | 'delete'
  /** Where to move it. */
  after_folder?: string | null
  /** Only mails that arrived there from then on; null: all. */
  since?: string | null
}

export interface NewMailboxSmtp {
  host: string
  port: number
  /** none is for a server on this machine only. */
  security: 'tls' | 'starttls' | 'none'
}

export interface NewMessage {
  /** A reply goes to the person, a note stays inside; a reply unless said. */
  kind?: 'reply' | 'note'
  /** Taken from `html` when it is not given. */
  text?: string
  /** Sanitised; pictures are /api/attachments/ID of files given in `attachments`. */
  html?: string
  /** Files uploaded before. */
  attachments?: string[]
  /** Whom it goes to when it does not say; all unless said. A forward needs `to`. */
  mode?: 'all' | 'reply' | 'forward'
  /** The one it answers or forwards; the last word of a person unless said. */
  message?: string
  /** One of our addresses. */
  from?: string
  /** In place of whom the mode says. */
  to?: string[]
  /** With `to`; nobody unless said. */
  cc?: string[]
  /** Nobody else sees them. */
  bcc?: string[]
  subject?: string
  /** What it answers or forwards stands below. */
  quote?: boolean
  /** False leaves out the signature of its address or team. */
  signature?: boolean
  /** Of a note: colleagues whose eye it is brought to. */
  mentions?: string[]
  /** Keep it a few seconds (setting conversation.undo_seconds), to be taken back. */
  undo?: boolean
  /** Send it then, within a year. */
  send_at?: string
  /** Close the conversation with it. */
  close?: boolean
}

export interface NewRead {
  /** The last one that I have seen; null marks it as not read. */
  message: string | null
}

export interface NewTag {
  name: string
  colour?: 'grey' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'violet' | 'pink'
  about?: string
}

export interface NewView {
  name: string
  team?: string | null
  everyone?: boolean
  query: ListFilter
}

export interface Notice {
  id: string
  kind: 'assigned' | 'message' | 'team' | 'mention' | 'failed' | 'woken' | 'call_back' | 'held' | 'human' | 'draft'
  /** When it happened last. */
  at: string
  seen_at: string | null
  /** How many times in this conversation, since it was seen. */
  count: number
  conversation: ConversationRef | null
  person: PersonRef | null
  message: string | null
  /** The beginning of the message. */
  excerpt: string | null
  /** The colleague who did it; null: a person, or the program. */
  actor: StaffRef | null
}

export interface NoticeChoice {
  kind: 'assigned' | 'message' | 'team' | 'mention' | 'failed' | 'woken' | 'call_back' | 'held' | 'human' | 'draft'
  page: boolean
  desktop: boolean
  mail: boolean
}

export interface NoticeCount {
  unseen: number
}

export interface NoticeDigest {
  /** Notices in the mail; with none there was no mail. */
  told: number
}

export interface NoticePreferences {
  kinds: NoticeChoice[]
  /** The mail that gathers them. */
  digest: 'off' | 'hourly' | 'daily'
  /** Of the daily mail, in the organisation's zone. */
  digest_hour: number
  /** Also while the organisation is closed. */
  outside_hours: boolean
  /** Names and subjects on the desktop and in mails. */
  content: boolean
  /** Not to be disturbed before. */
  quiet_until: string | null
}

export interface NoticePreferencesChange {
  kinds?: NoticeChoice[]
  /** The mail that gathers them. */
  digest?: 'off' | 'hourly' | 'daily'
  /** Of the daily mail, in the organisation's zone. */
  digest_hour?: number
  /** Also while the organisation is closed. */
  outside_hours?: boolean
  /** Names and subjects on the desktop and in mails. */
  content?: boolean
  /** Not to be disturbed before. */
  quiet_until?: string | null
}

export interface NoticesSeen {
  notices?: string[]
  /** All those of a conversation. */
  conversation?: string
  all?: boolean
}

export interface OutboxMessage {
  message: Message
  conversation: ConversationRef
  person: PersonRef | null
}

export interface ParkedJob {
  id: string
  /** What was to be done: "message.send". */
  kind: string
  /** The message, survey, fact… it was to be done for. */
  subject: string | null
  tries: number
  last_error: string | null
  /** Since when it is parked. */
  at: string
}

export interface Person {
  id: string
  /** Empty when not known. */
  name: string
  language: string | null
  addresses: PersonAddress[]
  made_at: string
  /** Last contact, in or out. */
  last_at: string
}

export interface PersonAddress {
  /** email, phone... */
  kind: string
  address: string
  /** Since when it refuses what we send. */
  failed_at: string | null
}

export interface PersonChange {
  name?: string
  language?: 'fr' | 'en' | null
}

export interface PersonRef {
  id: string
  /** Empty when not known. */
  name: string
  address: string | null
  /** Since when that address refuses what we send, where that is told. */
  failed_at?: string | null
}

export interface Presence {
  typing: boolean
}

export interface Problem {
  type: string
  title: string
  status: number
  /** What screens translate. */
  code: string
  /** The field or parameter that is wrong, if it is one. */
  field?: string
  detail: string
}

export interface Ready {
  ready: boolean
  /** What keeps this node from taking work. */
  reason: 'store' | 'lmtp' | 'search' | null
}

export interface Recipient {
  address: string
  name: string | null
  /** Since when it refuses what we send. */
  failed_at: string | null
  /** Nobody reads it. */
  machine: boolean
}

export interface Reply {
  from: Address | null
  /** Our addresses to choose from. */
  froms: Address[]
  to: Recipient[]
  cc: Recipient[]
  /** Lists and machines that got the message too. */
  left_out: Recipient[]
  channel: ChannelRef
  /** During which it could be taken back. */
  undo_seconds: number
  subject: string
  signature: string | null
  /** The one it answers. */
  message: string | null
  /** That message, quoted. */
  text: string
  attachments: Attachment[]
}

export interface Senders {
  froms: Address[]
}

export interface Session {
  staff: Me
  /** To be sent as X-CSRF-Token with every request that changes something. */
  csrf: string
  /** Of the newest fact: GET /api/events goes on from it, so that nothing is missed. */
  position: string
}

export interface Setting {
  name: string
  type: 'bool' | 'int' | 'text' | 'choice' | 'zone' | 'hours' | 'colour'
  /** The value in force now. */
  value: unknown
  default: unknown
  /** Where the rule comes from. */
  source: string | null
  about: Words
  min: number | null
  max: number | null
  choices: string[] | null
  /** Since when the value is in force; null: it is the default. */
  valid_from: string | null
  /** The value that is already decided for later. */
  next: unknown
  next_from: string | null
}

export interface SettingChange {
  /** Of the setting's type; null: its default. */
  value: unknown
  /** From when on; now when it is not said. */
  valid_from?: string
}

export interface SettingPast {
  value: unknown
  valid_from: string
  /** Whose decision it was; null: the program's. */
  by: string | null
}

export interface SignIn {
  email: string
  password: string
}

export interface Split {
  /** Those that leave. */
  messages: string[]
  subject: string
  version?: number
}

export interface Staff {
  id: string
  /** The same one, as a person. */
  person: string
  /** Null for those who do not manage accounts. */
  email: string | null
  name: string
  /** Null for those who do not manage accounts. */
  role: 'administrator' | 'supervisor' | 'adviser' | 'reader' | null
  language: 'fr' | 'en'
  active: boolean
  teams: TeamRef[]
}

export interface StaffChange {
  name?: string
  role?: 'administrator' | 'supervisor' | 'adviser' | 'reader'
  language?: 'fr' | 'en'
  active?: boolean
}

export interface StaffDraft {
  email: string
  name: string
  role: 'administrator' | 'supervisor' | 'adviser' | 'reader'
  language?: 'fr' | 'en'
}

export interface StaffMade {
  staff: Staff
  link: string
}

export interface StaffRef {
  id: string
  name: string
}

export interface Status {
  at: string
  version: string
  /** The worst. */
  level: 'ok' | 'warning' | 'bad'
  checks: StatusCheck[]
  store: StatusStore
  process: StatusProcess
  search: StatusSearch
  lmtp: StatusLmtp
  backup: StatusBackup
  queues: StatusQueue[]
  readers: StatusReader[]
  mailboxes: StatusMailbox[]
  nodes: StatusNode[]
}

export interface StatusBackup {
  /** null: never. */
  at: string | null
  bytes: number
}

export interface StatusCheck {
  check: 'disk' | 'writes' | 'jobs' | 'parked' | 'readers' | 'search' | 'mailboxes' | 'nodes' | 'backup'
  level: 'ok' | 'warning' | 'bad'
  /** Why, as a word: "ok", "late", "stuck"… */
  code: string
  /** How many it is about; 0: nothing to count. */
  count: number
  /** Since when. */
  since: string | null
}

export interface StatusLmtp {
  on: boolean
  /** Mails since the start of this node. */
  kept: number
  refused: number
  /** Asked to come again. */
  later: number
  last_at: string | null
}

export interface StatusMailbox {
  id: string
  name: string
  state: 'new' | 'ok' | 'catching-up' | 'late' | 'failing' | 'paused' | 'signed-out'
  last_success_at: string | null
  /** Mails still to fetch. */
  behind: number
}

export interface StatusNode {
  name: string
  version: string
  started_at: string
  seen_at: string
  /** It is the one that answers. */
  here: boolean
}

export interface StatusProcess {
  started_at: string | null
  memory_bytes: number
  /** Answered since the start. */
  requests: number
  /** Of them, by an error of ours. */
  failed: number
  /** Requests that wait for a worker. */
  waiting: number
  /** Pages of colleagues that are open. */
  streams: number
  /** Streams of persons outside. */
  feeds: number
  /** Bytes; -1: not known. */
  disk_free: number
  disk_size: number
}

export interface StatusQueue {
  kind: string
  /** Should have begun. */
  due: number
  /** Wait for their time. */
  later: number
  taken: number
  /** Wait for a person. */
  parked: number
  oldest_due_at: string | null
}

export interface StatusReader {
  name: string
  /** Facts to handle; 10000: so many or more. */
  behind: number
  /** When the first of them happened. */
  since: string | null
  /** At the first of them. */
  failures: number
}

export interface StatusSearch {
  on: boolean
  /** Facts it has not seen; 200000: so many or more. */
  behind: number
  since: string | null
}

export interface StatusStore {
  /** "SQLite" or "PostgreSQL". */
  engine: string
  version: string
  /** Tables and indexes. */
  bytes: number
  /** The write-ahead log. */
  log_bytes: number | null
  /** Since the start of this node. */
  commits: number
  writes: number
  /** Of the writes; refusals are among them. */
  failures: number
  /** Writes that wait their turn now. */
  waiting: number
}

export interface Survey {
  id: string
  conversation: ConversationRef
  person: PersonRef
  /** The closing it is about. */
  closed_at: string
  asked_at: string | null
  /** Why the person was not asked. */
  reason: 'disabled' | 'reopened' | 'late' | 'no_reply' | 'no_address' | 'machine' | 'pause' | 'stopped' | null
  score: number | null
  comment: string | null
  answered_at: string | null
  /** What follows up an unhappy answer. */
  loop: SurveyLoop | null
}

export interface SurveyAnswer {
  score?: number
  comment?: string
}

export interface SurveyLoop {
  id: string
  state: 'todo' | 'done' | 'dropped'
}

export interface SurveyPreview {
  invitation_subject: string
  /** HTML of the mail; its links lead nowhere. */
  invitation: string
  invitation_text: string
  /** HTML of the page behind a link. */
  page: string
  thanks: string
}

export interface SurveyPreviewAsk {
  language: 'fr' | 'en'
  /** Said otherwise than they are kept. */
  texts?: SurveyText[]
}

export interface SurveyStop {
  /** Since when the person is asked no more; null: they may be. */
  stopped_at: string | null
}

export interface SurveyStopChange {
  stopped: boolean
}

export interface SurveyStopForm {
  'List-Unsubscribe'?: string
}

export interface SurveyText {
  name: string
  text: string
}

export interface Tag {
  id: string
  name: string
  colour: 'grey' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'violet' | 'pink'
  /** When to use it. */
  about: string
  /** Offered no more. */
  archived: boolean
  /** Active conversations that carry it. */
  count: number
}

export interface TagChange {
  name?: string
  colour?: 'grey' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'violet' | 'pink'
  about?: string
  archived?: boolean
}

export interface TagMerge {
  /** What stands for both. */
  into: string
}

export interface TagRef {
  id: string
  name: string
  colour: 'grey' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'violet' | 'pink'
}

export interface TakenBack {
  conversation: string
  /** It had opened the conversation, which is gone with it; the subject is then its. */
  withdrawn: boolean
  text: string
  html: string | null
  mode: 'all' | 'reply' | 'forward'
  /** The one it answers. */
  message: string | null
  subject: string | null
  from: string | null
  to: string[]
  cc: string[]
  bcc: string[]
  quote: boolean
  signature: boolean
  close: boolean
  send_at: string | null
  attachments: Attachment[]
}

export interface Team {
  id: string
  name: string
  members: StaffRef[]
}

export interface TeamChange {
  name?: string
  /** The members from now on, and no others. */
  members?: string[]
}

export interface TeamCount {
  team: string
  count: number
  unread: number
}

export interface TeamRef {
  id: string
  name: string
}

export interface TeamSignature {
  team: TeamRef
  signature: string | null
}

export interface TeamSignatureChange {
  signature: string | null
}

export interface TimelineItem {
  id: string
  at: string
  /** The fact: message.received */
  name: string
  actor: StaffRef | null
  conversation: ConversationRef | null
  message: TimelineMessage | null
  data: unknown
}

export interface TimelineMessage {
  id: string
  direction: 'in' | 'out' | 'note'
  channel: string
  preview: string
}

export interface Token {
  id: string
  name: string
  made_at: string
  used_at: string | null
}

export interface TokenMade {
  id: string
  /** Shown this once. */
  token: string
}

export interface Trial {
  ok: boolean
  /** The last one that was tried. */
  step: 'resolve' | 'connect' | 'tls' | 'greeting' | 'sign-in' | 'folder' | 'send'
  /** A word for what went wrong: unknown-host, refused, unreachable, timeout, closed, not-tls, no-starttls, certificate, not-imap, not-smtp, wrong-password, app-password-needed, oauth-needed, oauth-expired, sign-in-off, signed-out, no-such-folder, rejected-sender, busy, protocol. */
  code: string | null
  /** What the server said, in its words, or what is wrong with its certificate. */
  detail: string | null
  folders: string[]
}

export interface UnreadCounts {
  mine: number
  unassigned: number
  teams: number
}

export interface View {
  id: string
  name: string
  owner: StaffRef | null
  /** With which it is shared. */
  team: TeamRef | null
  everyone: boolean
  query: ListFilter
}

export interface ViewChange {
  name?: string
  team?: string | null
  everyone?: boolean
  query?: ListFilter
}

export interface ViewCount {
  view: string
  /** What it shows; 1000 stands for that or more. */
  count: number
  /** Those of them that I have not read. */
  unread: number
}

export interface ViewOrder {
  /** The first first. */
  views: string[]
}

export interface When {
  /** Null: not understood. */
  at: string | null
  suggestions: WhenSuggestion[]
}

export interface WhenSuggestion {
  word: 'in-three-hours' | 'tomorrow-morning' | 'monday-morning' | 'in-a-week'
  at: string
}

export interface Wording {
  name: string
  /** Where the text stands. */
  about: WordingAbout
  /** Names that may stand in it as {{name}}. */
  variables: string[]
  /** Bytes. */
  max: number
  multiline: boolean
  /** The organisation's own; null: the default is said. */
  texts: WordingTexts
  /** What the program says by itself. */
  default: WordingAbout
}

export interface WordingAbout {
  fr: string
  en: string
}

export interface WordingChange {
  /** Null puts the default back. */
  text: string | null
}

export interface WordingPast {
  language: 'fr' | 'en'
  /** Null: the default. */
  text: string | null
  at: string
  /** Whose change it was; null: the program's. */
  by: string | null
}

export interface WordingSaid {
  name: string
  fr: string | null
  en: string | null
}

export interface WordingTexts {
  fr: string | null
  en: string | null
}

export interface Words {
  fr: string
  en: string
}

export interface Paths {
  '/api/attachments': {
    /** Uploads a file for a message that is being written. (right: conversation.write) */
    POST: {
      path: Record<string, never>
      query: {
        name: string
      }
      body: Blob
      reply: Attachment
    }
  }
  '/api/attachments/{id}': {
    /** The file itself; 409 while the virus scanner has not seen it, 403 when it is infected. (right: conversation.read) */
    GET: {
      path: {
        id: string
      }
      query: {
        /** Whatever the virus scanner says: needs the right file.unsafe. */
        unsafe?: boolean
        /** A PDF: in a frame of ours, not as a download. */
        show?: boolean
      }
      body: undefined
      reply: undefined
    }
    /** Drops a file of mine that is not sent yet. (right: conversation.write) */
    DELETE: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/brand': {
    /** Name, language, colours and logo: shown to whoever signs in. (right: anyone) */
    GET: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: Brand
    }
  }
  '/api/brand/logo': {
    /** Sets the logo: a PNG or a JPEG. (right: setting.manage) */
    PUT: {
      path: Record<string, never>
      query: Record<string, never>
      body: Blob
      reply: Brand
    }
    /** Shows no logo any more. (right: setting.manage) */
    DELETE: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: Brand
    }
  }
  '/api/brand/preview': {
    /** What would be shown for a colour. (right: setting.manage) */
    GET: {
      path: Record<string, never>
      query: {
        /** #rrggbb */
        colour: string
      }
      body: undefined
      reply: BrandPreview
    }
  }
  '/api/bulks/{id}': {
    /** How far a change of mine of many conversations is. (right: conversation.read) */
    GET: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: Bulk
    }
    /** Takes it back before it begins: nothing of it is done. (right: conversation.write) */
    DELETE: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/canned': {
    /** The replies kept ready that I may use, the newest first. (right: conversation.write) */
    GET: {
      path: Record<string, never>
      query: {
        /** In its name, shortcut, text. */
        q?: string
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Canned>
    }
    /** Keeps a reply ready. (right: conversation.write) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: NewCanned
      reply: Canned
    }
  }
  '/api/canned/{id}': {
    /** One of them. (right: conversation.write) */
    GET: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: Canned
    }
    /** Changes it. (right: conversation.write) */
    PATCH: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: CannedChange
      reply: Canned
    }
    /** Drops it. (right: conversation.write) */
    DELETE: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/canned/{id}/replies': {
    /** Writes it to many, each with their own values; held a while, as any reply. (right: conversation.write) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: CannedReplies
      reply: CannedWritten
    }
  }
  '/api/canned/{id}/use': {
    /** Fills its variables, and gives its files to who writes. (right: conversation.write) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: CannedUse
      reply: CannedFilled
    }
  }
  '/api/chat/availability': {
    /** Whether I take chats. (right: conversation.write) */
    GET: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: ChatAvailability
    }
    /** Says whether I take chats. (right: conversation.write) */
    PUT: {
      path: Record<string, never>
      query: Record<string, never>
      body: ChatAvailabilityChange
      reply: undefined
    }
  }
  '/api/chat/conversations/{id}': {
    /** The visitor a conversation is with: there or not, where, what they have read. (right: conversation.read) */
    GET: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: ChatTalk
    }
  }
  '/api/chat/widgets': {
    /** The chats of our sites, by name. (right: setting.manage) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<ChatWidget>
    }
    /** Makes a chat for a site. (right: setting.manage) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: ChatWidgetChange
      reply: ChatWidget
    }
  }
  '/api/chat/widgets/{id}': {
    /** Changes what is given; null takes away. (right: setting.manage) */
    PATCH: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: ChatWidgetChange
      reply: ChatWidget
    }
  }
  '/api/chat/widgets/{id}/secret': {
    /** What a site signs the identities of its visitors with. (right: setting.manage) */
    GET: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: ChatSecret
    }
    /** A new secret; the one before is worth nothing from now on. (right: setting.manage) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: ChatSecret
    }
  }
  '/api/chat/{widget}': {
    /** What a widget shows before anything is said. (right: anyone) */
    GET: {
      path: {
        /** The key of the widget. */
        widget: string
      }
      query: {
        language?: 'fr' | 'en'
      }
      body: undefined
      reply: ChatWelcome
    }
  }
  '/api/chat/{widget}/address': {
    /** Answer me by mail when I am not there. (right: anyone) */
    POST: {
      path: {
        /** The key of the widget. */
        widget: string
      }
      query: Record<string, never>
      body: ChatAddress
      reply: undefined
    }
  }
  '/api/chat/{widget}/files': {
    /** Sends a file up, for a message to come. (right: anyone) */
    POST: {
      path: {
        /** The key of the widget. */
        widget: string
      }
      query: {
        name: string
      }
      body: Blob
      reply: ChatFile
    }
  }
  '/api/chat/{widget}/files/{file}': {
    /** A file of my talk. (right: anyone) */
    GET: {
      path: {
        /** The key of the widget. */
        widget: string
        file: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/chat/{widget}/here': {
    /** Answers a beat of my stream: I am still there. (right: anyone) */
    POST: {
      path: {
        /** The key of the widget. */
        widget: string
      }
      query: Record<string, never>
      body: ChatHere
      reply: undefined
    }
  }
  '/api/chat/{widget}/leave': {
    /** The page is closed: what a browser can still send then carries no header, hence the secret in the body. (right: anyone) */
    POST: {
      path: {
        /** The key of the widget. */
        widget: string
      }
      query: Record<string, never>
      body: ChatLeave
      reply: undefined
    }
  }
  '/api/chat/{widget}/mark': {
    /** Says what has arrived and was read. (right: anyone) */
    POST: {
      path: {
        /** The key of the widget. */
        widget: string
      }
      query: Record<string, never>
      body: ChatMark
      reply: undefined
    }
  }
  '/api/chat/{widget}/messages': {
    /** My talk, for browsers that get no stream. (right: anyone) */
    GET: {
      path: {
        /** The key of the widget. */
        widget: string
      }
      query: {
        /** The position of the last message one has. */
        after?: number
        /** Seconds until one asks again, and is there until then. */
        again?: number
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<ChatMessage>
    }
    /** Says something. (right: anyone) */
    POST: {
      path: {
        /** The key of the widget. */
        widget: string
      }
      query: Record<string, never>
      body: ChatWord
      reply: ChatSaid
    }
  }
  '/api/chat/{widget}/stream': {
    /** Server-sent events: message (a ChatMessage), typing {typing}, beat {stream}. (right: anyone) */
    GET: {
      path: {
        /** The key of the widget. */
        widget: string
      }
      query: {
        /** The position of the last message one has. */
        after?: number
        /** Each beat is answered (…/here); who falls silent has left. */
        answers?: boolean
      }
      body: undefined
      reply: undefined
    }
  }
  '/api/chat/{widget}/typing': {
    /** Tells advisers that I type. (right: anyone) */
    POST: {
      path: {
        /** The key of the widget. */
        widget: string
      }
      query: Record<string, never>
      body: ChatTyping
      reply: undefined
    }
  }
  '/api/chat/{widget}/visitor': {
    /** Who I am here. (right: anyone) */
    GET: {
      path: {
        /** The key of the widget. */
        widget: string
      }
      query: Record<string, never>
      body: undefined
      reply: ChatVisitor
    }
  }
  '/api/chat/{widget}/visitors': {
    /** Begins: the secret by which a browser speaks for a visitor. (right: anyone) */
    POST: {
      path: {
        /** The key of the widget. */
        widget: string
      }
      query: Record<string, never>
      body: ChatBegin
      reply: ChatSession
    }
  }
  '/api/configuration': {
    /** What is set up, as one JSON file, without secrets. (right: setting.manage) */
    GET: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
    /** Brings in such a file: adds and changes, deletes nothing; all of it or nothing. (right: setting.manage) */
    POST: {
      path: Record<string, never>
      query: {
        /** True: only tells what would be done. */
        dry_run?: boolean
      }
      body: Blob
      reply: ConfigurationReport
    }
  }
  '/api/configuration/changes': {
    /** Who changed what in the settings, newest first. (right: setting.manage) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<ConfigurationChange>
    }
  }
  '/api/conversations': {
    /** Conversations, the last message first. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** Words of its messages; the newest match comes first. */
        q?: string
        /** All by default. */
        status?: 'open' | 'waiting' | 'snoozed' | 'closed' | 'pending' | 'active' | 'all'
        /** me, none or an account. */
        assignee?: string
        /** mine or a team. */
        team?: string
        priority?: 'low' | 'normal' | 'high' | 'urgent'
        /** Up to five, after commas: all of them. */
        tag?: string
        person?: string
        channel?: string
        /** Only where I am called. */
        mentions?: 'me'
        /** Only those I have not read. */
        unread?: 'me'
        /** The person waits for us. */
        waiting?: '0' | '1'
        /** Of the last message. */
        since?: string
        /** Of the last message, not included. */
        until?: string
        /** The last message is no older. */
        days?: number
        /** By last message, by who waits longest, by priority. */
        sort?: 'newest' | 'oldest' | 'waiting' | 'priority'
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Conversation>
    }
    /** Writes to a person first: opens a conversation with a message of ours. (right: conversation.write) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: NewConversation
      reply: ConversationFull
    }
  }
  '/api/conversations/bulk': {
    /** Changes many: those named at once, all that a filter shows by a job. (right: conversation.write) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: NewBulk
      reply: Bulk
    }
  }
  '/api/conversations/counts': {
    /** How many conversations are active, as I look at them. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: ConversationCounts
    }
  }
  '/api/conversations/{id}': {
    /** One conversation and who takes part in it. (right: conversation.read) */
    GET: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: ConversationFull
    }
    /** Assigns, closes, snoozes, opens again or renames. (right: conversation.write) */
    PATCH: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: ConversationChange
      reply: ConversationFull
    }
  }
  '/api/conversations/{id}/draft': {
    /** What I am writing in a conversation. (right: conversation.write) */
    GET: {
      path: {
        id: string
      }
      query: {
        /** The reply by default. */
        kind?: 'reply' | 'note'
      }
      body: undefined
      reply: DraftSlot
    }
    /** Keeps what I am writing in a conversation. (right: conversation.write) */
    PUT: {
      path: {
        id: string
      }
      query: {
        /** The reply by default. */
        kind?: 'reply' | 'note'
      }
      body: DraftSave
      reply: Draft
    }
    /** Drops it. (right: conversation.write) */
    DELETE: {
      path: {
        id: string
      }
      query: {
        /** The reply by default. */
        kind?: 'reply' | 'note'
      }
      body: undefined
      reply: undefined
    }
  }
  '/api/conversations/{id}/links': {
    /** Says that it has to do with another. (right: conversation.write) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: NewLink
      reply: ConversationFull
    }
  }
  '/api/conversations/{id}/links/{other}': {
    /** Says that it has not. (right: conversation.write) */
    DELETE: {
      path: {
        id: string
        other: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/conversations/{id}/merge': {
    /** Makes it one with another, which answers for both from now on. (right: conversation.write) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: Merge
      reply: ConversationFull
    }
  }
  '/api/conversations/{id}/messages': {
    /** The messages of a conversation in order of time. (right: conversation.read) */
    GET: {
      path: {
        id: string
      }
      query: {
        /** Oldest by default. */
        order?: 'oldest' | 'newest'
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Message>
    }
    /** Answers the person, or leaves a note for colleagues. (right: conversation.write) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: NewMessage
      reply: Message
    }
  }
  '/api/conversations/{id}/presence': {
    /** Tells colleagues that I look at a conversation, or type. (right: conversation.read) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: Presence
      reply: undefined
    }
  }
  '/api/conversations/{id}/read': {
    /** Up to which message I have read it; null: it is unread again. (right: conversation.read) */
    PUT: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: NewRead
      reply: ConversationFull
    }
  }
  '/api/conversations/{id}/reply': {
    /** Whom a reply would go to, from which address, with which signature and quote. (right: conversation.read) */
    GET: {
      path: {
        id: string
      }
      query: {
        /** Reply to all by default. */
        mode?: 'all' | 'reply' | 'forward'
        /** The one to answer or forward; the last word of a person by default. */
        message?: string
      }
      body: undefined
      reply: Reply
    }
  }
  '/api/conversations/{id}/split': {
    /** Makes another conversation of some of its messages. (right: conversation.write) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: Split
      reply: ConversationFull
    }
  }
  '/api/conversations/{id}/transcript.eml': {
    /** One mail that holds all its mails; journalled. (right: conversation.read) */
    GET: {
      path: {
        id: string
      }
      query: {
        /** Internal notes too; not by default. */
        notes?: boolean
      }
      body: undefined
      reply: undefined
    }
  }
  '/api/conversations/{id}/transcript.html': {
    /** The whole conversation as a page to print; journalled. (right: conversation.read) */
    GET: {
      path: {
        id: string
      }
      query: {
        /** Internal notes too; not by default. */
        notes?: boolean
      }
      body: undefined
      reply: undefined
    }
  }
  '/api/conversations/{id}/transcript.pdf': {
    /** The whole conversation as a PDF; journalled. (right: conversation.read) */
    GET: {
      path: {
        id: string
      }
      query: {
        /** Internal notes too; not by default. */
        notes?: boolean
      }
      body: undefined
      reply: undefined
    }
  }
  '/api/conversations/{id}/unmerge': {
    /** Takes its merge back: it has its messages again. (right: conversation.write) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: ConversationFull
    }
  }
  '/api/domains': {
    /** The domains of our addresses, and what their records were last found to be. (right: setting.manage) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Domain>
    }
  }
  '/api/domains/{domain}/check': {
    /** Asks the domain name system again: SPF, DKIM, DMARC and MX. (right: setting.manage) */
    POST: {
      path: {
        domain: string
      }
      query: Record<string, never>
      body: undefined
      reply: Domain
    }
  }
  '/api/domains/{domain}/dkim': {
    /** Makes a signing key, or begins or ends signing with it. (right: setting.manage) */
    POST: {
      path: {
        domain: string
      }
      query: Record<string, never>
      body: DomainKeyAction
      reply: Domain
    }
  }
  '/api/domains/{domain}/test': {
    /** Sends a test mail from the domain; one that fails is among the parked jobs. (right: setting.manage) */
    POST: {
      path: {
        domain: string
      }
      query: Record<string, never>
      body: DomainTrial
      reply: undefined
    }
  }
  '/api/drafts': {
    /** All that I am writing, the last saved first. (right: conversation.write) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Draft>
    }
    /** Begins a draft of a new conversation. (right: conversation.write) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: DraftSave
      reply: Draft
    }
  }
  '/api/drafts/{id}': {
    /** One draft of mine. (right: conversation.write) */
    GET: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: Draft
    }
    /** Keeps it as it is now. (right: conversation.write) */
    PUT: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: DraftSave
      reply: Draft
    }
    /** Drops it. (right: conversation.write) */
    DELETE: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/events': {
    /** Server-sent events: the facts of the journal the reader may know of, as they happen. (right: signed_in) */
    GET: {
      path: Record<string, never>
      query: {
        /** The position to go on from, for clients that cannot send Last-Event-ID. */
        after?: number
      }
      body: undefined
      reply: undefined
    }
  }
  '/api/form-answers': {
    /** What was sent by forms and is kept aside for a person to look at. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** Of one form only. */
        form?: string
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<FormAnswer>
    }
  }
  '/api/form-answers/{id}/accept': {
    /** Brings in what was kept aside; the person gets their copy. (right: conversation.write) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/form-answers/{id}/drop': {
    /** Drops what was kept aside, with all that was in it. (right: conversation.write) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/form-preview': {
    /** The page of a form that is being made. Keeps nothing. (right: setting.manage) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: FormPreviewDraft
      reply: FormPreview
    }
  }
  '/api/forms': {
    /** Forms by which people write to us, the newest first. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Form>
    }
    /** Makes a form. (right: setting.manage) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: FormDraft
      reply: Form
    }
  }
  '/api/forms/{id}': {
    /** One form. (right: conversation.read) */
    GET: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: Form
    }
    /** Changes a form, whole. What was sent with the fields of before stays as it was. (right: setting.manage) */
    PUT: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: FormDraft
      reply: Form
    }
  }
  '/api/guide': {
    /** The first steps of an organisation, and which are done. (right: setting.manage) */
    GET: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: Guide
    }
  }
  '/api/guide/mail': {
    /** Lets an invented mail come in, to try an answer before any mailbox is set up. (right: setting.manage) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/guide/{step}': {
    /** Puts a step aside, or takes it up again. (right: setting.manage) */
    PUT: {
      path: {
        step: 'name' | 'brand' | 'mailbox' | 'team' | 'colleague' | 'answer'
      }
      query: Record<string, never>
      body: GuideChange
      reply: Guide
    }
  }
  '/api/indicators': {
    /** The figures of a period, each with its formula, trend and part by channel. (right: indicator.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** First day, in the organisation's time zone; 29 days before the last if absent. */
        from?: string
        /** Last day, included; today if absent. */
        to?: string
        channel?: string
        team?: string
      }
      body: undefined
      reply: IndicatorReport
    }
  }
  '/api/indicators.csv': {
    /** The same figures, for a spreadsheet. (right: indicator.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** First day, in the organisation's time zone; 29 days before the last if absent. */
        from?: string
        /** Last day, included; today if absent. */
        to?: string
        channel?: string
        team?: string
      }
      body: undefined
      reply: undefined
    }
  }
  '/api/indicators/{name}/rows': {
    /** The rows behind a figure, newest first. (right: indicator.read) */
    GET: {
      path: {
        name: 'contacts_in' | 'contacts_out' | 'first_answer' | 'resolution' | 'backlog' | 'csat'
      }
      query: {
        /** First day, in the organisation's time zone; 29 days before the last if absent. */
        from?: string
        /** Last day, included; today if absent. */
        to?: string
        channel?: string
        team?: string
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<IndicatorRow>
    }
  }
  '/api/indicators/{name}/rows.csv': {
    /** The same rows, for a spreadsheet; the newest 100,000 at most. (right: indicator.read) */
    GET: {
      path: {
        name: 'contacts_in' | 'contacts_out' | 'first_answer' | 'resolution' | 'backlog' | 'csat'
      }
      query: {
        /** First day, in the organisation's time zone; 29 days before the last if absent. */
        from?: string
        /** Last day, included; today if absent. */
        to?: string
        channel?: string
        team?: string
      }
      body: undefined
      reply: undefined
    }
  }
  '/api/jobs': {
    /** Jobs that failed for good and wait for a person, newest first. (right: job.manage) */
    GET: {
      path: Record<string, never>
      query: {
        /** Parked: failed for good, waiting for a person. The only state that is listed. */
        state?: 'parked'
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<ParkedJob>
    }
  }
  '/api/jobs/{id}': {
    /** Drops a parked job. (right: job.manage) */
    DELETE: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/jobs/{id}/retry': {
    /** Tries a parked job again now. (right: job.manage) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/letters': {
    /** Mails of the program to colleagues that no server has taken yet, newest first. (right: job.manage) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Letter>
    }
  }
  '/api/letters/{id}/html': {
    /** One of them as it is read, as a page for a sandboxed frame. (right: job.manage) */
    GET: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/letters/{id}/retry': {
    /** Sends again what failed or waits. (right: job.manage) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/loops': {
    /** Unhappy answers to follow up, or followed up. (right: survey.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** To do, the most urgent first (the default), or closed, the last first. */
        state?: 'todo' | 'closed'
        /** me, none or an id. */
        owner?: string
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Loop>
    }
  }
  '/api/loops/{id}': {
    /** Takes, moves, notes or closes a loop that is to do. (right: loop.write) */
    PATCH: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: LoopChange
      reply: Loop
    }
  }
  '/api/mailboxes': {
    /** The mail accounts of the organisation and how they are, the oldest first. (right: setting.manage) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Mailbox>
    }
    /** Adds a mail account; fetching begins at once. (right: setting.manage) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: NewMailbox
      reply: Mailbox
    }
  }
  '/api/mailboxes/authorized': {
    /** What the provider answers to a request for its consent, through the browser of who asked. (right: setting.manage) */
    GET: {
      path: Record<string, never>
      query: {
        code?: string
        state?: string
        error?: string
        error_description?: string
        error_uri?: string
        error_subcode?: string
        scope?: string
        iss?: string
        session_state?: string
        authuser?: string
        hd?: string
        prompt?: string
        admin_consent?: string
      }
      body: undefined
      reply: undefined
    }
  }
  '/api/mailboxes/clients/{provider}': {
    /** The organisation as a client of a provider's OAuth2. (right: setting.manage) */
    GET: {
      path: {
        provider: string
      }
      query: Record<string, never>
      body: undefined
      reply: MailboxClient
    }
    /** Changes it; consents that were given to another client are forgotten. (right: setting.manage) */
    PUT: {
      path: {
        provider: string
      }
      query: Record<string, never>
      body: MailboxClientChange
      reply: MailboxClient
    }
  }
  '/api/mailboxes/presets': {
    /** The servers of the usual mail providers, and what to know before. (right: setting.manage) */
    GET: {
      path: Record<string, never>
      query: {
        /** Which of them holds it? Asks the domain name system. */
        address?: string
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<MailboxPreset>
    }
  }
  '/api/mailboxes/signatures': {
    /** What each team signs with when the address it writes from has no signature. (right: setting.manage) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<TeamSignature>
    }
  }
  '/api/mailboxes/signatures/{team}': {
    /** Changes the signature of a team; null takes it away. (right: setting.manage) */
    PUT: {
      path: {
        team: string
      }
      query: Record<string, never>
      body: TeamSignatureChange
      reply: TeamSignature
    }
  }
  '/api/mailboxes/test': {
    /** Tries both directions of a mail account without keeping anything; 20 seconds at most. (right: setting.manage) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: MailboxTest
      reply: MailboxTrials
    }
  }
  '/api/mailboxes/{id}': {
    /** One mail account. (right: setting.manage) */
    GET: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: Mailbox
    }
    /** Changes, pauses or resumes a mail account; for another server or user its password must be given again. (right: setting.manage) */
    PATCH: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: MailboxChange
      reply: Mailbox
    }
    /** Removes a mail account; its conversations stay. (right: setting.manage) */
    DELETE: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/mailboxes/{id}/authorize': {
    /** Where to ask the provider for its consent (OAuth2); it sends the browser back to /api/mailboxes/authorized, which leads to /settings/mailboxes/{id}?consent= granted, refused, expired or failed. (right: setting.manage) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: MailboxConsent
    }
  }
  '/api/messages/{id}': {
    /** One message. (right: conversation.read) */
    GET: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: Message
    }
    /** Moves what has not left yet to another time; null sends it at once. (right: conversation.write) */
    PATCH: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: MessageChange
      reply: Message
    }
    /** Takes back what has not left yet: answers what was written, to go on with it. (right: conversation.write) */
    DELETE: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: TakenBack
    }
  }
  '/api/messages/{id}/html': {
    /** The HTML of a message made harmless, as a page for a sandboxed frame. (right: conversation.read) */
    GET: {
      path: {
        id: string
      }
      query: {
        /** 1 lets pictures come from elsewhere, which tells the sender. */
        images?: '0' | '1'
        /** 1 puts a mail without colours of its own on a dark ground. */
        dark?: '0' | '1'
      }
      body: undefined
      reply: undefined
    }
  }
  '/api/messages/{id}/new-matter': {
    /** Makes a conversation of a message that is offered as one, and of what its author wrote after it. (right: conversation.write) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: ConversationFull
    }
  }
  '/api/messages/{id}/offer': {
    /** Leaves the message where it is. (right: conversation.write) */
    DELETE: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/messages/{id}/retry': {
    /** Sends again what failed or waits. (right: conversation.write) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/messages/{id}/source': {
    /** The message as it came; refused as its files are. (right: conversation.read) */
    GET: {
      path: {
        id: string
      }
      query: {
        /** Whatever the virus scanner says: needs the right file.unsafe. */
        unsafe?: boolean
      }
      body: undefined
      reply: undefined
    }
  }
  '/api/notices': {
    /** What one is told of, the newest first. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** Only those not seen yet. */
        unseen?: boolean
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Notice>
    }
  }
  '/api/notices/count': {
    /** How many have not been seen. (right: signed_in) */
    GET: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: NoticeCount
    }
  }
  '/api/notices/digest': {
    /** Sends me now the mail of what waits and was in no mail yet. (right: signed_in) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: NoticeDigest
    }
  }
  '/api/notices/preferences': {
    /** By which ways one is told of each kind, and when. (right: signed_in) */
    GET: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: NoticePreferences
    }
    /** Changes them; what is left out stays. (right: signed_in) */
    PUT: {
      path: Record<string, never>
      query: Record<string, never>
      body: NoticePreferencesChange
      reply: NoticePreferences
    }
  }
  '/api/notices/seen': {
    /** Some, those of a conversation or all have been seen; others' are left alone. (right: signed_in) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: NoticesSeen
      reply: NoticeCount
    }
  }
  '/api/openapi.json': {
    /** This document. (right: anyone) */
    GET: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/outbox': {
    /** What we wrote and no server has taken yet. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<OutboxMessage>
    }
  }
  '/api/persons': {
    /** Persons, the last in touch first; or those whose name or address begins so. (right: person.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** The beginning of words of the name, or of an address. */
        q?: string
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Person>
    }
  }
  '/api/persons/{id}': {
    /** A person's file; that it was read is journalled. (right: person.read) */
    GET: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: Person
    }
    /** Corrects the name or the language. (right: person.write) */
    PATCH: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: PersonChange
      reply: Person
    }
  }
  '/api/persons/{id}/surveys-stopped': {
    /** Whether a person asked not to be invited to surveys. (right: person.read) */
    GET: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: SurveyStop
    }
    /** Notes it for a person who said so, or lets invitations begin again. (right: person.write) */
    PUT: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: SurveyStopChange
      reply: SurveyStop
    }
  }
  '/api/persons/{id}/timeline': {
    /** All that happened with a person, the last first; reading it is journalled. (right: person.read) */
    GET: {
      path: {
        id: string
      }
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<TimelineItem>
    }
  }
  '/api/scheduled': {
    /** What was written and has not left yet, the next to leave first. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** Everybody's by default. */
        whose?: 'all' | 'mine'
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<OutboxMessage>
    }
  }
  '/api/search': {
    /** Messages and persons that hold the words, the newest first. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** Words, a "phrase", -without; accents and inflections do not matter. */
        q: string
        /** Messages and persons by default. */
        kind?: 'message' | 'conversation' | 'person'
        status?: 'open' | 'waiting' | 'snoozed' | 'closed' | 'pending'
        channel?: string
        /** me, none or an id. */
        assignee?: string
        /** Messages from that day on. */
        since?: string
        /** Messages before that day. */
        until?: string
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Hit>
    }
  }
  '/api/search/suggestions': {
    /** A few persons, then a few conversations, while one types. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** The last word may be the beginning of one; or the number of a conversation. */
        q: string
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Hit>
    }
  }
  '/api/senders': {
    /** Our addresses to write from, the usual one first. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: Senders
    }
  }
  '/api/session': {
    /** Who is signed in, with what rights. (right: signed_in) */
    GET: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: Session
    }
    /** Signs in; 429 with Retry-After when wrong passwords came before. (right: anyone) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: SignIn
      reply: Session
    }
    /** Changes one's own name, language or password; a new password ends other sessions. (right: signed_in) */
    PATCH: {
      path: Record<string, never>
      query: Record<string, never>
      body: MeChange
      reply: Session
    }
    /** Signs out. (right: signed_in) */
    DELETE: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/session/link': {
    /** What a one-time link is for. (right: anyone) */
    GET: {
      path: Record<string, never>
      query: {
        /** What follows # in the link. */
        secret: string
      }
      body: undefined
      reply: LinkKind
    }
    /** Uses a one-time link: chooses a password and signs in. The first administrator also gives an address and a name. (right: anyone) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: LinkUse
      reply: Session
    }
  }
  '/api/settings': {
    /** Every setting with its value, default, limits and source. (right: setting.manage) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Setting>
    }
  }
  '/api/settings/{name}': {
    /** Changes a setting from a time on; earlier values stay for what was measured then. (right: setting.manage) */
    PUT: {
      path: {
        name: string
      }
      query: Record<string, never>
      body: SettingChange
      reply: Setting
    }
  }
  '/api/settings/{name}/history': {
    /** Every value a setting had or will have, newest first, and who decided it. (right: setting.manage) */
    GET: {
      path: {
        name: string
      }
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<SettingPast>
    }
  }
  '/api/staff': {
    /** Those who work here, newest first. (right: signed_in) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Staff>
    }
    /** Makes an account, and the link by which its holder chooses a password. (right: staff.manage) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: StaffDraft
      reply: StaffMade
    }
  }
  '/api/staff/{id}': {
    /** Changes an account; deactivated, it loses its sessions, tokens and links. (right: staff.manage) */
    PATCH: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: StaffChange
      reply: Staff
    }
  }
  '/api/staff/{id}/link': {
    /** A new link to choose a password; earlier ones stop working. (right: staff.manage) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: Link
    }
  }
  '/api/status': {
    /** How the program is: what is well, what should be looked at, and the figures. (right: setting.manage) */
    GET: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: Status
    }
  }
  '/api/strays': {
    /** What machines sent about no conversation we know. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Message>
    }
  }
  '/api/strays/{id}/open': {
    /** Makes a conversation of a stray, with whoever wrote it. (right: conversation.write) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: ConversationFull
    }
  }
  '/api/surveys': {
    /** Questions asked or held back, and their answers, newest first. (right: survey.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** True: answers only, by the time they came. Otherwise all, by the time of closing. */
        answered?: boolean
        score?: number
        /** First day, in the organisation's time zone. */
        from?: string
        /** Last day, included. */
        to?: string
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Survey>
    }
  }
  '/api/surveys/preview': {
    /** What persons would read, some texts said otherwise; keeps nothing. (right: setting.manage) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: SurveyPreviewAsk
      reply: SurveyPreview
    }
  }
  '/api/tags': {
    /** The tags of the organisation, archived ones too. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Tag>
    }
    /** Makes a tag. (right: desk.manage) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: NewTag
      reply: Tag
    }
  }
  '/api/tags/{id}': {
    /** Renames, colours, explains or archives a tag. (right: desk.manage) */
    PATCH: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: TagChange
      reply: Tag
    }
  }
  '/api/tags/{id}/merge': {
    /** Makes one tag of two: what carried this one carries the other. For good. (right: desk.manage) */
    POST: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: TagMerge
      reply: Tag
    }
  }
  '/api/teams': {
    /** The teams and their members, newest first. (right: signed_in) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Team>
    }
    /** Makes a team. (right: staff.manage) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: NameDraft
      reply: Team
    }
  }
  '/api/teams/{id}': {
    /** Renames a team, or says who its members are. (right: staff.manage) */
    PATCH: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: TeamChange
      reply: Team
    }
  }
  '/api/tokens': {
    /** One's own tokens for scripts, newest first. (right: signed_in) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Token>
    }
    /** Makes a token, shown once. It can do what its maker may, but make tokens. (right: signed_in) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: NameDraft
      reply: TokenMade
    }
  }
  '/api/tokens/{id}': {
    /** Takes a token away. (right: signed_in) */
    DELETE: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/views': {
    /** The saved views that I see, in my order. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<View>
    }
    /** Keeps a filter under a name; for a team of mine, or, with desk.manage, for all. (right: conversation.read) */
    POST: {
      path: Record<string, never>
      query: Record<string, never>
      body: NewView
      reply: View
    }
  }
  '/api/views/counts': {
    /** How many conversations each of them shows. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<ViewCount>
    }
  }
  '/api/views/order': {
    /** Puts the views that I see in my order. (right: conversation.read) */
    PUT: {
      path: Record<string, never>
      query: Record<string, never>
      body: ViewOrder
      reply: undefined
    }
  }
  '/api/views/{id}': {
    /** Renames, changes or shares a view of mine. (right: conversation.read) */
    PATCH: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: ViewChange
      reply: View
    }
    /** Removes a view of mine. (right: conversation.read) */
    DELETE: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/api/when': {
    /** A moment said in words, French or English, and the usual ones. (right: conversation.read) */
    GET: {
      path: Record<string, never>
      query: {
        /** lundi 9 h, demain matin, in 2 weeks… */
        text?: string
        /** Settles what both languages use. */
        language?: 'fr' | 'en'
      }
      body: undefined
      reply: When
    }
  }
  '/api/wordings': {
    /** Every text that the organisation may say in its own words. (right: setting.manage) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<Wording>
    }
  }
  '/api/wordings/said': {
    /** Only what the organisation says otherwise than the program: for the screens. (right: signed_in) */
    GET: {
      path: Record<string, never>
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<WordingSaid>
    }
  }
  '/api/wordings/{name}/history': {
    /** What was said before, newest first, and who changed it. (right: setting.manage) */
    GET: {
      path: {
        name: string
      }
      query: {
        /** How many items at most. */
        limit?: number
        /** The `next` of the page before. */
        cursor?: string
      }
      body: undefined
      reply: Page<WordingPast>
    }
  }
  '/api/wordings/{name}/{language}': {
    /** Says a text in the organisation's own words, or puts the default back. (right: setting.manage) */
    PUT: {
      path: {
        name: string
        language: 'fr' | 'en'
      }
      query: Record<string, never>
      body: WordingChange
      reply: Wording
    }
  }
  '/brand/logo/{id}': {
    /** The logo, for pages and mails; its address is in the brand. (right: anyone) */
    GET: {
      path: {
        id: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/chat/{widget}/try': {
    /** An invented site to try a widget on, and a form. (right: anyone) */
    GET: {
      path: {
        /** The key of the widget. */
        widget: string
      }
      query: {
        language?: 'fr' | 'en'
        /** The form to show, by its slug; else the newest that takes answers. */
        form?: string
      }
      body: undefined
      reply: undefined
    }
  }
  '/f/{slug}': {
    /** The page of a form. (right: anyone) */
    GET: {
      path: {
        slug: string
      }
      query: {
        /** Rather than the browser's. */
        lang?: 'fr' | 'en'
      }
      body: undefined
      reply: undefined
    }
    /** Takes what was filled in: `f.` and the key of a field names each part. (right: anyone) */
    POST: {
      path: {
        slug: string
      }
      query: {
        /** Rather than the browser's. */
        lang?: 'fr' | 'en'
      }
      body: undefined
      reply: undefined
    }
  }
  '/health': {
    /** Whether the server answers, its version, and how much waits for a person. (right: anyone) */
    GET: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: Health
    }
  }
  '/metrics': {
    /** Every figure of the program, as Prometheus reads it; only for programs of the same machine, or with the token of LIEN_METRICS_TOKEN. (right: anyone) */
    GET: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
  }
  '/ready': {
    /** Whether this node should be given work: 200, or 503 with the reason. (right: anyone) */
    GET: {
      path: Record<string, never>
      query: Record<string, never>
      body: undefined
      reply: Ready
    }
  }
  '/s/{secret}': {
    /** The page behind the link of an invitation. Records nothing. (right: anyone) */
    GET: {
      path: {
        secret: string
      }
      query: {
        /** Chosen beforehand by the link. */
        score?: number
      }
      body: undefined
      reply: undefined
    }
    /** Records the answer of a person, once. (right: anyone) */
    POST: {
      path: {
        secret: string
      }
      query: Record<string, never>
      body: SurveyAnswer
      reply: undefined
    }
  }
  '/u/{token}': {
    /** Asks a person whether they want no more surveys. Changes nothing. (right: anyone) */
    GET: {
      path: {
        token: string
      }
      query: Record<string, never>
      body: undefined
      reply: undefined
    }
    /** The person is asked no more; in one click from their mail program. (right: anyone) */
    POST: {
      path: {
        token: string
      }
      query: Record<string, never>
      body: SurveyStopForm
      reply: undefined
    }
  }
}
