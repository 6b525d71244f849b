//! Files as people have them: whatever can be read one way only is read, and everything else is answered with the place and
//! the option. Scores of the model are its values, so that what was read can be seen.

use crate::support::{froth, plain, rooted};
use polars::prelude::{Column, DataFrame};
use polars_io::prelude::ParquetWriter;
use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Output;

struct Folder(tempfile::TempDir);

impl Folder {
    /// With a model of one value, `x`.
    fn new() -> Self {
        let folder = Folder(tempfile::tempdir().expect("a folder"));
        folder.write("m.toml", rooted(&plain("x", "root", 1.0)));
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.path(name), bytes).expect("written");
        self.path(name)
    }

    fn run(&self, data: &Path, flags: &[&str]) -> Output {
        let mut command = froth();
        command.arg("panel").arg(data).arg("-m").arg(self.path("m.toml")).arg("-o").arg(self.path("out.csv"));
        command.args(flags).output().expect("it runs")
    }

    /// What was read, as `date score` or `date entity score`, a row each.
    fn reads(&self, data: &Path, flags: &[&str]) -> String {
        let output = self.run(data, flags);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{flags:?}: {said}");
        let text = fs::read_to_string(self.path("out.csv")).expect("written");
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let header = rows.headers().expect("a header").clone();
        let wanted: Vec<usize> =
            ["date", "entity", "score"].iter().filter_map(|name| header.iter().position(|h| h == *name)).collect();
        let row = |row: csv::StringRecord| wanted.iter().map(|c| row[*c].to_owned()).collect::<Vec<_>>().join(" ");
        rows.records().map(|r| row(r.expect("a row"))).collect::<Vec<_>>().join("\n")
    }

    fn of(&self, text: impl AsRef<[u8]>, flags: &[&str], wanted: &str) {
        let data = self.write("data.csv", text);
        assert_eq!(self.reads(&data, flags), wanted, "{flags:?}");
    }

    /// It is an error that says all of this, and nothing is written.
    fn refuses(&self, data: &Path, flags: &[&str], parts: &[&str]) {
        let _ = fs::remove_file(self.path("out.csv"));
        let output = self.run(data, flags);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{flags:?}: {said}");
        for part in parts {
            assert!(said.contains(part), "no `{part}` in {said}");
        }
        assert!(!self.path("out.csv").exists());
    }

    fn fails(&self, text: impl AsRef<[u8]>, flags: &[&str], parts: &[&str]) {
        let data = self.write("data.csv", text);
        self.refuses(&data, flags, parts);
    }
}

const TWO: &str = "2020-01-31 30\n2020-02-29 31";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/files").join(name)
}

#[test]
fn the_separator_is_what_splits_every_line_alike() {
    let folder = Folder::new();
    let close = ["--map", "x=Close, adjusted, USD"];
    folder.of("date;\"Close, adjusted, USD\"\n2020-01-31;30\n2020-02-29;31\n", &close, TWO);
    folder.of("date;x;note, remark, flag\n2020-01-31;30;a\n2020-02-29;31;b\n", &[], TWO);
    folder.of("date|x\n2020-01-31|30\n2020-02-29|31\n", &[], TWO);
    folder.of("sep=;\ndate;x\n2020-01-31;30\n2020-02-29;31\n", &[], TWO);
    folder.of("date:x\n2020-01-31:30\n2020-02-29:31\n", &["--separator", ":"], TWO);
    folder.of("date\tx\n2020-01-31\t30\n2020-02-29\t31\n", &["--separator", "tab"], TWO);
    folder.fails("date:x\n2020-01-31:30\n", &[], &["no column `date`"]);
    folder.fails("date,x\n2020-01-31,30,5\n", &[], &["line 2 has 3 fields, the header has 2", "--separator"]);
}

