/* site: the site of somebody else, on an origin of its own, whose pages show our chat. Its look is loud and its
 * policy strict, as those of others are. */
import http from 'node:http';

export async function openSite(server) {
    const site = { pages: {}, widget: null };
    const listener = http.createServer((request, response) => {
        const { pathname } = new URL(request.url, 'http://site');
        const { lang = 'fr', head = '', attributes = '' } = site.pages[pathname] ?? {};
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.setHeader('content-security-policy', `default-src 'none'; style-src 'unsafe-inline'; script-src ${server.url}; connect-src ${server.url}`);
        response.end(`<!doctype html><html lang="${lang}"><head><meta name="viewport" content="width=device-width"><title>Boutique</title>
<style>* { color: fuchsia !important; font-size: 40px !important; } button, div, p { display: inline !important; background: lime !important; }</style>${head}</head>
<body><main><h1>Boutique</h1></main><script async src="${server.url}/chat/widget.js" data-widget="${site.widget.key}" ${attributes}></script></body></html>`);
    });
    await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
    site.url = `http://127.0.0.1:${listener.address().port}`;
    site.close = () => {
        listener.closeAllConnections();
        return new Promise((resolve) => listener.close(resolve));
    };
    return site;
}
