/* Reads a stream of server-sent events as text comes in, in whatever pieces. EventSource is not used: it
 * cannot be told, when another tab takes the stream over, after which event to go on. */

/* Nothing but an id moves the place from which one goes on: what happened there was not for us. */
export interface StreamEvent {
  id: string | null;
  name: string; /* '' if none */
  data: string;
}

export class StreamReader {
  private rest = '';
  private id: string | null = null;
  private name = '';
  private data: string[] = [];

  constructor(private readonly each: (event: StreamEvent) => void) {}

  push(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.line(line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  private line(line: string): void {
    if (line === '') return this.flush();
    const colon = line.indexOf(':');
    if (colon === 0) return; /* a comment: the server is still there */
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'id') this.id = value;
    else if (field === 'event') this.name = value;
    else if (field === 'data') this.data.push(value);
  }

  private flush(): void {
    if (this.name || this.data.length || this.id !== null) {
      this.each({ id: this.id, name: this.name, data: this.data.join('\n') });
    }
    this.id = null;
    this.name = '';
    this.data = [];
  }
}