#[test]
fn rows_that_are_no_data_are_left_out_or_named() {
    let folder = Folder::new();
    folder.of("Date,x\n2020-01-31,30\n2020-02-29,31\n,\n,\n\n", &[], TWO);
    folder.of("Date,x,\n2020-01-31,30,\n\n2020-02-29,31,\n,,\n", &[], TWO);
    // A row that begins with # and is whole is data.
    folder.of(
        "entity,x,date\n#1,30,2020-01-31\n# not so\n#2,31,2020-02-29\n",
        &[],
        "2020-01-31 #1 30\n2020-02-29 #2 31",
    );
    folder.of("x,y,date\n#N/A,9,2020-01-31\n31,9,2020-02-29\n", &[], "2020-01-31 \n2020-02-29 31");
    folder.of("# a table\n# of figures\nx,date\n30,2020-01-31\n31,2020-02-29\n", &[], TWO);
    let notes = "Date,x\n2020-01-31,30\n2020-02-29,31\n,\"Februar price is Feb 14 close\"\n";
    folder.fails(notes, &[], &["line 4, column `Date`: there is no date", "--skip-footer"]);
    folder.of(notes, &["--skip-footer", "1"], TWO);
    let note = "date,x\n2020-01-31,30\n2020-02-29,31\nSource: somebody\n";
    folder.fails(note, &[], &["line 4 has 1 fields, the header has 2", "--skip-footer"]);
    folder.of(note, &["--skip-footer", "1"], TWO);
    let title = "A table of figures\n\ndate,x\n2020-01-31,30\n2020-02-29,31\n";
    folder.of(title, &["--skip-rows", "2"], TWO);
    folder.fails(title, &[], &["no column `date`", "--skip-rows"]);
    folder.fails(title, &["--skip-rows", "9"], &["nothing is left", "--skip-rows"]);
}

#[test]
fn headers_of_several_rows_and_of_none() {
    let folder = Folder::new();
    let prices = "Price,Close,High\nTicker,ABC,ABC\nDate,,\n2020-01-31,30,31\n2020-02-29,31,32\n";
    let flags = ["--map", "x=Close", "--date-column", "Price"];
    folder.fails(prices, &flags, &["line 2, column `Price`: \"Ticker\" is no date", "--header-rows"]);
    folder.of(prices, &[&flags[..], &["--header-rows", "3"]].concat(), TWO);
    let two = "Price,Close,Close\nTicker,ABC,DEF\n2020-01-31,30,1\n2020-02-29,31,2\n";
    folder.of(two, &["--map", "x=Close ABC", "--date-column", "Price", "--header-rows", "2"], TWO);
    let codes = "sasdate,x\nTransform:,5\n1/31/2020,30\n2/29/2020,31\n";
    let flags = ["--date-column", "sasdate", "--header-rows", "2"];
    folder.fails(codes, &flags, &["\"1/31/2020\" is no date", "--date-format %m/%d/%Y"]);
    folder.of(codes, &[&flags[..], &["--date-format", "%m/%d/%Y"]].concat(), TWO);
    folder.of("2020-01-31,30\n2020-02-29,31\n", &["--header-rows", "0", "--date-column", "1", "--map", "x=2"], TWO);
}

#[test]
fn encodings_are_read_where_said_and_named_where_not() {
    let folder = Folder::new();
    let latin = latin_1("date,entity,x\n2020-01-31,Brésil,30\n2020-01-31,Brèsil,31\n");
    folder.fails(&latin, &[], &["line 2 is not UTF-8", "windows-1252 (Latin-1)", "--encoding windows-1252", "UTF-8"]);
    folder.of(&latin, &["--encoding", "latin1"], "2020-01-31 Brésil 30\n2020-01-31 Brèsil 31");
    let header = latin_1("date,Prévision,x\n2020-01-31,1,30\n");
    folder.fails(&header, &[], &["line 1 is not UTF-8", "--encoding windows-1252"]);
    let big5 = [&[0xa4, 0xe9, 0xb4, 0xc1][..], b",x\n2020-01-31,30\n2020-02-29,31\n"].concat();
    folder.fails(&big5, &[], &["line 1 is not UTF-8", "Big5"]);
    folder.of(&big5, &["--encoding", "big5", "--date-column", "日期"], TWO);
    for (bom, little) in [([0xff, 0xfe], true), ([0xfe, 0xff], false)] {
        let unit = |u: u16| if little { u.to_le_bytes() } else { u.to_be_bytes() };
        let text: Vec<u8> = "date,x\n2020-01-31,30\n2020-02-29,31\n".encode_utf16().flat_map(unit).collect();
        folder.of([&bom[..], &text].concat(), &[], TWO);
        folder.fails(&text, &[], &["zero bytes", if little { "--encoding utf-16le" } else { "--encoding utf-16be" }]);
        folder.of(&text, &["--encoding", if little { "utf-16le" } else { "utf-16be" }], TWO);
    }
    folder.of("\u{feff}date,x\n2020-01-31,30\n2020-02-29,31\n", &[], TWO);
    folder.fails("date,x\n2020,1\n", &["--encoding", "martian"], &["`martian` is no encoding", "windows-1252"]);
    folder.fails([&b"date,x\n2020,"[..], &[0xa4, 0x20]].concat(), &["--encoding", "big5"], &["no letters in Big5"]);
}

