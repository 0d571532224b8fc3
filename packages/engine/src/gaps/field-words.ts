/** Names that edits of Plex use, as people call them. */
const words: Readonly<Record<string, string>> = {
  originalTitle: "original title",
  titleSort: "sort title",
  originallyAvailableAt: "release date",
  contentRating: "content rating",
  genre: "genres",
  collection: "collections",
  actor: "performers",
  director: "directors",
  label: "labels",
  userRating: "rating",
  thumb: "poster",
  art: "background",
  addedAt: "date of addition",
};

export const fieldInWords = (field: string): string => words[field] ?? field;
