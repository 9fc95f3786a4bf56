// A PNG with at most 256 colours: pictures of a page need no more, and are a third as large.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const colours = 256;
/** So many of the most frequent colours stay exactly as they are: those of surfaces and of words. */
const exact = 160;

function* chunksOf(png) {
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    yield { type: png.toString("latin1", at + 4, at + 8), bytes: png.subarray(at + 8, at + 8 + length) };
    at += length + 12;
  }
}

const paeth = (left, up, corner) => {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
};

const predict = (filter, left, up, corner) =>
  [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];

/** The colour of each pixel as 0xrrggbb. Only what Chromium writes is read: 8 bits a channel, not interlaced. */
const pixelsOf = (png) => {
  const chunks = [...chunksOf(png)];
  const header = chunks[0].bytes;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[header[9]];
  if (header[8] !== 8 || channels === undefined || header[12] !== 0)
    throw new Error("the picture is not a PNG with 8 bits a channel, as Chromium makes them");
  const raw = inflateSync(
    Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map((one) => one.bytes)),
  );
  const stride = width * channels;
  const pixels = new Uint32Array(width * height);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    const row = Uint8Array.from(raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)));
    for (let x = 0; x < stride; x++) {
      const [left, corner] = x < channels ? [0, 0] : [row[x - channels], above[x - channels]];
      row[x] += predict(filter, left, above[x], corner);
    }
    for (let x = 0; x < width; x++)
      pixels[y * width + x] =
        (row[x * channels] << 16) | (row[x * channels + 1] << 8) | row[x * channels + 2];
    above = row;
  }
  return { width, height, pixels };
};

const channelsOf = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** The channel in which colours differ most, and by how much. */
const widest = (counted) => {
  const spans = [0, 1, 2].map((channel) => {
    const values = counted.map(([colour]) => channelsOf(colour)[channel]);
    return Math.max(...values) - Math.min(...values);
  });
  const span = Math.max(...spans);
  return { channel: spans.indexOf(span), span };
};

const mean = (counted) => {
  const all = counted.reduce((sum, [, count]) => sum + count, 0);
  const [r, g, b] = [0, 1, 2].map((channel) =>
    Math.round(counted.reduce((sum, [colour, count]) => sum + channelsOf(colour)[channel] * count, 0) / all),
  );
  return (r << 16) | (g << 8) | b;
};

/** Colours that stand for all of these: the set that spans most is halved until there are so many sets. */
const medianCut = (counted, most) => {
  const sets = counted.length === 0 ? [] : [{ counted, ...widest(counted) }];
  while (sets.length < most) {
    sets.sort((one, other) => other.span - one.span);
    if (sets[0] === undefined || sets[0].span === 0) break;
    const { counted: set, channel } = sets.shift();
    set.sort(([one], [other]) => channelsOf(one)[channel] - channelsOf(other)[channel]);
    const middle = set.length >> 1;
    for (const half of [set.slice(0, middle), set.slice(middle)])
      sets.push({ counted: half, ...widest(half) });
  }
  return sets.map((set) => mean(set.counted));
};

const paletteOf = (pixels) => {
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const counted = [...counts].sort(([, one], [, other]) => other - one);
  if (counted.length <= colours) return counted.map(([colour]) => colour);
  return [
    ...counted.slice(0, exact).map(([colour]) => colour),
    ...medianCut(counted.slice(exact), colours - exact),
  ];
};

const nearest = (palette, colour) => {
  const [r, g, b] = channelsOf(colour);
  let best = 0;
  let distance = Number.POSITIVE_INFINITY;
  for (const [index, other] of palette.entries()) {
    const [r2, g2, b2] = channelsOf(other);
    const apart = (r - r2) ** 2 + (g - g2) ** 2 + (b - b2) ** 2;
    if (apart < distance) [best, distance] = [index, apart];
  }
  return best;
};

const chunk = (type, bytes) => {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), bytes]);
  const whole = Buffer.alloc(typed.length + 8);
  whole.writeUInt32BE(bytes.length, 0);
  typed.copy(whole, 4);
  whole.writeUInt32BE(crc32(typed), typed.length + 4);
  return whole;
};

/** The same picture with a palette of 256 colours. Not for transparent ones. */
export const palettePng = (png) => {
  const { width, height, pixels } = pixelsOf(png);
  const palette = paletteOf(pixels);
  const places = new Map(palette.map((colour, index) => [colour, index]));
  const rows = Buffer.alloc((width + 1) * height);
  for (const [at, pixel] of pixels.entries()) {
    if (!places.has(pixel)) places.set(pixel, nearest(palette, pixel));
    rows[at + Math.floor(at / width) + 1] = places.get(pixel);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flatMap(channelsOf))),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};
