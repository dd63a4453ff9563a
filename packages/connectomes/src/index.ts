export { areaIndex, canonicalArea } from "./area-names.js";
export { type Connectome, connectome, connectomeNames, connectomeTable } from "./connectome.js";
export { type DistanceRuleOptions, distanceRuleCortex, type SyntheticCortex } from "./distance-rule.js";
export { type ConnectomeInput, type ImportOptions, importConnectome } from "./import-connectome.js";
export { linkCount, linkDensity } from "./links.js";
export { type Measure, measures } from "./measures.js";
export { type NamedMatrix, parseMatrixCsv } from "./parse-matrix-csv.js";
export type { Link, Table } from "./table.js";
