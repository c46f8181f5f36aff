//! Knows short lines that are often bold and are no headings: a label with what it stands for, who
//! made the article, the caption of a picture, a date, a call to follow an account.

use super::super::caption;
use super::super::chars::is_han;
use crate::text::{calls_readers, is_maker_label};

/// Labels of what a line states: `时间：2026年9月16日`, `联系电话：0571-12345678`.
const FACTS: [&str; 16] = [
    "时间",
    "地点",
    "日期",
    "地址",
    "电话",
    "邮箱",
    "网址",
    "主持",
    "主持人",
    "主讲",
    "主讲人",
    "记录",
    "记录人",
    "参会人员",
    "参加人员",
    "联系人",
];

/// Words before them.
const OF_FACTS: [&str; 8] = ["", "活动", "会议", "联系", "报名", "截止", "学习", "培训"];

/// Whether a line is no heading because it states a fact.
pub(super) fn is_fact(text: &str) -> bool {
    let text = text.trim();
    let inner = text.strip_prefix('【').and_then(|inner| inner.strip_suffix('】')).unwrap_or(text).trim();
    is_note(text)
        || states_a_fact(inner)
        || names_a_maker(inner)
        || is_date(inner)
        || calls_readers(inner)
        || is_caption(text)
}

/// Whether a line is in brackets from its beginning to its end: `（图/文 李四）`, `（试行）`.
fn is_note(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']).and_then(|inner| inner.strip_suffix(['）', ')']));
    inner.is_some_and(|inner| !inner.contains(['（', '(', '）', ')']))
}

/// Whether a line is a label with what it stands for: `时间：2026年9月16日（周六）下午2:30`,
/// `主持人：张三`, `联系电话 0571-12345678`.
fn states_a_fact(text: &str) -> bool {
    let is_known = |label: &str| is_label(label, &OF_FACTS, &FACTS);
    if let Some((label, value)) = text.split_once(['：', ':']) {
        let value = value.trim();
        // `重点一：2026年工作安排` is a heading.
        let is_time = value.starts_with(|c: char| c.is_ascii_digit())
            && value.contains(['年', '月', '日', ':', '：'])
            && value.chars().all(is_of_date);
        return !value.is_empty() && (is_known(label) || is_time);
    }
    text.split_once(char::is_whitespace).is_some_and(|(label, value)| {
        is_known(label) && value.trim_start().starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Whether a line says who made the article: `编辑：张三`, `通讯员 张三 李四`, `图/文 李四`,
/// `文/张三`, `来源 | 新华社`.
fn names_a_maker(text: &str) -> bool {
    let is_slash = |c: char| matches!(c, '/' | '／' | '|' | '｜' | '丨' | '、' | '&' | '·');
    let is_known = |label: &str| label.split(is_slash).all(is_maker_label);
    let is_name = |word: &str| (2..=4).contains(&word.chars().count()) && word.chars().all(is_han);
    let are_names = |value: &str| {
        let is_gap = |c: char| c.is_whitespace() || is_slash(c) || matches!(c, '，' | ',');
        value.split(is_gap).all(|word| word.is_empty() || is_name(word) || is_known(word))
    };
    if let Some((label, value)) = text.split_once(['：', ':']) {
        return is_known(label) && !value.trim().is_empty();
    }
    let text = text.trim();
    // `图 / 文 李四` and `来源 | 新华社`: the last of these marks, or a space, is a colon.
    let by_space = text.char_indices().filter(|(_, c)| c.is_whitespace());
    let by_slash = text.rmatch_indices(is_slash).filter(|(_, mark)| !matches!(*mark, "、" | "&" | "·"));
    let ends = by_space.map(|(at, _)| at).chain(by_slash.map(|(at, _)| at));
    ends.map(|at| text.split_at(at)).any(|(label, value)| {
        let value = value.trim_start_matches(|c: char| is_slash(c) || c.is_whitespace());
        !value.is_empty() && is_known(label) && are_names(value)
    })
}

/// Whether a label is one of `labels`, or one with one of the words before it.
fn is_label(label: &str, before: &[&str], labels: &[&str]) -> bool {
    let label = label.trim();
    before.iter().any(|before| label.strip_prefix(before).is_some_and(|label| labels.contains(&label)))
}

/// Whether a line is only a date: `二〇二六年十一月`, `2026年11月28日（周六）`. A year or a
/// month alone may be the heading of a chronicle.
fn is_date(text: &str) -> bool {
    let units = ['年', '月', '日'].into_iter().filter(|unit| text.contains(*unit)).count();
    units >= 2 && text.chars().all(is_of_date)
}

fn is_of_date(c: char) -> bool {
    !is_han(c) || "年月日时点分秒半周星期〇零一二三四五六七八九十天上下午中晚早至到".contains(c)
}

/// Whether a line belongs to a picture or a table next to it: `图1 会场`, `表2：名单`,
/// `义务植树（张三 摄）`, `照片由宣传部提供`.
fn is_caption(text: &str) -> bool {
    let rest = text.strip_prefix(['图', '表']).unwrap_or_default().trim_start();
    let is_numbered = rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let is_given = text.starts_with(['图', '照']) && text.ends_with("提供");
    is_numbered || is_given || text.starts_with("图为") || caption::split_credit(text).1.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_told_from_headings() {
        for (text, expected) in [
            ("编辑：张三", true),
            ("责任编辑:张三 审核:李四", true),
            ("通讯员 张三", true),
            ("本报记者　张三 通讯员　李四", true),
            ("特约通讯员 张三、李四", true),
            ("（图/文 李四）", true),
            ("（文/图 张三）", true),
            ("文/张三", true),
            ("图／李四", true),
            ("文 | 张三", true),
            ("图 / 文 李四", true),
            ("来源 | 新华社", true),
            ("图文：张三", true),
            ("监制：张三", true),
            ("一审：张三", true),
            ("供稿单位：第一党支部", true),
            ("点击蓝字 关注我们", true),
            ("长按识别二维码", true),
            ("二〇二六年十一月", true),
            ("2026年11月28日", true),
            ("（2026年11月28日）", true),
            ("11月28日", true),
            ("时间：2026年9月16日（周六）下午2:30", true),
            ("联系电话 0571-12345678", true),
            ("图1 会场", true),
            ("文字：张三 图片：李四", true),
            ("撰稿｜张三  编辑｜李四", true),
            ("编辑 | 张三 审核 | 李四", true),
            ("（2026年11月党员大会通过）", true),
            ("照片由宣传部提供", true),
            ("（一）提高认识（试行）", false),
            ("【导读】", false),
            ("2026年", false),
            ("十月", false),
            ("2026年工作要点", false),
            ("重点一：2026年工作安排", false),
            ("文化建设", false),
            ("编辑部简介", false),
            ("审核流程：三步走", false),
            ("图书捐赠 温暖人心", false),
            ("文/史/哲研究", false),
            ("时间就是生命", false),
            ("关注民生", false),
            ("扫码支付", false),
            ("一、总体要求", false),
            ("1.2.3 总体要求", false),
        ] {
            assert_eq!(is_fact(text), expected, "{text}");
        }
    }
}
