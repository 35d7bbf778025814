//! The front matter of a Markdown file: title, date and source from its plain `key: value` (YAML) or `key = value` (TOML) lines.

use super::Fields;

/// The fields of a block of front matter, its delimiters included.
pub(super) fn fields(block: &str) -> Fields {
    let mut fields = Fields::default();
    for line in block.lines() {
        let Some((key, value)) = line.split_once([':', '=']) else { continue };
        let field = match key.trim_end().to_ascii_lowercase().as_str() {
            "title" => &mut fields.title,
            "date" => &mut fields.date,
            "source" => &mut fields.source,
            _ => continue,
        };
        *field = plain(value).map(str::to_owned);
    }
    fields
}

/// A value without its quotes and its comment; `None` where it is empty or more than a plain value.
fn plain(value: &str) -> Option<&str> {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote) {
            return rest.split(quote).next().filter(|value| !value.is_empty());
        }
    }
    let value = value.split(" #").next().unwrap_or("").trim_end();
    let more = value.starts_with(['[', '{', '|', '>', '&', '*', '#']);
    (!value.is_empty() && !more && !matches!(value, "null" | "~")).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: Option<&str>, date: Option<&str>, source: Option<&str>) -> Fields {
        let [title, date, source] = [title, date, source].map(|field| field.map(str::to_owned));
        Fields { title, date, source }
    }

    #[test]
    fn yaml_and_toml_are_both_read() {
        let yaml = "---\ntitle: '甲: 乙'\nDate: 2024-01-05 # 发布\nsource:\ntags: [a]\n---";
        assert_eq!(fields(yaml), of(Some("甲: 乙"), Some("2024-01-05"), None));
        let toml = "+++\ntitle = \"甲\"\ndate = 2024-01-05\nsource = \"某网\"\n+++";
        assert_eq!(fields(toml), of(Some("甲"), Some("2024-01-05"), Some("某网")));
    }

    #[test]
    fn what_is_no_plain_value_is_left_out() {
        assert_eq!(fields("---\ntitle: |\n  甲\n  source: 乙\ndate: null\n---"), of(None, None, None));
    }
}
