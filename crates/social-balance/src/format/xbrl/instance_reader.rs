use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::name::QName;
use quick_xml::reader::NsReader;

use super::super::draft::date;
use super::super::{Place, ReadError, Refusal};
use super::element::{Attributes, BrokenAttributes, Vocabulary};
use super::instance::{Context, Fact, Instance, Taxonomy, Unit};

/// Deeper than any instance: tuples of the old taxonomies nest five levels.
const DEEPEST: usize = 64;
/// More facts, contexts or units than any filing has: a full one has about a thousand of each.
const MOST_PARTS: usize = 100_000;
/// More dimensions than a cell can have.
const MOST_MEMBERS: usize = 40;

const UNDECLARED: &str = "an element has a prefix that is not declared";

/// An element whose text is awaited.
enum Awaited {
    Identifier,
    Start,
    End,
    Instant,
    Member { dimension: String },
    Measure,
    Fact(Fact),
}

#[derive(Default)]
struct OpenContext {
    id: String,
    line: u64,
    identifier: Option<String>,
    start: Option<String>,
    end: Option<String>,
    members: Vec<(String, String)>,
}

struct InstanceReader<'t> {
    text: &'t str,
    reader: NsReader<&'t [u8]>,
    counted_to: usize,
    line: u64,
    depth: usize,
    finished: bool,
    instance: Instance,
    context: Option<OpenContext>,
    unit: Option<(String, Unit)>,
    awaited: Option<(usize, Awaited)>,
    content: String,
    /// What the prefixes that were met mean, as long as the root element alone says so: nearly all are met a thousand times.
    prefixes: Vec<(Vec<u8>, Vocabulary)>,
    only_the_root_declares: bool,
}

/// Reads an instance in one pass. Facts and contexts may come in any order.
pub(super) fn read(text: &str) -> Result<Instance, ReadError> {
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let reading = InstanceReader {
        text,
        reader,
        counted_to: 0,
        line: 1,
        depth: 0,
        finished: false,
        instance: Instance::default(),
        context: None,
        unit: None,
        awaited: None,
        content: String::new(),
        prefixes: Vec::new(),
        only_the_root_declares: true,
    };
    reading.run()
}

/// What is wrong with a document type declaration: none is read.
pub(in super::super) fn document_type(content: &BytesText<'_>) -> Refusal {
    let has = |word: &str| content.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()));
    if has("SYSTEM") || has("PUBLIC") {
        Refusal::ExternalReference
    } else if has("<!ENTITY") {
        Refusal::EntityExpansion
    } else {
        Refusal::DocumentType
    }
}

/// The parser's error as ours. What was begun and not ended is a file cut off.
pub(in super::super) fn syntax_error(text: &str, position: usize, error: &quick_xml::Error) -> ReadError {
    let refusal = match error {
        quick_xml::Error::Syntax(_) => Refusal::Truncated { missing: "a tag or comment is not closed" },
        other => Refusal::MalformedXml { detail: other.to_string().chars().take(200).collect() },
    };
    let line = 1 + text.bytes().take(position).filter(|byte| *byte == b'\n').count() as u64;
    ReadError::new(Place::line(line), refusal)
}

