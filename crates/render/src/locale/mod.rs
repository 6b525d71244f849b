//! Languages of what people read, what things are called in them, and how sentences are written down.
//!
//! Sentences stand in a `words` module beside what says them, in every language at once: of pages in `page/words/`, where
//! `words/stressed.rs` has those of `page/stressed.rs` and `words/mod.rs` those that several pages say; of charts in
//! `chart/words.rs`; of the report in `report/words.rs`; of the what-if page in the program's `serve/words.rs`.

mod dates;
mod day;
mod draws;
mod names;
mod reason;
mod typeset;

pub use draws::share_of_draws;
pub use names::{Locale, feeds_title, model_title, network_title, scenario_title};
pub use reason::reason;
pub(crate) use typeset::is_wide;
pub use typeset::typeset;

/// A language of charts and reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Traditional Chinese.
    TraditionalChinese,
}

impl Language {
    /// Its tag in model and scenario files; none for English, which the files are written in.
    pub fn tag(self) -> Option<&'static str> {
        match self {
            Language::English => None,
            Language::TraditionalChinese => Some("zh-Hant"),
        }
    }
}

/// Whether a count is one: what follows it then stands in the singular.
pub fn is_one(count: &impl std::fmt::Display) -> bool {
    count.to_string() == "1"
}

/// Makes a type `Words` with a method for each text of people's languages, and `words(language)`, which gives one.
///
/// `name: "English", "Chinese";` is a text, `name(first, score): "{first} scores {score}", "{first}{score}分";` a sentence with
/// named arguments, each anything that displays; [`typeset`](crate::locale::typeset) sets it. Every language must use every argument: the compiler sees to it, and to it that
/// no sentence is left that nothing says. After `more Words;` the methods join a type that stands elsewhere.
///
/// `name(count) by count: "{count} edge", "{count} edges", "{count}條連結";` says in English which words there are for one and which for
/// more: a sentence that counts says so, and nothing is counted in a plural by hand.
#[macro_export]
macro_rules! sentences {
    (more $words:ident; $($name:ident $(($($argument:ident),+))? $(by $count:ident)?: $($text:literal),+;)*) => {
        impl $words {
            $($crate::sentences!(@ $name $(($($argument),+))? $(by $count)?: $($text),+);)*
        }
    };
    (@ $name:ident: $english:literal, $chinese:literal) => {
        pub(crate) fn $name(self) -> &'static str {
            match self.0 {
                $crate::locale::Language::English => $english,
                $crate::locale::Language::TraditionalChinese => $chinese,
            }
        }
    };
    (@ $name:ident($($argument:ident),+): $english:literal, $chinese:literal) => {
        #[allow(clippy::too_many_arguments)] // each has a name in the sentence
        pub(crate) fn $name(self, $($argument: impl std::fmt::Display),+) -> String {
            match self.0 {
                $crate::locale::Language::English => format!($english, $($argument = $argument),+),
                chinese @ $crate::locale::Language::TraditionalChinese => {
                    $crate::locale::typeset(&format!($chinese, $($argument = $argument),+), chinese)
                }
            }
        }
    };
    (@ $name:ident($($argument:ident),+) by $count:ident: $one:literal, $more:literal, $chinese:literal) => {
        #[allow(clippy::too_many_arguments)] // each has a name in the sentence
        pub(crate) fn $name(self, $($argument: impl std::fmt::Display),+) -> String {
            match self.0 {
                $crate::locale::Language::English if $crate::locale::is_one(&$count) => {
                    format!($one, $($argument = $argument),+)
                }
                $crate::locale::Language::English => format!($more, $($argument = $argument),+),
                chinese @ $crate::locale::Language::TraditionalChinese => {
                    $crate::locale::typeset(&format!($chinese, $($argument = $argument),+), chinese)
                }
            }
        }
    };
    ($($name:ident $(($($argument:ident),+))? $(by $count:ident)?: $($text:literal),+;)*) => {
        /// What is said, in a language.
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct Words($crate::locale::Language);

        /// What is said, in this language.
        pub(crate) fn words(language: $crate::locale::Language) -> Words {
            Words(language)
        }

        $crate::sentences! { more Words; $($name $(($($argument),+))? $(by $count)?: $($text),+;)* }
    };
}
