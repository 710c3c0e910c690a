//! Constraint systems to bytes and back.

use crate::check::check;
use crate::error::Error;
use crate::frame::{FrameWriter, Kind, RecordReader};
use crate::limits::Limits;
use crate::system::{Column, ColumnKind, ConstraintSystem, Expression, Node, Query};
use crate::wire::{Cursor, put_field, put_signed, put_varint};

const FIXED_COLUMNS: u8 = 0x01;
const INSTANCE_COLUMNS: u8 = 0x02;
const ADVICE_COLUMN: u8 = 0x03;
const CHALLENGE: u8 = 0x04;
const SELECTOR: u8 = 0x05;
const ADVICE_QUERY: u8 = 0x06;
const FIXED_QUERY: u8 = 0x07;
const INSTANCE_QUERY: u8 = 0x08;
const EQUALITY: u8 = 0x09;
const CONSTANTS: u8 = 0x0a;
const MINIMUM_DEGREE: u8 = 0x0b;
const NODE_CONSTANT: u8 = 0x10;
const NODE_SELECTOR: u8 = 0x11;
const NODE_FIXED: u8 = 0x12;
const NODE_ADVICE: u8 = 0x13;
const NODE_INSTANCE: u8 = 0x14;
const NODE_CHALLENGE: u8 = 0x15;
const NODE_NEGATED: u8 = 0x16;
const NODE_SUM: u8 = 0x17;
const NODE_PRODUCT: u8 = 0x18;
const NODE_SCALED: u8 = 0x19;
const POLYNOMIAL: u8 = 0x20;
const GATE: u8 = 0x21;
const INPUT: u8 = 0x22;
const TABLE: u8 = 0x23;
const LOOKUP: u8 = 0x24;

/// Writes a constraint system as a recording; equal systems give equal bytes.
pub fn encode_constraint_system(system: &ConstraintSystem, sink: impl FnMut(&[u8])) {
    let mut out = FrameWriter::new(Kind::System, sink);
    put_varint(out.record(FIXED_COLUMNS), u64::from(system.fixed_columns));
    put_varint(out.record(INSTANCE_COLUMNS), u64::from(system.instance_columns));
    for phase in &system.advice_phases {
        out.record(ADVICE_COLUMN).push(*phase);
    }
    for phase in &system.challenge_phases {
        out.record(CHALLENGE).push(*phase);
    }
    for simple in &system.selectors {
        out.record(SELECTOR).push(u8::from(*simple));
    }
    for (tag, queries) in [
        (ADVICE_QUERY, &system.advice_queries),
        (FIXED_QUERY, &system.fixed_queries),
        (INSTANCE_QUERY, &system.instance_queries),
    ] {
        for query in queries {
            let record = out.record(tag);
            put_varint(record, u64::from(query.column));
            put_signed(record, i64::from(query.rotation));
        }
    }
    for column in &system.permutation {
        put_column(out.record(EQUALITY), *column);
    }
    for column in &system.constants {
        put_varint(out.record(CONSTANTS), u64::from(*column));
    }
    if let Some(degree) = system.minimum_degree {
        put_varint(out.record(MINIMUM_DEGREE), u64::from(degree));
    }
    for gate in &system.gates {
        for polynomial in gate {
            put_expression(&mut out, polynomial, POLYNOMIAL);
        }
        out.record(GATE);
    }
    for lookup in &system.lookups {
        for (input, table) in lookup {
            put_expression(&mut out, input, INPUT);
            put_expression(&mut out, table, TABLE);
        }
        out.record(LOOKUP);
    }
    out.finish();
}

/// Writes a column of any kind as one number.
pub(crate) fn put_column(out: &mut Vec<u8>, column: Column) {
    let kind = match column.kind {
        ColumnKind::Advice => 0,
        ColumnKind::Fixed => 1,
        ColumnKind::Instance => 2,
    };
    put_varint(out, u64::from(column.index) * 3 + kind);
}