/// Latin-1 is the first 256 letters.
fn latin_1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).expect("a letter of Latin-1")).collect()
}

#[test]
fn numbers_as_people_write_them() {
    let folder = Folder::new();
    let x = |value: &str| format!("date;x\n2020-01-31;{value}\n");
    for (value, flags, wanted) in [
        ("30.5%", &[][..], "30.5"),
        ("$31", &[], "31"),
        ("€ 31", &[], "31"),
        ("(5.2)", &[], "0"),
        ("1e1", &[], "10"),
        ("\u{2212}3", &[], "0"),
        ("1\u{a0}0.5", &["--thousands", "\u{a0}"], "no"),
        ("30,5", &["--decimal", ","], "30.5"),
        ("0.030,5", &["--decimal", ",", "--thousands", "."], "30.5"),
        ("0,030.5", &["--thousands", ","], "30.5"),
        ("0'030.5", &["--thousands", "'"], "30.5"),
        ("n.a.", &[], ""),
        (":", &[], ""),
        ("..", &[], ""),
        ("#N/A", &[], ""),
        ("-", &[], ""),
        ("-99.99", &["--missing", "-99.99"], ""),
        ("-99.990", &["--missing", "-99.99"], ""),
        ("k.A.", &["--missing", "k.A."], ""),
    ] {
        if wanted == "no" {
            folder.fails(x(value), flags, &["is no number"]);
        } else {
            folder.of(x(value), flags, format!("2020-01-31 {wanted}").as_str());
        }
    }
    for (value, parts) in [
        ("30,5", &["line 2, column `x`: \"30,5\" is no number", "--decimal ,"][..]),
        ("1,030.5", &["\"1,030.5\" is no number", "--thousands ,"]),
        ("1,030", &["--decimal ,", "--thousands ,"]),
        ("1.030,5", &["--decimal , --thousands ."]),
        ("12 km", &["\"12 km\" is no number", "--missing"]),
    ] {
        folder.fails(x(value), &[], parts);
    }
    folder.fails(x("(-9)"), &[], &["\"(-9)\" is no number"]);
    folder.of(
        "date;x\n2020-01-31;-99,99\n2020-02-29;31\n",
        &["--missing", "-99.99", "--decimal", ","],
        "2020-01-31 \n2020-02-29 31",
    );
    folder.fails("date,x\n2020-01,30%\n2020-02,0.3\n", &[], &["line 3", "has no sign, and line 2 has `%`", "one unit"]);
    folder.fails("date,x\n2020-01,$30\n2020-02,€30\n", &[], &["has `€`, and line 2 has `$`"]);
}

