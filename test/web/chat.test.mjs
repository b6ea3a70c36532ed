/* The chat as people use it: a visitor on a page of another site, an adviser at the desk, cuts and departures. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeWidget, sign } from '../lib/chat.mjs';
import { letter } from '../lib/mail-link.mjs';
import { until } from '../lib/scratch.mjs';
import { headerOf, openSink } from '../lib/smtp-sink.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';
import { openProxy } from './lib/proxy.mjs';
import { openSite } from './lib/site.mjs';

const ALWAYS = 'mon-sun 00:00-24:00';
const NEVER = 'sun 03:00-03:01';

let desk;
let sink;
let site;
let night;
let ada;
let bea;
let adviser;
before(async () => {
    sink = await openSink();
    desk = await openDesk({ staff: { ada: 'administrator', bea: 'adviser' }, smtp: sink.url, options: ['--mail-address', 'contact@desk.example'] });
    [ada, bea] = [desk.server.client('ada'), desk.server.client('bea')];
    [site, night] = [await openSite(desk.server), await openSite(desk.server)];
    site.widget = await makeWidget(ada, { hours: ALWAYS, origins: [site.url] });
    night.widget = await makeWidget(ada, { hours: NEVER, origins: [night.url] });
    adviser = await desk.signedIn('bea');
});
after(async () => {
    await site.close();
    await night.close();
    await desk.close();
    await sink.close();
});

/** A visitor on a page, with the panel open. */
async function visit(where = site, options = {}, path = '/') {
    /* Chromium complains of each request that a cut ends: only pages without one are listened to. */
    const page = options.cut ? await (await desk.context()).newPage() : await desk.visitor(options);
    await page.goto(where.url + path);
    await page.getByRole('button', { name: /Discuter|Chat with us/ }).click();
    await page.getByRole('dialog').waitFor();
    return page;
}
const say = async (page, text) => {
    await page.getByLabel(/Votre message|Your message/).fill(text);
    await page.keyboard.press('Enter');
};
const bubble = (page, text) => page.getByRole('log').getByText(text, { exact: true });
const matterOf = (text) => until(`the matter "${text}"`, async () => (await ada.get('/api/conversations?limit=50')).body.items.find((one) => one.subject === text));
const thread = async (id) => (await ada.get(`/api/conversations/${id}/messages`)).body.items;
const reply = async (id, text) => {
    const sent = await bea.post(`/api/conversations/${id}/messages`, { kind: 'reply', text });
    assert.equal(sent.status, 201, JSON.stringify(sent.body));
    return sent.body;
};

/* Begun first, looked at in the end: some time passes before it is known that what was shown did not arrive. */
let left;
test('somebody leaves an address, then the page', async () => {
    const page = await visit(night);
    await say(page, 'Je pars bientôt');
    await page.getByLabel(/adresse e-mail/).fill('camille@example.org');
    await page.getByRole('button', { name: 'Me répondre par e-mail' }).click();
    await page.getByText('la réponse arrive à camille@example.org').waitFor();
    const { id } = await matterOf('Je pars bientôt');
    await page.close();
    left = { id, sent: await reply(id, 'Vous étiez parti.') };
});

