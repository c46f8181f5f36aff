//! The reader beside Tera: what Tera accepts is read, and the same names are found.

mod fields;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proptest::prelude::*;
use tera::{ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::mentions;
use super::mentions::{DataUse, Mentions};
use super::token::tags;

type Names = BTreeSet<String>;

/// The names that Tera finds in a template.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    extends: Option<String>,
    includes: Names,
    components: Names,
    defined: Names,
    functions: Names,
    filters: Names,
    tests: Names,
    variables: Names,
}

/// The name under which Tera gets the template.
const NAME: &str = "the template.html";

/// The filters that Tera registers itself, so that they are never missing. A new version may have
/// more.
const FILTERS: &str = "abs capitalize default escape escape_html escape_xml first float get group_by indent int join keys \
    last length lower newlines_to_br nth pairs pluralize replace reverse round safe sort split str title trim trim_end \
    trim_start truncate unique upper values wordcount";
const TESTS: &str = "array bool containing defined divisible_by ending_with even float integer iterable map none number odd \
    starting_with string undefined";
const FUNCTIONS: &str = "range super throw";

/// Asks Tera. It shows nothing of what it has parsed, but it reports every name that it lacks: each
/// report is met by a thing of that name, until nothing is missing. `None` if it can't parse the
/// template.
fn asked(text: &str) -> Option<Found> {
    let mut found = Found::default();
    let mut stubs: BTreeMap<String, String> = BTreeMap::new();
    for _ in 0..8 {
        let mut tera = Tera::new();
        found.filters.iter().for_each(|name| tera.register_filter(name.clone(), filter));
        found.tests.iter().for_each(|name| tera.register_test(name.clone(), test));
        found.functions.iter().for_each(|name| tera.register_function(name.clone(), function));
        let all = stubs.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let Err(error) = tera.add_raw_templates(all.chain([(NAME, text)])) else {
            let defined = tera.get_component_names().filter(|name| !found.components.contains(*name));
            found.defined = defined.map(str::to_owned).collect();
            let variables = tera.get_template_variables(NAME).unwrap();
            found.variables = variables.into_iter().map(str::to_owned).collect();
            return Some(found);
        };
        match error.kind() {
            ErrorKind::SyntaxError(_) => return None,
            ErrorKind::MissingParent { parent, .. } => {
                found.extends = Some(parent.clone());
                stubs.insert(parent.clone(), String::new());
            }
            ErrorKind::Msg(reports) => {
                for report in reports.lines().filter_map(|line| line.strip_prefix("error: ")) {
                    meet(report, &mut found, &mut stubs);
                }
            }
            other => panic!("{other:?}"),
        }
    }
    panic!("Tera still lacks something: {text}")
}

/// Takes in the report of something that is missing.
fn meet(report: &str, found: &mut Found, stubs: &mut BTreeMap<String, String>) {
    let (what, rest) = report.split_once(" `").unwrap();
    let name = rest.split_once('`').unwrap().0.to_owned();
    match what {
        "Unknown filter" => drop(found.filters.insert(name)),
        "Unknown test" => drop(found.tests.insert(name)),
        "Unknown function" => drop(found.functions.insert(name)),
        "Unknown component" => {
            stubs.insert(
                format!("component {name}"),
                format!("{{% component {name}(...all) %}}{{% endcomponent %}}"),
            );
            found.components.insert(name);
        }
        "Unknown template" => {
            stubs.insert(name.clone(), String::new());
            found.includes.insert(name);
        }
        // A block that the parent lacks.
        "Block" => {
            let parent = stubs.get_mut(found.extends.as_deref().unwrap()).unwrap();
            *parent += &format!("{{% block {name} %}}{{% endblock %}}");
        }
        _ => panic!("{report}"),
    }
}

fn filter(value: &Value, _: Kwargs, _: &State) -> Value {
    value.clone()
}

fn test(_: &Value, _: Kwargs, _: &State) -> bool {
    true
}

