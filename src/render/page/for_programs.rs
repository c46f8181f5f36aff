//! What only programs read: the sitemap (sitemaps.org 0.9), `robots.txt` (RFC 9309), the
//! description of the search (OpenSearch 1.1), tables of former addresses for web servers.

use super::metadata::full_address;
use crate::render::ask::{self, SitemapEntry, SitemapView};
use crate::render::date;
use crate::render::world::World;
use crate::site::{WebServer, percent_decoded};
use crate::text::escaped;

const XML: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const SITEMAPS: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The addresses of all pages, or of a part of them; the list of the parts where there are several.
pub(in crate::render) fn sitemap(world: &World, number: usize) -> String {
    let view = &world.view;
    let full = |path: &str| escaped(&full_address(view, path)).into_owned();
    let SitemapView { parts, addresses } = view.ask(ask::Sitemap(number));
    if parts > 0 {
        let part =
            |number| format!("<sitemap><loc>{}</loc></sitemap>\n", full(&format!("/sitemap-{number}.xml")));
        let parts: String = (1..=parts).map(part).collect();
        return format!("{XML}<sitemapindex xmlns=\"{SITEMAPS}\">\n{parts}</sitemapindex>\n");
    }
    let is_translated = addresses.iter().any(|entry| entry.translations.len() > 1);
    let links = if is_translated { " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"" } else { "" };
    let mut out = format!("{XML}<urlset xmlns=\"{SITEMAPS}\"{links}>\n");
    for SitemapEntry { path, changed, translations } in addresses {
        out += &format!("<url><loc>{}</loc>", full(path));
        if let Some(date) = changed {
            out += &format!("<lastmod>{}</lastmod>", date::shown(date, "iso", "en").unwrap_or_default());
        }
        for (lang, url) in translations.iter().filter(|_| translations.len() > 1) {
            let code = escaped(view.language(*lang).map_or("zh", |language| &language.locale));
            out += &format!("<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{}\"/>", full(url));
        }
        out += "</url>\n";
    }
    out + "</urlset>\n"
}

/// Everything may be read, and where the sitemap is.
pub(in crate::render) fn robots(world: &World) -> String {
    format!("User-agent: *\nDisallow:\n\nSitemap: {}\n", full_address(&world.view, "/sitemap.xml"))
}

/// How a browser searches the site.
pub(in crate::render) fn open_search(world: &World, lang: usize) -> String {
    /// Maximum length of a short name, in characters.
    const SHORT: usize = 16;
    let view = &world.view;
    let site = world.site(lang);
    let title = site.title.as_deref().unwrap_or_default();
    let short: String = title.chars().take(SHORT).collect();
    // Words stay whole.
    let cut = if short.len() < title.len() && short.is_ascii() { short.rfind(' ') } else { None };
    let short = cut.and_then(|at| short.get(..at)).unwrap_or(&short);
    let language = view.language(lang).map_or("zh", |language| &language.locale);
    let about = site.description.as_deref().unwrap_or(title);
    let template = view.ask(ask::WholeSite(lang)).search().map(|(url, engine)| match engine {
        None => format!("{}?q={{searchTerms}}", full_address(view, &url)),
        Some(engine) => {
            let encoded = |text: &str| {
                percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
            };
            let others = engine.others.iter();
            let others: String =
                others.map(|(name, value)| format!("{}={}&", encoded(name), encoded(value))).collect();
            format!(
                "{}?{others}{}={{searchTerms}}",
                full_address(view, &engine.action),
                encoded(&engine.name)
            )
        }
    });
    format!(
        "{XML}<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n<ShortName>{}</ShortName>\n<Description>{}</Description>\n\
         <Language>{language}</Language>\n<InputEncoding>UTF-8</InputEncoding>\n<Url type=\"text/html\" template=\"{}\"/>\n</OpenSearchDescription>\n",
        escaped(short),
        escaped(about),
        escaped(&template.unwrap_or_default()),
    )
}

/// The former addresses, as a web server reads them. How to use the file stands in it.
pub(in crate::render) fn redirects(world: &World, server: WebServer) -> String {
    // Servers compare decoded paths.
    let base = percent_decoded(&world.view.base_path());
    let at = |path: &str| format!("{base}{}", path.trim_start_matches('/'));
    let moved = world.view.ask(ask::FormerAddresses);
    let moved = moved.into_iter().map(|(from, to)| (at(&from), at(&to)));
    match server {
        WebServer::Nginx => {
            let moved: Vec<(String, String)> = moved.collect();
            let sizes = map_sizes(&moved);
            let moved = moved.into_iter();
            let lines: String = moved.map(|(from, to)| format!("    \"{from}\" \"{to}\";\n")).collect();
            format!(
                "# 写在 http {{ }} 里（文件写完整路径）· within http {{ }}, with the full path: include /…/redirects.nginx.conf;\n{sizes}\
                 # 写在 server {{ }} 里 · within server {{ }}: if ($moved_to) {{ return 301 $moved_to; }}\n\
                 map $uri $moved_to {{\n    default \"\";\n{lines}}}\n"
            )
        }
        WebServer::Apache => {
            let line = |(from, to): (String, String)| {
                // `Redirect` would take every address that begins so.
                format!("RedirectMatch 301 \"^{}$\" \"{}\"\n", regex::escape(&from), to.replace('$', "\\$"))
            };
            let lines: String = moved.map(line).collect();
            format!(
                "# 写在 <VirtualHost> 里，要启用 mod_alias · within <VirtualHost>, with mod_alias:\n\
                 # Include redirects.apache.conf\n{lines}"
            )
        }
        WebServer::Iis => {
            let line = |(from, to): (String, String)| {
                format!("  <add key=\"{}\" value=\"{}\" />\n", escaped(&from), escaped(&to))
            };
            let lines: String = moved.map(line).collect();
            format!(
                "{XML}<!-- web.config 的 <rewrite> 里 · within <rewrite> of web.config (URL Rewrite):\n\
                 <rewriteMaps configSource=\"redirects.iis.config\" />\n\
                 <rules><rule name=\"moved\"><match url=\".*\" /><conditions><add input=\"{{moved:{{URL}}}}\" pattern=\"(.+)\" /></conditions>\n\
                 <action type=\"Redirect\" url=\"{{C:1}}\" redirectType=\"Permanent\" appendQueryString=\"false\" /></rule></rules> -->\n\
                 <rewriteMaps>\n <rewriteMap name=\"moved\">\n{lines} </rewriteMap>\n</rewriteMaps>\n"
            )
        }
    }
}

/// The settings without which nginx refuses a table with long addresses, or with very many: an
/// entry takes its key with two bytes of length, rounded up to 8, and two pointers.
fn map_sizes(moved: &[(String, String)]) -> String {
    let longest = moved.iter().map(|(from, _)| (from.len() + 2).next_multiple_of(8) + 16).max().unwrap_or(0);
    let (bucket, count) = (longest.next_power_of_two(), moved.len().next_power_of_two());
    let bucket = if bucket > 64 { format!("map_hash_bucket_size {bucket}; ") } else { String::new() };
    let count = if count > 2048 { format!("map_hash_max_size {count}; ") } else { String::new() };
    let sizes = format!("{bucket}{count}");
    if sizes.is_empty() {
        return sizes;
    }
    let sizes = sizes.trim_end();
    let english = format!("# Before it, write {sizes}\n");
    format!("# 在它前面先写 {sizes}\n{english}")
}
