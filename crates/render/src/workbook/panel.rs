//! The workbook of a panel: the entities in their order, then scores, ranks, every step of every value, weights, what was filled in
//! or treated, the audit and the sources, each as a table.

use super::words::{Words, words};
use super::{Datum, Front, Line, POINTS, RAW, SHARE, Sheet, made_from, workbook};
use crate::locale::Locale;
use crate::page::{cell_how, cell_step, score, told};
use crate::report::rule;
use froth_core::diag::{Code, Diagnostic};
use froth_core::made_from::MadeFrom;
use froth_core::model::Model;
use froth_core::uncertainty::ranked;
use froth_panel::audit::{Grade, PanelAudit};
use froth_panel::{Kept, KeptSteps, Step};

/// What the workbook of a panel is made of.
#[derive(Debug, Clone, Copy)]
pub struct PanelBook<'a> {
    /// The model.
    pub model: &'a Model,
    /// The scores, with every step.
    pub kept: &'a Kept,
    /// The audit on the same rows.
    pub audit: &'a PanelAudit,
    /// The name of the file.
    pub file: &'a str,
    /// What it was made from.
    pub made_from: &'a MadeFrom,
}

/// Rows that a sheet holds below its head.
const MOST_ROWS: usize = 1_048_575;
/// Columns that it holds.
const MOST_COLUMNS: usize = 16_384;
/// Cells beyond which a workbook opens nowhere.
const MOST_CELLS: usize = 20_000_000;
/// Entities on the front sheet.
const MOST_SHOWN: usize = 100;

/// The workbook as a file.
///
/// # Errors
///
/// A panel that is larger than a sheet.
pub fn panel_workbook(of: &PanelBook<'_>, locale: &Locale) -> Result<Vec<u8>, Diagnostic> {
    let (rows, indicators) = (of.kept.dates.len(), of.model.indicators.len());
    let widest = indicators.max(of.model.dimensions.len()) + 5;
    if rows > MOST_ROWS || of.audit.cells.len() > MOST_ROWS || widest > MOST_COLUMNS || rows * widest > MOST_CELLS {
        let message = format!("{rows} rows of {indicators} indicators are too many for a workbook");
        return Err(Diagnostic::error(Code::Write, message).help("write to a name ending in .csv or .parquet"));
    }
    let sheets = sheets(of, locale);
    let front = front(of, &sheets, locale);
    workbook(&front, &sheets, locale.language)
        .map_err(|e| Diagnostic::error(Code::Write, format!("the workbook cannot be made: {e}")))
}

fn sheets(of: &PanelBook<'_>, locale: &Locale) -> Vec<Sheet> {
    let (model, of_rows) = (of.model, &Named::new(of, locale));
    let mut sheets = vec![scores(of, of_rows, locale), ranks(of, of_rows, locale)];
    if let Some(steps) = &of.kept.steps {
        let any = |has: &dyn Fn(&froth_core::model::Indicator) -> bool| model.indicators.iter().any(has);
        let wanted = [
            ("given", Step::Given, true),
            ("divided", Step::Divided, any(&|i| i.denominator.is_some())),
            ("imputed", Step::Imputed, any(&|i| i.impute.is_some())),
            ("transformed", Step::Transformed, any(&|i| !i.transforms.is_empty())),
            ("treated", Step::Treated, any(&|i| i.outliers.is_some())),
        ];
        for (name, step, _) in wanted.into_iter().filter(|(_, _, wanted)| *wanted) {
            sheets.push(of_rows.by_indicator(name, RAW, &|i| steps.values(step, i)));
        }
        sheets.push(of_rows.by_indicator("normalised", POINTS, &|i| of.kept.indicator(i)));
        sheets.push(of_rows.by_indicator("weights", SHARE, &|i| steps.weight(i)));
        sheets.push(of_rows.by_indicator("points", POINTS, &|i| KeptSteps::contribution(steps, i)));
    }
    sheets.extend([cells(of, locale), audit(of, locale), statistics(of, locale), indicators(model, locale)]);
    sheets.push(made_from(of.made_from));
    sheets
}