fn function(_: Kwargs, _: &State) -> TeraResult<Value> {
    Ok(Value::none())
}

/// Compares the reader with Tera. Whether Tera accepts the template.
fn compare(text: &str) -> bool {
    let (Some(found), read) = (asked(text), mentions(text)) else { return false };
    let read = read.unwrap_or_else(|_| panic!("Tera accepts what is unreadable here: {text}"));
    let missing = |names: &Names, built_in: &str| -> Names {
        names.iter().filter(|name| built_in.split_whitespace().all(|known| known != *name)).cloned().collect()
    };
    // A component that the template defines itself is not missing either.
    let components: Names = read.components.difference(&read.defined).cloned().collect();
    assert_eq!(found.extends, read.extends, "{text}");
    assert_eq!(found.includes, read.includes, "{text}");
    assert_eq!(found.components, components, "{text}");
    assert_eq!(found.defined, read.defined, "{text}");
    assert_eq!(found.functions, missing(&read.functions, FUNCTIONS), "{text}");
    assert_eq!(found.filters, missing(&read.filters, FILTERS), "{text}");
    assert_eq!(found.tests, missing(&read.tests, TESTS), "{text}");
    let unknown: Vec<&String> =
        found.variables.iter().filter(|name| !read.words.contains(name.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}: {text}");
    true
}

/// One line for what was found, without what every template of the table lacks.
fn told(read: &Mentions) -> String {
    let mut told: Vec<String> = read.extends.iter().map(|name| format!("extends {name}")).collect();
    for (what, names) in [
        ("includes", &read.includes),
        ("calls", &read.components),
        ("defines", &read.defined),
        ("functions", &read.functions),
        ("filters", &read.filters),
        ("tests", &read.tests),
    ] {
        if !names.is_empty() {
            told.push(format!("{what} {}", names.iter().cloned().collect::<Vec<_>>().join(" ")));
        }
    }
    told.join(", ")
}

#[test]
fn each_construct_is_read_as_tera_reads_it() {
    for (text, expected) in [
        ("{% extends \"a.html\" %}", "extends a.html"),
        (" {# first #}\n{%- extends 'theme/a.html' -%}\n", "extends theme/a.html"),
        ("{% include `部件/页 头.html` %}", "includes 部件/页 头.html"),
        ("{% include \"a\\/b.html\" %}", "includes a/b.html"),
        ("{% include 'it\\'s.html' %}{% include \"a'b.html\" %}", "includes a'b.html it's.html"),
        ("{# {% include \"a.html\" %} #}{#-#}{% include \"b.html\" %}", "includes b.html"),
        ("{#}{% include \"a.html\" %}#}{% include \"b.html\" %}", "includes b.html"),
        ("{% raw %}{{ f() }}{% endraw %}{{ g() }}", "functions g"),
        ("{%- raw -%} endraw {{ f( \" }} {% endrawx %} {%- endraw -%}{{ g() }}", "functions g"),
        ("{%-- raw %}{{ f() }}{%- endraw %}", ""),
        ("{% if \"%}\" == '}}' %}{{ \"}}\" ~ f() }}{% endif %}", "functions f"),
        ("{ {{ f() }} } {{ {\"a\": g()} }} {% if {\"a\": {\"b\": h()}} %}{% endif %}", "functions f g h"),
        ("{{-f()-}} {{-1}} {{ -1 }} {{ x -1 }} {{ x --1 }}", "functions f"),
        ("{{ a | one(x=-1.5, y=[1, 2], z={\"k\": f()},) | two }}", "functions f, filters one two"),
        ("{% filter one(x=f()) | two %}{% endfilter %}", "functions f, filters one two"),
        ("{% set a = f() %}{% set_global b = g() if c else h() %}", "functions f g h"),
        ("{% set a | one | two(x=1) %}text{% endset %}", "filters one two"),
        (
            "{% if a is one and b is not two(x=f()) or not c is three %}{% elif g() %}{% else %}{% endif %}",
            "functions f g, tests one three two",
        ),
        ("{{ a in f() }}{{ a not in g() }}{{ not h() }}{{ (not (k())) }}", "functions f g h k"),
        ("{% for a in f(x=1)[0].b | one %}{{ loop.index }}{% break %}{% else %}{{ g() }}{% endfor %}", ""),
        (
            "{% for a in f(x=1) | one %}{{ loop.index }}{% break %}{% else %}{{ g() }}{% endfor %}",
            "functions f g, filters one",
        ),
        ("{% for k, v in a %}{% continue %}{% endfor %}", ""),
        (
            "{{ [f(x=a) for a in g() | one if a is two] }}{{ [k for k, v in b if c or h()] }}",
            "functions f g h, filters one, tests two",
        ),
        ("{{ [1, ...f(), [g(),],] }}{{ {\"a\": 1, ...h(), 2: k(), true: l()} }}", "functions f g h k l"),
        (
            "{{ a[f()][1:g()][::-1]?[\"x\"]?.b.c[h()[k()]] }}{{ \"text\"[l()] }}{{ [1][m()] }}",
            "functions f g h k l m",
        ),
        ("{{ a ~ f() ** 2 // 3 % -g() * (1.5 + 2.) }}", "functions f g"),
        ("{{ a < b }}{{ a <b and b > c }}{{ 1 <2 }}{{ f()<b }}", "functions f"),
        (
            "{{ <a /> }}{{ <ui.b x=\"1\" y={f()} z {...more()}/> }}{{ a if <c/> else <d/> }}",
            "calls a c d ui.b, functions f more",
        ),
        ("{{ a < <b /> }}{{ [<c/>, <d/>] }}", "calls b c d"),
        ("{% <a x='1'> %}{{ f() }}{% <b.c> %}{% </b.c> %}{% </a> %}", "calls a b.c, functions f"),
        (
            "{% component a.b(x, y: String = \"f()\", z = -1, w = [1, [2]], m = {\"k\": none}, @page, ...rest) {\"name\": {\"zh\": \"甲\"}} %}{{ f() }}{% endcomponent a.b %}",
            "defines a.b, functions f",
        ),
        ("component x( {# component y() #}{% component z() %}{% endcomponent %}", "defines z"),
        ("{% component a() %}{{ <a /> }}{{ <b /> }}{% endcomponent a %}", "calls a b, defines a"),
        ("{% block a %}{{ super() }}{% block b %}{% endblock b %}{% endblock %}", "functions super"),
        ("{{ is }}{{ in }}{{ a.not }}{{ a.if.for }}{{ not.x }}{{ if(x=1) }}", ""),
        ("{{ a.f }}{{ \"f()\" }}{{ f }}{{ f.g() }}", ""),
        ("{{ f () }}{{ f(\n  x = 1 ,\n  y=2) }}", "functions f"),
        ("{{ \"\" }}{{ `a\"b'` }}{{ 'a\\\\' }}{{ \"\\n\\t\\r\" }}{{ f() }}", "functions f"),
        ("{{ True and False or none or None or null }}", ""),
        ("{{{ a }}}{{{ {} }} }}", ""),
    ] {
        let is_accepted = compare(text);
        if is_accepted {
            assert_eq!(told(&mentions(text).unwrap()), expected, "{text}");
        } else {
            assert_eq!(expected, "", "Tera refuses {text}");
        }
    }
}

#[test]
fn the_templates_of_the_themes_are_read_as_tera_reads_them() {
    let mut count = 0;
    for folder in ["themes", "content-example"] {
        let all = walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
        // A build of the example leaves its store there, which has a file of this name.
        for entry in all.into_iter().filter_entry(|entry| entry.file_name() != ".dangjian") {
            let path = entry.unwrap().into_path();
            if !path.components().any(|part| part.as_os_str() == "templates") || !path.is_file() {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(compare(&text), "{}", path.display());
            let read = mentions(&text).unwrap();
            let lists = read.lists_own || read.lists_added;
            assert_eq!(lists, read.functions.contains("fields"), "{}", path.display());
            assert!(!read.is_whole && !read.shows_all, "{}", path.display());
            assert!(!read.data.is_all, "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 60, "{count} templates");
}

/// Expressions as text, nested.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-d]|page|data|loop_|is_x|_y",
        Just("true".to_owned()),
        "[0-9]{1,3}(\\.[0-9]{0,2})?",
        text_literal(),
        Just("none".to_owned()),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let gap = prop_oneof![Just(" "), Just(""), Just("\n\t")];
        let binary = prop::sample::select(vec![
            "+", "-", "*", "/", "//", "%", "**", "~", "<", ">", "<=", ">=", "==", "!=", " in ", " not in ",
            " and ", " or ",
        ]);
        prop_oneof![
            (inner.clone(), gap, binary, inner.clone())
                .prop_map(|(a, gap, sign, b)| format!("{a}{gap}{sign} {b}")),
            (name(), inner.clone(), inner.clone()).prop_map(|(f, a, b)| format!("{f}(x={a}, y = {b},)")),
            (inner.clone(), name()).prop_map(|(a, f)| format!("{a} | {f}")),
            (inner.clone(), name(), inner.clone()).prop_map(|(a, f, b)| format!("{a}|{f}(attribute={b})")),
            (inner.clone(), prop::bool::ANY, name(), inner.clone())
                .prop_map(|(a, is, f, b)| { format!("{a} is {}{f}(x={b})", if is { "" } else { "not " }) }),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("{a} if {b} else {c}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[{a}, ...{b}, ]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{{\"k\": {a}, 2: {b}, ...c }}")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("[{a} for v in {b} if {c}]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[{a} for k, v in {b}]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})[{b}]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("a.b?.c?[{a}:{b}][::-1]")),
            inner.clone().prop_map(|a| format!("({a})")),
            inner.clone().prop_map(|a| format!("-{a}")),
            inner.clone().prop_map(|a| format!("not {a}")),
            (component_name(), inner.clone(), inner)
                .prop_map(|(f, a, b)| format!("<{f} x={{{a}}} y='t' z {{...{b} }} />")),
        ]
    })
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["one", "two", "three_3", "t", "_x"]).prop_map(str::to_owned)
}

fn component_name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["card", "ui.card", "ui.more.deep"]).prop_map(str::to_owned)
}

