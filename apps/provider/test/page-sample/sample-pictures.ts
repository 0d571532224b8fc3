import sharp from "sharp";

/** Hills under a sky, another one for each scene. */
export function drawing(id: number): Promise<Buffer> {
  const hue = (id * 47) % 360;
  const far = 70 + ((id * 13) % 30);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180">
<defs><linearGradient id="sky" x2="0" y2="1"><stop offset="0" stop-color="hsl(${hue},45%,38%)"/>
<stop offset="1" stop-color="hsl(${(hue + 40) % 360},60%,76%)"/></linearGradient></defs>
<rect width="320" height="180" fill="url(#sky)"/>
<circle cx="${60 + ((id * 37) % 200)}" cy="48" r="18" fill="hsl(${(hue + 50) % 360},80%,88%)"/>
<path d="M0 ${far + 20} Q 80 ${far - 25} 170 ${far + 18} T 320 ${far} V 180 H 0 Z" fill="hsl(${hue},30%,34%)"/>
<path d="M0 ${far + 60} Q 120 ${far + 15} 210 ${far + 48} T 320 ${far + 40} V 180 H 0 Z" fill="hsl(${hue},34%,20%)"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer();
}
