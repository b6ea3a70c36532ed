/* Asking for what is new where no stream comes through: often while people write to each other, seldom when nobody
 * does. The server takes who asks to be there until they should have asked again. */
import { Refusal, type Api, type TalkMessage } from './api';

const QUICK = 2_500;
const SLOW = 30_000;
const PAUSE_MAX = 60_000;

export interface PollEnd {
  message(message: TalkMessage): void;
  state(reached: boolean): void;
  lost(): void;
}

export class Poll {
  private abort: AbortController | null = null;
  private timer = 0;
  private pause = QUICK;
  private failures = 0;

  constructor(private readonly api: Api, private readonly last: () => string, private readonly end: PollEnd) {}

  start() {
    if (this.abort) return;
    this.abort = new AbortController();
    this.pause = QUICK;
    this.failures = 0;
    void this.ask(this.abort.signal);
  }

  stop() {
    clearTimeout(this.timer);
    this.abort?.abort();
    this.abort = null;
  }

  /* Something was said: an answer may come soon. */
  hurry() {
    this.pause = QUICK;
    if (!this.abort || this.failures > 0) return;
    this.later(this.abort.signal, QUICK);
  }

  private later(signal: AbortSignal, pause: number) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(signal), pause);
  }

  private async ask(signal: AbortSignal) {
    let pause = this.pause;
    try {
      const again = Math.ceil((this.pause * 1.5) / 1000);
      const { items } = await this.api.get<{ items: TalkMessage[] }>(`/messages?after=${this.last()}&again=${again}`, { signal });
      if (signal.aborted) return;
      items.forEach((message) => this.end.message(message));
      this.failures = 0;
      this.pause = items.length > 0 ? QUICK : Math.min(this.pause * 1.2, SLOW);
      this.end.state(true);
    } catch (error) {
      if (signal.aborted) return;
      const refusal = error instanceof Refusal ? error : new Refusal(0, 0);
      if (refusal.status === 401) return this.end.lost();
      pause = Math.max(refusal.wait * 1000, Math.min(QUICK * 2 ** this.failures++, PAUSE_MAX));
      this.end.state(refusal.status !== 0);
    }
    this.later(signal, pause * (0.9 + Math.random() / 5));
  }
}