/// The rows with their dates and entities, and the indicators with their names.
struct Named<'a> {
    kept: &'a Kept,
    /// By row; none without a column for entities.
    entities: Vec<Option<&'a str>>,
    has_entities: bool,
    indicators: Vec<&'a str>,
}

impl<'a> Named<'a> {
    fn new(of: &PanelBook<'a>, locale: &'a Locale) -> Self {
        let mut entities = vec![None; of.kept.dates.len()];
        for entity in &of.kept.entities {
            entity.rows.iter().for_each(|row| entities[*row] = Some(entity.name.as_str()).filter(|n| !n.is_empty()));
        }
        let indicators = of.model.indicators.iter().map(|i| locale.indicator(&i.id)).collect();
        Named { kept: of.kept, has_entities: entities.iter().any(Option::is_some), entities, indicators }
    }

    /// Headings of the columns that say which row it is.
    fn keys(&self) -> Vec<(String, &'static str)> {
        let keys = if self.has_entities { &["date_of", "entity"][..] } else { &["date_of"] };
        keys.iter().map(|key| ((*key).to_owned(), "")).collect()
    }

    fn key(&self, row: usize) -> Vec<Datum> {
        let date = Datum::from(self.kept.dates[row]);
        let entity = self.has_entities.then(|| self.entities[row].map(str::to_owned).into());
        std::iter::once(date).chain(entity).collect()
    }

    /// A sheet with columns after those that say which row it is.
    fn sheet(&self, name: &'static str, columns: Vec<(String, &'static str)>, values: &[Vec<Datum>]) -> Sheet {
        let keys = self.keys();
        let frozen = u16::try_from(keys.len()).unwrap_or_default();
        let row = |row: usize| -> Vec<Datum> {
            self.key(row).into_iter().chain(values.iter().map(|column| column[row].clone())).collect()
        };
        let rows = (0..self.kept.dates.len()).map(row).collect();
        Sheet::wide(name, keys.into_iter().chain(columns).collect(), rows, frozen)
    }

    fn by_indicator(
        &self,
        name: &'static str,
        format: &'static str,
        column: &dyn Fn(usize) -> Vec<Option<f64>>,
    ) -> Sheet {
        let columns = self.indicators.iter().map(|title| ((*title).to_owned(), format)).collect();
        let values: Vec<Vec<Datum>> = (0..self.indicators.len()).map(|i| data(column(i))).collect();
        self.sheet(name, columns, &values)
    }
}

fn data(column: Vec<Option<f64>>) -> Vec<Datum> {
    column.into_iter().map(Datum::from).collect()
}

/// The dimensions with the score first.
fn dimensions(model: &Model) -> Vec<usize> {
    let others = (0..model.dimensions.len()).filter(|d| *d != model.root);
    std::iter::once(model.root).chain(others).collect()
}

fn headed(model: &Model, d: usize, locale: &Locale) -> String {
    if d == model.root { "score".to_owned() } else { locale.dimension(&model.dimensions[d].id).to_owned() }
}

fn scores(of: &PanelBook<'_>, rows: &Named<'_>, locale: &Locale) -> Sheet {
    let root = of.kept.dimension(of.model.root);
    let band = |x: &Option<f64>| x.map(|x| locale.band(of.model.scale.band(x)).to_owned()).into();
    let (mut columns, mut values) = (Vec::new(), Vec::new());
    for d in dimensions(of.model) {
        columns.push((headed(of.model, d, locale), POINTS));
        values.push(data(of.kept.dimension(d)));
        if d == of.model.root {
            columns.extend([("band".to_owned(), ""), ("coverage".to_owned(), SHARE)]);
            values.push(root.iter().map(band).collect());
            values.push(of.kept.coverage.iter().map(|x| Datum::from(*x)).collect());
        }
    }
    rows.sheet("scores", columns, &values)
}

