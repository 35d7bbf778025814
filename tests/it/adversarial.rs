//! Input that means harm, or might as well: each is told in plain words and with the right exit status, and the report beside it is
//! checked all the same. The same at full size takes minutes and gigabytes: `cargo test --release --test it adversarial -- --ignored`.

use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant, SystemTime},
};

use flate2::{Compression, write::GzEncoder};
use recount::{
    check::{Checker, Language},
    document::Document,
    rule::RuleSet,
    suppress::Suppressing,
};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::cli::{folder, run, run_with_input};

/// A report with one fault.
const FAULTY: &str = "茶社共有采茶工36名,其中返乡的27名,占57%。\n";

/// One piece, many times.
fn over(piece: &str, times: usize) -> String {
    piece.repeat(times)
}

/// Checks a file beside a faulty report, which is found whatever the other one is. What is told of the other one.
#[track_caller]
fn beside(name: &str, bytes: &[u8]) -> (i32, Vec<String>, String) {
    let folder = folder(&[("z.txt", FAULTY.as_bytes()), (name, bytes)]);
    let (status, printed, said) = run(&folder, &["check", "--format", "concise", "."]);
    let (of_report, of_other): (Vec<String>, Vec<String>) =
        printed.lines().map(str::to_owned).partition(|line| line.starts_with("z.txt:"));
    let told: Vec<&str> = of_report.iter().map(String::as_str).collect();
    assert_eq!(told, ["z.txt:1:22: error[share/of-total] 27名 of 36名 is 75%, not 57%"], "{name}: {said}");
    assert!(!said.contains("a bug"), "{name}: {said}");
    (status, of_other, said)
}

/// A text is read to its end, beside another report.
#[track_caller]
fn is_checked(name: &str, text: &str) {
    let (status, _, said) = beside(name, text.as_bytes());
    assert_eq!((status, said.as_str()), (1, ""), "{name}");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A Word file with a body.
fn word(body: impl Fn(&mut dyn Write)) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default().large_file(true)).unwrap();
    body(&mut zip);
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_number_of_ten_thousand_digits_is_read() {
    is_checked("a.txt", &format!("共有农户{}户,占{}%。\n", over("7", 10_000), over("3", 10_000)));
    is_checked("b.txt", &format!("共有农户{}户。\n", over("三", 10_000)));
    let small = format!("0.{}1", over("0", 70_000));
    is_checked("d.txt", &format!("共有农户36户,其中27户,占{small}%。投入由{small}万元增加到{small}2万元,增长{small}%。\n"));
    is_checked(
        "c.txt",
        &format!("共有农户{}户,其中{}户,占百分之{}。\n", over("万", 10_000), over("九", 10_000), over("九", 10_000)),
    );
}

#[test]
fn ten_thousand_brackets_in_one_another_are_read() {
    for (open, close) in [("(", ")"), ("「", "」"), ("[", "]"), ("<", ">")] {
        is_checked("a.txt", &format!("{}甲{}\n", over(open, 10_000), over(close, 10_000)));
    }
    is_checked("a.md", &format!("{}甲{}\n", over("> ", 10_000), over("[", 10_000)));
    let said = beside("a.jsonl", format!("{{\"text\":\"甲\",\"a\":{}1{}}}\n", over("[", 10_000), over("]", 10_000)).as_bytes()).2;
    assert!(said.is_empty() || said.starts_with("recount: a.jsonl, line 1: is not a JSON object"), "{said}");
}

#[test]
fn elements_nested_without_end_are_read() {
    for piece in ["<div>", "<b>甲", "<table><tr><td>", "<ul><li>", "<!--", "<svg>", "<template>"] {
        let (status, _, said) = beside("a.html", format!("<p>{FAULTY}</p>{}", over(piece, 10_000)).as_bytes());
        assert_eq!((status, said.as_str()), (1, ""), "{piece}");
    }
    // A cell that says it is larger than any table.
    is_checked("a.html", &format!("<table>{}</table>", over("<tr><td rowspan=99999999 colspan=99999999>3", 50)));
}

