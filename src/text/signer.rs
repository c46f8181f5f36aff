//! Recognizes who signs a document, by the words: a unit, a person, or a label with a name.

use super::surname::begins_with_surname;
use super::{is_blank, is_han};

/// The ends of the names of units.
const UNITS: [&str; 55] = [
    "委员会",
    "委会",
    "理事会",
    "监事会",
    "研究会",
    "基金会",
    "学会",
    "商会",
    "党委",
    "纪委",
    "团委",
    "工委",
    "省委",
    "市委",
    "县委",
    "区委",
    "州委",
    "国资委",
    "发改委",
    "卫健委",
    "总支",
    "支部",
    "党组",
    "党小组",
    "纪检组",
    "领导小组",
    "工作组",
    "工作专班",
    "联合会",
    "协会",
    "妇联",
    "工会",
    "办公室",
    "监察室",
    "党办",
    "党建办",
    "书记处",
    "工作室",
    "编辑部",
    "公司",
    "集团",
    "中心",
    "政府",
    "厂",
    "党校",
    "学校",
    "大学",
    "学院",
    "医院",
    "研究院",
    "研究所",
    "设计院",
    "银行",
    "车间",
    "报社",
];

/// Words that end as units do, and name places or people.
const NO_UNITS: [&str; 7] = ["会议中心", "活动中心", "会展中心", "展览中心", "体育中心", "市中心", "为中心"];

/// Departments, which have any name before these ends, and words with the same ends.
const DEPARTMENTS: [(char, &[&str]); 5] = [
    ('部', &["干部", "全部", "内部", "外部", "局部", "东部", "西部", "南部", "北部", "中部", "俱乐部"]),
    ('处', &["好处", "深处", "之处", "实处", "高处", "远处", "到处", "难处", "细处", "长处"]),
    ('局', &["格局", "布局", "大局", "全局", "结局", "开局", "新局", "破局", "变局", "棋局"]),
    ('科', &["学科", "本科", "专科", "文科", "理科", "百科", "外科", "内科"]),
    ('厅', &["餐厅", "大厅", "展厅", "报告厅", "会议厅", "多功能厅", "影视厅", "放映厅"]),
];

/// What a line begins with that praises or announces: `优秀党支部`.
const PRAISES: [&str; 11] =
    ["祝贺", "联系", "优秀", "先进", "获奖", "示范", "图为", "图片", "下一次", "我们", "关于"];

/// Words of events, which no name of a unit has: `党员走进红色教育中心`.
const EVENTS: [&str; 34] = [
    "成立", "组建", "召开", "表彰", "慰问", "命名", "撤销", "参观", "走进", "走访", "授予", "荣获", "获得",
    "来到", "前往", "进驻", "入驻", "赴", "莅临", "视察", "赠送", "捐赠", "当选", "加入", "并入", "更名",
    "迁入", "开展", "举行", "举办", "深入", "欢迎", "评为", "感谢",
];

/// Units that are named after what they do: `庆祝建党105周年表彰大会组委会`.
const OF_EVENTS: [&str; 4] = ["领导小组", "组委会", "工作专班", "工作组"];

/// Offices, before the name of who has one: `第三党支部书记　张三`.
const OFFICES: [&str; 16] = [
    "书记",
    "主任",
    "经理",
    "董事长",
    "主席",
    "部长",
    "处长",
    "局长",
    "院长",
    "校长",
    "厂长",
    "会长",
    "委员",
    "秘书长",
    "理事长",
    "总工程师",
];

/// Ends of labels before the name of who signs: `入党申请人：张三`, `承诺单位：第一党支部`.
const LABELS: [&str; 24] = [
    "申请人",
    "志愿人",
    "承诺人",
    "保证人",
    "汇报人",
    "报告人",
    "介绍人",
    "述职人",
    "述责人",
    "检查人",
    "检讨人",
    "倡议人",
    "签字人",
    "签名人",
    "宣誓人",
    "推荐人",
    "申报人",
    "填表人",
    "填报人",
    "承诺单位",
    "申报单位",
    "报送单位",
    "填报单位",
    "倡议单位",
];

/// What lines begin with that may stand below a signature.
const CLOSINGS: [&str; 17] = [
    "附件",
    "抄送",
    "抄报",
    "主送",
    "分送",
    "印发",
    "联系人",
    "联系电话",
    "联系方式",
    "联系地址",
    "地址",
    "邮箱",
    "传真",
    "电话",
    "编辑",
    "责任编辑",
    "责编",
];

/// Maximum length of a note below a signature, in characters.
const LONGEST_NOTE: usize = 30;

/// Whether words are the name of a unit, or of several: `中共某某公司委员会（盖章）`,
/// `党群工作部、团委`. `第十一党支部成立` and `表彰先进党支部` tell of events.
pub fn names_a_unit(words: &str) -> bool {
    words.split('、').all(is_unit)
}

fn is_unit(words: &str) -> bool {
    let words: String = without_note(words).chars().filter(|c| !c.is_whitespace()).collect();
    let is_department = DEPARTMENTS.iter().any(|(end, others)| {
        words.ends_with(*end)
            && words.chars().nth(2).is_some()
            && !others.iter().any(|other| words.ends_with(other))
    });
    let is_event = || {
        EVENTS.iter().any(|event| words.contains(event)) && !OF_EVENTS.iter().any(|unit| words.contains(unit))
    };
    (is_department || UNITS.iter().any(|end| words.ends_with(end)))
        && !NO_UNITS.iter().any(|end| words.ends_with(end))
        && !PRAISES.iter().any(|beginning| words.starts_with(beginning))
        && !is_event()
        && !words.contains(['：', ':', '，', '。', '；'])
}

