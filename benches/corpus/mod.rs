//! A deterministic corpus of Chinese party-building articles: the same files for the same number
//! and seed.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

const HAN: &str = "党员干部职工班组生产经营质量安全创新技术攻关服务群众学习教育主题活动支部建设基层组织作用发挥先锋模范岗位责任目标任务落实推进工作机制制度标准流程项目研发车间一线骨干培训交流经验总结提升发展融合企业文化廉洁纪律监督志愿者环保节能降耗降本增效荣誉表彰先进个人集体示范引领凝聚力战斗力传承精神担当作为实干奋斗新时代高质量";
const PHRASES: [&str; 16] = [
    "三会一课",
    "主题党日",
    "党员先锋岗",
    "劳模创新工作室",
    "民主生活会",
    "组织生活会",
    "党建引领",
    "志愿服务",
    "安全生产",
    "技术攻关",
    "双向培养",
    "支部书记",
    "党小组",
    "入党积极分子",
    "质量提升",
    "降本增效",
];
const COLUMNS: [(&str, &str, u64); 5] = [
    ("news", "党建要闻", 50),
    ("activities", "支部活动", 25),
    ("study", "学习园地", 12),
    ("honors", "荣誉榜", 8),
    ("studios", "劳模工作室", 5),
];
const TAGS: [[&str; 10]; 2] = [
    ["主题", "支部", "创新", "安全", "廉洁", "学习", "志愿", "质量", "技术", "先锋"],
    ["教育", "建设", "活动", "示范", "交流", "教育", "建设", "活动", "示范", "交流"],
];
const BRANCHES: [&str; 8] = [
    "第一党支部",
    "第二党支部",
    "第三党支部",
    "第四党支部",
    "第五党支部",
    "机关党支部",
    "研发党支部",
    "物流党支部",
];

/// splitmix64: small, and the same on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From `least` to `most`, both included.
    fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.next() % (most - least + 1)
    }

    fn percent(&mut self, chance: u64) -> bool {
        self.next() % 100 < chance
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[usize::try_from(self.next()).unwrap_or(0) % of.len()]
    }

    fn han(&mut self, least: u64, most: u64, out: &mut String) {
        let characters = HAN.len() / 3;
        for _ in 0..self.between(least, most) {
            let at = usize::try_from(self.next()).unwrap_or(0) % characters * 3;
            out.push_str(&HAN[at..at + 3]);
        }
    }
}

fn sentence(chance: &mut Chance, out: &mut String) {
    let parts = chance.between(3, 7);
    for part in 0..parts {
        let bold = part == 0 && chance.percent(15);
        out.push_str(if bold { "**" } else { "" });
        if chance.percent(35) {
            out.push_str(chance.one(&PHRASES));
        } else {
            chance.han(4, 11, out);
        }
        out.push_str(if bold { "**" } else { "" });
        out.push(if part + 1 == parts { '。' } else { '，' });
    }
    if chance.percent(8) {
        let (items, money, growth) = (chance.between(2, 99), chance.between(10, 900), chance.between(1, 40));
        let _ = write!(
            out,
            "全年完成 {items} 项，效益 {money} 万元，同比增长 {growth}.{}%。",
            chance.between(0, 9)
        );
    }
}

fn paragraph(chance: &mut Chance, out: &mut String) {
    for _ in 0..chance.between(3, 6) {
        sentence(chance, out);
    }
    out.push_str("\n\n");
}

fn body(chance: &mut Chance, out: &mut String) {
    paragraph(chance, out);
    for _ in 0..chance.between(2, 4) {
        out.push_str("## ");
        chance.han(6, 12, out);
        out.push_str("\n\n");
        for _ in 0..chance.between(1, 3) {
            paragraph(chance, out);
        }
        if chance.percent(40) {
            for _ in 0..chance.between(3, 5) {
                out.push_str("- ");
                sentence(chance, out);
                out.push('\n');
            }
            out.push('\n');
        }
        if chance.percent(15) {
            out.push_str("| 支部 | 党员数 | 活动次数 |\n| --- | ---: | ---: |\n");
            for _ in 0..5 {
                let branch = chance.one(&BRANCHES);
                let _ = writeln!(out, "| {branch} | {} | {} |", chance.between(5, 60), chance.between(1, 12));
            }
            out.push('\n');
        }
        if chance.percent(20) {
            out.push_str("> ");
            sentence(chance, out);
            out.push_str("\n\n");
        }
    }
}

fn article(chance: &mut Chance) -> (&'static str, u64, String) {
    let mut pick = chance.between(0, 99);
    let mut column = COLUMNS[0].0;
    for (name, _, weight) in COLUMNS {
        if pick < weight {
            column = name;
            break;
        }
        pick -= weight;
    }
    let year = chance.between(2010, 2025);
    let mut text = String::with_capacity(8 * 1024);
    text.push_str("---\ntitle: \"");
    chance.han(10, 22, &mut text);
    let _ = write!(
        text,
        "\"\ndate: {year}-{:02}-{:02}\nsummary: \"",
        chance.between(1, 12),
        chance.between(1, 28)
    );
    sentence(chance, &mut text);
    text.push_str("\"\ntags:\n");
    for _ in 0..chance.between(1, 4) {
        let _ = writeln!(text, "  - {}{}", chance.one(&TAGS[0]), chance.one(&TAGS[1]));
    }
    text.push_str("source: ");
    text.push_str(chance.one(&["党群工作部", "宣传部", "团委", "工会"]));
    let _ = write!(
        text,
        "\nauthor: {}{}\nbranch: ",
        chance.one(&["王", "李", "张", "刘"]),
        chance.one(&["伟", "芳", "敏", "静"])
    );
    text.push_str(chance.one(&BRANCHES));
    text.push_str("\n---\n\n");
    body(chance, &mut text);
    (column, year, text)
}

/// An article of the corpus.
pub struct Article {
    /// The folder of its section.
    pub column: &'static str,
    /// The name of its file.
    pub name: String,
    /// Its text with front matter.
    pub text: String,
}

/// The first `pages` articles of the corpus of this seed.
pub fn articles(pages: usize, seed: u64) -> impl Iterator<Item = Article> {
    let mut chance = Chance(seed);
    (0..pages).map(move |number| {
        let (column, year, text) = article(&mut chance);
        Article { column, name: format!("{year}-{number:07}.md"), text }
    })
}

/// Writes `pages` articles into `site/content`, one folder per section.
///
/// # Errors
/// A file cannot be written.
pub fn write(site: &Path, pages: usize, seed: u64) -> io::Result<()> {
    for (name, title, _) in COLUMNS {
        let folder = site.join("content").join(name);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("_index.md"), format!("---\ntitle: {title}\n---\n"))?;
    }
    for article in articles(pages, seed) {
        fs::write(site.join("content").join(article.column).join(article.name), article.text)?;
    }
    Ok(())
}
