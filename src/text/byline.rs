//! Knows the labels of who made an article or a picture, and of where it is from: `编辑：张三`,
//! `图/文 李四`.

use Maker::{
    Author, AuthorAndPhotographer, Correspondent, Editor, Other, Photographer, Proofreader,
    ResponsibleEditor, Reviewer, Source, Unit,
};

/// What somebody did for an article, or what it is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maker {
    /// Wrote it.
    Author,
    /// Wrote it, and took the photos.
    AuthorAndPhotographer,
    /// Reported from the units.
    Correspondent,
    /// Took the photos.
    Photographer,
    /// Edited it.
    Editor,
    /// Answers for it. An editor beside one is somebody else.
    ResponsibleEditor,
    /// Read the proofs.
    Proofreader,
    /// Passed it for publishing.
    Reviewer,
    /// Is where it was published before.
    Source,
    /// Is the unit that sent it.
    Unit,
    /// Did something that no field of an article is for: `监制`.
    Other,
}

/// Labels, and what each says.
#[rustfmt::skip]
const MAKERS: [(&str, Maker); 86] = [
    ("作者", Author), ("记者", Author), ("本报记者", Author), ("本网记者", Author), ("撰稿", Author),
    ("撰稿人", Author), ("撰文", Author), ("供稿人", Author), ("投稿人", Author), ("采写", Author),
    ("执笔", Author), ("文", Author), ("文字", Author),
    ("图文", AuthorAndPhotographer), ("文图", AuthorAndPhotographer), ("文/图", AuthorAndPhotographer),
    ("图/文", AuthorAndPhotographer), ("文、图", AuthorAndPhotographer),
    ("通讯员", Correspondent), ("通信员", Correspondent), ("特约通讯员", Correspondent),
    ("本报通讯员", Correspondent),
    ("图", Photographer), ("图片", Photographer), ("摄影", Photographer), ("供图", Photographer),
    ("编辑", Editor),
    ("责任编辑", ResponsibleEditor), ("责编", ResponsibleEditor),
    ("校对", Proofreader), ("责任校对", Proofreader),
    ("审核", Reviewer), ("审核人", Reviewer), ("审稿", Reviewer),
    ("来源", Source), ("稿件来源", Source), ("文章来源", Source), ("信息来源", Source),
    ("供稿", Unit), ("供稿单位", Unit), ("来稿单位", Unit),
    ("投稿", Other), ("来稿", Other), ("采访", Other), ("采编", Other), ("整理", Other), ("编写", Other),
    ("组稿", Other), ("转载", Other), ("转自", Other), ("编审", Other), ("编校", Other), ("编排", Other),
    ("编委", Other), ("主编", Other), ("总编", Other), ("监制", Other), ("总监制", Other), ("出品", Other),
    ("出品人", Other), ("策划", Other), ("总策划", Other), ("统筹", Other), ("审校", Other), ("校审", Other),
    ("初审", Other), ("复审", Other), ("终审", Other), ("一审", Other), ("二审", Other), ("三审", Other),
    ("审定", Other), ("签发", Other), ("排版", Other), ("制作", Other), ("设计", Other), ("美编", Other),
    ("图片来源", Other), ("图片说明", Other), ("资料来源", Other), ("摄像", Other), ("制图", Other),
    ("视频", Other), ("音频", Other), ("配图", Other), ("图源", Other),
];

/// Words before them: `特约通讯员`, `新媒体编辑`.
const BEFORE: [&str; 19] = [
    "",
    "本报",
    "本刊",
    "本台",
    "本网",
    "本期",
    "特约",
    "责任",
    "执行",
    "值班",
    "见习",
    "首席",
    "文字",
    "图片",
    "美术",
    "视频",
    "新媒体",
    "微信",
    "网络",
];

/// Returns the labels, in no order.
pub fn maker_labels() -> impl Iterator<Item = (&'static str, Maker)> {
    MAKERS.iter().copied()
}

/// Whether a word is the label of somebody who made an article: `编辑`, `特约通讯员`.
pub fn is_maker_label(word: &str) -> bool {
    let is_label = |label: &str| MAKERS.iter().any(|(known, _)| *known == label);
    let word = word.trim();
    BEFORE.iter().any(|before| word.strip_prefix(before).is_some_and(is_label))
}

/// Whether a line calls readers to follow an account: `点击上方蓝字 关注我们`, `长按识别二维码`.
pub fn calls_readers(line: &str) -> bool {
    const LONGEST: usize = 30;
    const CALLS: [&str; 8] =
        ["点击上方", "点击蓝字", "上方蓝字", "扫码关注", "扫一扫关注", "长按识别", "点击关注", "阅读原文"];
    const DOINGS: [&str; 7] = ["点击", "长按", "扫码", "扫描", "扫一扫", "识别", "关注"];
    const THINGS: [&str; 8] = ["蓝字", "关注", "二维码", "原文", "名片", "卡片", "公众号", "小程序"];
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    // `关注我们身边的榜样` is a headline.
    let names_a_thing = |rest: &str| THINGS.iter().any(|thing| rest.contains(thing));
    let begins = || DOINGS.iter().filter_map(|doing| line.strip_prefix(doing)).any(names_a_thing);
    line.chars().count() <= LONGEST
        && (line.ends_with("关注我们") || CALLS.iter().any(|call| line.contains(call)) || begins())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_with_the_words_before_them() {
        for word in ["编辑", " 编辑 ", "特约通讯员", "责任编辑", "新媒体编辑", "监制", "审核人", "稿件来源"]
        {
            assert!(is_maker_label(word), "{word}");
        }
        for word in ["", "特约", "编辑部", "审核流程", "时间"] {
            assert!(!is_maker_label(word), "{word}");
        }
        let mut labels: Vec<&str> = maker_labels().map(|(label, _)| label).collect();
        let count = labels.len();
        labels.sort_unstable();
        labels.dedup();
        assert_eq!(labels.len(), count, "a label says one thing");
    }

    #[test]
    fn calls_are_told_from_headlines() {
        for line in [
            "点击蓝字 关注我们",
            "↑↑↑点击上方“某某党建”关注我们",
            "关注我们",
            "长按识别二维码",
            "扫一扫，关注公众号",
            "识别小程序",
            "点击“阅读原文”查看",
        ] {
            assert!(calls_readers(line), "{line}");
        }
        for line in ["", "关注民生", "关注我们身边的榜样", "扫码支付", "扫一扫学党史", "我们关注", "学习原文"]
        {
            assert!(!calls_readers(line), "{line}");
        }
    }
}
