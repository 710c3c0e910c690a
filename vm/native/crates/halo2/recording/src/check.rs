//! Whether a constraint system is one that halo2 builds and can prove.

use std::collections::HashSet;
use std::hash::Hash;

use crate::error::Error;
use crate::limits::Limits;
use crate::system::{Column, ColumnKind, ConstraintSystem, Expression, Node, Query};

/// Checks a constraint system against the limits and against everything halo2 would panic about.
pub(crate) fn check(system: &ConstraintSystem, limits: &Limits) -> Result<(), Error> {
    counts(system, limits)?;
    phases(system)?;
    queries(&system.advice_queries, system.advice_phases.len(), limits)?;
    queries(&system.fixed_queries, system.fixed_columns as usize, limits)?;
    queries(&system.instance_queries, system.instance_columns as usize, limits)?;
    permutation(system)?;
    gates(system, limits)?;
    lookups(system, limits)?;
    unmade_queries(system)?;
    degrees(system, limits)
}

fn most(count: usize, limit: u32, what: &'static str) -> Result<(), Error> {
    if count as u64 > u64::from(limit) {
        return Err(Error::Limit { what, limit: u64::from(limit) });
    }
    Ok(())
}

fn invalid<T>(what: impl Into<String>) -> Result<T, Error> {
    Err(Error::Invalid(what.into()))
}

fn counts(system: &ConstraintSystem, limits: &Limits) -> Result<(), Error> {
    most(system.advice_phases.len(), limits.max_columns, "advice columns")?;
    most(system.fixed_columns as usize, limits.max_columns, "fixed columns")?;
    most(system.instance_columns as usize, limits.max_columns, "instance columns")?;
    most(system.selectors.len(), limits.max_selectors, "selectors")?;
    most(system.challenge_phases.len(), limits.max_challenges, "challenges")?;
    most(system.gates.iter().map(Vec::len).sum(), limits.max_polynomials, "polynomials of gates")?;
    most(system.lookups.iter().map(Vec::len).sum(), limits.max_lookups, "pairs of lookups")?;
    let nodes = |expressions: &mut dyn Iterator<Item = &Expression>| -> usize {
        expressions.map(Vec::len).sum()
    };
    let gates = nodes(&mut system.gates.iter().flatten());
    let inputs = nodes(&mut system.lookups.iter().flatten().map(|pair| &pair.0));
    let tables = nodes(&mut system.lookups.iter().flatten().map(|pair| &pair.1));
    most(gates + inputs + tables, limits.max_expression_nodes, "nodes of expressions")
}

/// Phases that halo2-axiom 0.5 can prove.
const PROVED_PHASES: u8 = 2;

fn phases(system: &ConstraintSystem) -> Result<(), Error> {
    let mut known = 0;
    for (column, phase) in system.advice_phases.iter().enumerate() {
        // It can be configured, but the prover's count of phases ends with a panic.
        if *phase >= PROVED_PHASES {
            return invalid(format!(
                "advice column {column} is in a third phase, and halo2-axiom proves two: do in the second what the third does"
            ));
        }
        if *phase > known {
            return invalid(format!(
                "advice column {column} is in phase {phase}, and no column before it is in the one before"
            ));
        }
        known = known.max(phase + 1);
    }
    match system.challenge_phases.iter().find(|phase| **phase >= known) {
        Some(phase) => invalid(format!("a challenge follows phase {phase}, which has no column")),
        None => Ok(()),
    }
}

fn unique<T: Hash + Eq>(items: impl Iterator<Item = T>, what: &str) -> Result<(), Error> {
    let mut seen = HashSet::new();
    for item in items {
        if !seen.insert(item) {
            return invalid(format!("{what} stands twice"));
        }
    }
    Ok(())
}

fn queries(queries: &[Query], columns: usize, limits: &Limits) -> Result<(), Error> {
    most(queries.len(), limits.max_queries, "queries of columns")?;
    for query in queries {
        if query.column as usize >= columns {
            return invalid(format!(
                "a query of column {}, of which there are {columns}",
                query.column
            ));
        }
        if query.rotation.unsigned_abs() > limits.max_rotation {
            let limit = u64::from(limits.max_rotation);
            return Err(Error::Limit { what: "rows between a query and its row", limit });
        }
    }
    unique(queries.iter(), "a query")
}

