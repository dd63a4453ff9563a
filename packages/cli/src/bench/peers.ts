import { join } from "node:path";
import { startNumpy } from "./numpy.js";
import { type Peer, peerScript, startPeer } from "./peer.js";

export type PeerName = "numpy" | "numba" | "torch" | "psychrnn" | "tfjs";
export type Found = Readonly<Partial<Record<PeerName, Peer>>>;

/** The peers that are there, and what to say of them. */
export interface Peers {
  readonly found: Found;
  readonly notes: readonly string[];
  readonly versions: Readonly<Record<string, string | null>>;
  close(): void;
}

interface Where {
  readonly python: string;
  readonly peers: string;
}

const startOf: Readonly<Record<PeerName, (where: Where) => Promise<Peer | undefined>>> = {
  numpy: ({ python }) => startNumpy(python),
  numba: ({ python }) => startPeer(python, [peerScript("dynamics_numba.py")]),
  torch: ({ python }) => startPeer(python, [peerScript("train_torch.py")]),
  psychrnn: ({ python }) => startPeer(python, [peerScript("train_psychrnn.py")]),
  tfjs: ({ peers }) => startPeer(process.execPath, [peerScript("train_tfjs.mjs"), join(peers, "node")]),
};

const neededBy: Readonly<Record<string, readonly PeerName[]>> = {
  kernels: ["numpy"],
  cortex: ["numpy"],
  dynamics: ["numba"],
  training: ["torch", "psychrnn", "tfjs"],
};

/** Starts what the suites are measured against; whoever is not installed is left out, with a note. */
export async function startPeers(where: Where, suites: readonly string[]): Promise<Peers> {
  const names = [...new Set(suites.flatMap((suite) => neededBy[suite] ?? []))];
  const started = await Promise.all(
    names.map(async (name): Promise<[PeerName, Peer | undefined]> => [name, await startOf[name](where)]),
  );
  const found = Object.fromEntries(started.filter(([, peer]) => peer)) as Found;
  const notes = started.map(([name, peer]) => {
    const place = name === "tfjs" ? where.peers : where.python;
    if (peer) return `${name} ${peer.version} by ${place}`;
    return `no ${name} in ${place}, which is left out; name another with ${name === "tfjs" ? "--peers" : "--python"}`;
  });
  return {
    found,
    notes,
    versions: Object.fromEntries(started.map(([name, peer]) => [name, peer?.version ?? null])),
    close() {
      for (const peer of Object.values(found)) peer.close();
    },
  };
}
