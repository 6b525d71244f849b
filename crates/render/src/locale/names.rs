//! What models and scenarios call their things, in a language.

use super::{Language, typeset};
use froth_core::analysis::Analysis;
use froth_core::catalog::split_day;
use froth_core::feed::FeedFile;
use froth_core::model::{Direction, Model};
use froth_core::network::Network;
use froth_core::scenario::Scenario;
use froth_core::score::Missing;
use std::collections::BTreeMap;

/// A language, and the names that models and scenarios give their things in it: results hold ids, and whoever shows one asks
/// here what it is called. What a file does not translate keeps the title it has there; what no file names is called by its id.
///
/// ```
/// use froth_core::example;
/// use froth_render::locale::{Language, Locale};
/// let model = example::model();
/// let locale = Locale::new(Language::English).with_model(&model);
/// assert_eq!(locale.dimension(&model.dimensions[model.root].id), model.dimensions[model.root].title);
/// assert_eq!(locale.indicator("nobody"), "nobody");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Locale {
    /// The language.
    pub language: Language,
    models: Names,
    descriptions: Names,
    /// What the root of the model is called.
    root: Option<String>,
    /// What scores of 0 and 100 are, in the model's own words.
    low: Option<String>,
    high: Option<String>,
    high_is_good: bool,
    dimensions: Names,
    indicators: Names,
    inputs: Names,
    alerts: Names,
    episodes: Names,
    nodes: Names,
    /// Translations by the file's own text.
    texts: Names,
    scenarios: Names,
    /// Scenarios by the name that sentences and tables use, where that is not the id.
    called: Names,
}

/// Names by id.
type Names = BTreeMap<String, String>;

fn name<'a>(of: &'a Names, id: &'a str) -> &'a str {
    of.get(id).map_or(id, String::as_str)
}

/// The title of a scenario in a language, or the file's own.
pub fn scenario_title(scenario: &Scenario, language: Language) -> &str {
    let texts = language.tag().and_then(|tag| scenario.texts.get(tag));
    texts.and_then(|t| t.get("title")).unwrap_or(&scenario.title)
}

/// The title of a model in a language, or the file's own.
pub fn model_title(model: &Model, language: Language) -> &str {
    let texts = language.tag().and_then(|tag| model.texts.get(tag));
    texts.and_then(|t| t.get("title")).unwrap_or(&model.title)
}

/// The title of a network in a language, or the file's own.
pub fn network_title(network: &Network, language: Language) -> &str {
    let texts = language.tag().and_then(|tag| network.texts.get(tag));
    texts.and_then(|t| t.get("title")).unwrap_or(&network.title)
}

/// What a file of feeds is called.
pub fn feeds_title(feeds: &FeedFile, language: Language) -> &str {
    let texts = language.tag().and_then(|tag| feeds.texts.get(tag));
    texts.and_then(|t| t.get("title")).unwrap_or(&feeds.title)
}

impl Locale {
    /// A language without names: everything is called by its id.
    pub fn new(language: Language) -> Self {
        Locale { language, ..Locale::default() }
    }

    /// What an analysis is about, its scenarios called by their titles.
    pub fn of(analysis: &Analysis<'_>, language: Language) -> Self {
        // What an older report calls its own gives way to what this one does.
        let older = analysis.changes().iter().map(|since| &since.old);
        let beside = analysis.yardsticks().iter().map(|y| &y.of).chain(analysis.what_ifs().iter().map(|w| &w.of));
        let scenarios = older.chain(beside).chain(analysis.scenarios().iter().copied());
        Locale::new(language).with_model(analysis.model()).with_scenarios(scenarios).calling_by_title()
    }

    /// The same with the names of a model.
    #[must_use]
    pub fn with_model(mut self, model: &Model) -> Self {
        let none = BTreeMap::new();
        let language = self.language;
        let texts = language.tag().and_then(|tag| model.texts.get(tag)).unwrap_or(&none);
        let title = |id: &str, own: &str| (id.to_owned(), typeset(texts.get(id).map_or(own, String::as_str), language));
        self.models.insert(model.id.clone(), typeset(model_title(model, language), language));
        self.descriptions.insert(model.id.clone(), title("description", &model.description).1);
        self.low.clone_from(&model.scale.low);
        self.high.clone_from(&model.scale.high);
        self.high_is_good = model.scale.direction == Direction::Good;
        self.root = model.dimensions.get(model.root).map(|root| title(&root.id, &root.title).1);
        self.dimensions.extend(model.dimensions.iter().map(|d| title(&d.id, &d.title)));
        self.indicators.extend(model.indicators.iter().map(|i| title(&i.id, &i.title)));
        self.inputs.extend(model.inputs.iter().map(|(id, own)| title(id, own)));
        self.alerts.extend(model.alerts.iter().map(|a| title(&a.id, &a.title)));
        self.episodes.extend(model.episodes.iter().map(|e| title(&e.id, &e.title)));
        let is_id = |key: &str| {
            let ids = model.alerts.iter().map(|a| &a.id).chain(model.episodes.iter().map(|e| &e.id));
            model.dimension(key).is_some()
                || model.indicator(key).is_some()
                || model.inputs.contains_key(key)
                || ids.into_iter().any(|id| id == key)
        };
        self.texts.extend(
            texts.iter().filter(|(own, _)| !is_id(own)).map(|(own, text)| (own.clone(), typeset(text, language))),
        );
        self
    }

