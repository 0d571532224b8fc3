export { createBringPicture, type BringPicture, type BringPictureDeps } from "./bring-picture.ts";
export { pictureSource } from "./picture-source.ts";