#[test]
fn entities_that_multiply_are_not_multiplied() {
    // Nine entities, each ten of the one before.
    let laughs: String = (1..10).map(|at| format!("<!ENTITY a{at} \"{}\">", over(&format!("&a{};", at - 1), 10))).collect();
    let head = format!("<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a0 \"ha\">{laughs}]>");
    let body = format!("{head}<w:document><w:body><w:p><w:r><w:t>甲&a9;</w:t></w:r></w:p></w:body></w:document>");
    let start = Instant::now();
    let (status, _, said) = beside("a.docx", &word(|to| to.write_all(body.as_bytes()).unwrap()));
    assert!(
        status == 1 && said.is_empty() || status == 2 && said.starts_with("recount: a.docx cannot be read as a Word file"),
        "{said}"
    );
    is_checked("a.html", &format!("{head}<p>甲&a9;</p>"));
    assert!(start.elapsed() < Duration::from_secs(60));
}

#[test]
fn what_unpacks_to_more_than_any_report_is_named() {
    let megabyte = vec![b' '; 1 << 20];
    // Packed files may follow one another in one file: each unpacks to a megabyte.
    let gzipped = gzip(&megabyte).repeat(257);
    let frames = compress_to_vec(megabyte.as_slice(), CompressionLevel::Fastest).repeat(257);
    for (name, bytes) in [("a.txt.gz", gzipped), ("a.txt.zst", frames)] {
        let (status, _, said) = beside(name, &bytes);
        let told = format!(
            "recount: {name} holds more than 256 MB of one report, which is not unpacked; unpack it first if it should be read\n"
        );
        assert_eq!((status, said), (2, told));
    }
    let bomb = word(|to| (0..257).for_each(|_| to.write_all(&megabyte).unwrap()));
    let (status, _, said) = beside("a.docx", &bomb);
    assert_eq!((status, said.as_str()), (2, "recount: a.docx cannot be read as a Word file: it unpacks to more than 256 MB\n"));
}

#[test]
fn a_packed_file_that_is_cut_off_or_changed_is_named() {
    let packed = [
        ("a.txt.gz", gzip(FAULTY.repeat(99).as_bytes())),
        ("a.txt.zst", compress_to_vec(FAULTY.repeat(99).as_bytes(), CompressionLevel::Fastest)),
        ("a.docx", word(|to| to.write_all(FAULTY.repeat(99).as_bytes()).unwrap())),
    ];
    for (name, bytes) in packed {
        let cut = &bytes[..bytes.len() / 2];
        let mut changed = bytes.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 0x55;
        for damaged in [cut, &changed] {
            let (status, _, said) = beside(name, damaged);
            assert!(status == 2 && said.starts_with(&format!("recount: {name} ")), "{name}: {status} {said}");
        }
    }
}

#[test]
fn one_long_line_is_read_to_its_end() {
    let folder = folder(&[("a.txt", format!("{}{FAULTY}", over("各村扎实推进人居环境整治,", 8_000)).as_bytes())]);
    let (status, printed, said) = run(&folder, &["--format", "concise", "--select", "share/*", "."]);
    assert_eq!((status, said.as_str()), (1, ""));
    assert_eq!(printed, "a.txt:1:104022: error[share/of-total] 27名 of 36名 is 75%, not 57%\n");
}

#[test]
fn many_small_files_are_all_checked() {
    let folder = folder(&[]);
    for number in 0..2_000 {
        fs::write(folder.path().join(format!("{number:04}.txt")), if number == 1_234 { FAULTY } else { "甲。\n" }).unwrap();
    }
    let (status, printed, said) = run(&folder, &["--format", "concise", "--select", "share/*", "."]);
    assert_eq!((status, said.as_str()), (1, ""));
    assert_eq!(printed, "1234.txt:1:22: error[share/of-total] 27名 of 36名 is 75%, not 57%\n");
}

#[test]
fn patterns_that_would_be_too_large_are_mistakes() {
    let rule = |find: &str| {
        format!(
            "[[rule]]\nid = \"own/a\"\nkind = \"pattern\"\nseverity = \"error\"\nsummary = {{ en = \"a\", zh = \"甲\" }}\n\
             message = {{ en = \"a\", zh = \"甲\" }}\nfind = ['{find}']\ngood = [\"甲\"]\nbad = [\"[[乙]]\"]\n"
        )
    };
    for find in [
        r"(?:(?:(?:甲{0,999}){0,999}){0,999}){0,999}".to_owned(),
        over("(", 100_000),
        format!("{}乙{}", over("(?:", 5_000), over(")", 5_000)),
        r"(?:[\p{Han}\p{L}]{0,1000}乙){0,1000}".to_owned(),
        format!("乙{}", over("{2}", 300)),
    ] {
        let start = Instant::now();
        let folder = folder(&[("a.txt", FAULTY.as_bytes()), ("own.toml", rule(&find).as_bytes())]);
        let (status, printed, said) = run(&folder, &["check", "--rules", "own.toml", "a.txt"]);
        assert_eq!((status, printed.as_str()), (2, ""), "{said}");
        assert!(said.contains("own.toml:") && !said.contains("a bug"), "{said}");
        assert!(start.elapsed() < Duration::from_secs(60), "{:.40}", find);
    }
}

