//! What the user sets in the editor, as `initializationOptions` and as the section `recount` of its settings.

use serde::Deserialize;
use serde_json::Value;

use crate::check::Language;

/// What can be set in the editor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Settings {
    /// The language of messages; else that of `recount.toml`, of the editor, of the program.
    pub lang: Option<Lang>,
    /// A file of settings in place of the nearest `recount.toml`.
    pub config: Option<String>,
    /// More rules: folders of rule files, or single ones.
    pub rules: Vec<String>,
    /// A baseline: what it knows is not told.
    pub baseline: Option<String>,
    /// Whether values that were recomputed are shown within the text.
    pub inlay_hints: bool,
    /// Whether files are checked that are not open.
    pub workspace_diagnostics: bool,
    /// Where rules are explained, with `{rule}` for the id of one.
    pub rule_page: Option<String>,
    /// For the editor's own extension: where the program is. Nothing for us.
    path: Option<Value>,
    /// The same: what of our talk it shows.
    trace: Option<Value>,
}

/// A language, by name; empty for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English
    En,
    /// Chinese
    Zh,
    /// As it comes.
    #[serde(alias = "")]
    Auto,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: None,
            config: None,
            rules: Vec::new(),
            baseline: None,
            inlay_hints: false,
            workspace_diagnostics: true,
            rule_page: None,
            path: None,
            trace: None,
        }
    }
}

impl Settings {
    /// Reads them; `None` where there are none, an error where one is not as it should be.
    ///
    /// # Errors
    /// What is wrong.
    pub fn read(value: &Value) -> Result<Option<Self>, String> {
        let own = value.get("recount").unwrap_or(value);
        // An editor that is asked for settings and has none may say so with nothing in it.
        if own.is_null() || own.as_object().is_some_and(serde_json::Map::is_empty) {
            return Ok(None);
        }
        // Editors send what is not set as null, or as nothing.
        let mut own = own.clone();
        if let Some(own) = own.as_object_mut() {
            own.retain(|_, value| !value.is_null() && value.as_str() != Some(""));
        }
        serde_json::from_value(own).map(Some).map_err(|error| error.to_string())
    }

    /// The language that is set.
    pub fn language(&self) -> Option<Language> {
        match self.lang {
            Some(Lang::En) => Some(Language::En),
            Some(Lang::Zh) => Some(Language::Zh),
            Some(Lang::Auto) | None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn settings_stand_by_themselves_or_in_a_section() {
        let zh = Settings { lang: Some(Lang::Zh), inlay_hints: true, ..Settings::default() };
        let own = json!({ "lang": "zh", "inlayHints": true, "baseline": "", "rulePage": null });
        assert_eq!(Settings::read(&own), Ok(Some(zh.clone())));
        assert_eq!(Settings::read(&json!({ "recount": own })), Ok(Some(zh)));
        assert_eq!(Settings::read(&Value::Null), Ok(None));
        assert_eq!(Settings::read(&json!({})), Ok(None));
        assert!(Settings::read(&json!({ "inlayHint": true })).unwrap_err().contains("unknown field `inlayHint`"));
        assert!(Settings::read(&json!([1])).is_err());
    }
}