#[test]
fn dates_as_people_write_them() {
    let folder = Folder::new();
    let rows = |dates: &[&str]| {
        let rows = dates.iter().enumerate().map(|(i, d)| format!("\"{d}\",{}\n", 30 + i));
        format!("date,x\n{}", rows.collect::<String>())
    };
    for dates in [
        ["2020-01-31", "2020-02-29"],
        ["2020/1/31", "2020/2/29"],
        ["202001", "202002"],
        ["20200131", "20200229"],
        ["2020-01", "2020-02"],
        ["2020M01", "2020M02"],
        ["2020.01", "2020.02"],
        ["Jan 2020", "Feb 2020"],
        ["31 January 2020", "Feb 29, 2020"],
    ] {
        folder.of(rows(&dates), &[], TWO);
    }
    let quarters = "2020-03-31 30\n2020-06-30 31";
    for dates in [
        ["2020-Q1", "2020-Q2"],
        ["2020Q1", "2020Q2"],
        ["2020:Q1", "2020:Q2"],
        ["Q1 2020", "Q2 2020"],
        ["2020.1", "2020.2"],
    ] {
        folder.of(rows(&dates), &[], quarters);
    }
    folder.of(rows(&["1871.09", "1871.1"]), &[], "1871-09-30 30\n1871-10-31 31");
    folder.of(rows(&["1871.1", "1871.11"]), &[], "1871-10-31 30\n1871-11-30 31");
    folder.of(rows(&["2020.1"]), &["--date-format", "quarters"], "2020-03-31 30");
    folder.of(rows(&["2020-W05", "2020-W06"]), &[], "2020-02-02 30\n2020-02-09 31");
    folder.of(rows(&["2019", "2020"]), &[], "2019-12-31 30\n2020-12-31 31");
    folder.of(rows(&["43861", "43890"]), &["--date-format", "excel"], TWO);
    folder.of(rows(&["31/01/2020", "29/02/2020"]), &["--date-format", "%d/%m/%Y"], TWO);
    folder.fails(rows(&["01/02/2020"]), &[], &["\"01/02/2020\" is no date", "%d/%m/%Y or --date-format %m/%d/%Y"]);
    folder.fails(rows(&["43861"]), &[], &["2020-01-31: --date-format excel"]);
    folder.of(rows(&["2020.9", "2020.10"]), &[], "2020-09-30 30\n2020-10-31 31");
    folder.of(rows(&["2019.10", "2019.11", "2020.1"]), &[], "2019-10-31 30\n2019-11-30 31\n2020-01-31 32");
    folder.fails(rows(&["2020.01", "2020.10", "2021.1"]), &[], &["\"2021.1\" is no date", "months", "shiller"]);
    folder.fails(rows(&["2019:1", "2019:2"]), &[], &["\"2019:1\" is no date", "--date-format months", "quarters"]);
    folder.of(rows(&["2020:1", "2020:2"]), &["--date-format", "quarters"], quarters);
    folder.of(rows(&["2020-1", "2020-2"]), &["--date-format", "months"], TWO);
    folder.of(rows(&["31/01/2020 00:00"]), &["--date-format", "%d/%m/%Y %H:%M"], "2020-01-31 30");
    folder.fails(rows(&["2020"]), &["--date-format", "day"], &["`day` is no format of dates", "%d/%m/%Y"]);
}

#[test]
fn parquet_holds_the_same_dates_and_numbers() {
    let folder = Folder::new();
    let types = file("types.parquet");
    let column = |name: &str| format!("x={name}");
    for name in ["int8", "uint8", "int16", "uint16", "uint64", "decimal10", "binary", "text", "dictionary"] {
        let read = folder.reads(&types, &["--map", &column(name)]);
        assert_eq!(read, "2020-01-31 1\n2020-02-29 \n2020-03-31 3", "{name}");
    }
    for (name, kind) in [
        ("float16", "float16"),
        ("map", "list"),
        ("struct", "struct"),
        ("list", "list[i64]"),
        ("time", "time"),
        ("duration", "duration"),
        ("decimal50", "decimal[50,2]"),
        ("period", "pandas.period"),
    ] {
        folder.refuses(&types, &["--map", &column(name)], &[&format!("column `{name}` is of the type "), kind]);
        folder.refuses(&types, &["--map", "x=cape", "--date-column", name], &[&format!("column `{name}`")]);
    }
    folder.refuses(&types, &["--map", "x=boolean"], &["a column of bool holds no numbers"]);
    folder.refuses(&types, &["--skip-rows", "1"], &["is Parquet", "leave out --skip-rows"]);
    // What is not used is passed over, by every command.
    assert_eq!(folder.reads(&types, &["--map", "x=cape"]), "2020-01-31 30\n2020-02-29 31\n2020-03-31 32");
    let tested = froth().arg("exuberance").arg(&types).args(["--critical-values", "none"]).output().expect("it runs");
    assert_eq!(tested.status.code(), Some(1), "three rows are too few, and no crash");
    for (name, row) in [("int96.parquet", "row 2"), ("date32.parquet", "row 2")] {
        folder.refuses(&file(name), &["--map", "x=cape"], &[row, "column `date`: the date is beyond"]);
    }
}

