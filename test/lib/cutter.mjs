/* cutter: stands between a node and its PostgreSQL, and cuts the line at a COMMIT, before the server hears of it or before its answer
 * is heard.
 *
 *   const cutter = await startCutter(url);
 *   cutter.url                     // of the same database, through it
 *   cutter.cut = (commit) => commit % 2 ? 'before' : null;
 */
import net from 'node:net';

const COMMIT = Buffer.from('COMMIT\0');

export async function startCutter(url) {
    const [, socket, database] = /@([^/]+)\/(.+)$/.exec(url);
    const cutter = { cut: () => null, commits: 0, cuts: { before: 0, after: 0 } };
    const listener = net.createServer((client) => {
        const server = net.connect(`${decodeURIComponent(socket)}/.s.PGSQL.5432`);
        let deaf = false; /* nothing of what the server says is passed on */
        const end = () => {
            client.destroy();
            server.destroy();
        };
        for (const side of [client, server]) side.on('error', end).on('close', end);
        client.on('data', (bytes) => {
            const how = bytes.includes(COMMIT) ? cutter.cut(cutter.commits++) : null;
            if (how) cutter.cuts[how] += 1;
            if (how === 'before') return end();
            deaf ||= how === 'after';
            return server.write(bytes);
        });
        server.on('data', (bytes) => (deaf ? end() : client.write(bytes)));
    });
    await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
    cutter.url = `postgresql://lien@127.0.0.1:${listener.address().port}/${database}`;
    cutter.stop = () => listener.close();
    return cutter;
}
