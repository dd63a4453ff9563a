import { type Peer, peerScript, startPeer } from "./peer.js";

/** A numpy process, on one thread. */
export type Numpy = Peer;

/** Starts the numpy peer; undefined when that Python, or numpy in it, is not there. */
export const startNumpy = (python: string): Promise<Numpy | undefined> =>
  startPeer(python, [peerScript("worker.py")]);