#[test]
fn dates_in_parquet_may_be_numbers_and_bytes() {
    let folder = Folder::new();
    let wrote = |dates: Column| {
        let x = Column::new("x".into(), [30.0, 31.0]);
        let mut frame = DataFrame::new(2, vec![dates, x]).expect("a frame");
        let path = folder.path("dates.parquet");
        ParquetWriter::new(fs::File::create(&path).expect("made")).finish(&mut frame).expect("written");
        path
    };
    let name = || "date".into();
    for (dates, wanted) in [
        (Column::new(name(), [2018_i64, 2019]), "2018-12-31 30\n2019-12-31 31"),
        (Column::new(name(), [2018.0, 2019.0]), "2018-12-31 30\n2019-12-31 31"),
        (Column::new(name(), [202_001_i32, 202_002]), TWO),
        (Column::new(name(), [20_200_131_i64, 20_200_229]), TWO),
        (Column::new(name(), [1990.09, 1990.1]), "1990-09-30 30\n1990-10-31 31"),
        (Column::new(name(), [1990.1, 1990.2]), "1990-03-31 30\n1990-06-30 31"),
        (Column::new(name(), ["2020-01-31".as_bytes(), b"2020-02-29"]), TWO),
    ] {
        assert_eq!(folder.reads(&wrote(dates), &[]), wanted);
    }
    let serials = wrote(Column::new(name(), [43_861_i64, 43_890]));
    folder.refuses(&serials, &[], &["row 1, column `date`: \"43861\" is no date", "--date-format excel"]);
    assert_eq!(folder.reads(&serials, &["--date-format", "excel"]), TWO);
}

#[test]
fn names_are_told_apart_or_refused() {
    let folder = Folder::new();
    folder.of("date,entity,x\n2020,US,30\n2020,NA,31\n", &[], "2020-12-31 US 30\n2020-12-31 NA 31");
    folder.fails("date,entity,x\n2020,US,30\n2020,,35\n", &[], &["line 3, column `entity`: there is no entity"]);
    folder.fails("date,entity,x\n2020,US ,30\n2020,US,35\n", &[], &["two rows for 2020-12-31 of `US`"]);
    folder.fails("date,x,x\n2020,30,31\n", &[], &["two columns `x`, the 2nd and the 3rd"]);
    folder.fails("date,date,x\n2020,2021,31\n", &[], &["two columns `date`"]);
    folder.of("date,x,y,y\n2020,30,1,2\n", &[], "2020-12-31 30");
    let twice = ["--map", "x=y", "--map", "x=z"];
    folder.fails("date,y,z\n2020,30,31\n", &twice, &["`x` is to be read from `y` and from `z`"]);
}

#[test]
fn long_tables_have_columns_of_any_name() {
    let folder = Folder::new();
    folder.write("m.toml", rooted(&format!("{}{}", plain("x", "root", 1.0), plain("y", "root", 1.0))));
    let sdmx = "STRUCTURE,LOCATION,TIME_PERIOD,SUBJECT,UNIT,OBS_VALUE\n\
                S,AUS,2020-Q1,x,u,30\nS,AUS,2020-Q1,y,u,40\nS,DEU,2020-Q1,x,u,10\nS,DEU,2020-Q1,y,u,20\n";
    let named = ["--long-columns", "entity=LOCATION,date=TIME_PERIOD,indicator=SUBJECT,value=OBS_VALUE"];
    let wanted = "2020-03-31 AUS 35\n2020-03-31 DEU 15";
    folder.of(sdmx, &named, wanted);
    folder.of(sdmx, &["--long", "--entity-column", "LOCATION"], wanted);
    folder.of(sdmx.replace("LOCATION", "REF_AREA"), &["--long"], wanted);
    folder.fails(sdmx, &["--long"], &["a second `x` for 2020-03-31", "--entity-column"]);
    let units = sdmx
        .replace("y,u,20", "y,v,20")
        .replace("DEU", "AUS")
        .replace("x,u,10", "z,u,10")
        .replace("2020-Q1,y,v", "2020-Q2,y,v");
    folder.fails(units, &named, &["are one series, and `UNIT` is `u` in one and `v` in the other", "--long-columns"]);
    folder.fails(
        sdmx.replace("STRUCTURE", "variable").replace("SUBJECT", "indicator"),
        &["--long"],
        &["the columns `variable` and `indicator`"],
    );
    folder.fails(sdmx, &["--long-columns", "value=OBS"], &["no column `OBS`"]);
    folder.fails(sdmx.replace("AUS", ""), &named, &["there is no entity"]);
    folder.fails(sdmx.replace(",y,", ",,"), &named, &["does not say what its value is"]);
    // Zeros of one indicator are missing, those of another are zeros.
    let zeros = "date,indicator,value\n2020-01,x,30\n2020-02,x,0\n2020-01,y,0\n2020-02,y,5\n";
    folder.of(zeros, &["--long", "--zero-is-missing", "x"], "2020-01-31 15\n2020-02-29 5");
    folder.of(zeros, &["--long", "--zero-is-missing", "value"], "2020-01-31 30\n2020-02-29 5");
    folder.of(zeros, &["--long"], "2020-01-31 15\n2020-02-29 2.5");
    folder.fails(zeros, &["--long", "--zero-is-missing", "z"], &["no row is for `z`"]);
}

