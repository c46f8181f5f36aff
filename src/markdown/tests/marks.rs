//! Advice on marks: punctuation, stars and underscores.

use super::advice::check;

#[test]
fn marks_in_chinese_text() {
    check(&[
        (
            "党建,引领; 发展!\n\n好?`a,b` a,b 1,2\n",
            &[
                ("punct/halfwidth-after-han", ","),
                ("punct/halfwidth-after-han", ";"),
                ("punct/halfwidth-after-han", "!"),
                ("punct/halfwidth-after-han", "?"),
            ],
            "党建，引领；发展！\n\n好？`a,b` a,b 1,2\n",
        ),
        (
            "坚持\"两个维护\"，做到'四个自信'和**\"好\"**。\n",
            &[
                ("text/straight-quotes", "\"两个维护\""),
                ("text/straight-quotes", "'四个自信'"),
                ("text/straight-quotes", "\"好\""),
            ],
            "坚持“两个维护”，做到‘四个自信’和**“好”**。\n",
        ),
        // Not in pairs, an apostrophe, code, addresses, HTML, a directive's arguments, English.
        ("他说\"好。\n", &[("text/unpaired-quote", "\"")], "他说\"好。\n"),
        ("他说\"好\"，又说\"好。\n", &[("text/unpaired-quote", "\"")], "他说\"好\"，又说\"好。\n"),
        // A quotation of several paragraphs; only the last mark closes it.
        ("他说：\"好。\n\n再说。\n\n好。\"\n\n对\n", &[], "他说：\"好。\n\n再说。\n\n好。\"\n\n对\n"),
        (
            "他说：\"好。\n\n再\"说。\n\n好。\"\n",
            &[("text/unpaired-quote", "\""), ("text/unpaired-quote", "\""), ("text/unpaired-quote", "\"")],
            "他说：\"好。\n\n再\"说。\n\n好。\"\n",
        ),
        ("中文F**k中文\n", &[], "中文F**k中文\n"),
        ("配27\"显示器一台\n", &[], "配27\"显示器一台\n"),
        ("党员don't说\n", &[], "党员don't说\n"),
        (
            "党`\"a\"`[甲](a.md \"题\")<https://a.cn/\"x\">\n",
            &[],
            "党`\"a\"`[甲](a.md \"题\")<https://a.cn/\"x\">\n",
        ),
        (":::note 标题=\"甲 乙\"\n好。\n:::\n", &[], ":::note 标题=\"甲 乙\"\n好。\n:::\n"),
        ("He said \"yes\".\n", &[], "He said \"yes\".\n"),
        (
            "见https://a.cn/5*3'a/，好，'党'\n",
            &[("text/straight-quotes", "'党'")],
            "见https://a.cn/5*3'a/，好，‘党’\n",
        ),
        (
            "党\u{200B}建\u{FEFF}引领，emoji 👨\u{200D}👩 ok\n",
            &[("text/invisible", "\u{200B}"), ("text/invisible", "\u{FEFF}")],
            "党建引领，emoji 👨\u{200D}👩 ok\n",
        ),
        ("\u{F06C}\u{F06C}党建\n", &[("text/invisible", "\u{F06C}\u{F06C}")], "党建\n"),
    ]);
}

#[test]
fn asterisks_that_are_shown() {
    check(&[
        (
            "这是** 重点 **工作\n",
            &[("md/literal-asterisks", "**"), ("md/literal-asterisks", "**")],
            "这是**重点**工作\n",
        ),
        ("这是**重点工作\n", &[("md/literal-asterisks", "**")], "这是**重点工作\n"),
        ("手机号138****1234，显示\\*\\*，`**`\n", &[], "手机号138****1234，显示\\*\\*，`**`\n"),
        // A rare character of a name; a hidden digit.
        ("王\u{E863}同志\n", &[("text/invisible", "\u{E863}")], "王\u{E863}同志\n"),
        ("湘A1*345号\n", &[("md/star-between-digits", "*")], "湘A1*345号\n"),
        ("木板5*3*2规格\n", &[("md/star-between-digits", "*3*")], "木板5×3×2规格\n"),
    ]);
}

#[test]
fn stars_and_underscores_that_are_text_are_not_reported() {
    for body in [
        "公示：王**、李**（男）、欧阳**。\n",
        "__年__月__日\n__年__月__日\n",
        "第__届__次\n",
        "第__届委员会第__次会议\n",
        "____年____月____日至\n____年____月____日\n",
        "标*为必填，带*号的填写\n",
        "人*20人=2000元，3人*5\n",
    ] {
        check(&[(body, &[], body)]);
    }
    check(&[("售出__1337__份。\n", &[("md/literal-underscores", "__1337__")], "售出**1337**份。\n")]);
    check(&[("王**反映李**的问题\n", &[("md/literal-asterisks", "**")], "王**反映李**的问题\n")]);
}