/// The place of each row's score, and of its dimensions' scores, among the entities of its date: 1 is the highest, equal ones share
/// their mean place.
fn ranks(of: &PanelBook<'_>, rows: &Named<'_>, locale: &Locale) -> Sheet {
    let mut dates = of.kept.dates.clone();
    dates.sort_unstable();
    dates.dedup();
    let together: Vec<Vec<usize>> =
        dates.iter().map(|date| of.kept.at(*date).into_iter().map(|(_, row)| row).collect()).collect();
    let (mut columns, mut values) = (Vec::new(), Vec::new());
    for d in dimensions(of.model) {
        let scores = of.kept.dimension(d);
        let mut places = vec![Datum::Empty; scores.len()];
        let mut counts = vec![Datum::Empty; scores.len()];
        for own in &together {
            let these: Vec<f64> = own.iter().map(|row| scores[*row].unwrap_or(f64::NAN)).collect();
            let ranked = ranked(&these);
            let count = ranked.iter().filter(|x| !x.is_nan()).count() as f64;
            for (row, rank) in own.iter().zip(ranked).filter(|(_, rank)| !rank.is_nan()) {
                (places[*row], counts[*row]) = (rank.into(), count.into());
            }
        }
        let heading = if d == of.model.root { "rank".to_owned() } else { headed(of.model, d, locale) };
        columns.push((heading, ""));
        values.push(places);
        if d == of.model.root {
            columns.push(("ranked".to_owned(), ""));
            values.push(counts);
        }
    }
    rows.sheet("ranks", columns, &values)
}

/// Every value that was filled in or treated.
fn cells(of: &PanelBook<'_>, locale: &Locale) -> Sheet {
    let row = |cell: &froth_panel::Cell| {
        vec![
            cell.entity.as_deref().map_or(Datum::Empty, Datum::from),
            cell.date.into(),
            Datum::from(&*cell.indicator),
            Datum::from(locale.indicator(&cell.indicator)),
            Datum::from(cell_step(&cell.done, locale.language)),
            cell.before.into(),
            cell.after.into(),
            Datum::from(cell.done.rule()),
            cell.done.over().map_or(Datum::Empty, |over| over.as_str().into()),
            cell.done.group().map_or(Datum::Empty, |(by, word)| format!("{by} = {word}").into()),
            cell.done.values().map_or(Datum::Empty, |n| (n as f64).into()),
            cell_how(&cell.done, locale.language).into(),
        ]
    };
    let columns =
        ["entity", "date_of", "indicator", "name", "step", "before", "after", "rule", "over", "group", "values", "how"];
    Sheet::new("cells", &columns, of.audit.cells.iter().map(row).collect())
}

/// What the audit found.
fn audit(of: &PanelBook<'_>, locale: &Locale) -> Sheet {
    let words = words(locale.language);
    let grade = |grade: Grade| match grade {
        Grade::Serious => words.grade_serious(),
        Grade::Notable => words.grade_notable(),
        Grade::Minor => words.grade_minor(),
    };
    let row = |finding: &froth_panel::audit::Finding| {
        let said = told(finding, locale.language);
        vec![
            grade(finding.grade()).into(),
            finding.code().as_str().into(),
            finding.fact.subject().map_or(Datum::Empty, Datum::from),
            said.message.into(),
            said.help.into(),
        ]
    };
    Sheet::new("audit", &["grade", "kind", "id", "finding", "help"], of.audit.findings.iter().map(row).collect())
}

/// What each indicator does: nominal and effective weight, correlation with the score, what is missing.
fn statistics(of: &PanelBook<'_>, locale: &Locale) -> Sheet {
    let row = |i: &froth_panel::audit::IndicatorAudit| {
        vec![
            i.id.clone().into(),
            locale.indicator(&i.id).into(),
            i.dimension.clone().into(),
            i.weight.nominal.into(),
            i.weight.effective.value.into(),
            i.weight.correlation.value.into(),
            i.missing.into(),
        ]
    };
    let columns = ["id", "title", "dimension", "nominal", "effective", "correlation", "missing"];
    Sheet::new("audit_indicators", &columns, of.audit.indicators.iter().map(row).collect())
}

