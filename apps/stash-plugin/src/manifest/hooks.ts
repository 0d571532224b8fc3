/**
 * What the plugin listens to (docs/reference/stash.md, 4.2). A trigger that a Stash does not know loads and never fires,
 * so that Movie of old servers and Group of new ones stand side by side.
 */
export const triggers = [
  "Scene.Create.Post",
  "Scene.Update.Post",
  "Scene.Destroy.Post",
  "Performer.Create.Post",
  "Performer.Update.Post",
  "Performer.Destroy.Post",
  "Studio.Create.Post",
  "Studio.Update.Post",
  "Studio.Destroy.Post",
  "Tag.Create.Post",
  "Tag.Update.Post",
  "Tag.Destroy.Post",
  "Tag.Merge.Post",
  "Group.Create.Post",
  "Group.Update.Post",
  "Group.Destroy.Post",
  "Movie.Create.Post",
  "Movie.Update.Post",
  "Movie.Destroy.Post",
] as const;
