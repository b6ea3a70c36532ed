/* What comes from the server: by the stream, and while that gives nothing by asking. A message may come by both:
 * whoever takes it goes by its position. */
import type { Api, TalkMessage } from './api';
import { Poll } from './poll';
import { Stream } from './stream';

export interface LineEnd {
  message(message: TalkMessage): void;
  typing(typing: boolean): void;
  state(reached: boolean): void;
  lost(): void;
}

export class Line {
  private readonly stream: Stream;
  private readonly poll: Poll;
  private open = false; /* it is wanted */

  constructor(private readonly api: Api, last: () => string, end: LineEnd) {
    const lost = () => {
      this.stop();
      end.lost();
    };
    this.poll = new Poll(api, last, { message: end.message, state: end.state, lost });
    this.stream = new Stream(api, last, {
      event: (name, data) => (name === 'message' ? end.message(data as TalkMessage) : name === 'typing' ? end.typing((data as { typing: boolean }).typing) : undefined),
      open: () => {
        this.poll.stop();
        end.state(true);
      },
      failed: () => this.poll.start(),
      lost,
    });
    addEventListener('offline', () => this.open && end.state(false));
    addEventListener('pagehide', () => this.leave());
    addEventListener('pageshow', (event) => event.persisted && this.open && this.stream.start());
  }

  start() {
    this.open = true;
    this.stream.start();
  }

  stop() {
    this.open = false;
    this.stream.stop();
    this.poll.stop();
  }

  hurry() {
    this.poll.hurry();
  }

  /* The page is closed, or another page of the site comes: that is told by what comes next, or not. */
  private leave() {
    if (!this.open || !this.api.secret) return;
    const said = new URLSearchParams({ secret: this.api.secret, ...(this.stream.id && { stream: this.stream.id }) });
    navigator.sendBeacon(this.api.base + '/leave', said);
    this.stream.stop();
    this.poll.stop();
  }
}
