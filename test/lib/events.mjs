/* events: the stream that screens live on, read as a browser does. */

/** Opens GET /api/events (or another stream); `since` is the last event id seen. Give it to for await, or ask next(). */
export async function openEvents(client, since, path = '/api/events') {
    const stop = new AbortController();
    const answer = await fetch(client.url + path, {
        headers: { ...client.headers, ...(since ? { 'last-event-id': since } : {}) },
        signal: stop.signal,
    });
    if (answer.status !== 200) throw new Error(`events: ${answer.status} ${await answer.text()}`);
    const events = [];
    let wake = () => {};
    let over = false;
    (async () => {
        const decoder = new TextDecoder();
        let text = '';
        for await (const chunk of answer.body) {
            text += decoder.decode(chunk, { stream: true });
            const blocks = text.split('\n\n');
            text = blocks.pop();
            for (const block of blocks) {
                const event = parse(block);
                if (event) events.push(event);
            }
            wake();
        }
    })().catch(() => {}).finally(() => {
        over = true;
        wake();
    });
    return {
        /** Everything that came so far. */
        events,
        /** The next event that `wanted` accepts (and drops those before it); null once the stream is cut. */
        async next(wanted = () => true, seconds = 20) {
            const end = Date.now() + seconds * 1000;
            for (;;) {
                while (events.length) {
                    const event = events.shift();
                    if (wanted(event)) return event;
                }
                if (over) return null;
                if (Date.now() > end) throw new Error(`no such event in ${seconds} s`);
                await Promise.race([
                    new Promise((resolve) => (wake = resolve)),
                    new Promise((resolve) => setTimeout(resolve, 200).unref?.()),
                ]);
            }
        },
        get over() {
            return over;
        },
        close() {
            stop.abort();
        },
    };
}

function parse(block) {
    const event = { id: null, name: 'message', data: '' };
    for (const line of block.split('\n')) {
        const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
        if (field === 'id') event.id = value;
        if (field === 'event') event.name = value;
        if (field === 'data') event.data += value;
    }
    if (!event.data) return null;
    return { ...event, data: JSON.parse(event.data), seen: performance.now() };
}