/// Reads what [`put_column`] writes.
pub(crate) fn column(cursor: &mut Cursor<'_>) -> Result<Column, &'static str> {
    let number = cursor.varint()?;
    let index = u32::try_from(number / 3).map_err(|_| "number is over 32 bits")?;
    let kind = match number % 3 {
        0 => ColumnKind::Advice,
        1 => ColumnKind::Fixed,
        _ => ColumnKind::Instance,
    };
    Ok(Column { kind, index })
}

fn put_expression<S: FnMut(&[u8])>(out: &mut FrameWriter<S>, nodes: &Expression, end: u8) {
    for node in nodes {
        let (tag, index) = match node {
            Node::Constant(value) => {
                put_field(out.record(NODE_CONSTANT), value);
                continue;
            }
            Node::Scaled(value) => {
                put_field(out.record(NODE_SCALED), value);
                continue;
            }
            Node::Selector(index) => (NODE_SELECTOR, Some(*index)),
            Node::Fixed(index) => (NODE_FIXED, Some(*index)),
            Node::Advice(index) => (NODE_ADVICE, Some(*index)),
            Node::Instance(index) => (NODE_INSTANCE, Some(*index)),
            Node::Challenge(index) => (NODE_CHALLENGE, Some(*index)),
            Node::Negated => (NODE_NEGATED, None),
            Node::Sum => (NODE_SUM, None),
            Node::Product => (NODE_PRODUCT, None),
        };
        let record = out.record(tag);
        if let Some(index) = index {
            put_varint(record, u64::from(index));
        }
    }
    out.record(end);
}

/// Reads a constraint system from a whole recording and checks it: limits first, then everything that
/// halo2 would panic about. Only the one encoding that [`encode_constraint_system`] gives is accepted.
pub fn decode_constraint_system(bytes: &[u8], limits: &Limits) -> Result<ConstraintSystem, Error> {
    let mut reader = RecordReader::new(bytes, Kind::System, limits)?;
    let mut builder = Builder::new(limits);
    while let Some((tag, cursor)) = reader.next()? {
        match builder.record(tag, cursor) {
            Ok(()) => {}
            Err(Refusal::Malformed(what)) => return Err(reader.malformed(what)),
            Err(Refusal::Limit(what, limit)) => {
                return Err(Error::Limit { what, limit: u64::from(limit) });
            }
        }
    }
    let system = builder.finish()?;
    check(&system, limits)?;
    if !is_encoding(&system, bytes) {
        return Err(Error::Invalid("the constraint system is written in another order".into()));
    }
    Ok(system)
}

/// Whether encoding a system gives exactly these bytes, without holding both.
fn is_encoding(system: &ConstraintSystem, bytes: &[u8]) -> bool {
    let mut rest = Some(bytes);
    encode_constraint_system(system, |frame| {
        rest = rest.and_then(|rest| rest.strip_prefix(frame));
    });
    rest == Some(&[])
}

enum Refusal {
    Malformed(&'static str),
    Limit(&'static str, u32),
}

impl From<&'static str> for Refusal {
    fn from(what: &'static str) -> Self {
        Refusal::Malformed(what)
    }
}

struct Builder<'l> {
    limits: &'l Limits,
    system: ConstraintSystem,
    nodes: Expression,
    node_count: u32,
    gate: Vec<Expression>,
    input: Option<Expression>,
    lookup: Vec<(Expression, Expression)>,
    polynomials: u32,
    pairs: u32,
}

fn push<T>(list: &mut Vec<T>, item: T, limit: u32, what: &'static str) -> Result<(), Refusal> {
    if list.len() >= limit as usize {
        return Err(Refusal::Limit(what, limit));
    }
    list.push(item);
    Ok(())
}

impl<'l> Builder<'l> {
    fn new(limits: &'l Limits) -> Self {
        Builder {
            limits,
            system: ConstraintSystem::default(),
            nodes: Vec::new(),
            node_count: 0,
            gate: Vec::new(),
            input: None,
            lookup: Vec::new(),
            polynomials: 0,
            pairs: 0,
        }
    }

    fn record(&mut self, tag: u8, cursor: &mut Cursor<'_>) -> Result<(), Refusal> {
        let limits = self.limits;
        let system = &mut self.system;
        match tag {
            FIXED_COLUMNS => system.fixed_columns = cursor.small()?,
            INSTANCE_COLUMNS => system.instance_columns = cursor.small()?,
            ADVICE_COLUMN => push(
                &mut system.advice_phases,
                cursor.byte()?,
                limits.max_columns,
                "advice columns",
            )?,
            CHALLENGE => push(
                &mut system.challenge_phases,
                cursor.byte()?,
                limits.max_challenges,
                "challenges",
            )?,
            SELECTOR => {
                let simple = match cursor.byte()? {
                    0 => false,
                    1 => true,
                    _ => return Err("selector is neither simple nor complex".into()),
                };
                push(&mut system.selectors, simple, limits.max_selectors, "selectors")?
            }
            ADVICE_QUERY | FIXED_QUERY | INSTANCE_QUERY => {
                let column = cursor.small()?;
                let rotation =
                    i32::try_from(cursor.signed()?).map_err(|_| "rotation is over 32 bits")?;
                let queries = match tag {
                    ADVICE_QUERY => &mut system.advice_queries,
                    FIXED_QUERY => &mut system.fixed_queries,
                    _ => &mut system.instance_queries,
                };
                push(queries, Query { column, rotation }, limits.max_queries, "queries of columns")?
            }
            EQUALITY => {
                let all = limits.max_columns.saturating_mul(3);
                push(&mut system.permutation, column(cursor)?, all, "columns with equality")?
            }
            CONSTANTS => push(
                &mut system.constants,
                cursor.small()?,
                limits.max_columns,
                "columns of constants",
            )?,
            MINIMUM_DEGREE => system.minimum_degree = Some(cursor.small()?),
            _ => return self.expression(tag, cursor),
        }
        Ok(())
    }

    fn expression(&mut self, tag: u8, cursor: &mut Cursor<'_>) -> Result<(), Refusal> {
        let node = match tag {
            NODE_CONSTANT => Node::Constant(cursor.field()?),
            NODE_SELECTOR => Node::Selector(cursor.small()?),
            NODE_FIXED => Node::Fixed(cursor.small()?),
            NODE_ADVICE => Node::Advice(cursor.small()?),
            NODE_INSTANCE => Node::Instance(cursor.small()?),
            NODE_CHALLENGE => Node::Challenge(cursor.small()?),
            NODE_NEGATED => Node::Negated,
            NODE_SUM => Node::Sum,
            NODE_PRODUCT => Node::Product,
            NODE_SCALED => Node::Scaled(cursor.field()?),
            _ => return self.closing(tag),
        };
        if self.node_count >= self.limits.max_expression_nodes {
            return Err(Refusal::Limit("nodes of expressions", self.limits.max_expression_nodes));
        }
        self.node_count += 1;
        self.nodes.push(node);
        Ok(())
    }

    fn closing(&mut self, tag: u8) -> Result<(), Refusal> {
        match tag {
            POLYNOMIAL => {
                self.polynomials += 1;
                if self.polynomials > self.limits.max_polynomials {
                    return Err(Refusal::Limit(
                        "polynomials of gates",
                        self.limits.max_polynomials,
                    ));
                }
                self.gate.push(std::mem::take(&mut self.nodes));
            }
            // An empty gate would cost memory without costing a polynomial.
            GATE if self.gate.is_empty() => return Err("gate has no polynomial".into()),
            GATE => self.system.gates.push(std::mem::take(&mut self.gate)),
            INPUT => {
                if self.input.replace(std::mem::take(&mut self.nodes)).is_some() {
                    return Err("lookup has an input without a table".into());
                }
            }
            TABLE => {
                self.pairs += 1;
                if self.pairs > self.limits.max_lookups {
                    return Err(Refusal::Limit("pairs of lookups", self.limits.max_lookups));
                }
                let input = self.input.take().ok_or("lookup has a table without an input")?;
                self.lookup.push((input, std::mem::take(&mut self.nodes)));
            }
            LOOKUP if self.lookup.is_empty() => return Err("lookup looks nothing up".into()),
            LOOKUP => self.system.lookups.push(std::mem::take(&mut self.lookup)),
            _ => return Err("unknown tag".into()),
        }
        Ok(())
    }

    fn finish(self) -> Result<ConstraintSystem, Error> {
        if !self.nodes.is_empty()
            || !self.gate.is_empty()
            || self.input.is_some()
            || !self.lookup.is_empty()
        {
            return Err(Error::Invalid("a gate or lookup is not finished".into()));
        }
        Ok(self.system)
    }
}
