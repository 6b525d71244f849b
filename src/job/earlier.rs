//! Earlier reports: what they were made from, and what of it an old or a new scenario is held against.

use super::{Job, Wanted, old_and_new};
use crate::catalog::{Kind, builtin, is_path};
use froth_core::Error;
use froth_core::catalog::Open;
use froth_core::changes::{Changes, before, changes};
use froth_core::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use froth_core::made_from::MadeFrom;
use froth_core::model::Model;
use froth_core::scenario::Scenario;
use froth_core::shown;
use froth_panel::verify::ReportFolder;
use std::path::Path;

/// A report in a folder, with the texts that it keeps.
#[derive(Debug)]
pub struct Earlier {
    folder: ReportFolder,
    /// What opens its model.
    model: String,
    /// What opens each scenario, and the scenario.
    scenarios: Vec<(String, Scenario)>,
}

impl Earlier {
    /// Reads a report and the scenarios that it keeps.
    pub fn read(folder: &Path, open: Open<'_>) -> Result<Self, Error> {
        if folder.is_dir() && !folder.join("manifest.json").exists() {
            let message = format!("{} is a folder, and no report: it has no manifest.json", shown::path(folder));
            return Err(Diagnostic::error(Code::Unreadable, message)
                .help("name a folder that `froth report` wrote, or a scenario")
                .into());
        }
        let folder = ReportFolder::read(folder)?;
        let (model, names) = folder.kept()?;
        let load = |name: String| {
            let source = open(Kind::Scenario, &name, None)?;
            Ok((name, Scenario::load(&source, open)?.0))
        };
        let scenarios = names.into_iter().map(load).collect::<Result<_, Error>>()?;
        Ok(Earlier { folder, model, scenarios })
    }

    /// Its model.
    pub fn model(&self, open: Open<'_>) -> Result<Model, Error> {
        Ok(Model::parse(&open(Kind::Model, &self.model, None)?)?.0)
    }

    /// Its scenarios.
    pub fn scenarios(&self) -> Vec<&Scenario> {
        self.scenarios.iter().map(|(_, scenario)| scenario).collect()
    }

    /// The digest of its manifest.
    pub fn digest(&self) -> String {
        self.folder.digest()
    }

    /// The coverage that it asked for.
    fn min_coverage(&self) -> Option<f64> {
        self.folder.made_from.min_coverage()
    }

    /// The same in words.
    fn said_coverage(&self) -> String {
        self.min_coverage().map_or("the model's own coverage".to_owned(), |x| format!("--min-coverage {x}"))
    }

    /// Refuses a coverage that is not its own: its headlines would be others.
    pub fn check_coverage(&self, min_coverage: Option<f64>) -> Result<(), Diagnostic> {
        let own = self.min_coverage();
        if own == min_coverage {
            return Ok(());
        }
        let message = format!("the earlier report was made with {}, and this one is not", self.said_coverage());
        let help = match own {
            Some(own) => format!("give --min-coverage {own}"),
            None => "leave --min-coverage out".to_owned(),
        };
        Err(Diagnostic::error(Code::Count, message).help(help))
    }

    /// Says that nothing can be held against it.
    pub fn no_common_era(&self) -> Diagnostic {
        let ids: Vec<&str> = self.scenarios.iter().map(|(_, s)| s.id.as_str()).collect();
        let message = format!("the earlier report ({}) has no scenario of an era of this one", ids.join(", "));
        Diagnostic::error(Code::Era, message).help("name a report on the same era after --since")
    }

    /// Those of its scenarios that count: all, or the one that is asked for.
    fn chosen(&self, id: Option<&str>) -> Result<Vec<&(String, Scenario)>, Diagnostic> {
        let Some(id) = id else { return Ok(self.scenarios.iter().collect()) };
        let found: Vec<_> = self.scenarios.iter().filter(|(_, s)| s.id == id).collect();
        if found.is_empty() {
            let help = did_you_mean(id, "its scenarios", self.scenarios.iter().map(|(_, s)| s.id.as_str()));
            return Err(Diagnostic::error(Code::UnknownId, format!("the report has no scenario `{id}`")).help(help));
        }
        Ok(found)
    }
}

/// A report's folder in the place of a scenario; none for a built-in's id and a file.
fn report_at(name: &str, open: Open<'_>) -> Result<Option<Earlier>, Error> {
    let folder = Path::new(name);
    let is_id = !is_path(name) && builtin(Kind::Scenario, name).is_some();
    if is_id || !folder.is_dir() { Ok(None) } else { Earlier::read(folder, open).map(Some) }
}

