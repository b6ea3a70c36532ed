/* oauth-provider: a real OAuth2 provider (oidc-provider) on a free port: codes with PKCE, refresh tokens that change at
 * each use, a sign-in and consent that the test gives by walking its pages. */
import http from 'node:http';
import { Provider } from 'oidc-provider';

export const client = { id: 'lien', secret: 'le-secret-du-client-lien' };

/** accessLife: seconds an access token is good. → {url, settings, consent(url), revoke(), stop(), asked, tokens} */
export async function startOAuthProvider(redirect, { accessLife = 3600, rotate = true } = {}) {
    const server = http.createServer();
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${server.address().port}`;
    const asked = []; // what came to the token endpoint
    const tokens = []; // what it gave
    const grants = new Set();
    const provider = new Provider(url, {
        clients: [{
            client_id: client.id, client_secret: client.secret, redirect_uris: [redirect], token_endpoint_auth_method: 'client_secret_post',
            grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
        }],
        scopes: ['openid', 'offline_access', 'mail'],
        pkce: { required: () => true },
        ttl: { AccessToken: accessLife, Grant: 3600, RefreshToken: 3600, Session: 3600, Interaction: 600, AuthorizationCode: 60, IdToken: 3600 },
        rotateRefreshToken: rotate,
        features: { devInteractions: { enabled: true }, revocation: { enabled: true } },
        cookies: { keys: ['a key of the test'] },
        findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    });
    provider.on('grant.success', (context) => {
        asked.push(context.oidc.params.grant_type);
        tokens.push(...[context.body.access_token, context.body.refresh_token].filter(Boolean));
        grants.add(context.oidc.entities.Grant?.jti ?? context.oidc.entities.AccessToken?.grantId);
    });
    provider.on('grant.error', (context, error) => asked.push(error.error));
    server.on('request', provider.callback());
    return {
        url, asked, tokens,
        settings: {
            client_id: client.id, secret: client.secret, authorize_url: `${url}/auth?prompt=consent`, token_url: `${url}/token`,
            scope: 'openid offline_access mail',
        },
        consent: (start, options) => walk(start, url, options),
        /** Takes every consent back, as a person does on the provider's page. */
        async revoke() {
            for (const id of grants) {
                await (await provider.Grant.find(id))?.destroy();
                await provider.RefreshToken.revokeByGrantId(id);
                await provider.AccessToken.revokeByGrantId(id);
            }
        },
        stop: () => new Promise((resolve) => {
            server.close(resolve);
            server.closeAllConnections();
        }),
    };
}

/** Walks the provider's pages as a browser does: signs in, says yes (or no). → where it sends the browser back. */
async function walk(start, url, { refuse = false } = {}) {
    const jar = new Map();
    let at = start;
    let form = null;
    for (let hops = 0; hops < 20; hops++) {
        const answer = await fetch(at, {
            method: form ? 'POST' : 'GET', redirect: 'manual', body: form ? new URLSearchParams(form) : undefined,
            headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
        });
        for (const cookie of answer.headers.getSetCookie()) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
            if (value) jar.set(name, value);
            else jar.delete(name);
        }
        form = null;
        const location = answer.headers.get('location');
        if (location) {
            at = new URL(location, at).href;
            if (!at.startsWith(url)) return at;
            continue;
        }
        const page = await answer.text();
        const abort = /href="([^"]+\/abort)"/.exec(page);
        const action = /action="([^"]+)"/.exec(page);
        if (refuse && abort) {
            at = new URL(abort[1], at).href;
        } else if (action) {
            const prompt = /name="prompt" value="(\w+)"/.exec(page)[1];
            at = new URL(action[1], at).href;
            form = { prompt, ...(prompt === 'login' ? { login: 'contact@example.org', password: 'any' } : {}) };
        } else {
            throw new Error(`the provider says ${answer.status}: ${page.slice(0, 2000)}`);
        }
    }
    throw new Error('the provider never sends the browser back');
}
