import { statfsSync } from "node:fs";

/** Magic numbers of network file systems (man 2 statfs). FUSE is not one of them: local pools use it, too. */
const networkFileSystems: Readonly<Record<number, string>> = {
  0x6969: "NFS",
  0x517b: "SMB",
  0xff534d42: "CIFS",
  0xfe534d42: "SMB2",
  0x01021997: "9P",
  0x00c36400: "Ceph",
};

/** The kind of network file system a folder lies on, or null when it is local or nobody can tell. */
export const networkShareOf = (folder: string): string | null => {
  try {
    return networkFileSystems[statfsSync(folder).type >>> 0] ?? null;
  } catch {
    return null;
  }
};