/// What moved a headline, from an old scenario to a new one; a report's folder stands for a scenario of it and its model.
#[derive(Debug)]
pub struct Moved {
    /// The old scenario and the new one, each with its model.
    pub jobs: [Job; 2],
    /// What moved the headline.
    pub changes: Changes,
    /// What this was made from.
    pub made_from: MadeFrom,
    /// What is worth knowing about the files.
    pub warnings: Diagnostics,
}

impl Moved {
    /// Finds the two scenarios, and what moved the headline. `wanted` chooses among the scenarios of reports.
    pub fn find(named: [&String; 2], wanted: Option<&str>, under: &Wanted<'_>, open: Open<'_>) -> Result<Self, Error> {
        if let [_, _, third, ..] = under.models {
            let message = format!("`{third}` is one model too many: there is an old scenario and a new one");
            return Err(Diagnostic::error(Code::Count, message).help("give -m once for both, or twice").into());
        }
        let reports = [report_at(named[0], open)?, report_at(named[1], open)?];
        let names = match &reports {
            [None, None] if wanted.is_some() => {
                let message = "--scenario chooses among the scenarios of a report, and there is none";
                return Err(Diagnostic::error(Code::Count, message).help("leave it out").into());
            }
            [None, None] => named.map(Clone::clone),
            _ => pair(named, &reports, wanted, open)?,
        };
        let min_coverage = match (under.min_coverage, reports.each_ref().map(Option::as_ref)) {
            (Some(given), _) => Some(given),
            (None, [Some(old), Some(new)]) if old.min_coverage() != new.min_coverage() => {
                let said = [old, new].map(Earlier::said_coverage);
                let message = format!("{} was made with {}, and {} with {}", named[0], said[0], named[1], said[1]);
                let help = "say with --min-coverage SHARE what both are to be scored with";
                return Err(Diagnostic::error(Code::Count, message).help(help).into());
            }
            (None, [old, new]) => old.or(new).and_then(Earlier::min_coverage),
        };
        let models = [under.models.first(), under.models.last()];
        let models = [0, 1].map(|n| models[n].or(reports[n].as_ref().map(|report| &report.model)));
        let side = |n: usize| Wanted {
            scenarios: std::slice::from_ref(&names[n]),
            models: models[n].map_or(&[], std::slice::from_ref),
            min_coverage,
            ..*under
        };
        let (jobs, warnings) = old_and_new([side(0), side(1)], open)?;
        let [old, new] = jobs.each_ref().map(|job| (&job.model, &job.scenarios[0]));
        let changes = changes(old, new, side(0).settings())?;
        let made_from = side(0).made_from("changes", &jobs);
        Ok(Moved { jobs, changes, made_from, warnings })
    }
}

/// What opens the old and the new scenario, where at least one of both is a report's: of the latest new one that the old side has
/// too, by its id, else by its era.
fn pair(
    named: [&String; 2],
    reports: &[Option<Earlier>; 2],
    wanted: Option<&str>,
    open: Open<'_>,
) -> Result<[String; 2], Error> {
    let alone = |n: usize| -> Result<Option<(String, Scenario)>, Error> {
        if reports[n].is_some() {
            return Ok(None);
        }
        if named[n] == "-" {
            let message = "standard input cannot be held against a report's folder";
            return Err(Diagnostic::error(Code::Unreadable, message).help("give the scenario as a file").into());
        }
        Ok(Some((named[n].clone(), Scenario::load(&open(Kind::Scenario, named[n], None)?, open)?.0)))
    };
    let alone = [alone(0)?, alone(1)?];
    // Where both are reports, the new one's scenario is chosen, and the old one's follows.
    let wanted = [wanted.filter(|_| reports[1].is_none()), wanted];
    let side = |n: usize| match &reports[n] {
        Some(report) => report.chosen(wanted[n]),
        None => Ok(alone[n].iter().collect()),
    };
    let (old, mut new) = (side(0)?, side(1)?);
    new.sort_by_key(|(_, scenario)| std::cmp::Reverse(scenario.as_of));
    let scenarios: Vec<&Scenario> = old.iter().map(|(_, scenario)| scenario).collect();
    for (name, scenario) in &new {
        let partner = before(scenario, &scenarios).and_then(|found| old.iter().find(|(_, s)| std::ptr::eq(s, found)));
        if let Some((old, _)) = partner {
            return Ok([old.clone(), name.clone()]);
        }
    }
    let ids = |of: &[&(String, Scenario)]| of.iter().map(|(_, s)| s.id.as_str()).collect::<Vec<_>>().join(", ");
    let message =
        format!("no scenario of {} ({}) and of {} ({}) is of one era", named[0], ids(&old), named[1], ids(&new));
    let help = "name two reports on one era; `froth compare` holds eras against each other";
    Err(Diagnostic::error(Code::Era, message).help(help).into())
}
