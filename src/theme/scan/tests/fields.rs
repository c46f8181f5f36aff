//! Which fields and data a template may show.

use super::*;

fn read(text: &str) -> Mentions {
    mentions(text).unwrap_or_else(|_| panic!("{text}"))
}

#[test]
fn fields_are_made_where_a_text_may_show_them() {
    const FIELDS: [&str; 5] = ["words", "minutes", "toc", "json_ld", "correction"];
    const ALL: &str = "words minutes toc json_ld correction";
    for (text, expected) in [
        ("<p class=\"x\">{{ page.title }} words.toc <meta charset=\"words\"></p>", ""),
        ("{% for p in pages %}{{ p.toc }}{% endfor %}", "toc"),
        ("{{ page?.minutes }}{{ pages | map(attribute=\"words\") }}", "words minutes"),
        ("{#- page.toc, `fields(of=page)` -#}{{ <ui.fields of={x} /> }}", ""),
        ("<script type=\"application/ld+json\">{{ route.json_ld }}</script>", "json_ld"),
        (
            "{{ \"}}\" ~ page.toc }} {{ '\\'}}' ~ page.words }} { {{ \"{#\" }} {{ page.correction }} #}",
            "words toc correction",
        ),
        (
            "{% for x in list[0] %}{{ [p] }}{% endfor %}{{ p | map(attribute = 'a') }}{% if attribute == b %}",
            "",
        ),
        ("{{ blocks[loop.index0 - 1].name }}{% for i in x.items %}{{ i.get }}{% endfor %}", ""),
        ("{{ page | json }}", ALL),
        ("{{ pages | map(filter='json') }}", ALL),
        ("{{ page[name] }}", ALL),
        ("{{ page?[ name ] }}", ALL),
        ("{{ page[0 if a else name] }}", ALL),
        ("{{ pages | map(attribute=name) }}", ALL),
        ("{{ <ui.fields of={fields(of=page)} /> }}", ""),
        ("{% for key, value in page %}{% endfor %}", ALL),
        ("{% for key, value in\npage %}{% endfor %}", ALL),
        ("{% for value in page %}{% endfor %}", ALL),
        ("{% for value in (page) %}{% endfor %}{{ [v for v in page] }}", ALL),
        ("{% for value in page.tags %}{% endfor %}", ""),
        (
            "{% for p in pages(limit=3) %}{{ p[\"toc\"] }}{{ x[1:n] }}{{ [a, b] }}{% endfor %}{% if x in [a] %}",
            "toc",
        ),
        ("{{ page[\"to\" ~ lang] }}", ALL),
        ("{{ pages[0][name] }}", ALL),
        ("{{ page(id='x') [name] }}", ALL),
        ("{{ (p or q)[(name)] }}", ALL),
        ("{{ pages | sort(attribute=\"to\" ~ c) }}", ALL),
        ("{{ pages | map(filter=f) }}", ALL),
        ("{{ pages | map(filter=`json`) }}", ALL),
        ("{% raw %}{{ page.toc }}{#{% endraw %}{{ page.words }}{# #}", "words"),
        ("{% raw %} endraw {{ \" }} {% endraw %}{{ page.words }}", "words"),
        ("{{ __tera_context }}", ALL),
    ] {
        let found = read(text);
        let shown = FIELDS.into_iter().filter(|field| found.is_whole || found.words.contains(*field));
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{text}");
    }
    // The fields of a page are not those of a section.
    assert!(!read("{{ fields(of=page) }}").shows_all && read("{{ x[name] }}").shows_all);
}

#[test]
fn fields_that_no_text_names_are_made_where_it_lists_them() {
    for (text, own, added) in [
        ("{{ <ui.fields of={fields(of=page)} /> }}", true, false),
        ("{{ <ui.fields of={fields(of=page, added=true)} /> }}", false, true),
        ("{{ fields( of = page , added = true ) }}", false, true),
        ("{{ fields(of=page, added=true and x) }}", true, false),
        ("{{ fields(of=page, added=false) }}", true, false),
        ("{{ fields(of=page, added=all) }}", true, false),
        ("{{ fields(of=f(added=true)) }}", true, false),
        ("{{ page.fields }}{{ x.fields }} fields(of=page)", false, false),
    ] {
        let found = read(text);
        assert_eq!((found.lists_own, found.lists_added), (own, added), "{text}");
    }
    let unknown = Mentions::unknown();
    assert!(unknown.lists_own && unknown.lists_added && unknown.words.contains("__tera_context"));
}

#[test]
fn data_that_cannot_be_followed_is_all_of_it() {
    let of = |text: &str| read(text).data;
    let fields = |names: &[&str], is_all| DataUse {
        fields: names.iter().map(|name| (*name).to_owned()).collect(),
        is_all,
    };
    for text in [
        "{{ data[name] }}",
        "{% set d = data %}",
        "{{ f(x=data) }}",
        "{% for k in data | keys %}",
        "{{ <a data /> }}",
        "{{ __tera_context }}",
    ] {
        assert_eq!(of(text), fields(&[], true), "{text}");
    }
    assert_eq!(
        of("{{ data.links[0].url }}{{ f(a=data?.figures) | x(data=1) }}"),
        fields(&["figures", "links"], false)
    );
    for text in [
        "<i data-a=1 style=\"url(data:x)\">metadata",
        "{{ \"data.x\" }}{{ page.data.x }}{% component a(data) %}",
        "{% component a(@data) %}",
    ] {
        assert_eq!(of(text), fields(&[], false), "{text}");
    }
}
