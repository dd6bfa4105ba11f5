/** Who may say what a request is part of: the proxies whose X-Forwarded headers are believed too. */
import type { Socket } from 'node:net';
import { BlockList, isIP } from 'node:net';

const named: Record<string, readonly string[]> = {
  loopback: ['127.0.0.1/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** @param proxies addresses, networks, and the names above */
export function trustedPeers(proxies: readonly string[]): (socket: Socket) => boolean {
  const list = new BlockList();
  const answers = new WeakMap<Socket, boolean>();
  for (const proxy of proxies.flatMap((one) => named[one] ?? [one])) add(list, proxy);

  function find({ remoteAddress = '' }: Socket): boolean {
    const address = remoteAddress.startsWith('::ffff:') ? remoteAddress.slice(7) : remoteAddress;
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
  }

  return (socket) => {
    let answer = answers.get(socket);
    if (answer === undefined) {
      answer = find(socket);
      answers.set(socket, answer);
    }
    return answer;
  };
}

/** What is no address is said to be wrong by the framework, which reads the same list. */
function add(list: BlockList, proxy: string): void {
  const [address = '', bits] = proxy.split('/');
  const family = isIP(address);
  if (family === 0) return;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (bits === undefined) list.addAddress(address, type);
  else if (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
    list.addSubnet(address, Number(bits), type);
}