#[test]
fn a_pack_of_many_rules_runs() {
    let rule = |number: usize| {
        format!(
            "[[rule]]\nid = \"own/a{number}\"\nkind = \"pattern\"\nseverity = \"warning\"\nsummary = {{ en = \"a\", zh = \"甲\" }}\n\
             message = {{ en = \"word {number}\", zh = \"甲\" }}\nfind = ['乙{number}丙']\ngood = [\"甲\"]\nbad = [\"[[乙{number}丙]]\"]\n"
        )
    };
    let pack: String = (0..1_000).map(rule).collect();
    let folder = folder(&[("a.txt", "采茶乙7丙和乙999丙。\n".as_bytes()), ("own.toml", pack.as_bytes())]);
    let (status, printed, said) =
        run(&folder, &["check", "--format", "concise", "--rules", "own.toml", "--select", "own/*", "a.txt"]);
    assert_eq!((status, said.as_str()), (0, ""));
    assert_eq!(printed, "a.txt:1:3: warning[own/a7] word 7\na.txt:1:7: warning[own/a999] word 999\n");
}

/// Whether a text would steer a terminal.
fn steers(text: &str) -> bool {
    text.chars().any(|character| character.is_control() && character != '\n')
}

#[test]
fn nothing_of_a_file_steers_the_terminal() {
    let escape = "\u{1B}]0;甲\u{7}\u{1B}[31m\u{9B}2J\u{202E}\u{8}\r";
    let report = format!("{escape}{FAULTY}{escape}\n{escape}甲{escape}\n");
    let line =
        format!("{{\"id\":{0},\"title\":{0},\"date\":{0},\"text\":{1}}}\n", serde_json::json!(escape), serde_json::json!(report));
    let rule = serde_json::json!(format!("own/{escape}"));
    let (settings, pack) = (format!("{escape} = 1\n"), format!("[[rule]]\nid = {rule}\nfind = ['({escape}']\n"));
    let folder = folder(&[
        ("a.txt", report.as_bytes()),
        ("b.jsonl", line.as_bytes()),
        ("c.csv", format!("id,text\n\"{escape}\",\"{report}\"\n").as_bytes()),
        ("d.csv", format!("{escape}\n1\n").as_bytes()),
        ("e.md", format!("<!-- recount: ignore {escape} -->\n{report}").as_bytes()),
        ("f.jsonl", format!("{escape}\n").as_bytes()),
        ("settings.toml", settings.as_bytes()),
        ("own.toml", pack.as_bytes()),
    ]);
    if cfg!(unix) {
        fs::write(folder.path().join("g\u{1B}[31m\u{7}.txt"), &report).unwrap();
    }
    for format in ["text", "concise", "github", "azure", "markdown"] {
        let (status, printed, said) = run(&folder, &["check", "--format", format, "--color", "never", "."]);
        assert_eq!(status, 2, "d.csv and f.jsonl cannot be read");
        assert!(printed.contains("share/of-total"), "{printed}");
        assert!(!steers(&printed) && !steers(&said), "{format}: {printed:?}\n{said:?}");
    }
    for arguments in [
        &["check", "--config", "settings.toml", "a.txt"][..],
        &["check", "--rules", "own.toml", "a.txt"],
        &["check", "--select", escape, "a.txt"],
        &["check", "--fix", "--diff", "."],
        &["claims", "."],
        &["figures", "."],
        &["trace", "a.txt:1"],
        &["check", "--baseline", escape, "a.txt"],
    ] {
        let (_, printed, said) = run(&folder, arguments);
        assert!(!steers(&printed) && !steers(&said), "{arguments:?}: {printed:?}\n{said:?}");
    }
}