/// A text in one of the quotation marks, with signs of code in it.
fn text_literal() -> impl Strategy<Value = String> {
    let inner = prop::collection::vec(
        prop::sample::select(vec![
            "a", "页", "}}", "%}", "{{", "{%", "#}", "{#", "\\\\", "\\n", "\\/", " ", "-", "f()",
        ]),
        0..4,
    );
    (inner, prop::sample::select(vec!['"', '\'', '`']))
        .prop_map(|(inner, quote)| format!("{quote}{}{quote}", inner.concat()))
}

/// Pieces of templates: code, text and what only looks like code.
fn template() -> impl Strategy<Value = String> {
    let text = prop::collection::vec(
        prop::sample::select(vec![
            "文",
            "<p>",
            "{",
            "}",
            "}}",
            "%}",
            "#}",
            "component x() ",
            "\n",
            "{ {",
            "'",
            "\"",
        ]),
        0..3,
    );
    let leaf = prop_oneof![
        text.prop_map(|text| text.concat()),
        expression().prop_map(|a| format!("{{{{ {a} }}}}")),
        expression().prop_map(|a| format!("{{{{- {a} -}}}}")),
        (name(), expression()).prop_map(|(n, a)| format!("{{% set {n} = {a} %}}")),
        (name(), expression()).prop_map(|(n, a)| format!("{{%- set_global {n} = {a} -%}}")),
        // A report about a name with a line break can't be read.
        text_literal().prop_map(|name| format!("{{% include {} %}}", name.replace("\\n", "n"))),
        Just("{# {{ f() }} {% #}".to_owned()),
        Just("{#- {{ f( -#}".to_owned()),
        Just("{% raw %}{{ f() }}{% endraw %}".to_owned()),
        Just("{%- raw -%} endraw {% {{ ' {%- endraw -%}".to_owned()),
    ];
    let nodes = leaf.prop_recursive(3, 16, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a}{b}")),
            (expression(), inner.clone(), expression(), inner.clone()).prop_map(|(a, b, c, d)| format!(
                "{{% if {a} %}}{b}{{% elif {c} %}}{d}{{% else %}}{{% endif %}}"
            )),
            (expression(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("{{%- for v in {a} -%}}{b}{{% else %}}{c}{{% endfor %}}")),
            (expression(), inner.clone())
                .prop_map(|(a, b)| format!("{{% for k, v in {a} %}}{b}{{% break %}}{{% endfor %}}")),
            (name(), expression(), inner.clone())
                .prop_map(|(f, a, b)| format!("{{% filter {f}(x={a}) | two %}}{b}{{% endfilter %}}")),
            (name(), name(), inner.clone())
                .prop_map(|(n, f, b)| format!("{{% set {n} | {f} %}}{b}{{% endset %}}")),
            (component_name(), expression(), inner.clone())
                .prop_map(|(c, a, b)| format!("{{% <{c} x={{{a}}}> %}}{b}{{% </{c}> %}}")),
            inner,
        ]
    });
    let definition = (component_name(), expression()).prop_map(|(name, a)| {
        format!("{{% component {name}_(x, y: String = `f()`, z = [-1, {{\"k\": 2}}], @data, ...rest) {{\"m\": {{\"n\": 1}}}} %}}{{{{ {a} }}}}{{% endcomponent %}}")
    });
    let parent = prop_oneof![4 => Just(String::new()), 1 => Just("{# 先 #} {% extends 'theme/base.html' %}".to_owned())];
    let block = |(parent, definition, a, b): (String, Option<String>, String, String)| {
        let definition = definition.unwrap_or_default();
        // A template that extends another may contain blocks and definitions only.
        let a = if parent.is_empty() { a } else { String::new() };
        format!("{parent}{definition}{a}{{% block main %}}{b}{{% endblock main %}}")
    };
    (parent, prop::option::of(definition), nodes.clone(), nodes).prop_map(block)
}

