//! A page as a browser reads it: errors and elements.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use std::collections::BTreeMap;

pub(crate) struct Document {
    pub(crate) errors: Vec<String>,
    elements: Vec<Element>,
}

pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    /// Of everything in it.
    pub(crate) text: String,
    /// Names of what it is in.
    within: Vec<String>,
    /// Elements in it come right after it.
    inside: usize,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub(crate) fn is_in(&self, name: &str) -> bool {
        self.within.iter().any(|n| n == name)
    }
}

impl Document {
    pub(crate) fn parse(html: &str) -> Self {
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
        let mut elements = Vec::new();
        walk(&dom.document, &mut Vec::new(), &mut elements);
        let errors = dom.errors.borrow().iter().map(ToString::to_string).collect();
        Document { errors, elements }
    }

    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.elements.iter()
    }

    pub(crate) fn named<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |e| names.contains(&e.name.as_str()))
    }

    /// Each element of a name with those inside it.
    pub(crate) fn parts<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a Element, &'a [Element])> {
        let with = |(i, e): (usize, &'a Element)| (e, &self.elements[i + 1..=i + e.inside]);
        self.elements.iter().enumerate().filter(move |(_, e)| e.name == name).map(with)
    }
}

/// Gives back the text of a node.
fn walk(node: &Handle, within: &mut Vec<String>, elements: &mut Vec<Element>) -> String {
    let mut text = String::new();
    let own = match &node.data {
        NodeData::Text { contents } => return contents.borrow().to_string(),
        NodeData::Element { name, attrs, .. } => {
            let attributes = attrs.borrow().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
            let name = name.local.to_string();
            let place = elements.len();
            elements.push(Element {
                name: name.clone(),
                attributes,
                text: String::new(),
                within: within.clone(),
                inside: 0,
            });
            within.push(name);
            Some(place)
        }
        _ => None,
    };
    for child in node.children.borrow().iter() {
        text += &walk(child, within, elements);
    }
    if let Some(place) = own {
        within.pop();
        elements[place].inside = elements.len() - place - 1;
        elements[place].text.clone_from(&text);
    }
    text
}
