//! Lists surnames that are read differently from their characters elsewhere.

/// Surnames of two characters come first, so that the longer one is found.
const READINGS: [(&str, &str); 54] = [
    ("万俟", "mo4 qi2"),
    ("尉迟", "yu4 chi2"),
    ("单于", "chan2 yu2"),
    ("澹台", "tan2 tai2"),
    ("令狐", "ling2 hu2"),
    ("诸葛", "zhu1 ge3"),
    ("长孙", "zhang3 sun1"),
    ("乐正", "yue4 zheng4"),
    ("夹谷", "jia2 gu3"),
    ("宰父", "zai3 fu3"),
    ("单", "shan4"),
    ("曾", "zeng1"),
    ("解", "xie4"),
    ("仇", "qiu2"),
    ("区", "ou1"),
    ("查", "zha1"),
    ("盖", "ge3"),
    ("朴", "piao2"),
    ("任", "ren2"),
    ("华", "hua4"),
    ("纪", "ji3"),
    ("缪", "miao4"),
    ("乐", "yue4"),
    ("员", "yun4"),
    ("翟", "zhai2"),
    ("洗", "xian3"),
    ("覃", "qin2"),
    ("繁", "po2"),
    ("祭", "zhai4"),
    ("秘", "bi4"),
    ("种", "chong2"),
    ("重", "chong2"),
    ("黑", "he4"),
    ("折", "she2"),
    ("燕", "yan1"),
    ("葛", "ge3"),
    ("哈", "ha3"),
    ("隗", "wei3"),
    ("召", "shao4"),
    ("郇", "xun2"),
    ("佴", "nai4"),
    ("都", "du1"),
    ("乜", "nie4"),
    ("於", "yu1"),
    ("么", "yao1"),
    ("阚", "kan4"),
    ("干", "gan1"),
    ("句", "gou1"),
    ("过", "guo1"),
    ("那", "na1"),
    ("能", "nai4"),
    ("占", "zhan1"),
    ("粘", "nian2"),
    ("薄", "bo2"),
];

/// The most common surnames, without those that often begin other words (党, 高, 路, 成), and the
/// 甲, 乙, 丙, 丁 of examples.
const COMMON: &str = "王李张刘陈杨赵黄周吴徐孙胡朱何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾魏薛叶阎余潘杜戴夏汪田任姜范石姚谭廖邹熊陆郝孔白崔康邱秦史顾侯邵孟龙万段雷钱汤尹黎易武乔贺赖龚庞樊兰殷施陶洪翟颜倪严牛芦季俞韦申尤毕聂焦柳邢岳齐梅莫庄祝左谷祁舒耿牟卜詹苗凌费纪靳甄项裴席屈鲍覃霍翁甘单司柏柯阮桂闵柴车房饶瞿丘邬臧缪苟廉娄奚穆燕郎邸冀姬屠晏栾窦敖鄢卓花仇艾甲乙丙丁";

/// Surnames of two characters of which the first is no common surname.
const COMPOUND: [&str; 11] =
    ["欧阳", "上官", "诸葛", "皇甫", "令狐", "慕容", "端木", "公孙", "长孙", "宇文", "尉迟"];

/// Returns whether a text begins with a common surname.
pub fn begins_with_surname(text: &str) -> bool {
    text.chars().next().is_some_and(|first| COMMON.contains(first))
        || COMPOUND.iter().any(|surname| text.starts_with(surname))
}

/// Returns the listed surname that `name` begins with, and its syllables with tones (`shan4`).
pub(super) fn surname(name: &str) -> Option<(&'static str, &'static str)> {
    READINGS.into_iter().find(|(surname, _)| name.starts_with(surname))
}