fn permutation(system: &ConstraintSystem) -> Result<(), Error> {
    unique(system.permutation.iter(), "a column with equality")?;
    unique(system.constants.iter(), "a column of constants")?;
    for column in &system.permutation {
        let queries = match column.kind {
            ColumnKind::Advice => &system.advice_queries,
            ColumnKind::Fixed => &system.fixed_queries,
            ColumnKind::Instance => &system.instance_queries,
        };
        // A query that exists has been checked, so this column exists too.
        if !queries.contains(&Query { column: column.index, rotation: 0 }) {
            return invalid("a column with equality is not queried");
        }
    }
    for index in &system.constants {
        if !system.permutation.contains(&Column { kind: ColumnKind::Fixed, index: *index }) {
            return invalid(format!("column {index} of constants has no equality"));
        }
    }
    Ok(())
}

fn gates(system: &ConstraintSystem, limits: &Limits) -> Result<(), Error> {
    for (index, gate) in system.gates.iter().enumerate() {
        if gate.is_empty() {
            return invalid(format!("gate {index} has no polynomial"));
        }
        for polynomial in gate {
            expression(system, polynomial, limits)?;
        }
    }
    Ok(())
}

fn lookups(system: &ConstraintSystem, limits: &Limits) -> Result<(), Error> {
    for (index, pairs) in system.lookups.iter().enumerate() {
        if pairs.is_empty() {
            return invalid(format!("lookup {index} looks nothing up"));
        }
        for side in pairs.iter().flat_map(|(input, table)| [input, table]) {
            expression(system, side, limits)?;
            let simple = |node: &Node| match node {
                Node::Selector(index) => system.selectors.get(*index as usize) == Some(&true),
                _ => false,
            };
            if side.iter().any(simple) {
                return invalid(format!("lookup {index} uses a simple selector"));
            }
        }
    }
    Ok(())
}

/// Checks one expression: one result, every operand there, every index known, not too deep.
fn expression(system: &ConstraintSystem, nodes: &[Node], limits: &Limits) -> Result<(), Error> {
    let mut depths: Vec<u32> = Vec::new();
    for node in nodes {
        let (index, count) = match node {
            Node::Selector(index) => (*index, system.selectors.len()),
            Node::Fixed(index) => (*index, system.fixed_queries.len()),
            Node::Advice(index) => (*index, system.advice_queries.len()),
            Node::Instance(index) => (*index, system.instance_queries.len()),
            Node::Challenge(index) => (*index, system.challenge_phases.len()),
            _ => (0, 1),
        };
        if index as usize >= count {
            return invalid(format!("an expression uses {node:?}, of which there are {count}"));
        }
        let operands = match node {
            Node::Negated | Node::Scaled(_) => 1,
            Node::Sum | Node::Product => 2,
            _ => 0,
        };
        let rest = depths.len().checked_sub(operands);
        let Some(rest) = rest else { return invalid("an expression lacks an operand") };
        let depth = depths.drain(rest..).max().unwrap_or(0) + 1;
        if depth > limits.max_expression_depth {
            let limit = u64::from(limits.max_expression_depth);
            return Err(Error::Limit { what: "levels of an expression", limit });
        }
        depths.push(depth);
    }
    if depths.len() != 1 {
        return invalid("an expression has more or less than one result");
    }
    Ok(())
}

/// Without a gate or lookup, halo2 queries only columns with equality, in their order.
fn unmade_queries(system: &ConstraintSystem) -> Result<(), Error> {
    if !system.gates.is_empty() || !system.lookups.is_empty() {
        return Ok(());
    }
    for (kind, queries) in [
        (ColumnKind::Advice, &system.advice_queries),
        (ColumnKind::Fixed, &system.fixed_queries),
        (ColumnKind::Instance, &system.instance_queries),
    ] {
        let columns = system.permutation.iter().filter(|column| column.kind == kind);
        let made = columns.map(|column| Query { column: column.index, rotation: 0 });
        if !made.eq(queries.iter().copied()) {
            return invalid("there are queries and nothing that makes them");
        }
    }
    Ok(())
}

fn degrees(system: &ConstraintSystem, limits: &Limits) -> Result<(), Error> {
    let (needed, degree) = (system.needed_degree(), system.degree());
    if degree.max(needed) > limits.max_degree {
        return Err(Error::Limit {
            what: "as the degree of the constraint system",
            limit: u64::from(limits.max_degree),
        });
    }
    if needed > degree {
        return invalid(format!(
            "the constraints have degree {needed} and halo2 proves {degree}: call set_minimum_degree({needed})"
        ));
    }
    Ok(())
}