impl InstanceReader<'_> {
    fn run(mut self) -> Result<Instance, ReadError> {
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    return Err(syntax_error(self.text, usize_of(self.reader.buffer_position()), &error));
                }
            };
            match event {
                Event::Start(element) => {
                    self.count_lines();
                    self.open(&element)?;
                }
                Event::End(_) => self.close()?,
                Event::Text(text) => {
                    let text = text.decode().map_err(|_| self.error(Refusal::Encoding))?;
                    self.add(&text)?;
                }
                Event::CData(text) => {
                    let text = text.decode().map_err(|_| self.error(Refusal::Encoding))?;
                    self.add(&text)?;
                }
                Event::GeneralRef(reference) => {
                    let character =
                        reference.resolve_char_ref().map_err(|_| self.malformed("a character reference is wrong"))?;
                    let text = match character {
                        Some(character) => character.to_string(),
                        None => std::str::from_utf8(&reference)
                            .ok()
                            .and_then(quick_xml::escape::resolve_predefined_entity)
                            .ok_or_else(|| self.error(Refusal::EntityExpansion))?
                            .to_owned(),
                    };
                    self.add(&text)?;
                }
                Event::DocType(content) => return Err(self.error(document_type(&content))),
                Event::Decl(declaration) => {
                    if let Some(Ok(encoding)) = declaration.encoding() {
                        self.check_encoding(&encoding)?;
                    }
                }
                Event::Empty(_) | Event::Comment(_) | Event::PI(_) => {}
                Event::Eof if self.finished => return Ok(self.instance),
                Event::Eof => return Err(self.error(Refusal::Truncated { missing: "an element is not closed" })),
            }
        }
    }

    /// Counts the lines up to the end of what was read last.
    fn count_lines(&mut self) {
        (self.line, self.counted_to) = self.present_line();
    }

    fn present_line(&self) -> (u64, usize) {
        let position = usize_of(self.reader.buffer_position()).min(self.text.len());
        let passed = self.text.as_bytes().get(self.counted_to..position).unwrap_or_default();
        (self.line + passed.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>(), position)
    }

    fn error(&self, refusal: Refusal) -> ReadError {
        ReadError::new(Place::line(self.present_line().0), refusal)
    }

    fn malformed(&self, detail: &str) -> ReadError {
        self.error(Refusal::MalformedXml { detail: detail.to_owned() })
    }

    fn invalid(&self, detail: impl Into<String>) -> ReadError {
        self.error(Refusal::InvalidXbrl { detail: detail.into() })
    }

    /// Another declared encoding does no harm as long as the bytes are ASCII.
    fn check_encoding(&self, encoding: &[u8]) -> Result<(), ReadError> {
        let is_utf8 = [&b"utf-8"[..], b"utf8", b"us-ascii"].iter().any(|name| encoding.eq_ignore_ascii_case(name));
        if is_utf8 || self.text.is_ascii() { Ok(()) } else { Err(self.error(Refusal::Encoding)) }
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        if self.finished {
            return Err(self.malformed("there is a second root element"));
        }
        if let Some((_, Awaited::Fact(fact))) = &self.awaited {
            return Err(ReadError::new(
                fact.place(),
                Refusal::InvalidXbrl { detail: "a fact has elements in it".into() },
            ));
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(Refusal::TooDeep { limit: DEEPEST }));
        }
        let name = element.name();
        if self.depth == 1 && (self.vocabulary(name), name.local_name().as_ref()) != (Vocabulary::Instance, b"xbrl") {
            return Err(self.not_an_instance(name));
        }
        let attributes = Attributes::of(element).map_err(|broken| match broken {
            BrokenAttributes::TooMany => self.error(Refusal::TooMany { what: "attributes in one element", limit: 300 }),
            BrokenAttributes::Malformed => self.malformed("an attribute is wrong"),
            BrokenAttributes::Entity => self.error(Refusal::EntityExpansion),
        })?;
        if attributes.declares_prefixes && self.depth > 1 {
            self.only_the_root_declares = false;
        }
        let vocabulary = self.vocabulary(name);
        let local = name.local_name().into_inner();
        if vocabulary == Vocabulary::Undeclared {
            return Err(self.malformed(UNDECLARED));
        }
        match vocabulary {
            Vocabulary::Instance => self.open_own(local, attributes),
            Vocabulary::Linkbase => {
                if let (b"schemaRef", Some(address)) = (local, attributes.address) {
                    self.instance.schemas.push((address, self.line));
                }
                Ok(())
            }
            Vocabulary::Dimensions => self.open_member(local, attributes),
            Vocabulary::Cbso(prefix) => {
                let name = joined(&prefix, local);
                self.open_fact(attributes, Taxonomy::Cbso, name)
            }
            Vocabulary::Pfs => self.open_fact(attributes, Taxonomy::Pfs, String::from_utf8_lossy(local).into_owned()),
            Vocabulary::Currencies | Vocabulary::Other | Vocabulary::Undeclared => Ok(()),
        }
    }

    fn not_an_instance(&mut self, root: QName<'_>) -> ReadError {
        match self.vocabulary(root) {
            Vocabulary::Undeclared => self.malformed(UNDECLARED),
            _ => self.error(Refusal::UnknownForm { found: "XML, but not an XBRL instance" }),
        }
    }

    fn open_own(&mut self, local: &[u8], attributes: Attributes) -> Result<(), ReadError> {
        let parts = self.instance.contexts.len() + self.instance.units.len() + self.instance.schemas.len();
        if parts > MOST_PARTS {
            return Err(self.error(Refusal::TooMany { what: "contexts and units", limit: MOST_PARTS }));
        }
        match local {
            b"context" => {
                let id = attributes.id.ok_or_else(|| self.invalid("a context has no id"))?;
                self.context = Some(OpenContext { id, line: self.line, ..OpenContext::default() });
            }
            b"unit" => {
                let id = attributes.id.ok_or_else(|| self.invalid("a unit has no id"))?;
                self.unit = Some((id, Unit::Other));
            }
            b"identifier" if self.context.is_some() => self.await_text(Awaited::Identifier),
            b"startDate" if self.context.is_some() => self.await_text(Awaited::Start),
            b"endDate" if self.context.is_some() => self.await_text(Awaited::End),
            b"instant" if self.context.is_some() => self.await_text(Awaited::Instant),
            b"measure" if self.unit.is_some() => self.await_text(Awaited::Measure),
            _ => {}
        }
        Ok(())
    }

    fn open_member(&mut self, local: &[u8], attributes: Attributes) -> Result<(), ReadError> {
        if self.context.is_none() {
            return Ok(());
        }
        let dimension = attributes.dimension.ok_or_else(|| self.invalid("a member has no dimension"))?;
        let dimension = self.qualified(&dimension);
        match local {
            b"explicitMember" => self.await_text(Awaited::Member { dimension }),
            b"typedMember" => self.add_member(dimension, "(typed)".to_owned())?,
            _ => {}
        }
        Ok(())
    }

    fn open_fact(&mut self, attributes: Attributes, taxonomy: Taxonomy, name: String) -> Result<(), ReadError> {
        let Some(context) = attributes.context.filter(|_| !attributes.nil) else { return Ok(()) };
        if self.instance.facts.len() >= MOST_PARTS {
            return Err(self.error(Refusal::TooMany { what: "facts", limit: MOST_PARTS }));
        }
        let fact = Fact { name, taxonomy, context, unit: attributes.unit, value: String::new(), line: self.line };
        self.await_text(Awaited::Fact(fact));
        Ok(())
    }

    fn await_text(&mut self, awaited: Awaited) {
        self.content.clear();
        self.awaited = Some((self.depth, awaited));
    }

    fn add(&mut self, text: &str) -> Result<(), ReadError> {
        if self.awaited.as_ref().is_some_and(|(depth, _)| *depth == self.depth) {
            self.content.push_str(text);
        } else if self.depth == 0 && !text.trim().is_empty() && text != "\u{feff}" {
            return Err(self.malformed("there is text outside the root element"));
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), ReadError> {
        if let Some((_, awaited)) = self.awaited.take_if(|(depth, _)| *depth == self.depth) {
            self.take_text(awaited)?;
        } else if self.unit.is_some() && self.depth == 2 {
            if let Some((id, unit)) = self.unit.take() {
                self.instance.units.insert(id, unit);
            }
        } else if let Some(open) = self.context.take_if(|_| self.depth == 2) {
            self.close_context(open)?;
        }
        self.depth -= 1;
        self.finished = self.depth == 0;
        Ok(())
    }

    fn take_text(&mut self, awaited: Awaited) -> Result<(), ReadError> {
        let content = std::mem::take(&mut self.content);
        match awaited {
            Awaited::Member { dimension } => {
                let member = self.qualified(content.trim());
                return self.add_member(dimension, member);
            }
            Awaited::Measure => {
                let currency = self.currency(content.trim());
                if let (Some(currency), Some((_, unit))) = (currency, &mut self.unit) {
                    *unit = Unit::Currency(currency);
                }
            }
            Awaited::Fact(mut fact) => {
                fact.value = content;
                self.instance.facts.push(fact);
            }
            Awaited::Identifier | Awaited::Start | Awaited::End | Awaited::Instant => {
                let Some(open) = &mut self.context else { return Ok(()) };
                let part = match awaited {
                    Awaited::Identifier => &mut open.identifier,
                    Awaited::Start => &mut open.start,
                    _ => &mut open.end,
                };
                *part = Some(content.trim().to_owned());
            }
        }
        Ok(())
    }

    fn close_context(&mut self, mut open: OpenContext) -> Result<(), ReadError> {
        // A context without an end ("forever") dates nothing that is read here.
        let Some(end) = open.end else { return Ok(()) };
        let place = Place::line(open.line).and_name(format!("context {}", open.id));
        let start = open.start.map(|start| date(&start, &place)).transpose()?;
        let end = date(&end, &place)?;
        open.members.sort_unstable();
        if open.members.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            let refusal = Refusal::InvalidXbrl { detail: "a context has two members of one dimension".into() };
            return Err(ReadError::new(place, refusal));
        }
        let mut members = String::with_capacity(open.members.len() * 18);
        for (dimension, member) in &open.members {
            members.extend(["#", dimension, "=", member]);
        }
        let identifier = open.identifier.unwrap_or_default();
        let context = Context { line: open.line, identifier, start, end, members };
        if self.instance.contexts.insert(open.id, context).is_some() {
            return Err(ReadError::new(place, Refusal::InvalidXbrl { detail: "two contexts have one id".into() }));
        }
        Ok(())
    }

    fn add_member(&mut self, dimension: String, member: String) -> Result<(), ReadError> {
        if self.context.as_ref().is_some_and(|context| context.members.len() >= MOST_MEMBERS) {
            return Err(self.error(Refusal::TooMany { what: "members in one context", limit: MOST_MEMBERS }));
        }
        let Some(context) = &mut self.context else { return Ok(()) };
        // A dimension's default member says nothing, and is left out by the rules of XBRL.
        if !member.ends_with(":m0") {
            context.members.push((dimension, member));
        }
        Ok(())
    }

    /// What the prefix of a name means at this place.
    fn vocabulary(&mut self, name: QName<'_>) -> Vocabulary {
        let prefix = name.prefix();
        let prefix = prefix.as_ref().map_or(&b""[..], |prefix| prefix.as_ref());
        let known = self.prefixes.iter().find(|(known, _)| known == prefix);
        if let Some((_, vocabulary)) = known.filter(|_| self.only_the_root_declares) {
            return vocabulary.clone();
        }
        let (namespace, _) = self.reader.resolve_element(name);
        let vocabulary = Vocabulary::of(&namespace);
        if self.only_the_root_declares {
            self.prefixes.push((prefix.to_owned(), vocabulary.clone()));
        }
        vocabulary
    }

    /// The name with the prefix that the taxonomy itself uses, whatever the filer's prefix is.
    fn qualified(&mut self, name: &str) -> String {
        let name = QName(name.as_bytes());
        match self.vocabulary(name) {
            Vocabulary::Cbso(prefix) => joined(&prefix, name.local_name().as_ref()),
            _ => joined("(other)", name.local_name().as_ref()),
        }
    }

    fn currency(&mut self, measure: &str) -> Option<String> {
        let name = QName(measure.as_bytes());
        (self.vocabulary(name) == Vocabulary::Currencies)
            .then(|| String::from_utf8_lossy(name.local_name().as_ref()).chars().take(10).collect())
    }
}

fn joined(prefix: &str, local: &[u8]) -> String {
    let mut name = String::with_capacity(prefix.len() + 1 + local.len());
    name.extend([prefix, ":", &String::from_utf8_lossy(local)]);
    name
}

fn usize_of(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