/// What each indicator is, and where its figures come from.
fn indicators(model: &Model, locale: &Locale) -> Sheet {
    let row = |i: &froth_core::model::Indicator| {
        vec![
            i.id.clone().into(),
            locale.indicator(&i.id).into(),
            model.dimensions[i.dimension].id.clone().into(),
            i.weight.into(),
            locale.unit(&i.unit).into(),
            rule(i, locale).into(),
            i.formula.as_ref().map(|f| f.text.clone()).into(),
            i.calm.clone().into(),
            i.worst.clone().into(),
            i.source.clone().into(),
            i.note.clone().into(),
        ]
    };
    let columns = ["id", "title", "dimension", "weight", "unit", "rule", "formula", "calm", "worst", "source", "note"];
    Sheet::new("sources", &columns, model.indicators.iter().map(row).collect())
}

/// The entities of the last date, the highest score first; of a table without entities its last score.
fn front(of: &PanelBook<'_>, sheets: &[Sheet], locale: &Locale) -> Front {
    let (model, kept, words) = (of.model, of.kept, words(locale.language));
    let tops: Vec<usize> =
        (0..model.dimensions.len()).filter(|d| model.dimensions[*d].parent == Some(model.root)).collect();
    let root = kept.dimension(model.root);
    let date = kept.last();
    let last = date.map(|date| kept.at(date)).unwrap_or_default();
    let own: Vec<f64> = last.iter().map(|(_, row)| root[*row].unwrap_or(f64::NAN)).collect();
    let places = ranked(&own);
    let mut order: Vec<usize> = (0..last.len()).filter(|u| !own[*u].is_nan()).collect();
    order.sort_by(|a, b| places[*a].total_cmp(&places[*b]));
    let columns = std::iter::once(words.column("rank").to_owned())
        .chain(std::iter::once(words.column("score").to_owned()))
        .chain(tops.iter().map(|d| locale.dimension(&model.dimensions[*d].id).to_owned()))
        .collect();
    let dimensions: Vec<Vec<Option<f64>>> = tops.iter().map(|d| kept.dimension(*d)).collect();
    let line = |u: &usize| {
        let (entity, row) = last[*u];
        let name = &kept.entities[entity].name;
        let name = if name.is_empty() { kept.dates[row].to_string() } else { name.clone() };
        let numbers = dimensions.iter().map(|column| (Datum::from(column[row]), POINTS));
        let start = [(Datum::from(places[*u]), ""), (Datum::from(own[*u]), POINTS)];
        Line { name, cells: start.into_iter().chain(numbers).collect() }
    };
    let mut rows: Vec<Line> = order.iter().take(MOST_SHOWN).map(line).collect();
    let more = order.len().saturating_sub(MOST_SHOWN);
    if more > 0 {
        rows.push(Line { name: words.panel_more(more), cells: Vec::new() });
    }
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name).collect();
    Front {
        title: titled(of, date, &order, &last, &own, words),
        lead: words.panel_lead(
            of.file,
            kept.dates.len(),
            of.audit.entities.unwrap_or(1),
            of.audit.scored,
            names.join(", "),
        ),
        columns,
        rows,
        foot: format!("{} {} · 0: {} · 100: {}", locale.model(&model.id), model.version, locale.low(), locale.high()),
    }
}

fn titled(
    of: &PanelBook<'_>,
    date: Option<jiff::civil::Date>,
    order: &[usize],
    last: &[(usize, usize)],
    own: &[f64],
    words: Words,
) -> String {
    match (date, order.first()) {
        (Some(date), Some(first)) => {
            let name = &of.kept.entities[last[*first].0].name;
            if name.is_empty() {
                words.panel_alone(date, score(own[*first]))
            } else {
                words.panel_title(date, name, score(own[*first]), order.len())
            }
        }
        _ => words.panel_none().to_owned(),
    }
}
