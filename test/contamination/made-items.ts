import type { PlantableItem } from "./plantable-item.ts";
import type { SeededRandom } from "./seeded-random.ts";

const names = [
  "Amara",
  "Bilal",
  "Chiara",
  "Dmitri",
  "Eun-ji",
  "Farid",
  "Grethe",
  "Hiro",
  "Imani",
  "Jakub",
  "Keahi",
  "Leila",
  "Mateo",
  "Ngozi",
  "Oisín",
  "Priya",
  "Quentin",
  "Rosalind",
  "Søren",
  "Tomasz",
  "Ulla",
  "Vikram",
  "Wren",
  "Ximena",
  "Yusuf",
  "Zofia",
];
const wares = [
  "lanterns",
  "turnips",
  "postcards",
  "marbles",
  "clay tiles",
  "umbrellas",
  "violin strings",
  "seed packets",
  "bicycle bells",
  "tea bowls",
  "kites",
  "maps",
  "wool socks",
  "candles",
  "sketchbooks",
  "copper pipes",
  "paper cranes",
  "walnut shelves",
  "ferry tickets",
  "jars of plum jam",
  "beeswax bars",
  "tin whistles",
];
const places = [
  "the harbour market",
  "a mountain school",
  "the town library",
  "an old mill",
  "the night bazaar",
  "a glass workshop",
  "the botanic garden",
  "a lighthouse museum",
  "the railway canteen",
  "a puppet theatre",
  "the island cooperative",
  "a river ferry",
  "the observatory shop",
];
const people = [
  "sculptor",
  "cartographer",
  "beekeeper",
  "glassblower",
  "botanist",
  "astronomer",
  "composer",
  "printer",
  "navigator",
  "chemist",
  "weaver",
  "clockmaker",
];
const things = [
  "a comet",
  "a sea cave",
  "a dye plant",
  "a folk song",
  "a harbour town",
  "a mountain pass",
  "a lunar crater",
  "a type of knot",
  "a river delta",
  "a rare mineral",
  "a weaving pattern",
  "a species of moss",
];
const epithets = [
  "Aldovar",
  "Brennick",
  "Caltrosa",
  "Dunmarrow",
  "Elvenhau",
  "Ferrandil",
  "Gostwick",
  "Hallimere",
  "Istravane",
  "Jorrimond",
  "Kestrelow",
  "Lumivara",
  "Morvendale",
  "Norraby",
  "Ostelline",
  "Pellagorn",
  "Quillover",
  "Rundvik",
  "Saltaire",
  "Tormund",
  "Undershaw",
  "Vellacourt",
  "Wexmere",
  "Yarrowby",
  "Zelkova",
];
const verbs = [
  "sells",
  "packs",
  "paints",
  "counts",
  "repairs",
  "orders",
  "lends out",
  "sorts",
  "carries",
  "labels",
  "trades",
];
const polynomials = ["x", "y", "t", "n", "z", "k", "m", "u"];

type Maker = (random: SeededRandom) => PlantableItem;

/** Items of many kinds and lengths, from three words to some two hundred, no two of a set alike. */
export function makeItems(count: number, random: SeededRandom): PlantableItem[] {
  const seen = new Set<string>();
  const items: PlantableItem[] = [];
  for (let turn = 0; items.length < count && turn < count * 50; turn += 1) {
    const item = (makers[turn % makers.length] as Maker)(random);
    if (seen.has(item.question)) continue;
    seen.add(item.question);
    items.push(item);
  }
  return items;
}

const makers: readonly Maker[] = [
  makeShortFormula,
  makeShortFact,
  makeWordProblem,
  makeEquation,
  makeChoice,
  makeGeometry,
  makeLongStory,
  makeSequence,
  makeCodeTask,
  makeChinese,
  makeFactChoice,
  makeIntegral,
];

