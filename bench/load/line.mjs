/* line: one browser's way to the server: at most six connections that stay open, from an address of its own, and streams
 * beside them. Every answer is timed from the call to its last byte. */
import http from 'node:http';

const LIFE = 590_000; /* ms */
const AGAIN = 1000;

/** What was measured, by kind of call. */
export class Times {
    constructor() {
        this.kinds = new Map(); /* kind → milliseconds of each */
        this.errors = new Map(); /* what went wrong → how often */
        this.calls = 0;
        this.counting = false;
    }

    add(kind, ms) {
        this.calls++;
        if (!this.counting) return;
        if (!this.kinds.has(kind)) this.kinds.set(kind, []);
        this.kinds.get(kind).push(ms);
    }

    /* Errors count from the very beginning. */
    wrong(what) {
        this.errors.set(what, (this.errors.get(what) ?? 0) + 1);
    }

    get wrongs() {
        return [...this.errors.values()].reduce((sum, n) => sum + n, 0);
    }
}

export class Line {
    constructor(times, { port, headers = {}, address }) {
        this.times = times;
        this.to = { host: '127.0.0.1', port, localAddress: address };
        this.headers = headers;
        this.agent = new http.Agent({ keepAlive: true, maxSockets: 6, ...this.to });
        this.streams = new Set();
        this.over = false;
    }

    /** → {status, text}; an answer that is no success is an error of the run. */
    async ask(kind, method, target, body, headers = {}) {
        const begun = performance.now();
        const answer = await this.#once(method, target, body, headers, true).catch((error) => ({ status: 0, text: error.code ?? error.message }));
        if (this.over) return answer;
        this.times.add(kind, performance.now() - begun);
        if (answer.status < 200 || answer.status > 299) this.times.wrong(`${kind}: ${answer.status} ${answer.text.slice(0, 120)}`);
        return answer;
    }

    /** The same, of JSON: → what it says, null after an error. */
    async json(kind, method, target, body) {
        const { status, text } = await this.ask(kind, method, target, body && JSON.stringify(body), body ? { 'content-type': 'application/json' } : {});
        return status >= 200 && status < 300 && text ? JSON.parse(text) : null;
    }

    #once(method, target, body, headers, mayRepeat) {
        return new Promise((resolve, reject) => {
            const request = http.request({ ...this.to, agent: this.agent, method, path: target, headers: { ...this.headers, ...headers, ...(body ? { 'content-length': Buffer.byteLength(body) } : {}) } });
            request.once('error', (error) => {
                /* As browsers do: the server closed a connection that was idle, just when it was to be used again. */
                if (request.reusedSocket && mayRepeat && error.code === 'ECONNRESET') resolve(this.#once(method, target, body, headers, false));
                else reject(error);
            });
            request.once('response', (answer) => {
                const parts = [];
                answer.on('data', (part) => parts.push(part));
                answer.once('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(parts).toString() }));
                answer.once('error', reject);
            });
            request.end(body);
        });
    }

    /** Reads a stream until close(): take(event, data) for each block. It comes back after a cut, which is an error of
     * the run unless the stream was old: the server ends those (LIMIT_EVENTS_AGE). */
    stream(target, take) {
        const request = http.request({ ...this.to, agent: false, path: target, headers: { ...this.headers, accept: 'text/event-stream' } });
        const begun = performance.now();
        const cut = (why) => {
            if (!this.streams.delete(request) || this.over) return;
            if (performance.now() - begun < LIFE) this.times.wrong(`stream cut: ${why}`);
            setTimeout(() => this.over || this.stream(target, take), AGAIN);
        };
        this.streams.add(request);
        request.once('error', (error) => cut(error.code));
        request.once('response', (answer) => {
            if (answer.statusCode !== 200) cut(answer.statusCode);
            let text = '';
            answer.setEncoding('utf8');
            answer.on('data', (part) => {
                const blocks = (text + part).split('\n\n');
                text = blocks.pop();
                for (const block of blocks) {
                    const event = /^event: (.*)$/m.exec(block);
                    if (event) take(event[1], /^data: (.*)$/m.exec(block)?.[1] ?? '');
                }
            });
            answer.once('close', () => cut('closed'));
            answer.once('error', () => {});
        });
        request.end();
    }

    close() {
        this.over = true;
        for (const request of this.streams) request.destroy();
        this.agent.destroy();
    }
}
