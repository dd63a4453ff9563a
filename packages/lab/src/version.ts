/** Version of every package of the project; they are released together. */
export const version = "0.1.0";
