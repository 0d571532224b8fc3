import { createServer } from "node:http";

/** Pages of a generated movie section as a real server sends them; a program of its own, so that its work is not counted. */
const count = Number(process.argv[2] ?? 100_000);

const tags = (prefix: string, n: number, length: number) =>
  Array.from({ length }, (_, at) => ({ tag: `${prefix} ${(n * 7 + at) % 400}` }));

const itemOf = (n: number) => {
  const id = 1_000 + n;
  const name = `Lake ${n} at Dawn, Part ${n % 9}`;
  const file = `/media/nature/Region ${n % 300}/${name}.mp4`;
  return {
    ratingKey: String(id),
    key: `/library/metadata/${id}`,
    guid: `tv.plex.agents.custom.stash2plex://movie/scene-${n + 1}`,
    slug: `lake-${n}`,
    studio: `Studio ${n % 80}`,
    type: "movie",
    title: name,
    librarySectionTitle: "Nature",
    librarySectionID: 1,
    librarySectionKey: "/library/sections/1",
    summary: `A quiet morning at lake ${n}. `.repeat(6),
    year: 1990 + (n % 35),
    thumb: `/library/metadata/${id}/thumb/1700000000`,
    art: `/library/metadata/${id}/art/1700000000`,
    duration: 60_000 + n,
    originallyAvailableAt: "2018-05-04",
    addedAt: 1_700_000_000 + n,
    updatedAt: 1_700_500_000 + n,
    Image: [{ alt: name, type: "coverPoster", url: `/library/metadata/${id}/thumb/1700000000` }],
    Media: [
      {
        id: 500_000 + n,
        duration: 60_000 + n,
        bitrate: 5_000,
        width: 1_920,
        height: 1_080,
        videoResolution: "1080",
        container: "mp4",
        Part: [
          {
            id: 900_000 + n,
            key: `/library/parts/${900_000 + n}/1700000000/file.mp4`,
            duration: 60_000 + n,
            file,
            size: 1_000_000_000 + n,
            container: "mp4",
          },
        ],
      },
    ],
    Genre: tags("Genre", n, 2),
    Director: tags("Director", n, 1),
    Role: tags("Person", n, 3),
    Collection: tags("Collection", n, 2),
  };
};

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://pms");
  const numberOf = (name: string, otherwise: number): number =>
    Number(url.searchParams.get(name) ?? otherwise);
  const offset = numberOf("X-Plex-Container-Start", 0);
  const size = Math.max(0, Math.min(numberOf("X-Plex-Container-Size", count), count - offset));
  const Metadata = Array.from({ length: size }, (_, at) => itemOf(offset + at));
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ MediaContainer: { size, totalSize: count, offset, Metadata } }));
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
process.once("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
});