function makeShortFormula(random: SeededRandom): PlantableItem {
  const [a, b, c] = [random.between(12, 97), random.between(103, 999), random.between(2, 9)];
  const form = random.pick([
    `Evaluate $${a}^2 - ${b}$.`,
    `What is $${b} \\cdot ${a}$?`,
    `Compute $\\gcd(${a * c}, ${b * c})$.`,
    `Simplify $\\frac{${a * c}}{${b * c}}$.`,
    `Find $\\sqrt[${c}]{${a}^{${c}}}$.`,
  ]);
  return { question: form, options: [], answer: String(random.between(10, 9999)) };
}

function makeShortFact(random: SeededRandom): PlantableItem {
  const town = `${random.pick(epithets)} ${random.pick(["Bay", "Fell", "Abbey", "Cross", "Reach", "Ford"])}`;
  const question = random.pick([
    `Who founded ${town}?`,
    `Which ${random.pick(people)} discovered ${town}?`,
    `When was the ${town} treaty signed?`,
    `Where does the ${random.pick(epithets)} river meet ${town}?`,
    `What is ${random.pick(things)} called in ${town}?`,
  ]);
  return { question, options: [], answer: random.pick([...epithets, "1764", "1832", "1907"]) };
}

function makeWordProblem(random: SeededRandom): PlantableItem {
  const [who, other] = [random.pick(names), random.pick(names)];
  const [a, b, c] = [random.between(13, 480), random.between(3, 29), random.between(2, 12)];
  const ware = random.pick(wares);
  const question = [
    `At ${random.pick(places)}, ${who} ${random.pick(verbs)} ${a} ${ware} on ${random.pick(["Monday", "Thursday", "market day", "the first morning"])} and ${b} more than that on the next day.`,
    `${other} then ${random.pick(["takes away", "buys", "breaks", "gives back"])} ${c} times as many as were there ${random.pick(["at noon", "before lunch", "when the doors opened"])}.`,
    random.pick([
      `How many ${ware} are left?`,
      `How many ${ware} did ${who} handle in all?`,
      `By how much do the two days differ?`,
      `What is the smallest number of boxes of ${c} that hold them?`,
    ]),
  ].join(" ");
  return {
    question,
    options: [],
    answer: String(a * 2 + b - c),
    ...toSpanish({ who, other, a, b, c, ware }),
  };
}

function toSpanish({
  who,
  other,
  a,
  b,
  c,
  ware,
}: Record<"who" | "other" | "ware", string> & Record<"a" | "b" | "c", number>) {
  return {
    translation: `${who} vende ${a} piezas de «${ware}» el primer día y ${b} más que esa cantidad al día siguiente. Después, ${other} se lleva ${c} veces las que había al mediodía. ¿Cuántas quedan?`,
  };
}

function makeEquation(random: SeededRandom): PlantableItem {
  const x = random.pick(polynomials);
  const [a, b, c, d] = [
    random.between(2, 19),
    random.between(11, 199),
    random.between(3, 47),
    random.between(2, 9),
  ];
  const formula = random.pick([
    `\\frac{${a}${x} + ${b}}{${x} - ${c}} = ${d}${x} + ${a}`,
    `${a}${x}^{${d}} - ${b}${x} + ${c} = 0`,
    `\\sqrt{${a}${x} + ${b}} = \\left(${x} - ${c}\\right)^2`,
    `\\log_{${d}} (${a}${x} + ${b}) \\le ${c}`,
    `|${a}${x} - ${b}| + |${x} + ${c}| = ${b + c}`,
  ]);
  const question = random.pick([
    `Find the sum of all real numbers $${x}$ for which $${formula}$.`,
    `Determine every real value of $${x}$ such that $${formula}$ holds, and give their product.`,
    `Let $${x}$ be a positive real number with $${formula}$. What is the largest possible value of $${x} + ${b}$?`,
    `How many integers $${x}$ satisfy $${formula}$?`,
  ]);
  const translation = random.pick([
    `Найдите сумму всех действительных чисел $${x}$, для которых $${formula}$.`,
    `Bestimme alle reellen Zahlen $${x}$ mit $${formula}$ und gib ihr Produkt an.`,
    `求满足 $${formula}$ 的所有实数 $${x}$ 的和。`,
  ]);
  return { question, options: [], answer: `${b - c}`, translation };
}

