//! The settings of each file: the nearest `recount.toml` upward from it, with all that it extends. Each is read once, and each
//! folder is looked through once.

use std::{
    collections::{BTreeMap, HashMap},
    env, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use super::{rules::rule_files, with_rules};
use crate::{
    config::{self, Config, ConfigError, ConfigMistake, Layer, Set, Settings},
    document::path::plain,
    rule::{Help, RuleSet},
};

/// Where settings come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Choice {
    /// The nearest `recount.toml` upward from each file.
    #[default]
    Nearest,
    /// One file for all.
    File(PathBuf),
    /// Nowhere.
    Isolated,
}

/// Settings with the rules for which they were joined. Its root is the folder to which their globs are relative.
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    /// The settings.
    pub config: Config,
    /// The rules: built in, of the packs that are extended, and those that were asked for.
    pub rules: Arc<RuleSet>,
    /// Why its settings cannot be used.
    mistakes: Mutex<Vec<ConfigError>>,
}

/// The settings of every file. Cheap to ask again.
#[derive(Debug)]
pub struct Configs {
    choice: Choice,
    /// Rules that were asked for, whatever the settings.
    more: Vec<PathBuf>,
    /// By folder, as given.
    folders: RwLock<HashMap<PathBuf, Arc<Project>>>,
    /// By file of settings; without any under the empty path.
    projects: Mutex<HashMap<PathBuf, Arc<Project>>>,
    /// By the packs that are extended.
    rules: Mutex<HashMap<Vec<PathBuf>, Arc<RuleSet>>>,
    /// Every file of settings or of rules that was read, with a hash of what stood in it.
    read: Mutex<BTreeMap<PathBuf, u64>>,
}

impl Configs {
    /// Settings from somewhere, with more rules: folders of rule files, or single ones.
    pub fn new(choice: Choice, more: Vec<PathBuf>) -> Self {
        let (folders, projects, rules, read) = Default::default();
        Self { choice, more, folders, projects, rules, read }
    }

    /// What stands in every file of settings and of rules that was read so far, and in the built-in rules: the same number while that is
    /// the same.
    pub fn fingerprint(&self) -> u64 {
        let mut all = Xxh3Default::new();
        for (name, text) in RuleSet::built_in_files() {
            all.update(name.as_bytes());
            all.update(text.as_bytes());
        }
        for (path, hash) in &*lock(&self.read) {
            all.update(path.as_os_str().as_encoded_bytes());
            all.update(&hash.to_le_bytes());
        }
        all.digest()
    }

    /// What is in force for a file. Where its settings have mistakes, those of the program stand in, without any rule.
    pub fn of_file(&self, path: &Path) -> Arc<Project> {
        self.of_folder(path.parent().unwrap_or(Path::new("")))
    }

    /// What is in force for the files of a folder.
    pub fn of_folder(&self, folder: &Path) -> Arc<Project> {
        if let Some(known) = self.folders.read().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return Arc::clone(known);
        }
        let project = self.project(self.file_for(folder).as_deref());
        self.folders.write().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned(), Arc::clone(&project));
        project
    }

    /// What is in force for a run over some paths: what is for the folder that holds them all.
    pub fn of_run(&self, paths: &[PathBuf]) -> Arc<Project> {
        let folder = |path: &PathBuf| match path.as_os_str().as_encoded_bytes() {
            b"-" => absolute(Path::new("")),
            _ if path.is_dir() => absolute(path),
            _ => absolute(path.parent().unwrap_or(Path::new(""))),
        };
        let common = paths.iter().map(folder).reduce(|one, other| common(&one, &other));
        self.of_folder(&common.unwrap_or_default())
    }

    /// Whether settings say that a file inside a folder is read though its ending is not known.
    pub(super) fn includes(&self, path: &Path) -> bool {
        let project = self.of_file(path);
        !project.config.walk.include.value.is_empty() && project.config.walk.include(&project.relative(path))
    }

    /// Whether settings say that a file or a folder is passed over.
    pub fn excludes(&self, path: &Path) -> bool {
        let project = self.of_file(path);
        !project.config.walk.exclude.value.is_empty() && project.config.walk.exclude(&project.relative(path))
    }

    /// Whether nothing but the built-in rules counts.
    pub fn is_isolated(&self) -> bool {
        self.choice == Choice::Isolated
    }

    fn file_for(&self, folder: &Path) -> Option<PathBuf> {
        match &self.choice {
            Choice::Isolated => None,
            Choice::File(file) => Some(absolute(file)),
            Choice::Nearest => absolute(folder).ancestors().map(|folder| folder.join(config::FILE)).find(|file| file.is_file()),
        }
    }

    fn project(&self, file: Option<&Path>) -> Arc<Project> {
        let key = file.unwrap_or(Path::new("")).to_owned();
        // Held while the file is read, so that no two threads read it.
        let mut projects = lock(&self.projects);
        if let Some(known) = projects.get(&key) {
            return Arc::clone(known);
        }
        let read = match file {
            Some(file) => self.read(file),
            None => self.join(absolute(Path::new("")), Vec::new(), &[]),
        };
        let project = read.unwrap_or_else(|mistakes| {
            let rules = Arc::new(RuleSet::default());
            Project { root: PathBuf::new(), config: Config::bare(&rules), rules, mistakes: Mutex::new(mistakes) }
        });
        let project = Arc::new(project);
        projects.insert(key, Arc::clone(&project));
        project
    }

    fn read(&self, file: &Path) -> Result<Project, Vec<ConfigError>> {
        let mut reading = Reading::default();
        reading.file(file).map_err(|why| vec![unreadable(file, &why)])?;
        lock(&self.read).append(&mut reading.read);
        if !reading.mistakes.is_empty() {
            return Err(reading.mistakes);
        }
        self.join(file.parent().unwrap_or(Path::new("")).to_owned(), reading.layers, &reading.packs)
    }

    fn join(&self, root: PathBuf, layers: Vec<Layer>, packs: &[PathBuf]) -> Result<Project, Vec<ConfigError>> {
        let rules = self.rules(packs)?;
        let config = Config::join(layers, &rules)?;
        Ok(Project { root, config, rules, mistakes: Mutex::default() })
    }

    /// The rules with some packs; compiled once for all settings that extend the same.
    fn rules(&self, packs: &[PathBuf]) -> Result<Arc<RuleSet>, Vec<ConfigError>> {
        let mut known = lock(&self.rules);
        if let Some(rules) = known.get(packs) {
            return Ok(Arc::clone(rules));
        }
        let wrapped = |mistakes: Vec<_>| mistakes.into_iter().map(ConfigError::Rule).collect::<Vec<_>>();
        let mut rules = RuleSet::built_in();
        let packs_shown: Vec<PathBuf> = packs.iter().map(|pack| PathBuf::from(shown(pack))).collect();
        for path in packs_shown.iter().chain(&self.more) {
            rules = with_rules(rules, path).map_err(wrapped)?;
            let files = rule_files(path).unwrap_or_default().into_iter();
            lock(&self.read).extend(files.map(|file| (absolute(&file), xxh3_64(&fs::read(&file).unwrap_or_default()))));
        }
        let rules = Arc::new(rules);
        known.insert(packs.to_owned(), Arc::clone(&rules));
        Ok(rules)
    }
}