#[test]
fn a_day_before_1970_is_a_day() {
    let checker = Checker::new(RuleSet::built_in(), Language::En);
    let text = format!("<!-- recount: ignore share/* until 1969-12-31: 旧档案 -->\n{FAULTY}");
    let document = Document { format: recount::document::Format::Markdown, ..Document::new("a.md", "") }.with_text(text);
    let on = |year, month, day| {
        let checked = checker.check_on(jiff::civil::date(year, month, day), &document);
        checked.findings.iter().map(|finding| finding.rule.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(on(1969, 12, 31), Vec::<String>::new());
    assert_eq!(on(1970, 1, 1), ["suppression/expired", "share/of-total"]);
    assert_eq!(Suppressing::default().today, None);
    // A file that says it was changed before then is read and mended.
    let folder = folder(&[("a.txt", format!("欢迎访问青溪网!\n{FAULTY}").as_bytes())]);
    let file = fs::File::options().write(true).open(folder.path().join("a.txt")).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH - Duration::from_secs(86_400 * 400)).unwrap();
    drop(file);
    assert_eq!(run(&folder, &["check", "--fix", "a.txt"]).2, "");
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), FAULTY);
}

#[test]
fn bytes_of_any_sort_on_standard_input_are_told() {
    let folder = folder(&[]);
    for (bytes, name) in [
        (&b"\0\0\0\0"[..], "a.txt"),
        (b"\xFF\xFE\x00", "a.txt"),
        (b"\x1F\x8B\x08", "a.md"),
        (b"{\"text\":", "a.jsonl"),
        (b"\x28\xB5\x2F\xFD", "a.csv"),
    ] {
        let (status, _, said) = run_with_input(&folder, &["check", "--stdin-filename", name, "-"], bytes);
        assert!(
            status == 2 && said.starts_with(&format!("recount: {name}")) && !said.contains("a bug"),
            "{name}: {status} {said}"
        );
    }
}

/// What may be there or not is there or told.
fn is_told(line: &str) -> bool {
    ["does not exist", "is empty: there is nothing to check", "is not mended: ", "there is no report in"]
        .iter()
        .any(|told| line.contains(told))
}

