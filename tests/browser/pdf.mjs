// The text of a PDF, as a reader sees it.

/** Radicals that a font draws with the shape of a character; a PDF may name either. Unicode has no plain form for these. */
const RADICALS = '⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻫斉⻬齐⻭歯⻮齿⻰龙⺠民⺟母⻳龟⺎兀戶户';
const PLAIN = new Map(RADICALS.match(/../gu).map((pair) => [...pair]));

/** Without spaces, in small letters, and in the plain form of each character: a font may draw two with one shape. */
export const bare = (text) => text.normalize('NFKC').replace(/[\s\u00ad\u200b]+/g, '').replace(/[\u2e80-\u2eff\u6236]/g, (radical) => PLAIN.get(radical) ?? radical).toLowerCase();
