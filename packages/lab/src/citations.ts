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
  wilsoncowan1972: {
    type: "article",
    author: "Wilson, Hugh R and Cowan, Jack D",
    title: "Excitatory and inhibitory interactions in localized populations of model neurons",
    journal: "Biophysical Journal",
    year: 1972,
    volume: "12",
    pages: "1-24",
  },
  deco2017: {
    type: "article",
    author: "Deco, Gustavo and Kringelbach, Morten L and Jirsa, Viktor K and Ritter, Petra",
    title: "The dynamics of resting fluctuations in the brain: metastability and its dynamical cortical core",
    journal: "Scientific Reports",
    year: 2017,
    volume: "7",
    pages: "3095",
  },
  cakan2023: {
    type: "article",
    author: "Cakan, Caglar and Jajcay, Nikola and Obermayer, Klaus",
    title: "neurolib: a simulation framework for whole-brain neural mass modeling",
    journal: "Cognitive Computation",
    year: 2023,
    volume: "15",
    pages: "1132-1152",
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
  britten1992: {
    type: "article",
    author: "Britten, Kenneth H and Shadlen, Michael N and Newsome, William T and Movshon, J Anthony",
    title: "The analysis of visual motion: a comparison of neuronal and psychophysical performance",
    journal: "Journal of Neuroscience",
    year: 1992,
    volume: "12",
    pages: "4745-4765",
  },
  ehrlich2021: {
    type: "article",
    author:
      "Ehrlich, Daniel B and Stone, Jasmine T and Brandfonbrener, David and Atanasov, Alexander and Murray, John D",
    title:
      "PsychRNN: an accessible and flexible Python package for training recurrent neural network models on cognitive tasks",
    journal: "eNeuro",
    year: 2021,
    volume: "8",
    pages: "ENEURO.0427-20.2020",
  },
  freedman2006: {
    type: "article",
    author: "Freedman, David J and Assad, John A",
    title: "Experience-dependent representation of visual categories in parietal cortex",
    journal: "Nature",
    year: 2006,
    volume: "443",
    pages: "85-88",
  },
  funahashi1989: {
    type: "article",
    author: "Funahashi, Shintaro and Bruce, Charles J and Goldman-Rakic, Patricia S",
    title: "Mnemonic coding of visual space in the monkey's dorsolateral prefrontal cortex",
    journal: "Journal of Neurophysiology",
    year: 1989,
    volume: "61",
    pages: "331-349",
  },
  funahashi1993: {
    type: "article",
    author: "Funahashi, Shintaro and Chafee, Matthew V and Goldman-Rakic, Patricia S",
    title: "Prefrontal neuronal activity in rhesus monkeys performing a delayed anti-saccade task",
    journal: "Nature",
    year: 1993,
    volume: "365",
    pages: "753-756",
  },
  kirchner1958: {
    type: "article",
    author: "Kirchner, Wayne K",
    title: "Age differences in short-term retention of rapidly changing information",
    journal: "Journal of Experimental Psychology",
    year: 1958,
    volume: "55",
    pages: "352-358",
  },
  mante2013: {
    type: "article",
    author: "Mante, Valerio and Sussillo, David and Shenoy, Krishna V and Newsome, William T",
    title: "Context-dependent computation by recurrent dynamics in prefrontal cortex",
    journal: "Nature",
    year: 2013,
    volume: "503",
    pages: "78-84",
  },
  miller1996: {
    type: "article",
    author: "Miller, Earl K and Erickson, Cynthia A and Desimone, Robert",
    title: "Neural mechanisms of visual working memory in prefrontal cortex of the macaque",
    journal: "Journal of Neuroscience",
    year: 1996,
    volume: "16",
    pages: "5154-5167",
  },
  molano2022: {
    type: "article",
    author: "Molano-Mazon, Manuel and Barbosa, Joao and Pastor-Ciurana, Jordi and others",
    title: "NeuroGym: an open resource for developing and sharing neuroscience tasks",
    journal: "PsyArXiv",
    year: 2022,
  },
  raposo2014: {
    type: "article",
    author: "Raposo, David and Kaufman, Matthew T and Churchland, Anne K",
    title: "A category-free neural population supports evolving demands during decision-making",
    journal: "Nature Neuroscience",
    year: 2014,
    volume: "17",
    pages: "1784-1792",
  },
  romo1999: {
    type: "article",
    author: "Romo, Ranulfo and Brody, Carlos D and Hernandez, Adrian and Lemus, Luis",
    title: "Neuronal correlates of parametric working memory in the prefrontal cortex",
    journal: "Nature",
    year: 1999,
    volume: "399",
    pages: "470-473",
  },
  song2016: {
    type: "article",
    author: "Song, H Francis and Yang, Guangyu R and Wang, Xiao-Jing",
    title:
      "Training excitatory-inhibitory recurrent neural networks for cognitive tasks: a simple and flexible framework",
    journal: "PLoS Computational Biology",
    year: 2016,
    volume: "12",
    pages: "e1004792",
  },
  sussillo2013: {
    type: "article",
    author: "Sussillo, David and Barak, Omri",
    title: "Opening the black box: low-dimensional dynamics in high-dimensional recurrent neural networks",
    journal: "Neural Computation",
    year: 2013,
    volume: "25",
    pages: "626-649",
  },
  yang2019: {
    type: "article",
    author:
      "Yang, Guangyu Robert and Joglekar, Madhura R and Song, H Francis and Newsome, William T and Wang, Xiao-Jing",
    title: "Task representations in neural networks trained to perform many cognitive tasks",
    journal: "Nature Neuroscience",
    year: 2019,
    volume: "22",
    pages: "297-306",
  },
  zhang2019: {
    type: "article",
    author: "Zhang, Xiaoxing and Yan, Wenjun and Wang, Wenliang and others",
    title: "Active information maintenance in working memory by a sensory cortex",
    journal: "eLife",
    year: 2019,
    volume: "8",
    pages: "e43191",
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
