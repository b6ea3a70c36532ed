/* Server-sent events over fetch, because an EventSource can send no header. It comes back by itself, later and
 * later, and from where it was; a line that says nothing for long is a dead one. */
import { Refusal, type Api } from './api';

const SILENCE = 50_000; /* the server says something every 20 seconds */
const PAUSE_MIN = 1_000;
const PAUSE_MAX = 60_000;

export interface StreamEnd {
  event(name: string, data: unknown, id: string | null): void;
  state(open: boolean): void;
  lost(): void; /* the secret is worth nothing any more */
}

export class Stream {
  private abort: AbortController | null = null;
  private failures = 0;
  private timer = 0;
  private watch = 0;
  private wanted = false;

  constructor(private readonly api: Api, private readonly last: () => string, private readonly end: StreamEnd) {
    addEventListener('online', () => this.wanted && this.again(0));
    addEventListener('offline', () => this.cut());
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

  private cut() {
    clearTimeout(this.watch);
    this.abort?.abort();
    this.abort = null;
    this.end.state(false);
  }

  private again(pause: number) {
    clearTimeout(this.timer);
    this.cut();
    this.timer = window.setTimeout(() => void this.run(), pause);
  }

  private alive() {
    clearTimeout(this.watch);
    this.watch = window.setTimeout(() => this.again(0), SILENCE);
  }

  private async run() {
    const abort = new AbortController();
    this.abort = abort;
    try {
      const answer = await this.api.fetch('/stream', { signal: abort.signal, headers: { 'Last-Event-ID': this.last() } });
      this.failures = 0;
      this.end.state(true);
      await this.read(answer);
    } catch (error) {
      if (abort.signal.aborted) return;
      if (error instanceof Refusal && error.status === 401) {
        this.stop();
        this.end.lost();
        return;
      }
      this.failures++;
    }
    if (abort.signal.aborted || !this.wanted) return;
    const pause = Math.min(PAUSE_MIN * 2 ** this.failures, PAUSE_MAX);
    this.again(pause * (0.75 + Math.random() / 2));
  }

  private async read(answer: Response) {
    const reader = answer.body!.getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      this.alive();
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      blocks.forEach((block) => this.take(block));
    }
  }

  private take(block: string) {
    let name = '';
    let data = '';
    let id: string | null = null;
    for (const line of block.split('\n')) {
      if (line.startsWith('event: ')) name = line.slice(7);
      else if (line.startsWith('data: ')) data = line.slice(6);
      else if (line.startsWith('id: ')) id = line.slice(4);
    }
    if (name && data) this.end.event(name, JSON.parse(data), id);
  }
}
