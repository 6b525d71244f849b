//! Tables of the OECD/JRC Handbook on Constructing Composite Indicators (2008), by the models in the folder `verify`.

use super::{Check, Published, Reproduced};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, SourceFile};
use froth_core::model::Model;
use froth_core::score::{Block, Plan, Settings};
use include_dir::{Dir, include_dir};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/verify");

const DATA: &str = "technology-achievement-index.csv";

/// Rows of names and numbers.
struct Data {
    columns: Vec<String>,
    names: Vec<String>,
    rows: Vec<Vec<f64>>,
}

/// The tables that need no simulation.
///
/// # Errors
///
/// What is built in cannot be used.
pub fn tables() -> Result<Vec<Reproduced>, Error> {
    let data = Data::read()?;
    let mut tables = Vec::new();
    for (id, model, column, table) in [
        (Published::TaiEqualWeights, "tai-equal-weights", "rank_equal", "table 23, EW, and table 38, LIN"),
        (Published::TaiBudgetAllocation, "tai-budget-allocation", "rank_budget", "table 23, BAP"),
        (Published::TaiGeometric, "tai-geometric", "rank_geometric", "table 38, GME"),
    ] {
        let model_ = parsed(model)?;
        let scored = Scored::new(&model_, &data)?;
        let index = |row: usize| scored.block.dimension(model_.root, row);
        let rank = |row: usize| {
            let own = index(row)?;
            let above = (0..data.rows.len()).filter(|other| index(*other).is_some_and(|x| x > own));
            Some(1.0 + above.count() as f64)
        };
        let published = data.column(column)?;
        let checks = (0..data.rows.len()).map(|row| {
            // A mean of raw values is no index between 0 and 1.
            let of_one = index(row).filter(|_| id != Published::TaiGeometric);
            let shown = of_one.map(|x| format!(" ({:.3})", x / 100.0)).unwrap_or_default();
            Check::new(format!("{}{shown}", data.names[row]), published[row], rank(row), 0.0)
        });
        tables.push(reproduced(id, model, table, Some(0), checks.collect()));
    }
    let schooling = parsed("schooling")?;
    let scored = Scored::new(&schooling, &data)?;
    for (id, column, indicator, number) in [
        // 50 + 50 z / 3, before it is cut off.
        (Published::ZScores, "schooling_z", "z", &(|s: f64| (s - 50.0) * 3.0 / 50.0) as &dyn Fn(f64) -> f64),
        (Published::MinMax, "schooling_minmax", "minmax", &|s: f64| s / 100.0),
    ] {
        let published = data.column(column)?;
        let place = schooling.indicators.iter().position(|i| i.id == indicator).unwrap_or_default();
        let checks = (0..data.rows.len()).map(|row| {
            let computed = scored.block.unclamped(place, row).map(number);
            Check::new(data.names[row].clone(), published[row], computed, 0.005)
        });
        tables.push(reproduced(id, "schooling", "table 15", Some(2), checks.collect()));
    }
    tables.push(means()?);
    Ok(tables)
}

/// Section 6.11: (21, 1, 1, 1) and (6, 6, 6, 6).
fn means() -> Result<Reproduced, Error> {
    let columns = ["x1", "x2", "x3", "x4"].map(str::to_owned).to_vec();
    let names = ["21, 1, 1, 1", "6, 6, 6, 6"].map(str::to_owned).to_vec();
    let data = Data { columns, names, rows: vec![vec![21.0, 1.0, 1.0, 1.0], vec![6.0; 4]] };
    let mut checks = Vec::new();
    for (id, kind, published) in
        [("four-arithmetic", "arithmetic", [6.0, 6.0]), ("four-geometric", "geometric", [2.14, 6.0])]
    {
        let model = parsed(id)?;
        let scored = Scored::new(&model, &data)?;
        for (row, published) in published.into_iter().enumerate() {
            let computed = scored.block.dimension(model.root, row);
            checks.push(Check::new(format!("{kind}: {}", data.names[row]), published, computed, 0.005));
        }
    }
    Ok(reproduced(Published::Means, "four-geometric", "section 6.11", Some(2), checks))
}

fn reproduced(id: Published, model: &'static str, table: &str, decimals: Option<u8>, checks: Vec<Check>) -> Reproduced {
    let source = format!("OECD/JRC, Handbook on Constructing Composite Indicators (2008), {table}");
    Reproduced { model: Some(model), ..Reproduced::new(id, source, decimals, checks) }
}

fn text(name: &str) -> Result<&'static str, Error> {
    let file = FILES.get_file(name).and_then(include_dir::File::contents_utf8);
    file.ok_or_else(|| Diagnostic::error(Code::UnknownId, format!("verify/{name} is not built in")).into())
}

fn parsed(id: &str) -> Result<Model, Error> {
    let name = format!("{id}.toml");
    Model::parse(&SourceFile::new(format!("verify/{name}"), text(&name)?)).map(|(model, _)| model)
}

/// A model's scores of every row.
struct Scored {
    block: Block,
}

impl Scored {
    fn new(model: &Model, data: &Data) -> Result<Self, Error> {
        let plan = Plan::new(model, Settings::default())?;
        let mut block = Block::new(&plan, data.rows.len());
        block.clear(data.rows.len());
        for (c, column) in data.columns.iter().enumerate() {
            if let Some(place) = plan.column(column) {
                data.rows.iter().enumerate().for_each(|(row, values)| block.set(place, row, Some(values[c])));
            }
        }
        plan.score(&mut block);
        Ok(Scored { block })
    }
}

impl Data {
    fn read() -> Result<Self, Error> {
        let bad = |e: &dyn std::fmt::Display| Diagnostic::error(Code::Data, format!("verify/{DATA}: {e}"));
        let mut reader = csv::Reader::from_reader(text(DATA)?.as_bytes());
        let columns = reader.headers().map_err(|e| bad(&e))?.iter().skip(1).map(str::to_owned).collect();
        let mut data = Data { columns, names: Vec::new(), rows: Vec::new() };
        for record in reader.records() {
            let record = record.map_err(|e| bad(&e))?;
            data.names.push(record.get(0).unwrap_or_default().to_owned());
            let numbers: Result<Vec<f64>, _> = record.iter().skip(1).map(str::parse).collect();
            data.rows.push(numbers.map_err(|e: std::num::ParseFloatError| bad(&e))?);
        }
        Ok(data)
    }

    fn column(&self, name: &str) -> Result<Vec<f64>, Error> {
        let place = self.columns.iter().position(|c| c == name);
        let place =
            place.ok_or_else(|| Diagnostic::error(Code::Data, format!("verify/{DATA} has no column {name}")))?;
        Ok(self.rows.iter().map(|row| row[place]).collect())
    }
}
