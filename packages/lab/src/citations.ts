/** A work to cite. */
export interface Citation {
  readonly type: "article" | "software" | "inproceedings";
  readonly author: string;
  readonly title: string;
  readonly journal: string;
  readonly year: number;
  readonly volume?: string;
  readonly pages?: string;
  readonly note?: string;
}

/** Works by key. */
export const citations: Readonly<Record<string, Citation>> = {
  isocortex: {
    type: "software",
    author: "{Isocortex contributors}",
    title: "Isocortex: simulating and training recurrent neural circuits",
    journal: "",
    year: 2026,
    note: "Version 0.1.0",
  },
  chaudhuri2015: {
    type: "article",
    author:
      "Chaudhuri, Rishidev and Knoblauch, Kenneth and Gariel, Marie-Alice and Kennedy, Henry and Wang, Xiao-Jing",
    title: "A large-scale circuit mechanism for hierarchical dynamical processing in the primate cortex",
    journal: "Neuron",
    year: 2015,
    volume: "88",
    pages: "419-431",
  },
  froudistwalsh2021: {
    type: "article",
    author:
      "Froudist-Walsh, Sean and Bliss, Daniel P and Ding, Xingyu and Rapan, Lucija and Niu, Meiqi and Knoblauch, Kenneth " +
      "and Zilles, Karl and Kennedy, Henry and Palomero-Gallagher, Nicola and Wang, Xiao-Jing",
    title:
      "A dopamine gradient controls access to distributed working memory in the large-scale monkey cortex",
    journal: "Neuron",
    year: 2021,
    volume: "109",
    pages: "3500-3520",
  },
  leavitt2017: {
    type: "article",
    author: "Leavitt, Matthew L and Mendoza-Halliday, Diego and Martinez-Trujillo, Julio C",
    title: "Sustained activity encoding working memories: not fully distributed",
    journal: "Trends in Neurosciences",
    year: 2017,
    volume: "40",
    pages: "328-346",
    note: "delay-activity counts of macaque-40",
  },
  markov2014fln: {
    type: "article",
    author: "Markov, Nikola T and Ercsey-Ravasz, Maria M and Ribeiro Gomes, Ana Rita and others",
    title: "A weighted and directed interareal connectivity matrix for macaque cerebral cortex",
    journal: "Cerebral Cortex",
    year: 2014,
    volume: "24",
    pages: "17-36",
    note: "data used under CC BY-NC 4.0",
  },
  markov2014sln: {
    type: "article",
    author: "Markov, Nikola T and Vezoli, Julien and Chameau, Pascal and others",
    title: "Anatomy of hierarchy: feedforward and feedback pathways in macaque visual cortex",
    journal: "Journal of Comparative Neurology",
    year: 2014,
    volume: "522",
    pages: "225-259",
  },
  mejias2022: {
    type: "article",
    author: "Mejias, Jorge F and Wang, Xiao-Jing",
    title: "Mechanisms of distributed working memory in a large-scale network of macaque neocortex",
    journal: "eLife",
    year: 2022,
    volume: "11",
    pages: "e72136",
    note: "spine counts of macaque-29, CC BY 4.0",
  },
  ercseyravasz2013: {
    type: "article",
    author: "Ercsey-Ravasz, Maria and Markov, Nikola T and Lamy, Camille and others",
    title: "A predictive network model of cerebral cortical connectivity based on a distance rule",
    journal: "Neuron",
    year: 2013,
    volume: "80",
    pages: "184-197",
  },
};

/** One line for a reader; an unknown key stands for itself. */
export function citationText(key: string): string {
  const work = Object.hasOwn(citations, key) ? citations[key]! : undefined;
  if (!work) return key;
  const names = work.author
    .replace(/[{}]/g, "")
    .split(" and ")
    .map((name) => name.split(",")[0]!);
  const who = names.length > 2 ? `${names[0]} et al.` : names.join(" & ");
  const where = [work.journal, work.volume && `${work.volume}:${work.pages}`].filter(Boolean).join(" ");
  return `${who} (${work.year}) ${work.title}. ${where}`.trim();
}

/** A BibTeX entry. @throws RangeError for an unknown key */
export function bibtex(key: string): string {
  const work = Object.hasOwn(citations, key) ? citations[key]! : undefined;
  if (!work) throw new RangeError(`there is no citation "${key}".`);
  const { type, ...fields } = work;
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== "" && value !== undefined)
    .map(([name, value]) => `  ${name} = {${name === "pages" ? String(value).replace("-", "--") : value}}`);
  return `@${type}{${key},\n${lines.join(",\n")}\n}`;
}