function makeChoice(random: SeededRandom): PlantableItem {
  const [a, b] = [random.between(14, 96), random.between(105, 960)];
  const right = a * 3 + b;
  const wrong = random.shuffle([right + 7, right - 12, a + b, b * 2 - a, right * 2]).slice(0, 3);
  const question = random.pick([
    `A ${random.pick(people)} from ${random.pick(epithets)} walks ${a} metres east, ${b} metres north and then ${a * 2} metres east again. How many metres is the whole walk?`,
    `The sum of three numbers in the ratio $1 : 2 : ${random.between(3, 9)}$ is $${b}$, and the least of them is increased by $${a}$. Which of these is the new sum?`,
    `For ${random.pick(wares)} that cost ${a} cents each, with a fixed fee of ${b} cents, what do three cost together?`,
  ]);
  return { question, options: random.shuffle([right, ...wrong]).map(String), answer: String(right) };
}

function makeFactChoice(random: SeededRandom): PlantableItem {
  const right = `${random.pick(epithets)} and the ${random.pick(people)}s of ${random.pick(epithets)}`;
  const wrong = Array.from(
    { length: 3 },
    () => `The ${random.pick(people)} ${random.pick(names)} of ${random.pick(epithets)}`,
  );
  const question = `According to the ${random.pick(epithets)} chronicle, who was the first to describe ${random.pick(things)} near ${random.pick(epithets)} ${random.pick(["before", "after", "during"])} the flood of ${random.between(1201, 1899)}?`;
  return { question, options: [...new Set(random.shuffle([right, ...wrong]))], answer: right };
}

function makeGeometry(random: SeededRandom): PlantableItem {
  const [a, b, c] = [random.between(11, 75), random.between(12, 80), random.between(13, 85)];
  const [p, q] = [random.pick(["P", "Q", "M", "T"]), random.pick(["R", "S", "N", "K"])];
  const question = [
    `In triangle $ABC$, $AB = ${a}$, $BC = ${b}$ and $CA = ${c}$.`,
    `Point $${p}$ lies on side $BC$ with $B${p} = ${random.between(2, 9)}$, and the circle through $A$, $B$ and $${p}$ meets line $AC$ again at $${q}$.`,
    random.pick([
      `If $${p}${q}^2 = \\frac{m}{n}$ in lowest terms, find $m + n$.`,
      `Find the length of segment $${p}${q}$.`,
      `What is the ratio of the area of triangle $A${p}${q}$ to that of triangle $ABC$?`,
    ]),
  ].join(" ");
  return { question, options: [], answer: String(a * b + c) };
}

function makeLongStory(random: SeededRandom): PlantableItem {
  const town = random.pick(epithets);
  const sentences = Array.from({ length: random.between(6, 14) }, (_, index) => {
    const who = random.pick(names);
    return random.pick([
      `In the ${random.pick(["spring", "autumn", "dry season"])} of ${random.between(1610, 1890)}, ${who} the ${random.pick(people)} left ${random.pick(places)} with ${random.between(4, 60)} ${random.pick(wares)}.`,
      `${who} wrote to ${random.pick(names)} that ${random.pick(things)} had been seen ${random.between(3, 40)} miles from ${random.pick(epithets)}.`,
      `The council of ${town} paid ${random.between(100, 990)} crowns for ${random.pick(wares)}, although the ${random.pick(people)} had asked for ${random.between(1000, 4000)}.`,
      `Nobody in ${random.pick(places)} believed ${who}, for ${random.pick(wares)} had never ${random.pick(["floated", "burned", "rung", "been counted"])} there ${index === 0 ? "before" : "since"}.`,
    ]);
  });
  const question = `${sentences.join(" ")}\n\nQuestion: ${random.pick([`How many crowns did ${town} owe in the end?`, `Who carried the most ${random.pick(wares)}?`, `In which year did ${random.pick(names)} return to ${town}?`])}`;
  return { question, options: [], answer: random.pick([...names, String(random.between(100, 2000))]) };
}

