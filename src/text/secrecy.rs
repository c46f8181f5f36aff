//! Finds marks of secrecy: `机密★1年` at the top of a document, `内部资料 注意保存` in a header.

/// Words that are a mark where they stand alone, or before a star and a time.
const GRADES: [&str; 3] = ["绝密", "机密", "秘密"];
/// Words that end a mark: `内部资料`.
const INSIDE: [&str; 10] =
    ["资料", "文件", "材料", "使用", "刊物", "参考", "掌握", "传阅", "学习资料", "发行"];
/// Words that ask readers to keep a text to themselves.
const REQUESTS: [&str; 8] =
    ["不得外传", "请勿外传", "严禁外传", "禁止外传", "注意保存", "注意保密", "妥善保管", "不得翻印"];
/// What a line about secrecy says of a text that may be read by all.
const PUBLIC: [&str; 7] = ["公开", "无", "非密", "普通", "一般", "不涉密", "—"];
/// A line with a mark has few other characters.
const LONGEST: usize = 30;

/// Returns whether a line is a mark of secrecy. A sentence about secrets is not: `保守国家秘密`.
pub fn is_secrecy_mark(line: &str) -> bool {
    // Nearly all paragraphs are longer; the rest is blanks.
    if line.len() > 40 * LONGEST {
        return false;
    }
    let bare: String =
        line.chars().filter(|c| !c.is_whitespace() && !"【】[]（）()《》“”".contains(*c)).collect();
    if bare.is_empty() || bare.chars().count() > LONGEST || bare.contains(['。', '，', '；']) {
        return false;
    }
    let is_request = REQUESTS.iter().any(|request| bare.contains(request));
    let label = ["密级", "保密级别", "密级和保密期限", "保密等级"]
        .into_iter()
        .find_map(|label| bare.strip_prefix(label).and_then(|rest| rest.strip_prefix(['：', ':'])));
    if let Some(value) = label {
        return !value.is_empty() && !PUBLIC.contains(&value);
    }
    let after_grade = GRADES.iter().find_map(|grade| bare.strip_prefix(grade));
    if let Some(after) = after_grade {
        // `秘密★`, `机密☆10年`, `机密·长期`, `绝密 启用前`.
        let is_star = after.starts_with(['★', '☆', '✩', '*', '＊', '·', '•']);
        return after.is_empty() || is_star || after == "启用前" || after == "文件" || is_request;
    }
    let is_inside = bare.strip_prefix("内部").is_some_and(|rest| {
        INSIDE.iter().any(|end| rest.strip_prefix(end).is_some_and(|rest| rest.is_empty() || is_request))
    });
    is_inside || (is_request && bare.chars().count() <= 12)
}

#[cfg(test)]
mod tests {
    use super::is_secrecy_mark;

    #[test]
    fn marks_are_told_from_sentences() {
        for line in [
            "机密★1年",
            "秘密",
            "绝密　★　长期",
            "【机密】",
            "密级：秘密",
            "保密级别:内部",
            "内部资料　注意保存",
            "内部文件",
            "内部使用",
            "（内部资料 请勿外传）",
            "绝密★启用前",
            "注意保密",
        ] {
            assert!(is_secrecy_mark(line), "{line}");
        }
        for line in [
            "",
            "保守国家秘密",
            "保密纪律教育",
            "机密文件管理办法学习班今天开班",
            "密级：公开",
            "密级：",
            "秘密警察",
            "内部管理",
            "内部资料要妥善保管，不得外传。",
            "坚持内部文件管理制度",
            "机密级人员培训",
        ] {
            assert!(!is_secrecy_mark(line), "{line}");
        }
    }
}
