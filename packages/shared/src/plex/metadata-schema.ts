import * as z from "zod";

const RATING_KEY = /^[A-Za-z0-9_-]+$/;
const GUID = /^tv\.plex\.agents\.custom\.[A-Za-z0-9.]+:\/\/movie\/[A-Za-z0-9_-]+$/;
const EXTERNAL_ID = /^[a-z][a-z0-9.+-]*:\/\/[^\s/]+$/i;
const SECRET_PARAMETER = /[?&](?:apikey|api_key|x-plex-token|token)=/i;

/** An empty string may count as "field present" (section 14, question 9): such a field must be left out. */
const text = z.string().refine((value) => value.trim() !== "", {
  error: "an empty text must be omitted",
});

const day = z
  .string()
  .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, { error: "a date is YYYY-MM-DD" })
  .refine(
    (value) => {
      const time = Date.parse(`${value}T00:00:00Z`);
      return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
    },
    { error: "a date must exist in the calendar" },
  );

function isPublicAddress(value: string): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    (url.protocol === "http:" || url.protocol === "https:") &&
    url.username === "" &&
    url.password === ""
  );
}

/** PMS and its clients fetch pictures without credentials, and keep their addresses in the database. */
const pictureUrl = z
  .string()
  .refine(isPublicAddress, { error: "a picture has an absolute http(s) address without a login" })
  .refine((value) => !SECRET_PARAMETER.test(value), {
    error: "a picture's address must not carry a key or token",
  });

const tagged = z.looseObject({ tag: text });

/** One picture, as in `Metadata.Image` and in the answer of the images route. */
export const imageSchema = z.looseObject({
  type: z.enum(["background", "backgroundSquare", "clearLogo", "coverPoster", "snapshot"]),
  url: pictureUrl,
  alt: text.optional(),
});

const roleSchema = z.looseObject({
  tag: text,
  role: text.optional(),
  thumb: pictureUrl.optional(),
  order: z.int().min(0).optional(),
});

const ratingSchema = z.looseObject({
  image: z.enum([
    "imdb://image.rating",
    "themoviedb://image.rating",
    "rottentomatoes://image.rating.ripe",
    "rottentomatoes://image.rating.rotten",
    "rottentomatoes://image.rating.upright",
    "rottentomatoes://image.rating.spilled",
  ]),
  type: z.enum(["audience", "critic"]),
  value: z.number().min(0).max(10),
});

/** Lists of tags that say the same twice show the same twice. */
function distinct(tags: readonly { readonly tag: string }[]): boolean {
  return new Set(tags.map(({ tag }) => tag)).size === tags.length;
}

const tagList = z
  .array(tagged)
  .min(1, { error: "an empty list must be omitted" })
  .refine(distinct, { error: "a list names the same tag twice" })
  .optional();

/**
 * A movie as the provider describes it, in a match result or as full metadata (docs/reference/plex-contract.md, 5.1, 5.2,
 * 16).
 *
 * @param identifier the provider's own, which is the scheme of its guids
 */
export function movieSchema(identifier: string) {
  return z
    .looseObject({
      ratingKey: z.string().regex(RATING_KEY, { error: "a ratingKey is letters, digits, _ and -" }),
      key: z.string().startsWith("/", { error: 'a key starts with "/"' }),
      guid: z
        .string()
        .regex(GUID, { error: "a guid is <identifier>://movie/<ratingKey>" })
        .startsWith(`${identifier}://`, { error: "the scheme of a guid is the identifier" }),
      type: z.literal("movie"),
      title: text,
      originalTitle: text.optional(),
      titleSort: text.optional(),
      originallyAvailableAt: day.optional(),
      year: z.int().min(1000).max(9999).optional(),
      summary: text.optional(),
      tagline: text.optional(),
      studio: text.optional(),
      contentRating: text.optional(),
      isAdult: z.boolean().optional(),
      duration: z.int({ error: "duration is an integer of milliseconds" }).positive().optional(),
      thumb: pictureUrl.optional(),
      art: pictureUrl.optional(),
      score: z.number().min(0).max(100).optional(),
      Image: z.array(imageSchema).min(1).optional(),
      Genre: tagList,
      Collection: tagList,
      Director: tagList,
      Studio: tagList,
      Role: z.array(roleSchema).min(1).refine(distinct).optional(),
      Guid: z
        .array(z.looseObject({ id: z.string().regex(EXTERNAL_ID) }))
        .min(1)
        .optional(),
      Rating: z.array(ratingSchema).min(1).optional(),
    })
    .refine((item) => item.guid.endsWith(`/${item.ratingKey}`), {
      error: "the tail of the guid is the ratingKey",
      path: ["guid"],
    })
    .refine((item) => item.key.endsWith(`/${item.ratingKey}`), {
      error: "the key ends with the ratingKey",
      path: ["key"],
    })
    .refine(
      ({ originallyAvailableAt, year }) =>
        originallyAvailableAt === undefined ||
        year === undefined ||
        originallyAvailableAt.startsWith(String(year)),
      { error: "year and originallyAvailableAt contradict each other", path: ["year"] },
    );
}