#[test]
fn years_are_columns_in_tables_of_the_world_bank() {
    let folder = Folder::new();
    let table = "\u{feff}\"Data Source\",\"World Development Indicators\",\n\n\"Last Updated Date\",\"2026-01-28\",\n\n\
        \"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2019\",\"2020 [YR2020]\",\"2021\",\n\
        \"Freedonia\",\"FRE\",\"Market cap\",\"CM.MKT\",\"30\",\"31\",\"\",\n\
        \"Sylvania\",\"SYL\",\"Market cap\",\"CM.MKT\",\"..\",\"11\",\"12\",\n";
    let flags = ["--skip-rows", "4", "--map", "x=CM.MKT", "--years-as-columns"];
    let wanted = "2019-12-31 FRE 30\n2020-12-31 FRE 31\n2020-12-31 SYL 11\n2021-12-31 SYL 12";
    folder.of(table, &flags, wanted);
    folder.fails(table, &flags[..4], &["no column `date`", "3 columns are called like years", "--years-as-columns"]);
    // One indicator for all: its values are called `value`.
    let plain = "entity,2019,2020\nFRE,30,31\nSYL,10,11\n";
    let flags = ["--years-as-columns", "--map", "x=value"];
    folder.of(plain, &flags, "2019-12-31 FRE 30\n2020-12-31 FRE 31\n2019-12-31 SYL 10\n2020-12-31 SYL 11");
    folder.fails("entity,2019,2020p\nFRE,30,31\n", &flags, &["`2020p` is called like a date, and is none"]);
    folder.of("entity,2019.1,2019.2\nFRE,30,31\n", &flags, "2019-03-31 FRE 30\n2019-06-30 FRE 31");
    folder.fails("entity,a\nFRE,30\n", &flags, &["no column of", "called like a date"]);
}

#[test]
fn one_of_several_vintages_counts() {
    let folder = Folder::new();
    let long = "date,realtime_start,indicator,value\n\
        2020-03-31,2020-04-29,x,10\n2020-03-31,2020-05-28,x,20\n2020-06-30,2020-07-30,x,30\n2020-03-31,2020-07-30,x,40\n";
    let wide = "date,vintage,x\n\
        2020-03-31,2020-04-29,10\n2020-03-31,2020-05-28,20\n2020-06-30,2020-07-30,30\n2020-03-31,2020-07-30,40\n";
    for (text, long) in [(long, &["--long"][..]), (wide, &[])] {
        let of = |vintage| [long, &["--vintage", vintage]].concat();
        folder.of(text, &of("latest"), "2020-03-31 40\n2020-06-30 30");
        folder.of(text, &of("first"), "2020-03-31 10\n2020-06-30 30");
        folder.of(text, &of("2020-06-01"), "2020-03-31 20");
        folder.fails(text, long, &["--vintage"]);
    }
    folder.of(
        wide.replace("vintage", "known"),
        &["--vintage", "first", "--vintage-column", "known"],
        "2020-03-31 10\n2020-06-30 30",
    );
    folder.fails(
        wide.replace("vintage", "known"),
        &["--vintage", "first"],
        &["no column `vintage`", "--vintage-column"],
    );
}