proptest! {
    #[test]
    fn what_tera_accepts_is_read_with_the_same_names(text in template()) {
        prop_assume!(compare(&text));
    }

    /// Most of these are no templates. Those that Tera accepts must be readable.
    #[test]
    fn whatever_tera_accepts_is_readable(pieces in prop::collection::vec(prop::sample::select(vec![
        "{{", "}}", "{%", "%}", "{#", "#}", "-", " ", "raw", "endraw", "if", "endif", "a", "f(", ")", "\"", "'", "`", "\\", "1",
        ".", "...", "[", "]", "{", "}", "|", "<", ">", "/", "=", ",", "x=", "is", "not", "in", "for", "endfor", "set", "页",
    ]), 0..14)) {
        compare(&pieces.concat());
    }

    /// The code of a tag is where Tera has it: nothing outside of tags and comments is code.
    #[test]
    fn tags_are_in_order_and_in_the_template(text in template()) {
        let mut end = 0;
        for tag in tags(&text).map_while(Result::ok) {
            prop_assert!(end <= tag.span.start && tag.span.end <= text.len());
            let written = &text[tag.span.clone()];
            let (open, close) = if tag.is_expression { ("{{", "}}") } else { ("{%", "%}") };
            prop_assert!(written.starts_with(open) && written.ends_with(close), "{written}");
            for token in &tag.tokens {
                prop_assert!(tag.span.start < token.span.start && token.span.end < tag.span.end);
            }
            end = tag.span.end;
        }
    }
}
