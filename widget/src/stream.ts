/* Server-sent events over fetch, because an EventSource can send no header. It comes back by itself, later and
 * later, and from where it was. The server says a beat at once and every five seconds, and each is answered: a line
 * without beats is a dead one, or one that something on the way swallows. */
import { Refusal, type Api } from './api';

const OPENING = 8_000; /* the first beat comes at once */
const SILENCE = 16_000;
const LASTING = 10_000; /* a line that is cut sooner was none */
const PAUSE_MIN = 1_000;
const PAUSE_MAX = 60_000;

export interface StreamEnd {
  event(name: string, data: unknown): void;
  open(): void;
  failed(): void; /* it is tried again */
  lost(): void; /* the secret is worth nothing any more */
}

export class Stream {
  id: string | null = null; /* while it is open */
  private abort: AbortController | null = null;
  private failures = 0;
  private timer = 0;
  private watch = 0;
  private begun = 0;
  private wanted = false;

  constructor(private readonly api: Api, private readonly last: () => string, private readonly end: StreamEnd) {
    addEventListener('online', () => this.now());
    addEventListener('offline', () => this.fail());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && !this.id && this.now());
  }

  start() {
    if (this.wanted) return;
    this.wanted = true;
    void this.run();
  }

  stop() {
    this.wanted = false;
    clearTimeout(this.timer);
    this.cut();
  }

  private now() {
    if (this.wanted) this.again(0);
  }

  private cut() {
    clearTimeout(this.watch);
    this.abort?.abort();
    this.abort = null;
    this.id = null;
  }

  private again(pause: number) {
    clearTimeout(this.timer);
    this.cut();
    this.timer = window.setTimeout(() => void this.run(), pause);
  }

  /* Later and later, unless it had lasted. */
  private fail() {
    if (!this.wanted) return;
    const lasted = this.id && Date.now() - this.begun > LASTING;
    this.failures = lasted ? 0 : this.failures + 1;
    const pause = Math.min(PAUSE_MIN * 2 ** this.failures, PAUSE_MAX);
    this.again(pause * (0.75 + Math.random() / 2));
    if (!lasted) this.end.failed();
  }

  private alive(silence: number) {
    clearTimeout(this.watch);
    this.watch = window.setTimeout(() => this.fail(), silence);
  }

  private async run() {
    const abort = new AbortController();
    this.abort = abort;
    this.begun = Date.now();
    this.alive(OPENING);
    try {
      const answer = await this.api.fetch('/stream?answers=true', { signal: abort.signal, headers: { 'Last-Event-ID': this.last() } });
      await this.read(answer, abort.signal);
    } catch (error) {
      if (!abort.signal.aborted && error instanceof Refusal && error.status === 401) {
        this.stop();
        this.end.lost();
      }
    }
    if (!abort.signal.aborted) this.fail();
  }

  private async read(answer: Response, signal: AbortSignal) {
    const reader = answer.body!.getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      blocks.forEach((block) => this.take(block));
    }
  }

  private take(block: string) {
    let name = '';
    let data = '';
    for (const line of block.split('\n')) {
      if (line.startsWith('event: ')) name = line.slice(7);
      else if (line.startsWith('data: ')) data = line.slice(6);
    }
    if (!name || !data) return;
    if (name === 'beat') this.beat((JSON.parse(data) as { stream: string }).stream);
    else this.end.event(name, JSON.parse(data));
  }

  private beat(stream: string) {
    const first = !this.id;
    this.id = stream;
    this.alive(SILENCE);
    this.api.post('/here', { stream }).catch(() => undefined);
    if (first) this.end.open();
  }
}
