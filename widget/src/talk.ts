/* The talk: what was said, what is not sent yet, who the visitor is. Knows nothing of the page. */
import { Api, Refusal, type TalkFile, type TalkMessage, type Visitor, type Welcome } from './api';
import { Keep, type Unsent } from './keep';
import { Line } from './line';
import type { Language } from './words';

const REMEMBERED = 7 * 86_400_000; /* a talk older than this is taken up again only when it is opened */
const TYPING_EVERY = 3_000;
const TYPING_LASTS = 6_000;

export interface Identity {
  text: string;
  signature: string;
}

/* Positions are longer than a number of ours can be. */
export const isAfter = (a: string, b: string) => a.length > b.length || (a.length === b.length && a > b);

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const idOf = (identity: Identity | null): string | null => {
  try {
    return identity && String((JSON.parse(identity.text) as { id?: unknown }).id ?? '');
  } catch {
    return null;
  }
};

export class Talk {
  messages: TalkMessage[] = [];
  visitor: Visitor | null = null;
  welcome: Welcome;
  connected = true;
  theyType = false;
  slowDown = false;
  private last = '0';
  private marked = '';
  private flushing: Promise<void> | null = null;
  private beginning: Promise<void> | null = null;
  private typedAt = 0;
  private typingTimer = 0;
  private failures = 0;
  private readonly line: Line;

  constructor(readonly api: Api, readonly keep: Keep, welcome: Welcome, private readonly language: Language, private identity: Identity | null, private readonly changed: () => void) {
    this.welcome = welcome;
    this.line = new Line(api, () => this.last, {
      message: (message) => this.take(message),
      typing: (typing) => this.showTyping(typing),
      state: (reached) => this.setConnected(reached),
      lost: () => this.lost(),
    });
    this.checkWho();
    api.secret = keep.value.secret;
    addEventListener('online', () => void this.flush());
    if (api.secret && Date.now() - keep.value.used < REMEMBERED) this.resume();
  }

  /* Another customer signed in on this browser, or nobody: the talk of before is not theirs. */
  private checkWho() {
    const who = idOf(this.identity);
    if (who === this.keep.value.who) return;
    this.keep.forget();
    this.keep.change({ who });
  }

  identify(identity: Identity | null) {
    this.identity = identity;
    if (idOf(identity) === this.keep.value.who) return;
    this.line.stop();
    this.checkWho();
    this.api.secret = null;
    this.messages = [];
    this.visitor = null;
    this.last = '0';
    this.changed();
  }

  get unsent(): Unsent[] {
    return this.keep.value.unsent;
  }

  get unread(): number {
    return this.messages.filter((message) => message.from !== 'visitor' && isAfter(message.position, this.keep.value.read)).length;
  }

  /* Since when the visitor waits for an answer; 0: they do not. */
  get waitingSince(): number {
    let since = 0;
    for (const message of this.messages) since = message.from === 'visitor' ? since || Date.parse(message.at) : message.from === 'staff' ? 0 : since;
    return since || (this.unsent[0] ? Date.parse(this.unsent[0].at) : 0);
  }

  get hasSaid(): boolean {
    return this.unsent.length > 0 || this.messages.some((message) => message.from === 'visitor');
  }

  resume() {
    if (!this.api.secret) return;
    this.line.start();
    void this.readVisitor();
    void this.flush();
  }

  private async readVisitor() {
    try {
      this.visitor = await this.api.get<Visitor>('/visitor');
      this.changed();
    } catch {
      /* Asked again at the next opening. */
    }
  }

  async refresh() {
    try {
      this.welcome = await this.api.get<Welcome>(`?language=${this.language}`);
      this.changed();
    } catch {
      /* What was known stays. */
    }
  }

  /* ---- What comes ---- */

  private setConnected(reached: boolean) {
    const before = this.connected;
    this.connected = reached;
    if (reached === before) return;
    this.changed();
    if (!reached) return;
    this.failures = 0;
    void this.flush();
  }

  private lost() {
    this.keep.change({ secret: null });
    this.api.secret = null;
  }

  private take(message: TalkMessage) {
    if (!isAfter(message.position, this.last)) return;
    this.last = message.position;
    this.messages.push(message);
    if (message.from === 'staff') this.showTyping(false);
    if (message.key) this.keep.change({ unsent: this.unsent.filter((one) => one.key !== message.key) });
    this.mark(false);
    this.changed();
  }

