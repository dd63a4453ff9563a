import type { Unrolling } from "@isocortex/models";
import type { EdgeType, Figure, GraphEdge, GraphNode } from "../figure.js";

type Graph = Extract<Figure, { kind: "graph" }>;
type Drawing = Pick<Graph, "nodes" | "edges" | "columns" | "rows">;

const input = { label: "input", outside: true, of: "input" } as const;
const output = { label: "output", outside: true, of: "output" } as const;

/** Types of the connections between areas, each once: an area is a node, input below and output above them. */
function areaDrawing(unrolling: Unrolling, drawn: (type: EdgeType) => boolean): Drawing {
  const { areas, copies, connections, seeInput, seenByOutput } = unrolling;
  const last = areas.length + 1;
  const nodes: GraphNode[] = [
    { ...input, x: 0, y: 0 },
    ...areas.map(({ name }, i) => ({ label: name, of: name, x: 0, y: i + 1 })),
    { ...output, x: 0, y: last },
  ];
  const between = new Map<string, GraphEdge>();
  for (const { from, to, type } of connections) {
    const edge = { from: copies[from]!.area + 1, to: copies[to]!.area + 1, type };
    if (drawn(type)) between.set(`${edge.from} ${edge.to} ${type}`, edge);
  }
  const ends = areas.flatMap((_, i): GraphEdge[] => [
    ...(seeInput[i] ? [{ from: 0, to: i + 1, type: "input" as const }] : []),
    ...(seenByOutput[i] ? [{ from: i + 1, to: last, type: "output" as const }] : []),
  ]);
  return { nodes, edges: [...ends, ...between.values()] };
}

/** The network without its loops. */
export const feedforwardDrawing = (unrolling: Unrolling): Drawing =>
  areaDrawing(unrolling, (type) => type === "bottom-up");

/** The network with its loops, a leak among them. Of an unrolling of at least two steps, so that every connection is in it. */
export const recurrentDrawing = (unrolling: Unrolling): Drawing => areaDrawing(unrolling, () => true);

/** Copies at the places given, with the input of each step and the output of each that is read. */
function copiesDrawing(
  { areas, copies, connections, readSteps, seeInput, seenByOutput }: Unrolling,
  at: {
    readonly copy: (place: number) => readonly [x: number, y: number];
    readonly label: (name: string, step: number) => string;
    readonly input: (step: number) => readonly [x: number, y: number];
    readonly output: (step: number) => readonly [x: number, y: number];
  },
): Pick<Drawing, "nodes" | "edges"> {
  const nodes: GraphNode[] = copies.map(({ area, step }, place) => {
    const [x, y] = at.copy(place);
    const { name } = areas[area]!;
    return { label: at.label(name, step), of: name, x, y };
  });
  const edges: GraphEdge[] = [...connections];
  const outside = (node: typeof input | typeof output, [x, y]: readonly [x: number, y: number]): number =>
    nodes.push({ ...node, x, y }) - 1;
  for (const step of new Set(copies.map((copy) => copy.step))) {
    const here = copies.flatMap((copy, place) => (copy.step === step ? [place] : []));
    const seeing = step === 0 ? [] : here.filter((place) => seeInput[copies[place]!.area]);
    const seen = readSteps.includes(step) ? here.filter((place) => seenByOutput[copies[place]!.area]) : [];
    if (seeing.length > 0) {
      const from = outside(input, at.input(step));
      for (const to of seeing) edges.push({ from, to, type: "input" });
    }
    if (seen.length > 0) {
      const to = outside(output, at.output(step));
      for (const from of seen) edges.push({ from, to, type: "output" });
    }
  }
  return { nodes, edges };
}

/** Steps from left to right, areas from the bottom up. */
export function timeDrawing(unrolling: Unrolling): Drawing {
  const { areas, copies } = unrolling;
  const steps = [...new Set(copies.map(({ step }) => step))];
  return {
    ...copiesDrawing(unrolling, {
      copy: (place) => [copies[place]!.step, copies[place]!.area + 1],
      label: (name) => name,
      input: (step) => [step, 0],
      output: (step) => [step, areas.length + 1],
    }),
    columns: steps.map((step) => ({ x: step, label: `t = ${step}` })),
  };
}

/** Layers from the bottom up, areas from left to right. */
export function spaceDrawing(unrolling: Unrolling): Drawing {
  const { areas, copies } = unrolling;
  const depthOf = (step: number, last: boolean): number =>
    copies
      .filter((copy) => copy.step === step)
      .reduce(
        (depth, copy) => (last ? Math.max(depth, copy.depth) : Math.min(depth, copy.depth)),
        last ? 0 : Number.POSITIVE_INFINITY,
      );
  const layers = [...new Set(copies.map(({ depth }) => depth))].sort((a, b) => a - b);
  return {
    ...copiesDrawing(unrolling, {
      copy: (place) => [copies[place]!.area, copies[place]!.depth],
      label: (name, step) => `${name} (t=${step})`,
      input: (step) => [-0.8, depthOf(step, false) - 1],
      output: (step) => [areas.length - 0.4, depthOf(step, true) + 1],
    }),
    rows: layers.map((layer) => ({ y: layer, label: `layer ${layer}` })),
  };
}