#[test]
fn files_that_go_and_change_while_they_are_read_stop_nothing() {
    let report = format!("欢迎访问青溪网!\n{FAULTY}");
    let folder = folder(&[]);
    let names: Vec<String> = (0..150).map(|number| format!("{number:03}.txt")).collect();
    for round in 0..2 {
        names.iter().for_each(|name| fs::write(folder.path().join(name), &report).unwrap());
        let arguments: &[&str] = if round % 2 == 0 { &["check", "--fix", "."] } else { &["check", "."] };
        let mut child = recount(folder.path(), arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut at = round;
        while child.try_wait().unwrap().is_none() {
            let path = folder.path().join(&names[at * 37 % names.len()]);
            match at % 4 {
                0 => drop(fs::remove_file(path)),
                1 => drop(fs::write(path, FAULTY)),
                2 => drop(fs::File::create(path)),
                _ => drop(fs::rename(&path, folder.path().join(&names[at * 41 % names.len()]))),
            }
            at += 1;
        }
        let done = child.wait_with_output().unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(matches!(done.status.code(), Some(1 | 2)), "{:?} {said}", done.status);
        assert!(said.lines().all(is_told), "{said}");
        for name in &names {
            let now = fs::read_to_string(folder.path().join(name)).unwrap_or_default();
            assert!(["", FAULTY, &report].contains(&now.as_str()), "{now}");
        }
    }
}

/// The program in a folder.
fn recount(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recount"));
    command.current_dir(folder).args(arguments).env("LC_ALL", "C").stdin(Stdio::null());
    command
}

#[test]
fn a_run_that_is_killed_leaves_each_file_old_or_new() {
    let page = over("各村扎实推进人居环境整治,群众满意。\n", 60);
    let (old, new) = (format!("欢迎访问青溪网!\n{page}"), page.clone());
    let folder = folder(&[]);
    let names: Vec<String> = (0..120).map(|number| format!("{number:03}.txt")).collect();
    let mut caught = 0;
    for round in 0..3_u32 {
        names.iter().for_each(|name| fs::write(folder.path().join(name), &old).unwrap());
        let mut child =
            recount(folder.path(), &["check", "--fix", "."]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Somewhere in the midst: after the first file is written, and a little more.
        let read = |name: &String| fs::read_to_string(folder.path().join(name)).unwrap();
        while read(&names[0]) == old && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(u64::from(round)));
        child.kill().unwrap();
        child.wait().unwrap();
        let mended = names.iter().map(read).filter(|now| {
            assert!(*now == old || *now == new, "half of a file: {} bytes", now.len());
            *now == new
        });
        let mended = mended.count();
        caught += usize::from(mended > 0 && mended < names.len());
    }
    assert!(caught > 0, "no run was killed in its midst");
    // What was begun is no report, and the next run ends the work.
    assert_eq!(run(&folder, &["check", "--fix", "."]).2, "");
    assert!(names.iter().all(|name| fs::read_to_string(folder.path().join(name)).unwrap() == new));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::{
        fs::{MetadataExt, PermissionsExt, symlink},
        net::UnixListener,
        process::CommandExt,
    };

    use super::*;

    #[test]
    fn links_pipes_sockets_and_devices_are_passed_over_or_named() {
        let folder = folder(&[("a.txt", FAULTY.as_bytes()), ("dir.txt/b.txt", FAULTY.as_bytes())]);
        let at = |name: &str| folder.path().join(name);
        symlink(".", at("again")).unwrap();
        symlink("loop.txt", at("loop.txt")).unwrap();
        symlink("nowhere.txt", at("lost.txt")).unwrap();
        symlink("/dev/zero", at("zero.txt")).unwrap();
        let _socket = UnixListener::bind(at("socket.txt")).unwrap();
        assert!(Command::new("mkfifo").arg(at("pipe.txt")).status().unwrap().success());
        let (status, printed, said) = run(&folder, &["--format", "concise", "--select", "share/*", "."]);
        let found: Vec<&str> = printed.lines().filter_map(|line| line.split_once(':')).map(|(path, _)| path).collect();
        assert_eq!((status, found, said.as_str()), (1, vec!["a.txt", "dir.txt/b.txt"], ""));
        let names = ["a.txt", "loop.txt", "lost.txt", "zero.txt", "socket.txt", "pipe.txt", "/dev/zero"];
        let (status, printed, said) = run(&folder, &[&["--quiet", "--select", "share/*"], &names[..]].concat());
        let said: Vec<&str> = said.lines().collect();
        assert_eq!((status, printed.matches("error[share/of-total]").count()), (2, 1), "{printed}");
        assert_eq!(
            said,
            [
                "recount: loop.txt could not be read: Too many levels of symbolic links (os error 40)",
                "recount: lost.txt does not exist",
                "recount: zero.txt is not a regular file; to read from a pipe, send it to standard input and name `-`",
                "recount: socket.txt is not a regular file; to read from a pipe, send it to standard input and name `-`",
                "recount: pipe.txt is not a regular file; to read from a pipe, send it to standard input and name `-`",
                "recount: /dev/zero is not a regular file; to read from a pipe, send it to standard input and name `-`",
            ]
        );
    }

    #[test]
    fn what_may_not_be_read_is_named_and_the_rest_goes_on() {
        let folder = folder(&[("a.txt", FAULTY.as_bytes()), ("shut.txt", FAULTY.as_bytes()), ("shut/b.txt", FAULTY.as_bytes())]);
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        for name in ["shut.txt", "shut"] {
            fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o0)).unwrap();
        }
        // Root may read anything: then it is somebody else who tries.
        let root = fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0);
        let mut command = recount(folder.path(), &["--quiet", "--select", "share/*", "."]);
        if root {
            command.uid(65534).gid(65534);
        }
        let done = command.output();
        fs::set_permissions(folder.path().join("shut"), fs::Permissions::from_mode(0o755)).unwrap();
        let Ok(done) = done else {
            eprintln!("skipped: nobody else may run the program");
            return;
        };
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let (printed, mut said) = (text(done.stdout), text(done.stderr).lines().map(str::to_owned).collect::<Vec<_>>());
        said.sort();
        assert_eq!((done.status.code(), printed.matches("error[share/of-total]").count()), (Some(2), 1), "{printed}{said:?}");
        assert_eq!(
            said,
            [
                "recount: shut could not be read: Permission denied (os error 13)",
                "recount: shut.txt may not be read: permission denied"
            ]
        );
    }

    #[test]
    fn a_full_disk_is_told() {
        if !Path::new("/dev/full").exists() {
            eprintln!("skipped: there is no /dev/full");
            return;
        }
        let folder = folder(&[("a.txt", FAULTY.as_bytes())]);
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let done = recount(folder.path(), &["check", "a.txt"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(
            (done.status.code(), said.as_str()),
            (Some(2), "recount: cannot write to standard output: No space left on device (os error 28)\n")
        );
        let (status, _, said) = run(&folder, &["check", "a.txt", "--output", "/dev/full"]);
        assert_eq!((status, said.as_str()), (2, "recount: cannot write /dev/full: No space left on device (os error 28)\n"));
    }

    #[test]
    fn a_mended_file_that_does_not_fit_stays_as_it_was() {
        let page = format!("欢迎访问青溪网!\n{}", over("各村扎实推进人居环境整治,群众满意。\n", 300));
        let folder = folder(&[("a.txt", page.as_bytes()), ("b.txt", format!("欢迎访问青溪网!\n{FAULTY}").as_bytes())]);
        // No file may become longer than eight blocks of 512 bytes.
        let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" check --fix .";
        let done = Command::new("sh")
            .args(["-c", script, env!("CARGO_BIN_EXE_recount")])
            .current_dir(folder.path())
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(
            said.starts_with("recount: a.txt is not mended: File too large (os error 27)") && said.lines().count() == 1,
            "{said}"
        );
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!((read("a.txt"), read("b.txt").as_str()), (page, FAULTY));
        let left = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 2, "something is left of what was begun");
    }

    #[test]
    fn a_reader_that_goes_away_is_no_error() {
        let folder = folder(&[("a.txt", over(FAULTY, 3_000).as_bytes())]);
        let mut child =
            recount(folder.path(), &["figures", "a.txt"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 10];
        std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut first).unwrap();
        drop(child.stdout.take());
        let done = child.wait_with_output().unwrap();
        assert_eq!((done.status.code(), String::from_utf8(done.stderr).unwrap().as_str()), (Some(0), ""));
    }
}

