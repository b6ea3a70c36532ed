/* pixels: what is really painted, looked at in a picture of the screen. */

/** The share (0 to 1) of what is seen of an element that has a colour: [red, green, blue], each within 40. */
export async function shareOf(page, locator, colour) {
    const picture = (await locator.screenshot()).toString('base64');
    const reader = await page.context().newPage();
    try {
        return await reader.evaluate(async ([bytes, wanted]) => {
            const image = new Image();
            image.src = `data:image/png;base64,${bytes}`;
            await image.decode();
            const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
            const ink = canvas.getContext('2d');
            ink.drawImage(image, 0, 0);
            const { data } = ink.getImageData(0, 0, image.width, image.height);
            let like = 0;
            for (let at = 0; at < data.length; at += 4) like += wanted.every((value, i) => Math.abs(data[at + i] - value) <= 40) ? 1 : 0;
            return like / (data.length / 4);
        }, [picture, colour]);
    } finally {
        await reader.close();
    }
}