test('both write to each other live, with names and typing', async () => {
    const page = await visit();
    await page.getByText('Nous sommes là pour vous répondre.').waitFor();
    await say(page, 'Bonjour, une question');
    await bubble(page, 'Bonjour, une question').waitFor();
    const { id } = await matterOf('Bonjour, une question');
    await adviser.goto(`/conversations/${id}`);
    await adviser.getByText('Sur la page maintenant').waitFor();

    await page.getByLabel('Votre message').pressSequentially('Encore');
    await adviser.getByText(/écrit…/).waitFor();
    await bea.post(`/api/conversations/${id}/presence`, { typing: true });
    await page.getByText('Quelqu’un vous écrit…').waitFor();
    await reply(id, 'Je vous écoute.');
    await bubble(page, 'Je vous écoute.').waitFor();
    const ours = adviser.getByRole('article').filter({ hasText: 'Je vous écoute.' });
    await ours.getByText('Lu', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Fermer la discussion' }).click();
    await reply(id, 'Pas encore lu.');
    await adviser.getByRole('article').filter({ hasText: 'Pas encore lu.' }).waitFor();
    await page.getByText('1 nouveau message').waitFor();
    assert.equal(await adviser.getByRole('article').filter({ hasText: 'Pas encore lu.' }).getByText('Lu', { exact: true }).count(), 0);
    await page.getByRole('button', { name: /Discuter/ }).click();
    await adviser.getByRole('article').filter({ hasText: 'Pas encore lu.' }).getByText('Lu', { exact: true }).waitFor();
    assert.equal(await ours.getByText('Lu', { exact: true }).count(), 0, 'on the newest alone');
    await page.getByLabel('Votre message').focus();
    await page.keyboard.press('Enter');
    await adviser.getByText('Encore', { exact: true }).first().waitFor();
    await page.close();
});

test('who asks for a person is marked on the thread until somebody has answered', async () => {
    const page = await visit();
    await say(page, 'Rien de pressé');
    const { id } = await matterOf('Rien de pressé');
    await adviser.goto(`/conversations/${id}`);
    const bar = adviser.getByRole('group', { name: 'Visiteur du site' });
    await bar.waitFor();
    assert.equal(await bar.getByText('Demande une personne').count(), 0);
    await page.getByRole('button', { name: 'Parler à une personne' }).click();
    await bar.getByText('Demande une personne').waitFor();
    await reply(id, 'Je suis là.');
    await bar.getByText('Demande une personne').waitFor({ state: 'detached' });
    await page.close();
});

test('an adviser takes chats or takes none, from anywhere, by the keyboard too', async () => {
    await adviser.goto('/conversations');
    await adviser.getByRole('button', { name: /Je prends les discussions des sites/ }).click();
    const off = adviser.getByRole('button', { name: /Je ne prends pas les discussions des sites/ });
    await off.waitFor();
    assert.equal((await bea.get('/api/chat/availability')).body.available, false);
    await auditPage(adviser);
    await adviser.locator('main').focus();
    await adviser.keyboard.press('g');
    await adviser.keyboard.press('d');
    await off.waitFor({ state: 'detached' });
    assert.equal((await bea.get('/api/chat/availability')).body.available, true);
    await adviser.keyboard.press('Control+k');
    await adviser.getByRole('option', { name: /Prendre les discussions/ }).or(adviser.getByText('Prendre les discussions des sites, ou ne plus en prendre')).first().waitFor();
    await adviser.keyboard.press('Escape');
});

test('a reload loses nothing, and what came meanwhile is announced', async () => {
    const page = await visit();
    await say(page, 'Je recharge');
    const { id } = await matterOf('Je recharge');
    await page.getByLabel('Votre message').fill('à moitié écrit');
    await page.reload();
    await bubble(page, 'Je recharge').waitFor();
    assert.equal(await page.getByLabel('Votre message').inputValue(), 'à moitié écrit');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Fermer la discussion' }).click();
    await reply(id, 'Pendant ce temps');
    await page.getByText('1 nouveau message').waitFor();
    await page.close();
});

const talkOf = async (id) => (await bea.get(`/api/chat/conversations/${id}`)).body;

test('whoever loads the page anew is still there; whoever closes it is gone, and the desk shows it', async () => {
    const proxy = await openProxy(desk.server.url);
    const shop = await openSite(proxy);
    shop.widget = await makeWidget(ada, { hours: ALWAYS, origins: [shop.url] });
    const page = await visit(shop);
    await say(page, 'Je reste encore');
    const { id } = await matterOf('Je reste encore');
    await until('them to be there', async () => (await talkOf(id)).present);
    const seen = [];
    let loading = true;
    const watching = (async () => {
        while (loading) seen.push((await talkOf(id)).present);
    })();
    for (let i = 0; i < 3; i++) {
        await page.reload();
        await bubble(page, 'Je reste encore').waitFor();
    }
    loading = false;
    await watching;
    assert.deepEqual([...new Set(seen)], [true]);
    await adviser.goto(`/conversations/${id}`);
    await adviser.getByText('Sur la page maintenant').waitFor();
    assert.equal(proxy.count('/leave'), 3, 'each page that went said so');
    await page.goto('about:blank');
    await until('the goodbye', async () => proxy.count('/leave') === 4);
    await adviser.getByText('Sur la page maintenant').waitFor({ state: 'detached' });
    await page.close();
    await shop.close();
    await proxy.close();
});

test('where something on the way swallows or cuts the stream, nothing is missed nor doubled', async () => {
    for (const how of ['swallow', 'cut']) {
        const proxy = await openProxy(desk.server.url);
        const shop = await openSite(proxy);
        shop.widget = await makeWidget(ada, { hours: ALWAYS, origins: [shop.url] });
        proxy.stream = how;
        const page = await visit(shop, { cut: true });
        await say(page, `Par le guichet, ${how}`);
        const { id } = await matterOf(`Par le guichet, ${how}`);
        for (const text of ['Un', 'Deux']) {
            await reply(id, text);
            await bubble(page, text).waitFor();
        }
        assert.ok((await talkOf(id)).present, how);
        assert.equal(await page.getByText(/Connexion perdue/).count(), 0, how);

        proxy.stream = 'pass';
        await page.evaluate(() => dispatchEvent(new Event('online')));
        const beats = () => proxy.count('/here');
        await until('the stream', async () => beats() > 0);
        const asked = proxy.count('/messages?');
        await reply(id, 'Trois');
        await bubble(page, 'Trois').waitFor();
        const beaten = beats();
        await until('another beat', async () => beats() > beaten);
        assert.equal(proxy.count('/messages?'), asked, `${how}: it asks no more`);
        const said = await page.getByRole('log').locator('p').allInnerTexts();
        for (const text of ['Un', 'Deux', 'Trois']) assert.equal(said.filter((one) => new RegExp(`^${text}$`, 'm').test(one)).length, 1, `${how}: ${said}`);
        await page.close();
        await shop.close();
        await proxy.close();
    }
});

test('what is written during a cut leaves once, when it is over', async () => {
    const page = await visit(site, { cut: true });
    await say(page, 'Avant la coupure');
    await matterOf('Avant la coupure');
    await page.getByText('Envoi en cours').waitFor({ state: 'detached' }); /* the browser knows it too */
    await page.context().setOffline(true);
    await page.getByText(/Connexion perdue/).waitFor();
    await say(page, 'Pendant la coupure');
    await page.getByText('Envoi en cours').waitFor();
    await page.context().setOffline(false);
    const { id } = await matterOf('Avant la coupure');
    await until('what was written', async () => (await thread(id)).some((one) => one.text === 'Pendant la coupure'));
    await page.getByText('Envoi en cours').waitFor({ state: 'detached' });
    assert.equal(await bubble(page, 'Pendant la coupure').count(), 1);
    assert.equal((await thread(id)).filter((one) => one.text === 'Pendant la coupure').length, 1);
    await page.close();
});

test('outside hours it says so, takes an address, and goes on by mail in the same conversation', async () => {
    const page = await visit(night);
    await page.getByText(/Personne n’est là en ce moment/).waitFor();
    await say(page, 'La nuit');
    await page.getByLabel(/adresse e-mail/).fill('pas une adresse');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText(/n’est pas complète/).waitFor();
    await page.getByLabel(/adresse e-mail/).fill('nuit@example.org');
    await page.keyboard.press('Enter');
    await page.getByText('la réponse arrive à nuit@example.org').waitFor();
    const { id } = await matterOf('La nuit');
    const mail = await until('the first mail', async () => sink.mails.find((one) => one.to.includes('nuit@example.org')));
    assert.ok(!mail.source.includes('La nuit'));
    await desk.server.deliver(letter({ from: 'nuit@example.org', to: headerOf(mail, 'From').replace(/.*<|>.*/g, ''), subject: 'Re: votre discussion', id: 'nuit-1@example.org', extra: [`In-Reply-To: ${headerOf(mail, 'Message-ID')}`, `References: ${headerOf(mail, 'Message-ID')}`], text: 'Je réponds par mail.' }));
    await until('the answer by mail', async () => (await thread(id)).some((one) => one.channel === 'mail' && one.direction === 'in'));
    await page.close();
});

test('files go both ways', async () => {
    const page = await visit();
    await page.locator('lien-chat input[type=file]').setInputFiles({ name: 'reçu.txt', mimeType: 'text/plain', buffer: Buffer.from('12 €') });
    await page.getByRole('button', { name: 'Retirer reçu.txt' }).waitFor();
    await say(page, 'Mon reçu');
    await matterOf('Mon reçu');
    const button = page.getByRole('log').getByRole('button', { name: /reçu\.txt/ });
    await button.and(page.locator(':enabled')).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    assert.equal(download.suggestedFilename(), 'reçu.txt');
    await page.close();
});

test('a person can be asked for from the first moment', async () => {
    const page = await visit(night, { locale: 'en-GB' });
    assert.ok(await page.getByRole('button', { name: 'Parler à une personne' }).isVisible());
    await page.getByRole('button', { name: 'Parler à une personne' }).click();
    await page.getByText(/C’est transmis/).waitFor();
    await page.getByLabel(/adresse e-mail/).waitFor();
    await page.close();
});

test('the keyboard is enough, and Escape gives it back', async () => {
    const page = await desk.visitor();
    await page.goto(site.url);
    const launch = page.getByRole('button', { name: /Discuter/ });
    await launch.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Au clavier');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('sur deux lignes');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText(/Au clavier\s+sur deux lignes/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.match(await page.evaluate(() => document.querySelector('lien-chat').shadowRoot.activeElement.textContent), /Discuter/);
    await page.close();
});

test('what people write is text, on both sides', async () => {
    const page = await visit();
    const bad = '<img src=x onerror="document.title=1"><b>gras</b>';
    await say(page, bad);
    await bubble(page, bad).waitFor();
    const { id } = await matterOf(bad);
    await reply(id, '</p><script>document.title=2</script>');
    await bubble(page, '</p><script>document.title=2</script>').waitFor();
    assert.equal(await page.title(), 'Boutique');
    await page.close();
});

test('whoever signs in to the site is known, and another customer does not see their talk', async () => {
    const { secret } = (await ada.get(`/api/chat/widgets/${site.widget.id}/secret`)).body;
    const escape = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
    for (const [path, id] of [['/nour', '42'], ['/sami', '43']]) {
        const { identity, signature } = sign(secret, { id, email: `client${id}@example.org`, name: `Client ${id}` });
        site.pages[path] = { attributes: `data-identity="${escape(identity)}" data-signature="${signature}"` };
    }
    const page = await visit(site, {}, '/nour');
    await say(page, 'Je suis Nour');
    const { person } = await matterOf('Je suis Nour');
    assert.equal(person.address, 'client42@example.org');
    await page.goto(`${site.url}/sami`);
    await page.getByRole('button', { name: /Discuter/ }).click();
    await page.getByRole('dialog').waitFor();
    assert.equal(await bubble(page, 'Je suis Nour').count(), 0);
    await page.goto(`${site.url}/nour`);
    await page.getByRole('button', { name: /Discuter/ }).click();
    await say(page, 'Encore moi');
    await bubble(page, 'Je suis Nour').waitFor();
    await page.close();
});

test('a page of another site gets nothing', async () => {
    const page = await (await desk.context()).newPage();
    await page.goto(night.url);
    await page.locator('lien-chat').waitFor();
    const warned = page.waitForEvent('console', (message) => message.text().includes('does not answer this page'));
    await page.evaluate(([source, key]) => {
        const script = document.createElement('script');
        document.querySelector('lien-chat').remove();
        Object.assign(script, { src: source });
        script.dataset.widget = key;
        document.body.append(script);
    }, [`${desk.server.url}/chat/widget.js`, site.widget.key]);
    await warned;
    assert.equal(await page.locator('lien-chat').count(), 0);
    await page.close();
});

test('nothing is found by axe, light, dark, on a phone', async () => {
    for (const options of [{}, { dark: true }, { phone: true, dark: true, locale: 'en-GB' }]) {
        const page = await desk.visitor(options);
        await page.goto(`/chat/${night.widget.key}/try`);
        await page.getByRole('button', { name: /Discuter|Chat with us/ }).click();
        await say(page, 'Bonjour https://www.example.org');
        await page.getByLabel(/adresse e-mail|e-mail address/).waitFor();
        await auditPage(page, JSON.stringify(options));
        await page.close();
    }
});

test('an administrator makes a chat, sets it up and gets its line', async () => {
    const page = await desk.signedIn('ada', { at: '/settings/chat' });
    await page.getByLabel('Nom', { exact: true }).last().fill('Site vitrine');
    await page.getByRole('button', { name: 'Créer une discussion' }).click();
    const card = page.getByRole('region', { name: 'Site vitrine' });
    await card.getByText('data-widget=').first().waitFor();
    await card.getByText('Réglages').click();
    await card.getByLabel('Sites qui peuvent la montrer').fill('www.exemple.fr');
    await card.getByRole('button', { name: /Enregistrer/ }).click();
    await card.getByText('Un site s’écrit https://www.exemple.fr, sans rien après.').waitFor();
    await card.getByLabel('Sites qui peuvent la montrer').fill('https://www.exemple.fr');
    await card.getByRole('button', { name: /Enregistrer/ }).click();
    await page.getByText('Enregistré.').first().waitFor();
    await card.getByText('Visiteurs connectés à leur compte').click();
    await card.getByRole('button', { name: 'Montrer le secret' }).click();
    await card.getByText('À garder sur le serveur du site', { exact: false }).waitFor();
    await auditPage(page, 'the settings of chats');
    assert.deepEqual((await ada.get('/api/chat/widgets')).body.items.find((one) => one.name === 'Site vitrine').origins, ['https://www.exemple.fr']);
    await page.close();
});

test('who had left was answered by mail, in the same conversation', async () => {
    const mail = await until('the mail', async () => sink.mails.find((one) => one.source.includes('Vous =C3=A9tiez parti.') || one.source.includes('Vous étiez parti.')), 90);
    assert.deepEqual(mail.to, ['camille@example.org']);
    const gone = await until('the message to say so', async () => (await thread(left.id)).find((one) => one.id === left.sent.id && one.delivery.elsewhere === 'mail'));
    assert.equal(gone.delivery.state, 'sent');
    await adviser.goto(`/conversations/${left.id}`);
    await adviser.getByText('la réponse ira à camille@example.org').waitFor();
    await adviser.getByText(/la personne avait quitté le chat/).waitFor();
});
