const ownNames = /(?:^|\.)(?:localhost|local|lan|home|internal|intranet|home\.arpa|test|invalid)$/;

const isPrivateIpv4 = (host: string): boolean => {
  const [first = 0, second = 0] = host.split(".").map(Number);
  return (
    [0, 10, 127].includes(first) ||
    (first === 100 && second >= 64 && second < 128) ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168)
  );
};

/**
 * Whether others can be expected to reach this address from outside. Plex fetches pictures from such addresses only
 * (docs/reference/plex-contract.md, facts 19 and 20). A name may still lead to a private address: nobody is asked.
 */
export function isPublicAddress(address: string): boolean {
  const { hostname } = new URL(address);
  if (hostname.startsWith("[")) return /^\[[23]/.test(hostname);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname)) return !isPrivateIpv4(hostname);
  return hostname.includes(".") && !ownNames.test(hostname);
}