mod at_full_size {
    use super::*;

    /// Writes a file of a piece over and over, without holding it in memory.
    fn write(path: &Path, piece: &str, bytes: usize, end: &str) {
        let block = piece.repeat((1 << 20) / piece.len());
        let mut file = fs::File::create(path).unwrap();
        for _ in 0..bytes.div_ceil(block.len()) {
            file.write_all(block.as_bytes()).unwrap();
        }
        file.write_all(end.as_bytes()).unwrap();
    }

    #[test]
    #[ignore = "needs 1 GB of disk, many times that of memory, and minutes"]
    fn a_line_of_a_gigabyte_is_read_to_its_end() {
        let megabytes = std::env::var("MEGABYTES").ok().and_then(|number| number.parse().ok()).unwrap_or(1000);
        let folder = folder(&[]);
        write(&folder.path().join("a.txt"), "各村扎实推进人居环境整治,", megabytes * 1_000_000, FAULTY);
        let (status, printed, said) = run(&folder, &["--format", "concise", "--select", "share/*", "."]);
        assert_eq!((status, said.as_str()), (1, ""));
        assert!(printed.ends_with("error[share/of-total] 27名 of 36名 is 75%, not 57%\n"), "{printed}");
    }

    #[test]
    #[ignore = "writes 200,000 files"]
    fn two_hundred_thousand_files_are_all_checked() {
        let folder = folder(&[]);
        for number in 0..200_000 {
            if number % 1_000 == 0 {
                fs::create_dir(folder.path().join(format!("{:03}", number / 1_000))).unwrap();
            }
            let text = if number == 123_456 { FAULTY } else { "甲。\n" };
            fs::write(folder.path().join(format!("{:03}/{number:06}.txt", number / 1_000)), text).unwrap();
        }
        let (status, printed, said) = run(&folder, &["--format", "concise", "--select", "share/*", "."]);
        assert_eq!((status, said.as_str()), (1, ""));
        assert_eq!(printed, "123/123456.txt:1:22: error[share/of-total] 27名 of 36名 is 75%, not 57%\n");
    }

    #[test]
    #[ignore = "unpacks gigabytes"]
    fn a_million_rows_in_a_packed_file_are_read_one_by_one() {
        let folder = folder(&[]);
        let line = format!("{{\"text\":{}}}\n", serde_json::json!(over("各村扎实推进人居环境整治,群众满意。", 40)));
        let mut encoder = GzEncoder::new(fs::File::create(folder.path().join("a.jsonl.gz")).unwrap(), Compression::fast());
        (0..1_000_000).for_each(|_| encoder.write_all(line.as_bytes()).unwrap());
        encoder.write_all(format!("{{\"id\":\"last\",\"text\":{}}}\n", serde_json::json!(FAULTY)).as_bytes()).unwrap();
        encoder.finish().unwrap();
        let (status, printed, said) = run(&folder, &["--format", "concise", "--select", "share/*", "."]);
        assert_eq!((status, said.as_str(), printed.lines().count()), (1, "", 1), "{printed}");
    }
}
