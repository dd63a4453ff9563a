import { testPages } from "./test-pages.js";
import { slugs } from "./visitor.js";

// In two files, so that two browsers share them.
testPages(slugs.filter((_, i) => i % 2 === 0));
