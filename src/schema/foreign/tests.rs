use super::*;
use crate::problem::{Severity, SourceText};
use crate::source::yaml::Yaml;

/// Returns the severity of the problem with the only key of `yaml`, if it is a known one.
fn severity(yaml: &str) -> Option<Severity> {
    let source = SourceText::new("a.md", yaml);
    let read = Yaml::read(&source, 0..yaml.len()).unwrap();
    let (key, value) = read.node.entries().first().unwrap();
    foreign(&Group::default(), read.node.entries(), key, value).map(|found| found.problem.severity)
}

#[test]
fn a_key_that_hides_an_article_is_an_error_in_either_language() {
    for yaml in [
        "是否发布: 否",
        "公开: 否",
        "公开: 仅内部",
        "公开: 不公开",
        "发布: false",
        "发布: 暂不发布",
        "状态: 草稿",
        "发布状态: 待审核",
        "审核状态: 未通过",
        "隐藏: 是",
        "隱藏: 是",
        "可见: 否",
        "可见范围: 党委委员",
        "可见范围: [张三, 李四]",
        "仅内部: 是",
        "密级: 内部",
        "密级: 秘密",
        "密码: 123456",
        "公开属性: 不予公开",
        "Publish: false",
        "visible: false",
        "Is Public: no",
        "access: internal",
        "published: false",
        "published: 0",
        "hidden: true",
        "private: 1",
        "password: abc",
        "status: private",
        "state: draft",
    ] {
        assert_eq!(severity(yaml), Some(Severity::Error), "{yaml}");
    }
}

#[test]
fn a_key_that_shows_an_article_does_not_stop_it() {
    for yaml in [
        "是否发布: 是",
        "公开: 是",
        "公开属性: 主动公开",
        "密级: 无",
        "密级: 非密",
        "状态: 已发布",
        "隐藏: 否",
        "密码:",
        "可见范围: 所有人",
        "published: true",
        "hidden: false",
        "status: published",
        "visibility: public",
        "password: ''",
    ] {
        assert_eq!(severity(yaml), Some(Severity::Warning), "{yaml}");
    }
    for yaml in ["颜色: 红", "状态: 进行中", "发布: 2026-11-20", "审核: 张三", "thing: false", "内部编号: 3"]
    {
        assert_eq!(severity(yaml), None, "{yaml}");
    }
}
