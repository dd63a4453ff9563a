export interface Axis {
  readonly label: string;
  readonly unit?: string | undefined;
  readonly type?: "linear" | "log" | "band" | undefined;
  readonly domain?: readonly (number | string)[] | undefined;
}

/** A stretch of the x axis with a name, such as the cue. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

export interface Series {
  readonly label: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly dashed?: boolean | undefined;
  readonly muted?: boolean | undefined;
}

/** Values of one unit over time, as stretches in which they stay the same. */
export interface TimelineRow {
  /** Of a group of rows, such as "input ring"; rows of a group follow each other. */
  readonly group: string;
  readonly runs: readonly { readonly from: number; readonly to: number; readonly value: number }[];
}

/** How a curve or point of a plane is drawn: a stable branch solid and dark, an unstable one dashed, and so on. */
export type Tone =
  | "stable"
  | "unstable"
  | "stable-cycle"
  | "unstable-cycle"
  | "first-nullcline"
  | "second-nullcline"
  | "trajectory"
  | "separatrix"
  | "unstable-manifold"
  | "fold"
  | "hopf";

/** A curve in the plane; where a coordinate is not finite it is interrupted. */
export interface PlaneCurve {
  /** In the legend; curves of one label have one entry. */
  readonly label?: string | undefined;
  readonly tone: Tone;
  /** Place in the palette, instead of the tone's colour: for conditions. */
  readonly palette?: number | undefined;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** A point with a name of its own: an equilibrium, a fold (LP), a Hopf point (HB), a branch point (BP). */
export interface PlanePoint {
  readonly label?: string | undefined;
  /** Filled where stable, open where unstable, half where a saddle; a mark for special points of a diagram. */
  readonly kind: "stable" | "unstable" | "saddle" | "mark";
  readonly x: number;
  readonly y: number;
}

/** What a connection of a graph is; sets its colour. */
export type EdgeType = "input" | "bottom-up" | "lateral" | "top-down" | "leak" | "output";

/** A box of a graph at a place of its grid: x from left to right, y from the bottom up. */
export interface GraphNode {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Not part of the network itself: input and output. */
  readonly outside?: boolean | undefined;
}

/** An arrow between two nodes, by their places in the list; from a node to itself a loop. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly type: EdgeType;
}

interface Titled {
  /** Stem of the file's name. */
  readonly name: string;
  readonly title: string;
  readonly caption: string;
}

/** A figure as data: what to draw, not how. */
export type Figure = Titled &
  (
    | {
        readonly kind: "lines";
        readonly x: Axis;
        readonly y: Axis;
        readonly series: readonly Series[];
        readonly spans?: readonly Span[] | undefined;
      }
    | {
        readonly kind: "dots";
        readonly x: Axis;
        readonly y: Axis;
        readonly points: readonly {
          readonly label?: string | undefined;
          readonly x: number | string;
          readonly y: number;
          readonly group?: string | undefined;
        }[];
        readonly lines?: readonly Series[] | undefined;
      }
    | {
        readonly kind: "bars";
        readonly x: Axis;
        readonly y: Axis;
        readonly bars: readonly {
          readonly label: string;
          readonly value: number;
          readonly group?: string | undefined;
        }[];
        readonly rule?: { readonly at: number; readonly label: string } | undefined;
      }
    | {
        readonly kind: "matrix";
        readonly x: Axis;
        readonly y: Axis;
        readonly rows: readonly string[];
        readonly columns: readonly string[];
        readonly values: readonly (readonly number[])[];
        readonly scale: Axis;
      }
    | {
        /** Phase planes and bifurcation diagrams. */
        readonly kind: "plane";
        readonly x: Axis;
        readonly y: Axis;
        /** Direction field: arrows from (x, y) along (dx, dy) in the units of the axes, drawn to one length. */
        readonly arrows?: readonly {
          readonly x: number;
          readonly y: number;
          readonly dx: number;
          readonly dy: number;
        }[];
        readonly curves: readonly PlaneCurve[];
        readonly points: readonly PlanePoint[];
        /** Areas of a grid by a class each, (columns, rows) row-major from the lower left; basins of attraction. */
        readonly regions?: {
          readonly columns: number;
          readonly rows: number;
          readonly classes: readonly number[];
          readonly labels: readonly string[];
        };
      }
    | {
        /** Networks of areas. */
        readonly kind: "graph";
        readonly nodes: readonly GraphNode[];
        readonly edges: readonly GraphEdge[];
        /** Names above columns and beside rows of the grid, such as steps and layers. */
        readonly columns?: readonly { readonly x: number; readonly label: string }[] | undefined;
        readonly rows?: readonly { readonly y: number; readonly label: string }[] | undefined;
      }
    | {
        readonly kind: "timeline";
        readonly x: Axis;
        /** One behind the other, with their names. */
        readonly spans: readonly Span[];
        readonly rows: readonly TimelineRow[];
        readonly scale: Axis;
      }
  );