#[test]
fn the_last_value_of_each_period_counts() {
    let folder = Folder::new();
    let monthly = "date,x\n2020-01,1\n2020-02,2\n2020-03,3\n2020-04,4\n2020-05,\n2020-06,.\n2020-07,8\n";
    folder.of(monthly, &["--every", "quarter"], "2020-03-31 3\n2020-06-30 4\n2020-09-30 8");
    folder.of(monthly, &["--every", "year"], "2020-12-31 8");
    let daily = "date,entity,x\n2020-01-02,A,1\n2020-01-03,A,2\n2020-01-02,B,5\n2020-02-03,A,3\n";
    folder.of(daily, &["--every", "month"], "2020-01-31 A 2\n2020-02-29 A 3\n2020-01-31 B 5");
    // Mixed frequencies: exuberance leaves out the rows of the others.
    let mut table = "date,monthly,quarterly\n".to_owned();
    for month in 0..36 {
        let (year, of_year) = (2000 + month / 12, month % 12 + 1);
        let wobble = f64::from(month * month % 7);
        let quarterly = if of_year % 3 == 0 { (f64::from(month) + wobble).to_string() } else { String::new() };
        writeln!(table, "{year}-{of_year:02},{},{quarterly}", f64::from(month) - wobble).expect("written");
    }
    let data = folder.write("mixed.csv", &table);
    let tested = |flags: &[&str]| {
        let flags = [&["--critical-values", "none", "--format", "json", "--min-window", "5"], flags].concat();
        let output = froth().arg("exuberance").arg(&data).args(flags).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).expect("JSON")
    };
    let all = tested(&[]);
    assert_eq!(all["series"][1]["trimmed"]["between"], 22, "{}", all["series"][1]["trimmed"]);
    // The newest row may come first.
    let (header, rows) = table.split_once('\n').expect("a header");
    let newest: Vec<&str> = rows.lines().rev().collect();
    fs::write(&data, format!("{header}\n{}\n", newest.join("\n"))).expect("written");
    assert_eq!(tested(&[])["series"], all["series"]);
    // What is a number with an option is no column of words; several entities are a series each.
    let says = |text: &str| {
        let data = folder.write("said.csv", text);
        let output =
            froth().arg("exuberance").arg(&data).args(["--critical-values", "none"]).output().expect("it runs");
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(says("date,a,b\n2000,1,\"1,000\"\n2001,2,\"1,001\"\n").contains("--thousands ,"));
    let said = says("date,entity,a\n2000,A,1\n2001,A,2\n2002,B,3\n");
    assert!(said.contains("column `A`, rows 1 to 2") && said.contains("column `B`, rows 3 to 3"), "{said}");
    let quarters = tested(&["--every", "quarter", "--column", "quarterly"]);
    assert_eq!(quarters["series"][0]["gsadf"], all["series"][1]["gsadf"]);
}

