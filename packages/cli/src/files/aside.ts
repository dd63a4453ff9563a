/** Files and folders in which others are put together begin so; a killed process may leave one, with nothing worth keeping. */
export const ASIDE = ".isocortex-";
