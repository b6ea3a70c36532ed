/* A working day on a phone: one column at a time, everything within reach of a thumb, nothing cut off. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

const REACH_PX = 24; /* the least size of what one touches: WCAG 2.2, 2.5.8 */

let desk;
before(async () => {
    desk = await openDesk({ staff: { bea: 'adviser' } });
    const long = 'Un sujet bien plus long que ne l’est un téléphone, comme les gens en écrivent pourtant tous les jours de la semaine';
    await desk.server.deliver(
        letter({ from: 'Jeanne Martin <jeanne@example.org>', to: 'contact@desk.example', subject: long, text: `${'https://example.org/'.padEnd(180, 'x')}\r\n\r\n${'Mot '.repeat(200)}` }),
        letter({ from: 'Ali Ben <ali@example.org>', to: 'contact@desk.example', subject: 'Un passage manqué' }),
    );
});
after(() => desk.close());

async function fits(page, what) {
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wider <= 0, `${what} is ${wider} pixels too wide`);
}

/** What one touches is large enough, or stands in a line of text. */
async function withinReach(page, what) {
    const small = await page.evaluate((least) => [...document.querySelectorAll('button, a[href], input, select, [role=button], [role=menuitem]')]
        .filter((one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && getComputedStyle(one).display !== 'inline')
        .map((one) => ({ text: (one.getAttribute('aria-label') ?? one.textContent ?? one.tagName).trim().slice(0, 40), box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && box.height > 1 && (box.width < least || box.height < least))
        .map(({ text, box }) => `${text} (${Math.round(box.width)} × ${Math.round(box.height)})`), REACH_PX);
    assert.deepEqual(small, [], `too small to be touched: ${what}`);
}

test('a mail is found, read, answered and closed on a phone', async () => {
    const page = await desk.signedIn('bea', { phone: true, at: '/conversations' });
    const rows = page.locator('[data-conversation]');
    await rows.first().waitFor();
    assert.equal(await rows.count(), 2);
    await fits(page, 'the list');
    await withinReach(page, 'the list');

    await rows.filter({ hasText: 'Un sujet bien plus long' }).click();
    await page.getByRole('heading', { level: 1, name: /^Un sujet bien plus long/ }).waitFor();
    await page.getByRole('article').first().waitFor();
    assert.equal(await rows.first().isVisible(), false, 'one column at a time');
    await fits(page, 'a conversation');
    await withinReach(page, 'a conversation');
    await auditPage(page, 'a conversation on a phone');

    const answer = page.getByRole('textbox', { name: /^Votre réponse/ });
    await answer.click();
    await page.keyboard.type('Bonjour, nous vous rappelons.');
    await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
    await page.getByRole('article').getByText('Bonjour, nous vous rappelons.').waitFor();
    await fits(page, 'an answered conversation');

    await page.goBack();
    await rows.filter({ hasText: 'Un passage manqué' }).click();
    await page.getByRole('heading', { level: 1, name: 'Un passage manqué' }).waitFor();
    await page.getByRole('button', { name: 'Clore', exact: true }).click();
    await page.getByRole('button', { name: /^Statut : Close/ }).waitFor();
    await page.context().close();
});