  private showTyping(typing: boolean) {
    clearTimeout(this.typingTimer);
    this.theyType = typing;
    this.changed();
    if (typing)
      this.typingTimer = window.setTimeout(() => {
        this.theyType = false;
        this.changed();
      }, TYPING_LASTS);
  }

  /* Tells what has arrived and, when it is before their eyes, that it was read. */
  mark(seen: boolean) {
    if (seen && isAfter(this.last, this.keep.value.read)) this.keep.change({ read: this.last });
    const mark = `${this.last} ${this.keep.value.read}`;
    if (!this.api.secret || this.last === '0' || mark === this.marked) return;
    this.marked = mark;
    const read = this.keep.value.read;
    this.api.post('/mark', { received: this.last, ...(read !== '0' && { read }) }).catch(() => (this.marked = ''));
  }

  /* ---- What is said ---- */

  say(text: string, files: TalkFile[], human = false) {
    const unsent: Unsent = { key: newKey(), text, files, human, at: new Date().toISOString() };
    this.keep.change({ unsent: [...this.unsent, unsent], used: Date.now() });
    this.changed();
    void this.flush();
  }

  /* Without its files, when one of them is what was refused; what says nothing then is gone. */
  tryAgain(key: string) {
    const again = this.unsent.map((one) => (one.key === key ? { ...one, refused: false, ...(one.badFile && { badFile: false, files: [] }) } : one));
    this.keep.change({ unsent: again.filter((one) => one.text || one.human || one.files.length > 0) });
    this.changed();
    void this.flush();
  }

  type(typing: boolean) {
    if (!this.api.secret || !this.hasSaid || (typing && Date.now() - this.typedAt < TYPING_EVERY)) return;
    this.typedAt = typing ? Date.now() : 0;
    this.api.post('/typing', { typing }).catch(() => undefined);
  }

  /* A session, made once. */
  async begin(): Promise<void> {
    this.keep.refresh();
    this.api.secret = this.keep.value.secret;
    if (this.api.secret) return;
    this.beginning ??= this.beginAnew().finally(() => (this.beginning = null));
    await this.beginning;
  }

  private async beginAnew() {
    const identity = this.identity ? { identity: this.identity.text, signature: this.identity.signature } : {};
    const session = await this.api.post<{ secret: string }>('/visitors', { language: this.language, page: location.href.slice(0, 2000), ...identity });
    this.api.secret = session!.secret;
    this.keep.change({ secret: session!.secret, used: Date.now() });
    this.line.start();
    void this.readVisitor();
  }

  flush(): Promise<void> {
    this.flushing ??= this.sendAll().finally(() => {
      this.flushing = null;
      this.changed();
    });
    return this.flushing;
  }

  private async sendAll() {
    try {
      for (let next = this.next(); next; next = this.next()) {
        await this.begin();
        await this.send(next);
      }
      this.failures = 0;
      this.slowDown = false;
    } catch (error) {
      this.later(error instanceof Refusal ? error : new Refusal(0, 0));
    }
  }

  private sent = new Set<string>();

  private next(): Unsent | undefined {
    return this.unsent.find((one) => !one.refused && !this.sent.has(one.key));
  }

  isSent(key: string): boolean {
    return this.sent.has(key);
  }

  private async send(unsent: Unsent) {
    const { key, text, files, human } = unsent;
    try {
      await this.api.post('/messages', { key, text, files: files.map((file) => file.id), page: location.href.slice(0, 2000), human });
    } catch (error) {
      if (!(error instanceof Refusal) || ![400, 413].includes(error.status)) throw error;
      const badFile = error.field === 'files';
      this.keep.change({ unsent: this.unsent.map((one) => (one.key === key ? { ...one, refused: true, badFile } : one)) });
      return;
    }
    this.sent.add(key);
    this.connected = true;
    this.line.start();
    this.line.hurry();
    this.changed();
  }

  private later(refusal: Refusal) {
    if (refusal.status === 401) this.lost();
    if (refusal.status === 403 || refusal.status === 404) return;
    this.slowDown = refusal.status === 429;
    this.connected = refusal.status !== 0 && navigator.onLine;
    const pause = refusal.wait > 0 ? refusal.wait * 1000 : Math.min(1000 * 2 ** this.failures++, 60_000);
    window.setTimeout(() => void this.flush(), pause * (0.9 + Math.random() / 5));
  }

  async leaveAddress(email: string, name: string) {
    await this.begin();
    await this.flush(); /* the mail that says the talk goes on is about what was said before */
    await this.api.post('/address', { email, ...(name && { name }) });
    await this.readVisitor();
  }
}
