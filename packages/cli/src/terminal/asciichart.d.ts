declare module "asciichart" {
  const asciichart: {
    plot(series: readonly (readonly number[])[], options?: Record<string, unknown>): string;
    readonly blue: string;
    readonly red: string;
    readonly green: string;
    readonly magenta: string;
  };
  export default asciichart;
}
