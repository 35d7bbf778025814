//! The schemas that the program gives out, held against rule files and against what it prints.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::{
    cli::{folder, run},
    mistakes::SOUND,
};

/// The schema of one thing, as the program prints it.
fn schema(of: &str) -> Value {
    let (status, printed, said) = run(&folder(&[]), &["schema", of]);
    assert_eq!((status, said.as_str()), (0, ""));
    serde_json::from_str(&printed).unwrap()
}

fn validator(of: &str) -> Validator {
    jsonschema::draft7::new(&schema(of)).unwrap()
}

/// What a schema says against a value.
fn errors(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The rule files of the project.
fn rule_files() -> Vec<PathBuf> {
    let files = fs::read_dir(root("rules")).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect()
}

#[test]
fn every_rule_file_of_the_project_is_valid() {
    let validator = validator("rules");
    for path in rule_files() {
        let file: Value = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(errors(&validator, &file), [""; 0], "{}", path.display());
    }
}

#[test]
fn what_the_parser_refuses_by_its_form_the_schema_refuses_too() {
    let validator = validator("rules");
    assert_eq!(errors(&validator, &toml::from_str(SOUND).unwrap()), [""; 0]);
    for (right, wrong) in [
        ("severity =", "sevrity ="),
        ("[words]", "[word]"),
        ("after = \"each\"", "afer = \"each\""),
        ("severity = \"error\"", "severity = \"eror\""),
        ("severity = \"error\"", "zone = \"margin\""),
        ("severity = \"error\"", "kind = \"relations\""),
        ("within = \"sentence\"", "within = \"sentense\""),
        ("kind = \"count\"", "kind = \"counts\""),
        ("id = \"own/plots\"", "id = \"Plots\""),
        ("id = \"own/plots\"\n", ""),
        ("severity = \"error\"", "kind = \"pattern\""),
        ("severity = \"error\"", "text = \"source\""),
        ("severity = \"error\"", "kind = \"table\""),
        ("tags = []", "tags = \"orchard\""),
        ("good = [\"果园共有12户,每户30棵,合计360棵。\"]", "good = []"),
        ("bad = [\"果园共有12户,每户30棵,合计[[390棵]]。\"]", ""),
        ("zh = \"户数乘以每户棵数等于总棵数\"", "de = \"Baum\""),
        ("replace = \"total\"", "remove = \"total\""),
    ] {
        assert_eq!(SOUND.matches(right).count(), 1, "{right}");
        let file: Value = toml::from_str(&SOUND.replace(right, wrong)).unwrap();
        assert!(!validator.is_valid(&file), "{wrong}");
    }
}

#[test]
fn every_key_and_every_word_has_a_description() {
    let schema = schema("rules");
    assert_eq!(schema["$schema"], json!("http://json-schema.org/draft-07/schema#"));
    let definitions = schema["definitions"].as_object().unwrap();
    let tables = definitions.iter().map(|(name, it)| (name.as_str(), it)).chain([("file", &schema)]);
    for (name, table) in tables {
        for (key, about) in table["properties"].as_object().into_iter().flatten() {
            assert!(about["description"].is_string(), "{name}.{key} has no description");
        }
        for word in table["oneOf"].as_array().into_iter().flatten() {
            assert!(word["const"].is_string() && word["description"].is_string(), "{name}: {word}");
        }
    }
    let words = |name: &str| -> BTreeSet<String> {
        definitions[name]["oneOf"].as_array().unwrap().iter().map(|word| word["const"].as_str().unwrap().to_owned()).collect()
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<String>>();
    assert_eq!(words("zone"), names(&recount::claim::ZONES.map(|(name, _)| name)));
    assert_eq!(words("scope"), names(&recount::claim::bind::WITHIN.map(|(name, _)| name)));
    assert_eq!(words("over"), names(&recount::kind::pattern::OVER.map(|(name, _)| name)));
    assert_eq!(words("question"), names(&recount::kind::metadata::ASKS.map(|(name, _)| name)));
    assert_eq!(words("calendar-check"), names(&recount::kind::calendar::CHECKS.map(|(name, _)| name)));
    assert_eq!(words("table-check"), names(&recount::kind::table::CHECKS.map(|(name, _)| name)));
    assert_eq!(words("severity"), names(&["info", "warning", "error"]));
}

#[test]
fn whatever_is_printed_for_programs_is_valid() {
    let folder = folder(&[]);
    let reports = root("tests/reports");
    let reports = reports.to_str().unwrap();
    for (command, of) in [("check", "findings"), ("claims", "claims"), ("figures", "figures")] {
        let validator = validator(of);
        let (_, printed, _) = run(&folder, &[command, reports, "--format", "jsonl"]);
        let lines: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(lines.len() > 20, "{command}");
        for line in &lines {
            assert_eq!(errors(&validator, line), [""; 0], "{line}");
            let mut more = line.clone();
            more["more"] = json!(1);
            assert!(!validator.is_valid(&more), "a field that is not described is refused");
        }
    }
}

#[test]
fn whatever_a_trace_says_is_valid() {
    let validator = validator("trace");
    let folder = folder(&[]);
    for report in fs::read_dir(root("tests/reports/faulty")).unwrap().map(|entry| entry.unwrap().path()) {
        if report.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let at = format!("{}:1", report.display());
        let (status, printed, said) = run(&folder, &["trace", &at, "--all", "--format", "jsonl"]);
        assert_eq!((status, said.as_str()), (0, ""), "{at}");
        for line in printed.lines() {
            assert_eq!(errors(&validator, &serde_json::from_str(line).unwrap()), [""; 0], "{line}");
        }
    }
}

#[test]
fn a_schema_that_there_is_not_is_refused_and_one_can_be_written_to_a_file() {
    let folder = folder(&[]);
    let (status, printed, said) = run(&folder, &["schema", "reports"]);
    assert_eq!((status, printed.as_str()), (2, ""));
    assert!(said.contains("reports") && said.contains("figures"), "{said}");
    assert_eq!(run(&folder, &["schema", "rules", "--output", "out/rules.json"]).0, 2);
    assert_eq!(run(&folder, &["schema", "--output", "rules.json"]), (0, String::new(), String::new()));
    let written: Value = serde_json::from_str(&fs::read_to_string(folder.path().join("rules.json")).unwrap()).unwrap();
    assert_eq!(written, schema("rules"), "rule files are what is described where nothing is named");
}

#[test]
fn settings_that_are_begun_with_are_valid_and_what_the_parser_refuses_the_schema_refuses_too() {
    let validator = validator("config");
    let definitions = schema("config");
    let keys = |table: &Value| table["properties"].as_object().unwrap().keys().cloned().collect::<Vec<String>>();
    assert_eq!(keys(&definitions), recount::config::KEYS.map(str::to_owned));
    for language in ["en", "zh"] {
        let folder = folder(&[]);
        assert_eq!(run(&folder, &["init", "--lang", language]).0, 0);
        let written = fs::read_to_string(folder.path().join("recount.toml")).unwrap();
        assert_eq!(errors(&validator, &toml::from_str(&written).unwrap()), [""; 0]);
    }
    let folder = folder(&[("a.txt", "定稿。\n".as_bytes())]);
    for (sound, text) in [
        (true, "lang = \"zh\"\nextends = []\nfail-on = \"never\""),
        (true, "[rules]\n\"share/*\" = \"off\"\n\"text/pinyin\" = { severity = \"error\", at-least = 5 }"),
        (true, "[[path]]\nglob = \"2020/**\"\nrounding = { last-digit = \"off\" }\nrules = { \"share/*\" = \"warning\" }"),
        (true, "[gate]\n\"boilerplate/*\" = { documents = \"2%\" }\n\"share/*\" = { findings = 0 }"),
        (true, "[files]\nexclude = [\"drafts/*\"]\nignore = { \"minutes/**\" = [\"count/*\"] }"),
        (true, "[files.ignore]\n\"minutes/**\" = { rules = [\"count/*\"], reason = \"a list of items\" }"),
        (true, "[rules]\n\"share/*\" = { severity = \"off\", reason = \"audited\" }\n[input]\nencoding = \"utf-8\""),
        (false, "[files.ignore]\n\"minutes/**\" = { reason = \"a list of items\" }"),
        (false, "[files.ignore]\n\"minutes/**\" = { rules = [\"count/*\"], reasons = \"a list of items\" }"),
        (false, "[rules]\n\"share/*\" = { severity = \"off\", reason = 3 }"),
        (false, "[input]\nencoding = 3"),
        (false, "langs = \"zh\""),
        (false, "lang = \"fr\""),
        (false, "fail-on = \"errors\""),
        (false, "[files]\nexcludes = []"),
        (false, "[input.jsonl]\nbody = \"text\""),
        (false, "[rounding]\nlast_digit = \"off\""),
        (false, "[rules]\n\"share/*\" = \"none\""),
        (false, "[rules]\n\"text/pinyin\" = { at-least = \"five\" }"),
        (false, "[[path]]\nrules = {}"),
        (false, "[[path]]\nglob = \"a\"\nrule = {}"),
        (false, "[gate]\n\"share/*\" = { documents = \"many\" }"),
        (false, "[gate]\n\"share/*\" = { reports = 1 }"),
    ] {
        let file: Value = toml::from_str(text).unwrap();
        assert_eq!(validator.is_valid(&file), sound, "{text}: {:?}", errors(&validator, &file));
        fs::write(folder.path().join("recount.toml"), text).unwrap();
        let (status, _, said) = run(&folder, &["a.txt"]);
        assert_eq!(status, if sound { 0 } else { 2 }, "{text}: {said}");
    }
}

/// A public TOML validator, where it is installed: named by `TAPLO`, or on the path.
fn taplo(folder: &Path, file: &str) -> Option<(bool, String)> {
    let program = env::var_os("TAPLO").unwrap_or_else(|| "taplo".into());
    let done = Command::new(program).args(["lint", file]).current_dir(folder).env("NO_COLOR", "1").output().ok()?;
    Some((done.status.success(), String::from_utf8_lossy(&done.stderr).into_owned()))
}

#[test]
fn a_toml_language_server_accepts_our_rules_and_points_at_mistakes() {
    let folder = folder(&[("recount-rules.schema.json", schema("rules").to_string().as_bytes())]);
    let path = folder.path();
    let header = "#:schema ./recount-rules.schema.json\n";
    fs::write(path.join("own.toml"), format!("{header}{SOUND}")).unwrap();
    let Some((sound, said)) = taplo(path, "own.toml") else {
        eprintln!("skipped: taplo is not installed (`npm install --global @taplo/cli`, or `cargo install taplo-cli`)");
        return;
    };
    assert!(sound, "{said}");
    for (right, wrong, told) in [
        ("severity =", "sevrity =", "sevrity"),
        ("severity = \"error\"", "zone = \"margin\"", "zone"),
        ("[words]", "[word]", "word"),
    ] {
        fs::write(path.join("wrong.toml"), format!("{header}{}", SOUND.replace(right, wrong))).unwrap();
        let (sound, said) = taplo(path, "wrong.toml").unwrap();
        assert!(!sound && said.contains(told), "{wrong}: {said}");
    }
    fs::write(path.join("recount.schema.json"), schema("config").to_string()).unwrap();
    run(&folder, &["init"]);
    let settings = fs::read_to_string(path.join("recount.toml")).unwrap();
    for (sound, settings) in [(true, settings.clone()), (false, settings.replace("fail-on", "fail-under"))] {
        fs::write(path.join("settings.toml"), format!("#:schema ./recount.schema.json\n{settings}")).unwrap();
        let (accepted, said) = taplo(path, "settings.toml").unwrap();
        assert_eq!(accepted, sound, "{said}");
    }
    for file in rule_files() {
        let name = file.file_name().unwrap().to_str().unwrap();
        fs::write(path.join(name), format!("{header}{}", fs::read_to_string(&file).unwrap())).unwrap();
        let (sound, said) = taplo(path, name).unwrap();
        assert!(sound, "{name}: {said}");
    }
}