function makeSequence(random: SeededRandom): PlantableItem {
  const [a, b, n] = [random.between(2, 17), random.between(3, 31), random.between(40, 2040)];
  const question = random.pick([
    `A sequence is defined by $a_1 = ${a}$, $a_2 = ${b}$ and $a_{n+2} = \\frac{1 + a_{n+1}}{a_n}$ for $n \\ge 1$. Find $a_{${n}}$.`,
    `Let $S_{${n}} = \\sum_{k=1}^{${n}} \\left\\lfloor \\frac{k^2}{${a + b}} \\right\\rfloor$. Determine the remainder when $S_{${n}}$ is divided by $${b}$.`,
    `How many positive integers less than ${n} are divisible by ${a + 1} but by neither ${b} nor ${a + b}?`,
  ]);
  return { question, options: [], answer: String(random.between(1, 999)) };
}

function makeCodeTask(random: SeededRandom): PlantableItem {
  const [verb, noun] = [
    random.pick(["merge", "rotate", "pack", "fold", "weave", "shift", "mirror"]),
    random.pick(["ledger", "tiles", "queue", "lanterns", "digits", "islands", "vowels"]),
  ];
  const [a, b] = [random.between(2, 40), random.between(41, 99)];
  const question = [
    `def ${verb}_${noun}(values: list[int], limit: int = ${b}) -> list[int]:`,
    `    """${verb[0]?.toUpperCase()}${verb.slice(1)} the ${noun} so that no two neighbours differ by more than ${a}, and drop`,
    `    what is above the limit. Return the rest in ascending order.`,
    `    >>> ${verb}_${noun}([${a}, ${b}, ${a + b}])`,
    `    [${a}, ${b}]`,
    `    """`,
  ].join("\n");
  return {
    question,
    options: [],
    answer: `return sorted(value for value in values if value <= limit)[:${a}]`,
  };
}

function makeChinese(random: SeededRandom): PlantableItem {
  const [a, b, c] = [random.between(12, 98), random.between(101, 960), random.between(2, 9)];
  const ware = random.pick(["灯笼", "风筝", "茶碗", "算盘", "竹篮", "纸扇"]);
  const place = random.pick(["集市", "码头", "学校", "茶馆", "书院"]);
  const question = `小${random.pick(["明", "红", "刚", "芳", "林"])}在${place}卖出${b}个${ware}，每个${a}元，后来又退回了${c}个，还要付${a + c}元运费。问他一共收入多少元？`;
  const translation = `At the market a boy sells ${b} pieces for ${a} yuan each, takes ${c} of them back and pays ${a + c} yuan for transport. How much does he earn?`;
  return { question, options: [], answer: String(a * (b - c) - a - c), translation };
}

function makeIntegral(random: SeededRandom): PlantableItem {
  const x = random.pick(polynomials);
  const [a, b, c] = [random.between(2, 29), random.between(31, 99), random.between(2, 9)];
  const question = random.pick([
    `Evaluate $\\int_{${c}}^{${b}} \\frac{${a}${x}^{2} + ${b}}{\\sqrt{${x}^{3} - ${c}}} \\, d${x}$.`,
    `Find $\\lim_{${x} \\to ${c}} \\frac{${x}^{${a}} - ${c}^{${a}}}{${x}^{2} - ${c * c}}$.`,
    `Compute $\\displaystyle\\prod_{${x}=2}^{${b}} \\left(1 - \\frac{${c}}{${x}^{2} + ${a}}\\right)$.`,
  ]);
  return { question, options: [], answer: `\\frac{${b}}{${a}}` };
}
