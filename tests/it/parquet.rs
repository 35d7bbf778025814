//! Parquet from outside: tables of reports are read as JSONL is, and findings, claims and figures come out as they do in JSON.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::Arc,
};

use parquet::{
    basic::Compression,
    data_type::{ByteArray, ByteArrayType, Int64Type},
    file::{
        properties::WriterProperties,
        reader::{FileReader, SerializedFileReader},
        writer::SerializedFileWriter,
    },
    record::{Field, Row},
    schema::parser::parse_message_type,
};
use serde_json::{Value, json};
use tempfile::TempDir;

const REPORTS: [&str; 3] = [
    "茶社共有采茶工36名,其中返乡的27名,占57%。",
    "全县上年发展党员80名,今年发展党员96名,比上年增长25%。",
    "全村共有农户400户,其中养蜂户100户,占25%。",
];

fn recount(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_recount")).current_dir(folder).args(arguments).env("LC_ALL", "C").output().unwrap()
}

/// A folder with the reports as JSONL and as Parquet.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let line = |(number, text): (usize, &&str)| format!("{}\n", json!({ "号": number + 7, "正文": text }));
    fs::write(folder.path().join("a.jsonl"), REPORTS.iter().enumerate().map(line).collect::<String>()).unwrap();
    let schema = Arc::new(parse_message_type("message m { required int64 号; required binary 正文 (STRING); }").unwrap());
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int64Type>().write_batch(&[7, 8, 9], None, None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&REPORTS.map(ByteArray::from), None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    fs::write(folder.path().join("a.parquet"), writer.into_inner().unwrap()).unwrap();
    folder
}

/// Options that name the fields of both.
const NAMES: [&str; 4] = ["--field", "text=正文", "--field", "id=号"];

fn lines(text: &[u8]) -> Vec<Value> {
    std::str::from_utf8(text).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What a table holds, row by row.
fn rows(path: PathBuf) -> Vec<Value> {
    let reader = SerializedFileReader::new(fs::File::open(path).unwrap()).unwrap();
    reader.get_row_iter(None).unwrap().map(|row| object(&row.unwrap())).collect()
}

fn object(row: &Row) -> Value {
    row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect()
}

fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(truth) => json!(truth),
        Field::Long(number) => json!(number),
        Field::Str(text) => json!(text),
        Field::Group(row) => object(row),
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        other => panic!("{other:?}"),
    }
}

/// JSON with the figures as a table has them: in strings.
fn with_figures_as_text(mut row: Value) -> Value {
    let text = |value: &mut Value| {
        if value.is_number() {
            *value = value.to_string().into();
        }
    };
    let amounts = |value: &mut Value| ["low", "high"].iter().for_each(|name| value.get_mut(name).into_iter().for_each(text));
    amounts(&mut row);
    row.get_mut("operands").and_then(Value::as_array_mut).into_iter().flatten().for_each(amounts);
    row.get_mut("computed").and_then(Value::as_array_mut).into_iter().flatten().for_each(text);
    row
}

#[test]
fn a_table_is_read_as_jsonl_is() {
    let folder = folder();
    let found = |file: &str| {
        let output = recount(folder.path(), &[&["check", file, "--format", "jsonl", "--isolated"][..], &NAMES].concat());
        assert_eq!((output.status.code(), output.stderr), (Some(1), Vec::new()));
        let mut found = lines(&output.stdout);
        found.iter_mut().for_each(|finding| finding["path"] = "a".into());
        found
    };
    let found = [found("a.jsonl"), found("a.parquet")];
    assert_eq!(found[0], found[1]);
    let mut documents: Vec<&str> = found[1].iter().map(|finding| finding["document"].as_str().unwrap()).collect();
    documents.dedup();
    assert_eq!(documents, ["7", "8"]);
}

#[test]
fn findings_claims_and_figures_are_in_tables_what_they_are_in_json() {
    let folder = folder();
    let arguments = [&["a.parquet", "--isolated"][..], &NAMES].concat();
    for (command, status) in [("check", 1), ("claims", 0), ("figures", 0)] {
        let run = |more: &[&str]| {
            let options: &[&str] = if command == "figures" { &arguments[..1] } else { &arguments[..2] };
            let output = recount(folder.path(), &[&[command], options, &arguments[2..], more].concat());
            assert_eq!(output.status.code(), Some(status), "{}", String::from_utf8_lossy(&output.stderr));
            output.stdout
        };
        let expected: Vec<Value> = lines(&run(&["--format", "jsonl"])).into_iter().map(with_figures_as_text).collect();
        assert!(expected.len() > 1, "{command}");
        run(&["--format", "parquet", "--output", "out.parquet"]);
        assert_eq!(rows(folder.path().join("out.parquet")), expected, "{command}");
        // The same through a pipe.
        fs::write(folder.path().join("piped.parquet"), run(&["--format", "parquet"])).unwrap();
        assert_eq!(rows(folder.path().join("piped.parquet")), expected, "{command}");
    }
    let beside = ["--output", "parquet=beside.parquet", "--format", "concise", "--quiet"];
    let output = recount(folder.path(), &[&["check"][..], &arguments, &beside].concat());
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(rows(folder.path().join("beside.parquet")).len(), printed.lines().count());
    let output = recount(folder.path(), &["rules", "--format", "parquet"]);
    assert_eq!(output.status.code(), Some(2));
}

/// A Python that has pyarrow: `PYTHON`, else `python3`. `None`, said aloud, where there is none.
fn python() -> Option<String> {
    let python = env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there = Command::new(&python).args(["-c", "import pyarrow.parquet"]).output().is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("skipped: {python} has no pyarrow");
    }
    there.then_some(python)
}

#[test]
fn another_reader_and_writer_of_tables_agree() {
    let Some(python) = python() else { return };
    let folder = folder();
    let script = "
import json, sys, pyarrow as pa, pyarrow.parquet as pq
rows = [json.loads(line) for line in open('a.jsonl', encoding='utf-8')]
for codec in ['none', 'snappy', 'gzip', 'zstd']:
    for version in ['1.0', '2.0']:
        pq.write_table(pa.Table.from_pylist(rows), f'{codec}-{version}.parquet', compression=codec, data_page_version=version, row_group_size=2)
";
    assert!(Command::new(&python).current_dir(folder.path()).args(["-c", script]).status().unwrap().success());
    for codec in ["none", "snappy", "gzip", "zstd"] {
        for version in ["1.0", "2.0"] {
            let name = format!("{codec}-{version}.parquet");
            let arguments =
                [&["claims", &name, "--isolated", "--format", "parquet", "--output", "claims.parquet"][..], &NAMES].concat();
            assert_eq!(recount(folder.path(), &arguments).status.code(), Some(0), "{name}");
            let claims = rows(folder.path().join("claims.parquet"));
            let ids: Vec<&str> = claims.iter().map(|claim| claim["document"].as_str().unwrap()).collect();
            assert_eq!((ids.first(), ids.last()), (Some(&"7"), Some(&"9")), "{name}");
        }
    }
    let script =
        "import json, pyarrow.parquet as pq\nfor row in pq.read_table('claims.parquet').to_pylist(): print(json.dumps(row))";
    let output = Command::new(&python).current_dir(folder.path()).args(["-c", script]).output().unwrap();
    assert_eq!(lines(&output.stdout), rows(folder.path().join("claims.parquet")));
}
