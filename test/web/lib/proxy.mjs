/* proxy: what stands between a visitor and the server, as some firms and hosts have it: it lets streams pass, cuts
 * them, or swallows what they say. */
import http from 'node:http';

/** .stream: 'pass', 'cut', 'swallow'; .count(part): how many requests it saw whose path has that part. */
export async function openProxy(target) {
    const seen = [];
    const proxy = { stream: 'pass', count: (part) => seen.filter((path) => path.includes(part)).length };
    const listener = http.createServer((request, response) => {
        seen.push(`${request.method} ${request.url}`);
        const how = request.url.includes('/stream') && request.method === 'GET' ? proxy.stream : 'pass';
        if (how === 'cut') return void request.socket.destroy();
        const { hostname, port } = new URL(target);
        const onward = http.request({ hostname, port, path: request.url, method: request.method, headers: request.headers }, (answer) => {
            response.writeHead(answer.statusCode, answer.headers);
            response.flushHeaders();
            if (how === 'pass') answer.pipe(response);
            else answer.resume();
        });
        onward.on('error', () => response.destroy());
        response.on('close', () => onward.destroy());
        request.pipe(onward);
    });
    await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
    proxy.url = `http://127.0.0.1:${listener.address().port}`;
    proxy.close = () => {
        listener.closeAllConnections();
        return new Promise((resolve) => listener.close(resolve));
    };
    return proxy;
}