impl Project {
    /// Why its settings cannot be used, handed over once.
    pub fn mistakes(&self) -> Vec<ConfigError> {
        std::mem::take(&mut *lock(&self.mistakes))
    }

    /// What is in force for a file.
    pub fn settings(&self, path: &Path) -> Arc<Settings> {
        let relative = if self.config.is_per_path() { self.relative(path) } else { String::new() };
        self.config.settings(&relative, &self.rules)
    }

    /// That folder as a user would write it.
    pub fn name(&self) -> String {
        shown(&self.root)
    }

    /// The folder to which the globs of the settings are relative.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path from the root, with `/` between its names; in full where it is not beneath it.
    pub fn relative(&self, path: &Path) -> String {
        let path = absolute(path);
        let path = path.strip_prefix(&self.root).unwrap_or(&path);
        let names: Vec<_> = path.components().map(|name| name.as_os_str().to_string_lossy()).collect();
        names.join("/")
    }
}

/// A file of settings while it and what it extends are read.
#[derive(Debug, Default)]
struct Reading {
    /// The weightiest last.
    layers: Vec<Layer>,
    packs: Vec<PathBuf>,
    /// The files that are being read, each of which extends the next.
    open: Vec<PathBuf>,
    mistakes: Vec<ConfigError>,
    /// Every file, with a hash of what stands in it.
    read: BTreeMap<PathBuf, u64>,
}

impl Reading {
    fn file(&mut self, file: &Path) -> io::Result<()> {
        let text = fs::read_to_string(file)?;
        self.read.insert(file.to_owned(), xxh3_64(text.as_bytes()));
        self.open.push(file.to_owned());
        match config::read(&shown(file), &text) {
            Ok(layer) => {
                let folder = file.parent().unwrap_or(Path::new(""));
                for extended in &layer.extends {
                    self.extend(&absolute(&folder.join(&extended.value)), extended, &layer);
                }
                self.layers.push(layer);
            }
            Err(mistakes) => self.mistakes.extend(mistakes),
        }
        self.open.pop();
        Ok(())
    }

    fn extend(&mut self, path: &Path, named: &Set<String>, by: &Layer) {
        if path.is_dir() {
            if !self.packs.iter().any(|pack| pack == path) {
                self.packs.push(path.to_owned());
            }
            let file = path.join(config::FILE);
            // The settings of a pack may name the pack itself, to know its rules.
            if file.is_file() && self.open.last() != Some(&file) {
                self.extend(&file, named, by);
            }
            return;
        }
        if let Some(at) = self.open.iter().position(|open| open == path) {
            let circle: Vec<String> = self.open.iter().skip(at).map(PathBuf::as_path).chain([path]).map(shown).collect();
            return self.mistakes.push(by.mistake(ConfigMistake::Circle(circle.join(" → ")), None, &named.from));
        }
        if let Err(why) = self.file(path) {
            let (mistake, help) = match why.kind() {
                io::ErrorKind::NotFound => {
                    let path = shown(path);
                    let help = Help::said(
                        format!("looked for {path}: a path from the folder of this file"),
                        format!("查找的是 {path}:路径从本文件所在文件夹算起"),
                    );
                    (ConfigMistake::Missing(named.value.clone()), Some(help))
                }
                _ => (ConfigMistake::Unreadable(shown(path), why.to_string()), None),
            };
            self.mistakes.push(by.mistake(mistake, help, &named.from));
        }
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unreadable(path: &Path, why: &io::Error) -> ConfigError {
    ConfigError::Unreadable { path: shown(path), why: why.to_string() }
}

/// A path in full, without `.` and `..`. Links stay: what a user calls a folder is where its settings are looked for.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let here = || env::current_dir().unwrap_or_default();
    let full = if path.is_absolute() { path.to_owned() } else { here().join(path) };
    plain(&full)
}

/// The folder in which two folders are.
fn common(one: &Path, other: &Path) -> PathBuf {
    one.components().zip(other.components()).take_while(|(one, other)| one == other).map(|(one, _)| one).collect()
}

/// A path as its user would write it: from the current folder where it is beneath.
pub(super) fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
}