#[test]
fn series_of_a_long_table_are_chosen_by_name() {
    let folder = Folder::new();
    let mut table = "series_id,date,value,country\n".to_owned();
    for (factor, id, country) in [(1, "A", "US"), (2, "A", "DE"), (3, "B", "US")] {
        for year in 2000..2020 {
            let value = (year - 1990) * factor + year * year % 7;
            writeln!(table, "{id},{year},{value},{country}").expect("written");
        }
    }
    let data = folder.write("long.csv", &table);
    let names = |flags: &[&str]| {
        let flags = [&["--critical-values", "none", "--format", "json"], flags].concat();
        let output = froth().arg("exuberance").arg(&data).args(flags).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() {
            return Err(said);
        }
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let series = json["series"].as_array().expect("series").iter();
        Ok(series.map(|s| s["name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>())
    };
    let refused = names(&[]).expect_err("a row is no series");
    assert!(refused.contains("is a long table") && refused.contains("--series: it has A, B"), "{refused}");
    let country = ["--entity-column", "country"];
    let of = |flags: &[&str]| names(&[&country, flags].concat()).expect("read");
    assert_eq!(of(&["--series", "A"]), ["US", "DE"]);
    assert_eq!(of(&["--series", "US"]), ["A", "B"]);
    assert_eq!(of(&["--series", "DE A"]), ["A"]);
    assert_eq!(of(&["--long"]), ["US A", "DE A", "US B"]);
    assert!(names(&[&country[..], &["--series", "C"]].concat()).expect_err("none").contains("no series `C`"));
}

#[test]
fn workbooks_and_compressed_files_are_read() {
    let folder = Folder::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Data").expect("a sheet");
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    sheet.write(0, 0, "Some title").expect("written");
    for (column, name) in ["date", "x", "serial", "shiller"].into_iter().enumerate() {
        sheet.write(2, column as u16, name).expect("written");
    }
    for (row, (date, serial, shiller)) in
        [("2020-01-31", 43861.0, 2020.01), ("2020-02-29", 43890.0, 2020.02)].into_iter().enumerate()
    {
        let row = row as u32 + 3;
        let date = rust_xlsxwriter::ExcelDateTime::parse_from_str(date).expect("a date");
        sheet.write_with_format(row, 0, &date, &day).expect("written");
        sheet.write(row, 1, f64::from(row) + 27.0).expect("written");
        sheet.write(row, 2, serial).expect("written");
        sheet.write(row, 3, shiller).expect("written");
    }
    let path = folder.path("book.xlsx");
    book.save(&path).expect("written");
    folder.refuses(&path, &[], &["no column `date`", "--skip-rows"]);
    let flags = |more: &[&'static str]| [&["--skip-rows", "2"], more].concat();
    assert_eq!(folder.reads(&path, &flags(&[])), TWO);
    assert_eq!(folder.reads(&path, &flags(&["--sheet", "Data"])), TWO);
    assert_eq!(folder.reads(&path, &flags(&["--date-column", "serial", "--date-format", "excel"])), TWO);
    assert_eq!(folder.reads(&path, &flags(&["--date-column", "shiller"])), TWO);
    // Numbers of cells are numbers, whatever stands before decimals in its texts.
    assert_eq!(folder.reads(&path, &flags(&["--decimal", ",", "--thousands", "."])), TWO);
    folder.refuses(&path, &["--separator", ";"], &["is a workbook", "leave out --separator"]);
    folder.refuses(&path, &["--sheet", "Dat"], &["no sheet `Dat`", "`Data`"]);
    let mut far = rust_xlsxwriter::Workbook::new();
    let sheet = far.add_worksheet();
    sheet
        .write(0, 0, "date")
        .and_then(|s| s.write(0, 1, "x"))
        .and_then(|s| s.write(1, 0, "2020-01-31"))
        .expect("written");
    sheet.write(1, 1, 30).and_then(|s| s.write(1_048_575, 16_383, 1)).expect("written");
    let corner = folder.path("far.xlsx");
    far.save(&corner).expect("written");
    folder.refuses(&corner, &[], &["line 1048576"]);
    let second = book.add_worksheet().set_name("More").expect("a sheet");
    second.write(0, 0, 1.0).expect("written");
    book.save(&path).expect("written");
    folder.refuses(&path, &[], &["2 sheets", "--sheet: `Data`, `More`"]);

    let text = "date,x\n2020-01-31,30\n2020-02-29,31\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).expect("packed");
    let packed = folder.write("data.csv.gz", gzip.finish().expect("packed"));
    assert_eq!(folder.reads(&packed, &[]), TWO);
    let zip = |names: &[&str]| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for name in names {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("begun");
            zip.write_all(text.as_bytes()).expect("packed");
        }
        zip.finish().expect("packed").into_inner()
    };
    assert_eq!(folder.reads(&folder.write("one.zip", zip(&["data.csv", "__MACOSX/._data.csv"])), &[]), TWO);
    let two = folder.write("two.zip", zip(&["a.csv", "b.csv"]));
    folder.refuses(&two, &[], &["holds 2 files", "unpack it first; it holds `a.csv`, `b.csv`"]);
}

#[cfg(unix)]
#[test]
fn pipes_are_read_by_their_path() {
    let folder = Folder::new();
    let pipe = folder.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("it runs").success());
    let into = pipe.clone();
    let writer = std::thread::spawn(move || fs::write(into, "date,x\n2020-01-31,30\n2020-02-29,31\n"));
    assert_eq!(folder.reads(&pipe, &[]), TWO);
    writer.join().expect("ended").expect("written");
    let mut command = froth();
    command.args(["panel", "/dev/stdin", "-m"]).arg(folder.path("m.toml")).arg("-o").arg(folder.path("out.csv"));
    command.write_stdin("date,x\n2020-01-31,30\n").assert().success();
    assert_eq!(fs::read_to_string(folder.path("out.csv")).expect("written").lines().count(), 2);
}