    /// The same with the titles of scenarios, which are still called by their ids, as a command line calls them.
    #[must_use]
    pub fn with_scenarios<'a>(mut self, scenarios: impl IntoIterator<Item = &'a Scenario>) -> Self {
        let language = self.language;
        for scenario in scenarios {
            let texts = language.tag().and_then(|tag| scenario.texts.get(tag)).into_iter().flatten();
            self.texts.extend(texts.map(|(own, text)| (own.clone(), typeset(text, language))));
            self.scenarios.insert(scenario.id.clone(), typeset(&self.cut(scenario), language));
        }
        self
    }

    /// The title of a scenario that is cut at a day, the day as people write it.
    fn cut(&self, scenario: &Scenario) -> String {
        let title = scenario_title(scenario, self.language);
        let day = split_day(&scenario.id).ok().and_then(|(_, day)| day);
        match day.and_then(|day| Some((title.strip_suffix(&format!(" · {day}"))?, day))) {
            Some((whole, day)) => self.on_day(whole, day),
            None => title.to_owned(),
        }
    }

    /// The same, calling scenarios by their titles; where two share one, the id stands behind it.
    #[must_use]
    pub fn calling_by_title(mut self) -> Self {
        let titles = &self.scenarios;
        let called = |(id, title): (&String, &String)| {
            let shared = titles.values().filter(|t| *t == title).count() > 1;
            (id.clone(), if shared { format!("{title} ({id})") } else { title.clone() })
        };
        self.called = titles.iter().map(called).collect();
        self
    }

    /// Why something has no score; empty where that is not known.
    pub(crate) fn reason(&self, missing: Option<&Missing>) -> String {
        missing.map(|m| super::reason(m, self)).unwrap_or_default()
    }

    /// What a scenario is called in sentences and tables.
    pub fn scenario<'a>(&'a self, id: &'a str) -> &'a str {
        name(&self.called, id)
    }

    /// A scenario's title.
    pub fn title_of_scenario<'a>(&'a self, id: &'a str) -> &'a str {
        name(&self.scenarios, id)
    }

    /// What a model is called.
    pub fn model<'a>(&'a self, id: &'a str) -> &'a str {
        name(&self.models, id)
    }

    /// What a model says of itself.
    pub fn description(&self, model: &str) -> &str {
        self.descriptions.get(model).map_or("", String::as_str)
    }

    /// What the root of the model is called; none without a model.
    pub fn root(&self) -> Option<&str> {
        self.root.as_deref()
    }

    /// What a dimension is called.
    pub fn dimension<'a>(&'a self, id: &'a str) -> &'a str {
        name(&self.dimensions, id)
    }

    /// What an indicator is called.
    pub fn indicator<'a>(&'a self, id: &'a str) -> &'a str {
        name(&self.indicators, id)
    }

    /// What a dimension, an indicator or an input of a formula is called: they share one namespace.
    pub fn title<'a>(&'a self, id: &'a str) -> &'a str {
        self.known(id).unwrap_or_else(|| name(&self.inputs, id))
    }

    /// What a dimension or an indicator is called; none for anything else.
    pub fn known(&self, id: &str) -> Option<&str> {
        self.dimensions.get(id).or_else(|| self.indicators.get(id)).map(String::as_str)
    }

    /// What an alert means.
    pub fn alert<'a>(&'a self, id: &'a str) -> &'a str {
        name(&self.alerts, id)
    }

    /// What a span of time is called.
    pub fn episode<'a>(&'a self, id: &'a str) -> &'a str {
        name(&self.episodes, id)
    }

    /// A band by its label in the model.
    ///
    /// The bands that a model has without saying so are known in every language.
    pub fn band<'a>(&'a self, label: &'a str) -> &'a str {
        let usual = match label {
            _ if self.language == Language::English => label,
            "low" => "低",
            "moderate" => "中等",
            "elevated" => "偏高",
            "high" => "高",
            "extreme" | "very high" => "極高",
            own => own,
        };
        self.texts.get(label).map_or(usual, String::as_str)
    }

    /// The root without the child that the headline sets apart, by its name in the model.
    pub fn rest<'a>(&'a self, title: &'a str) -> &'a str {
        name(&self.texts, title)
    }

    /// The same with the names of a network's nodes, and what it says of its unit and groups.
    #[must_use]
    pub fn with_network(mut self, network: &Network) -> Self {
        let none = BTreeMap::new();
        let language = self.language;
        let texts = language.tag().and_then(|tag| network.texts.get(tag)).unwrap_or(&none);
        let title = |id: &str, own: &str| (id.to_owned(), typeset(texts.get(id).map_or(own, String::as_str), language));
        self.nodes.extend(network.nodes.iter().map(|node| title(&node.id, &node.title)));
        self.texts.extend(texts.iter().map(|(key, text)| (key.clone(), typeset(text, language))));
        self.descriptions
            .extend(network.description.iter().map(|own| (network.id.clone(), title("description", own).1)));
        self.scenarios.insert(network.id.clone(), typeset(network_title(network, language), language));
        self
    }

    /// A node of a network.
    pub fn node<'a>(&'a self, id: &'a str) -> &'a str {
        name(&self.nodes, id)
    }

    /// What a file says in its own words, translated where it is.
    pub fn text<'a>(&'a self, own: &'a str) -> &'a str {
        name(&self.texts, own)
    }

    /// What a score of 0 is, in words that can stand in a sentence.
    pub fn low(&self) -> &str {
        let usual = if self.language == Language::English { "a typical calm year" } else { "平穩年份" };
        self.low.as_deref().map_or(usual, |own| self.text(own))
    }

    /// What a score of 100 is.
    pub fn high(&self) -> &str {
        let usual = if self.language == Language::English { "the worst on record" } else { "史上最嚴重" };
        self.high.as_deref().map_or(usual, |own| self.text(own))
    }

    /// Whether a high score is good.
    pub fn high_is_good(&self) -> bool {
        self.high_is_good
    }

    /// A unit by its text in the model.
    pub fn unit<'a>(&'a self, unit: &'a str) -> &'a str {
        name(&self.texts, unit)
    }
}