/// Whether words are the name of a person who signs, with an office or a label before it if there
/// is one: `张三`, `党支部书记　张三`, `申请人：张三`, `承诺人（签字）：`. `张三　摄` is no name.
pub fn names_a_signer(words: &str) -> bool {
    let words = words.trim();
    if let Some((label, name)) = words.split_once(['：', ':']) {
        let name = name.trim().trim_matches('_');
        return is_label(label) && name.chars().count() <= 16 && !name.contains(['。', '，', '；']);
    }
    match words.rsplit_once(char::is_whitespace) {
        Some((before, name)) if is_name(name) => {
            let before = before.trim_end();
            OFFICES.iter().any(|office| before.ends_with(office)) || is_label(before)
        }
        // `李　四` is as wide as a name of three characters.
        Some((first, last)) => {
            let is_one = |part: &str| part.trim().chars().count() == 1 && part.trim().chars().all(is_han);
            is_one(first) && is_one(last) && begins_with_surname(first)
        }
        None => is_name(words),
    }
}

fn is_label(words: &str) -> bool {
    let words: String = without_note(words).chars().filter(|c| !is_blank(*c)).collect();
    let words = ["签名", "签字", "签章"].iter().find_map(|end| words.strip_suffix(end)).unwrap_or(&words);
    words.chars().count() <= 10 && LABELS.iter().any(|label| words.ends_with(label))
}

fn is_name(words: &str) -> bool {
    (2..=3).contains(&words.chars().count()) && words.chars().all(is_han) && begins_with_surname(words)
}

/// Returns words without a note in brackets at their end: `党群工作部（盖章）`.
fn without_note(words: &str) -> &str {
    let words = words.trim();
    let note = words.ends_with(['）', ')']).then(|| words.rfind(['（', '(']));
    note.flatten().filter(|at| *at > 0).and_then(|at| words.get(..at)).unwrap_or(words).trim_end()
}

/// Whether a line may stand below the date of a signature: `（此件公开发布）`, `抄送：各支部`,
/// `联系人：张三`, `附件：1.名单`.
pub fn may_follow_signature(line: &str) -> bool {
    let line = line.trim();
    let inner = line.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    if inner.is_some_and(|inner| !inner.contains(['（', '(', '。']) && is_short(inner)) {
        return true;
    }
    // `电话会议指出，……` is a sentence.
    let is_label = |label: &str| is_short(label) && !label.contains(['，', '。', '；']);
    let is_labelled = || line.split_once(['：', ':']).is_some_and(|(label, _)| is_label(label));
    let mut closes = CLOSINGS.iter().filter_map(|beginning| line.strip_prefix(beginning));
    closes.any(|rest| !rest.starts_with(is_han) || is_labelled()) || line.ends_with("印发") && is_short(line)
}

fn is_short(words: &str) -> bool {
    words.chars().nth(LONGEST_NOTE).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_known_by_the_end_of_its_name() {
        for name in [
            "党群工作部",
            "财务部",
            "中共某某公司委员会",
            "中共某某公司委员会（盖章）",
            "第 四 党 支 部",
            "党群工作部、团委",
            "国务院国资委党委",
            "中共中央组织部",
            "公司党委 公司工会",
            "庆祝中国共产党成立105周年活动组委会",
            "深入贯彻中央八项规定精神学习教育领导小组办公室",
            "党的建设工作领导小组",
            "先锋车间",
            "人事科",
        ] {
            assert!(names_a_unit(name), "{name}");
        }
        for words in [
            "",
            "党支部成立",
            "党员走进红色教育中心",
            "党员赴某某大学",
            "公司成立第十一党支部",
            "来源：党群工作部",
            "公司党群活动中心",
            "一门新学科",
            "第十一党支部成立",
            "成立第十一党支部",
            "第四党支部荣获先进",
            "表彰先进党支部",
            "先进党支部",
            "公司二楼会议室",
            "优秀党务干部",
            "打开新格局",
            "公司展厅",
            "值班人员",
            "下一次主题党日",
            "党群工作部、张三",
            "部",
        ] {
            assert!(!names_a_unit(words), "{words}");
        }
    }

    #[test]
    fn a_person_signs_with_a_name() {
        for words in [
            "张三",
            "李　四",
            "欧阳明",
            "第三党支部书记 张三",
            "申请人：张三",
            "入党申请人：李四",
            "承诺人：",
            "承诺人（签字）：______",
            "汇报人 王五",
            "承诺单位：第一党支部",
        ] {
            assert!(names_a_signer(words), "{words}");
        }
        for words in [
            "",
            "张三 摄",
            "张三同志去世",
            "责任编辑 张三",
            "图片由王五提供",
            "主持人：张三",
            "联系人：张三",
            "地点：三楼",
            "优秀共产党员张三",
            "申请人：张三，第四党支部党员。",
        ] {
            assert!(!names_a_signer(words), "{words}");
        }
    }

    #[test]
    fn notes_may_stand_below() {
        for line in [
            "（此件公开发布）",
            "抄送：各党支部",
            "联系人：张三，电话：123",
            "联系人及电话：张三 123",
            "邮箱：dj@example.com",
            "附件：1.名单",
            "附件1",
            "党群工作部　　2026年5月1日印发",
        ] {
            assert!(may_follow_signature(line), "{line}");
        }
        for line in ["", "电话会议要求，各支部抓好落实", "编辑部", "（一）甲。（二）乙）", "乙。"]
        {
            assert!(!may_follow_signature(line), "{line}");
        }
    }
}
